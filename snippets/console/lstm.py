import keras

model = keras.Sequential()
model.add(keras.Input((13, 5)))
model.add(keras.layers.LSTM(10, return_sequences=True))
model.add(keras.layers.LSTM(10))
model.add(keras.layers.Dense(1))
for weight in model.weights:
    print(weight.path, weight.shape)

model.count_params()
