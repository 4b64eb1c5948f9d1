import keras
from keras import layers
class GraphAttention(layers.Layer):
    def __init__(self, units, kernel_initializer="glorot_uniform", kernel_regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)
    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[0][-1], self.units), trainable=True, initializer=self.kernel_initializer, regularizer=self.kernel_regularizer, name="kernel")
        self.kernel_attention = self.add_weight(shape=(self.units * 2, 1), trainable=True, initializer=self.kernel_initializer, name="kernel_attention")
        self.built = True
    def call(self, inputs):
        node_states, edges = inputs
        t = keras.ops.matmul(node_states, self.kernel)
        return t
a = keras.Input((10, 4)); e = keras.Input((10, 2), dtype="int32")
h = GraphAttention(8)([a, e])
h = GraphAttention(6, name="second")([h, e])
m = keras.Model([a, e], h)
m.summary()
