import keras

model = keras.Sequential(
    [
        keras.Input(shape=(13, 5)),
        keras.layers.LSTM(10),
    ]
)
model.summary()
