import keras
from keras import layers

inputs = keras.Input((12, 7))
rnn = layers.RNN(
    [layers.LSTMCell(20), layers.GRUCell(10), layers.SimpleRNNCell(5)],
    return_sequences=True,
)
x = rnn(inputs)
x, *states = layers.RNN(
    layers.StackedRNNCells([layers.LSTMCell(4), layers.LSTMCell(3)]), return_state=True
)(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.summary()
print(len(states))
