import tensorflow as tf
from tensorflow.keras import layers, Model
def scaled_dot_product_attention(q, k, v, mask=None):
    matmul_qk = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    scaled = matmul_qk / tf.math.sqrt(dk)
    if mask is not None:
        scaled += (mask * -1e9)
    w = tf.nn.softmax(scaled, axis=-1)
    return tf.matmul(w, v), w
class MHA(layers.Layer):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads; self.d_model = d_model
        assert d_model % self.num_heads == 0
        self.depth = d_model // self.num_heads
        self.wq, self.wk, self.wv = layers.Dense(d_model), layers.Dense(d_model), layers.Dense(d_model)
        self.dense = layers.Dense(d_model)
    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])
    def call(self, v, k, q, mask=None):
        batch_size = tf.shape(q)[0]
        q = self.split_heads(self.wq(q), batch_size)
        k = self.split_heads(self.wk(k), batch_size)
        v = self.split_heads(self.wv(v), batch_size)
        a, w = scaled_dot_product_attention(q, k, v, mask)
        a = tf.transpose(a, perm=[0, 2, 1, 3])
        concat = tf.reshape(a, (batch_size, -1, self.d_model))
        return self.dense(concat), w
mha = MHA(64, 8)
y = tf.random.uniform((1, 60, 64))
out, attn = mha(y, k=y, q=y, mask=None)
print(out.shape, attn.shape)
x = layers.Input((20, 64))
o, w = MHA(64, 4)(x, x, x)
m = Model(x, o); m.summary()
def point_wise(d, dff): return tf.keras.Sequential([layers.Dense(dff, activation='relu'), layers.Dense(d)])
f = point_wise(512, 2048)
print(f(tf.random.uniform((64, 50, 512))).shape)
f.summary()
