import tensorflow as tf
from tensorflow.keras import layers, models
class Attention(layers.Layer):
    def __init__(self, step_dim, bias=True, **kwargs):
        self.supports_masking = True
        self.step_dim = step_dim
        self.bias = bias
        self.features_dim = 0
        super(Attention, self).__init__(**kwargs)
    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1],), name='{}_W'.format(self.name))
        self.features_dim = input_shape[-1]
        if self.bias:
            self.b = self.add_weight(shape=(input_shape[1],), initializer='zero', name='{}_b'.format(self.name))
        self.built = True
    def call(self, x, mask=None):
        eij = tf.reshape(tf.matmul(tf.reshape(x, (-1, self.features_dim)), tf.reshape(self.W, (self.features_dim, 1))), (-1, self.step_dim))
        if self.bias:
            eij += self.b
        eij = tf.tanh(eij)
        a = tf.exp(eij)
        if mask is not None:
            a *= tf.cast(mask, tf.float32)
        a /= tf.cast(tf.reduce_sum(a, axis=1, keepdims=True) + 1e-7, tf.float32)
        a = tf.expand_dims(a, -1)
        return tf.reduce_sum(x * a, axis=1)
    def compute_output_shape(self, input_shape):
        return input_shape[0], self.features_dim
inp = layers.Input(shape=(40,))
x = layers.Embedding(500, 30, mask_zero=True)(inp)
x = layers.Bidirectional(layers.LSTM(12, return_sequences=True))(x)
x = Attention(40)(x)
x = layers.Dense(1)(x)
m = models.Model(inputs=inp, outputs=x)
m.summary()
