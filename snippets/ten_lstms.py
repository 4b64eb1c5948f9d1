import keras
import numpy as np

x = np.random.default_rng(640).normal(size=(1, 13, 5))
layer = keras.layers.LSTM(10)
output = layer(x)
kernel, recurrent_kernel, bias = layer.get_weights()


def alone(unit):
    small = keras.layers.LSTM(1)
    small.build(x.shape)
    own = slice(unit, None, 10)
    u = recurrent_kernel[[unit], own]
    small.set_weights([kernel[:, own], u, bias[own]])
    return small


ten = [alone(unit) for unit in range(10)]
print("10 LSTM(1)", sum(small.count_params() for small in ten))
print("LSTM(10)", layer.count_params())

outputs = np.concatenate([small(x) for small in ten], axis=-1)
print(np.allclose(outputs, output, atol=1e-6))

own_only = recurrent_kernel * np.tile(np.eye(10), 4)
layer.set_weights([kernel, own_only, bias])
print(np.allclose(outputs, layer(x), atol=1e-6))
