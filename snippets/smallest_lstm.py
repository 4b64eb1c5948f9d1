import keras

for m in (1, 3):
    layer = keras.layers.LSTM(m)
    layer.build((None, 4, 1))
    print(m, layer.count_params())

layer = keras.layers.LSTM(1)
layer.build((None, 4, 1))
kernel, recurrent_kernel, bias = layer.get_weights()
print(kernel.shape, recurrent_kernel.shape, bias.shape)
for k, gate in enumerate("ifco"):
    print(f"w_{gate} kernel[0, {k}]")
    print(f"u_{gate} recurrent_kernel[0, {k}]")
    print(f"b_{gate} bias[{k}]")
