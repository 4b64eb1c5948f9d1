import tensorflow as tf
from tensorflow.keras import layers


class PositionalEncoding(layers.Layer):
    def call(self, x):
        seq_len = tf.shape(x)[1]
        dim = x.shape[-1]
        pos = tf.cast(tf.range(seq_len)[:, tf.newaxis], tf.float32)
        i = tf.cast(tf.range(dim)[tf.newaxis, :], tf.float32)
        angle = pos / tf.pow(10000.0, (2 * (i // 2)) / tf.cast(dim, tf.float32))
        return x + angle[tf.newaxis, ...]


class Block(layers.Layer):
    def __init__(self, d_model, heads):
        super().__init__()
        self.d_model, self.heads = d_model, heads
        self.wq = layers.Dense(d_model)
        self.wk = layers.Dense(d_model)
        self.wv = layers.Dense(d_model)
        self.out = layers.Dense(d_model)
        self.norm = layers.LayerNormalization(epsilon=1e-6)

    def split(self, x, batch):
        x = tf.reshape(x, (batch, -1, self.heads, self.d_model // self.heads))
        return tf.transpose(x, perm=[0, 2, 1, 3])

    def call(self, x, training=None):
        b = tf.shape(x)[0]
        q, k, v = (
            self.split(self.wq(x), b),
            self.split(self.wk(x), b),
            self.split(self.wv(x), b),
        )
        s = tf.matmul(q, k, transpose_b=True) / tf.math.sqrt(
            tf.cast(self.d_model, tf.float32)
        )
        w = tf.nn.softmax(s, axis=-1)
        o = tf.transpose(tf.matmul(w, v), perm=[0, 2, 1, 3])
        o = tf.reshape(o, (b, -1, self.d_model))
        return self.norm(x + self.out(o))


inputs = tf.keras.Input(shape=(None, 16))
x = layers.Dense(32)(inputs)
x = PositionalEncoding()(x)
for _ in range(2):
    x = Block(32, 4)(x)
x = layers.GlobalAveragePooling1D()(x)
outputs = layers.Dense(1)(x)
model = tf.keras.Model(inputs, outputs)
model.summary()
