from keras import Input, Sequential, layers

STEPS, FEATURES = 30, 5

encoder = Sequential(
    [
        Input((STEPS, FEATURES)),
        layers.LSTM(32, return_sequences=True),
        layers.LSTM(8),
    ],
    name="encoder",
)
decoder = Sequential(
    [
        Input((8,)),
        layers.RepeatVector(STEPS),
        layers.LSTM(8, return_sequences=True),
        layers.LSTM(32, return_sequences=True),
        layers.TimeDistributed(layers.Dense(FEATURES)),
    ],
    name="decoder",
)
autoencoder = Sequential([encoder, decoder], name="autoencoder")

for model in (encoder, decoder, autoencoder):
    model.summary()
