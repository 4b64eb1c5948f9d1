import keras
from keras.layers import LSTM, Bidirectional, Dense, TimeDistributed, Input
i = Input((None, 20))
x = Bidirectional(LSTM(10, return_sequences=True), merge_mode=None)(i)
a, b = x
y = keras.layers.Concatenate()([a, b])
y = TimeDistributed(Dense(5))(y)
m = keras.Model(i, y); m.summary()
print(m.layers[1].forward_layer.name, m.layers[1].backward_layer.name)
l = m.layers[1]
print([ (w.path, w.shape) for w in l.weights])
print(LSTM(3).cell.units, LSTM(7).units)
