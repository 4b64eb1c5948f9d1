import keras
from keras import layers
class MyLSTM(layers.LSTM):
    pass
class ScaledDense(layers.Dense):
    def __init__(self, units, scale=2.0, **kwargs):
        super().__init__(units, **kwargs)
        self.scale = scale
    def call(self, inputs):
        return super().call(inputs) * self.scale
m = keras.Sequential([keras.Input((5, 3)), MyLSTM(6), ScaledDense(4), ScaledDense(2, scale=.5, name="out")])
m.summary()
class CustomEmbedding(layers.Embedding):
    def build(self, input_shape=None):
        super().build(input_shape)
        self.extra = self.add_weight(shape=(3,), name="extra")
m = keras.Sequential([keras.Input((5,)), CustomEmbedding(10, 4), layers.Flatten()])
m.summary()
class Att(layers.Attention):
    def __init__(self, **kw): super().__init__(use_scale=True, **kw)
a = keras.Input((5, 3)); keras.Model(a, Att()([a, a])).summary()
