import keras, math
from keras import layers
vocab, d = 50, 32
class CausalSelfAttention(layers.Layer):
    def __init__(self, d, h):
        super().__init__()
        self.mha = layers.MultiHeadAttention(h, d // h)
        self.ln = layers.LayerNormalization()
    def call(self, x):
        a = self.mha(query=x, value=x, key=x, use_causal_mask=True)
        return self.ln(x + a)
class FFN(layers.Layer):
    def __init__(self, d, ff):
        super().__init__()
        self.seq = keras.Sequential([layers.Dense(ff, activation='relu'), layers.Dense(d), layers.Dropout(0.1)])
        self.add = layers.Add()
        self.ln = layers.LayerNormalization()
    def call(self, x):
        x = self.add([x, self.seq(x)])
        return self.ln(x)
class GPT(keras.Model):
    def __init__(self, n, d, h, ff, vocab):
        super().__init__()
        self.emb = layers.Embedding(vocab, d)
        self.blocks = [(CausalSelfAttention(d, h), FFN(d, ff)) for _ in range(n)]
        self.head = layers.Dense(vocab)
    def call(self, x):
        x = self.emb(x) * math.sqrt(d)
        for a, f in self.blocks:
            x = f(a(x))
        return self.head(x)
m = GPT(2, 32, 4, 64, 50)
m.build((None, 16))
m.summary()
m.summary(expand_nested=True)
print(m.count_params(), len(m.weights), len(m.layers))
