import keras
from keras import layers


class SentimentModel(keras.Model):
    def __init__(self, vocab, dim, units, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(vocab, dim)
        self.lstm = layers.Bidirectional(layers.LSTM(units))
        self.hidden = [layers.Dense(n, activation="relu") for n in (64, 32)]
        self.out = layers.Dense(1, activation="sigmoid")

    def call(self, inputs):
        x = self.embedding(inputs)
        x = self.lstm(x)
        for layer in self.hidden:
            x = layer(x)
        return self.out(x)


model = SentimentModel(5000, 50, 32, name="sentiment")
model.build((None, 80))
model.summary()
print(model.count_params())
