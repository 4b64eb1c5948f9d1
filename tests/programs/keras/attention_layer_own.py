import keras
from keras import layers, ops


class AttentionLayer(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.W = self.add_weight(
            name="att_weight", shape=(input_shape[-1], 1), initializer="normal"
        )
        self.b = self.add_weight(
            name="att_bias", shape=(input_shape[1], 1), initializer="zeros"
        )
        super().build(input_shape)

    def call(self, x):
        et = ops.squeeze(ops.tanh(ops.matmul(x, self.W) + self.b), axis=-1)
        at = ops.softmax(et)
        at = ops.expand_dims(at, axis=-1)
        output = x * at
        return ops.sum(output, axis=1)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[-1])


inputs = keras.Input((20, 6))
x = layers.LSTM(32, return_sequences=True)(inputs)
x = AttentionLayer()(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.summary()
for w in model.get_layer("attention_layer").weights:
    print(w.name, w.shape, w.path)
