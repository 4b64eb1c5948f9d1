import keras

for return_sequences in (False, True):
    layer = keras.layers.LSTM(10, return_sequences=return_sequences)
    output = layer(keras.Input(shape=(13, 5)))
    print(return_sequences, output.shape, layer.count_params())
