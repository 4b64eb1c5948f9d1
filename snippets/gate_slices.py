import keras

n, m = 5, 10
layer = keras.layers.LSTM(m)
layer.build((None, 13, n))
kernel, recurrent_kernel, bias = layer.get_weights()

for k, gate in enumerate("ifco"):
    block = slice(k * m, k * m + m)
    W = kernel[:, block]
    U = recurrent_kernel[:, block]
    b = bias[block]
    print(gate, W.shape, U.shape, b.shape, W.size + U.size + b.size)

print(bias.reshape(4, m)[:, 0])
