import keras

batch_size = 16
model = keras.Sequential()
model.add(keras.Input(batch_shape=(batch_size, 10, 1)))
model.add(keras.layers.LSTM(4, stateful=True, return_sequences=True))
model.add(keras.layers.LSTM(4, stateful=True))
model.add(keras.layers.Dense(1))
model.compile(loss="mean_squared_error", optimizer="adam")
model.summary()
print(model.input_shape, model.output_shape)
