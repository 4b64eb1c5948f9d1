import keras
from keras.layers import GRU, Bidirectional, Dense

gru = GRU(16, return_sequences=True)
for layer in (gru, Bidirectional(gru)):
    head = Dense(8)
    states = layer(keras.Input(shape=(64, 15)))
    head(states)
    print(states.shape, head.kernel.shape, head.count_params())
