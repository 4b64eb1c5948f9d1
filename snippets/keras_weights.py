import keras

layer = keras.layers.LSTM(10)
layer.build((None, 13, 5))

for weight in layer.weights:
    size = weight.numpy().size
    print(f"{weight.name:<16} {weight.shape!s:<8} {size}")
print(f"{'count_params':<25} {layer.count_params()}")
