import keras

model = keras.Sequential(
    [keras.Input((13, 5)), keras.layers.LSTM(10), keras.layers.Dense(2)]
)
for layer in model.layers:
    print(layer.name, layer.count_params())
    for weight in layer.weights:
        print(
            "   ",
            weight.name,
            weight.path,
            weight.shape,
            weight.dtype,
            weight.trainable,
        )
W, U, b = model.layers[0].get_weights()
print(W.shape, U.shape, b.shape, W.shape[0] * W.shape[1])
print([w.shape for w in model.get_weights()])
print([w.shape for w in model.trainable_weights])
units = int(U.shape[0])
print("units", units, 4 * (units * (units + W.shape[0]) + units))
