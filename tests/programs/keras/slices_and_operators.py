import keras
from keras import layers, ops

inp = keras.Input((10, 6))
h = layers.LSTM(8, return_sequences=True)(inp)
last = h[:, -1, :]
first = h[:, 0]
mean = ops.mean(h, axis=1)
z = (last + first) * 0.5 - mean / 2.0
z = ops.concatenate([z, ops.max(h, axis=1)], axis=-1)
z = -z
gate = ops.sigmoid(z) * z
out = layers.Dense(3)(gate)
model = keras.Model(inp, out)
model.summary()
