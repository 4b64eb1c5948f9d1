import keras
from keras import layers
class Attention(layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.units = units
    def build(self, input_shape):
        self.W = self.add_weight(name="att_weight", shape=(input_shape[-1], self.units), initializer="normal")
        self.b = self.add_weight(name="att_bias", shape=(input_shape[1], 1), initializer="zeros")
        self.v = self.add_weight(name="v", shape=(self.units, 1))
        super().build(input_shape)
    def call(self, x):
        e = keras.ops.tanh(keras.ops.matmul(x, self.W) + self.b)
        a = keras.ops.softmax(keras.ops.matmul(e, self.v), axis=1)
        return keras.ops.sum(x * a, axis=1)
    def get_config(self):
        return {**super().get_config(), "units": self.units}
inp = keras.Input((20, 8))
h = layers.LSTM(32, return_sequences=True)(inp)
c = Attention(16)(h)
out = layers.Dense(4, activation="softmax")(c)
keras.Model(inp, out).summary()
