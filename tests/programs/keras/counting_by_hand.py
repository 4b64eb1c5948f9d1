import keras
model = keras.Sequential([keras.layers.Dense(5, input_dim=3), keras.layers.Dense(2)])
model.summary()
print(model.layers[0].get_config()["units"], model.layers[0].units, model.layers[0].activation.__name__)
print(model.layers[0].kernel.shape, model.layers[0].bias.shape, model.layers[0].input.shape)
w, b = model.layers[0].get_weights()
print(w.shape, b.shape, w.size, w.ndim)
total = 0
for layer in model.layers:
    for v in layer.weights:
        n = 1
        for d in v.shape:
            n *= d
        total += n
print(total == model.count_params(), total)
import numpy as np
print(sum(np.prod(v.shape) for v in model.trainable_variables))
print(int(np.sum([keras.ops.size(p) for p in model.trainable_weights])) if False else "")
