from keras import layers, Model, Input
class Encoder(Model):
    def __init__(self, units):
        super().__init__(name="enc")
        self.units = units
        self.rnn = layers.LSTM(units, return_sequences=True, return_state=True)
    def call(self, x):
        o, h, c = self.rnn(x)
        return o, h, c
class Decoder(Model):
    def __init__(self, units, vocab):
        super().__init__(name="dec")
        self.rnn = layers.LSTM(units, return_sequences=True)
        self.fc = layers.Dense(vocab)
    def call(self, x, states):
        return self.fc(self.rnn(x, initial_state=states))
class S2S(Model):
    def __init__(self, units, vocab):
        super().__init__()
        self.encoder = Encoder(units)
        self.decoder = Decoder(units, vocab)
    def call(self, inputs):
        src, tgt = inputs
        o, h, c = self.encoder(src)
        return self.decoder(tgt, [h, c])
m = S2S(16, 30)
m.build([(None, 9, 4), (None, 8, 5)])
m.summary()
m.summary(expand_nested=True)
