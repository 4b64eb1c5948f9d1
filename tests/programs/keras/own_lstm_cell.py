import keras
from keras import layers, ops
class LSTMCellOwn(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs); self.units = units; self.state_size = [units, units]; self.output_size = units
    def build(self, input_shape):
        n = input_shape[-1]
        for g in "ifco":
            setattr(self, f"W_{g}", self.add_weight(name=f"W_{g}", shape=(n, self.units)))
            setattr(self, f"U_{g}", self.add_weight(name=f"U_{g}", shape=(self.units, self.units)))
            setattr(self, f"b_{g}", self.add_weight(name=f"b_{g}", shape=(self.units,), initializer="zeros"))
    def call(self, x, states):
        h, c = states
        i = ops.sigmoid(x @ self.W_i + h @ self.U_i + self.b_i)
        f = ops.sigmoid(ops.matmul(x, self.W_f) + ops.matmul(h, self.U_f) + self.b_f)
        g = ops.tanh(x @ self.W_c + h @ self.U_c + self.b_c)
        o = ops.sigmoid(x @ self.W_o + h @ self.U_o + self.b_o)
        c = f * c + i * g
        h = o * ops.tanh(c)
        return h, [h, c]
i = keras.Input((13, 5))
rnn = layers.RNN(LSTMCellOwn(10), return_sequences=True, return_state=True)
y, h, c = rnn(i)
m = keras.Model(i, [y, h, c]); m.summary()
for w in rnn.weights: print(w.path, w.shape)
b = layers.Bidirectional(layers.RNN(layers.LSTMCell(4)))(i)
keras.Model(i, b).summary()
