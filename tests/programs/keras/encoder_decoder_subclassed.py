import keras
from keras import layers
class Encoder(keras.Model):
    def __init__(self, vocab, dim, units):
        super().__init__(name="encoder")
        self.embedding = layers.Embedding(vocab, dim)
        self.gru = layers.GRU(units, return_sequences=True, return_state=True)
    def call(self, x, hidden=None):
        x = self.embedding(x)
        output, state = self.gru(x, initial_state=hidden)
        return output, state
class Decoder(keras.Model):
    def __init__(self, vocab, dim, units):
        super().__init__()
        self.embedding = layers.Embedding(vocab, dim)
        self.attention = layers.AdditiveAttention()
        self.gru = layers.GRU(units, return_sequences=True, return_state=True)
        self.fc = layers.Dense(vocab)
    def call(self, x, enc_output, hidden):
        q = keras.ops.expand_dims(hidden, 1)
        context, weights = self.attention([q, enc_output], return_attention_scores=True)
        x = self.embedding(x)
        x = keras.ops.concatenate([context, x], axis=-1)
        output, state = self.gru(x)
        output = keras.ops.reshape(output, (-1, output.shape[2]))
        return self.fc(output), state, weights
enc = Encoder(1000, 32, 64)
dec = Decoder(900, 32, 64)
import numpy as np
out, st = enc(np.zeros((8, 16), dtype="int32"))
print(out.shape, st.shape)
o, s, w = dec(np.zeros((8, 1)), out, st)
print(o.shape, s.shape, w.shape)
enc.summary()
dec.summary()
