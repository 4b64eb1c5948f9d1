import keras

for time_steps in (1, 13, 1000, None):
    layer = keras.layers.LSTM(10)
    layer(keras.Input(shape=(time_steps, 5)))
    print(time_steps, layer.count_params())
