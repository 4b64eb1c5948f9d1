import keras
from keras import layers

text = "hello, world"
characters = sorted(set(text))
tokens = len(characters)


class CharRNN(keras.Model):
    def __init__(self, tokens, units=128):
        super().__init__()
        self.embedding = layers.Embedding(tokens, 16)
        self.first = layers.LSTM(units, return_sequences=True)
        self.second = layers.LSTM(units, return_sequences=True)
        self.head = layers.Dense(tokens)

    def call(self, ids):
        x = self.embedding(ids)
        return self.head(self.second(self.first(x)))


model = CharRNN(tokens)
model(keras.Input((100,)))
model.summary()
print(tokens, model.count_params())
