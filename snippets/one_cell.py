import keras
import numpy as np

x = keras.random.normal((1, 13, 5))
layer = keras.layers.LSTM(10)
whole = layer(x)

cell = layer.cell
h = c = keras.ops.zeros((1, 10))
for t in range(13):
    output, [h, c] = cell(x[:, t], [h, c])
    if t in (0, 1, 2, 12):
        print(t + 1, cell.count_params(), *output.shape)

print(np.allclose(h, whole, atol=1e-6))
