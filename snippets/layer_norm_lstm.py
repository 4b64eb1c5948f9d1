from keras.layers import LSTM, LayerNormalization

n, m = 5, 10

parts = [
    ("lstm", LSTM(m), (None, None, n)),
    ("kernel_norm", LayerNormalization(), (None, 4 * m)),
    ("recurrent_norm", LayerNormalization(), (None, 4 * m)),
    ("state_norm", LayerNormalization(), (None, m)),
]
total = 0
for name, layer, shape in parts:
    layer.build(shape)
    total += layer.count_params()
    shapes = [tuple(weight.shape) for weight in layer.weights]
    print(f"{name:<14} {layer.count_params():>3}", *shapes)
print(f"{'total':<14} {total:>3}")
