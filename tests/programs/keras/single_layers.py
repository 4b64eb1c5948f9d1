import keras
from keras import layers
i = keras.Input((5, 3))
a = layers.LSTM(4, name="lstm_a")
b = a(i)
c = a(i)
print(a.name, a.count_params(), a.built, len(a.weights))
try:
    print(a.output)
except Exception as e:
    print(type(e).__name__)
d = layers.Dense(2)
print(d.built, d.weights, d.name)
d.build((None, 4))
print(d.built, d.bias.shape, d.kernel.name)
print(d.kernel.path)
print(d.count_params(), [tuple(w.shape) for w in d.weights])
l = layers.LSTM(10); l.build((None, 13, 5)); print(l.count_params(), l.compute_output_shape((None, 13, 5)))
y = l(np.zeros((2, 13, 5), "float32")) if False else None
print(layers.Bidirectional(layers.LSTM(3)).compute_output_shape((None, 4, 2)))
print(layers.Conv1D(3, 2).compute_output_shape((None, 10, 2)), layers.Flatten().compute_output_shape((None, 10, 2)))
