import keras
from keras import layers
i = keras.Input((6, 3))
l = layers.Bidirectional(layers.LSTM(4, return_sequences=True))
x = l(i)
l.forward_layer.trainable = False
m = keras.Model(i, x)
m.summary()
l.trainable = False
m.summary(show_trainable=True)
l.trainable = True
m.summary()
print(l.layer.units if hasattr(l, "layer") else "no", l.merge_mode, l.return_sequences, l.forward_layer.units)
