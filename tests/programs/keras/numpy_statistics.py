import numpy as np, keras
from keras import layers
x = np.random.rand(200, 20, 8).astype(np.float32)
y = keras.utils.to_categorical(np.random.randint(0, 4, size=(200,)), 4)
idx = np.random.permutation(len(x)); x, y = x[idx], y[idx]
split = int(0.8 * len(x))
x_tr, x_te = x[:split], x[split:]
y_tr, y_te = y[:split], y[split:]
mean = x_tr.mean(axis=0); std = x_tr.std(axis=0)
x_tr = (x_tr - mean) / std; x_te = (x_te - mean) / (std + 1e-8)
print(x_tr.shape, y_tr.shape, mean.shape, x_te[0].shape, x_te[0:1].shape, x_te[..., 0].shape, x_te[:, -1].shape)
print(np.hstack([x_tr[:, 0], x_tr[:, 1]]).shape, np.dstack([mean, std]).shape, np.array([mean, std]).shape, x_te.reshape(len(x_te), -1).shape, x_te.transpose(0, 2, 1).shape, np.mean(x_te, axis=(1, 2)).shape, x.ndim, x.size)
m = keras.Sequential([layers.Input(x_tr.shape[1:]), layers.LSTM(y.shape[-1] * 2), layers.Dense(y_tr.shape[1], "softmax")])
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
h = m.fit(x_tr, y_tr, validation_data=(x_te, y_te), epochs=1, verbose=0)
p = m.predict(x_te, verbose=0).argmax(axis=1)
print(p.shape, m.predict(x_te[:1], verbose=0).shape, sorted(h.history))
m.summary()
w = m.get_weights(); m.set_weights(w); print([a.shape for a in w], sum(a.size for a in w))
