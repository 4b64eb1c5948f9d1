from keras import Sequential, layers

model = Sequential(
    layers=[
        layers.InputLayer(shape=(128, 6)),
        layers.Conv1D(64, kernel_size=5, strides=2, padding="same", activation="relu"),
        layers.MaxPooling1D(2),
        layers.SeparableConv1D(32, 3, padding="causal")
        if False
        else layers.SeparableConv1D(32, 3),
        layers.AveragePooling1D(pool_size=2),
        layers.LSTM(50, return_sequences=True, use_bias=False),
        layers.LSTM(25, go_backwards=True),
        layers.Dense(6, activation="softmax"),
    ],
    name="har",
)
model.summary()
model.pop()
model.add(layers.Dense(3))
model.summary()
