import numpy as np
import keras
y = np.array([0, 2, 1, 2, 0])
n = np.max(y) + 1
m = len(np.unique(y))
k = len(set(y.tolist()))
Y = keras.utils.to_categorical(y)
print(n, m, k, Y.shape, y.shape, y.max(), y.sum(), int(y.mean()))
X = np.array([[10, 20, 30], [20, 30, 40], [30, 40, 50], [40, 50, 60], [1, 2, 3]])
print(X)
print(y, X[0], X[:, 0], X[1:3, :2].shape, X.T.shape)
for i in range(len(X)):
    print(X[i], y[i])
model = keras.Sequential([keras.Input((3, 1)), keras.layers.LSTM(4), keras.layers.Dense(int(n), activation="softmax")])
model.summary()
a = np.arange(12).reshape(3, 4)
print(a)
print(np.zeros((2, 3)).shape, np.ones(4).shape, np.eye(3).shape, np.full((2, 2), 7).shape)
b = np.concatenate([X, X], axis=1); c = np.vstack([X, X]); d = np.hstack([X, X]); e = np.stack([X, X]); f = np.expand_dims(X, -1); g = X[..., np.newaxis]
print(b.shape, c.shape, d.shape, e.shape, f.shape, g.shape, np.squeeze(f).shape, np.transpose(e, (1, 2, 0)).shape)
words = "the cat sat on the mat".split()
vocab = sorted(set(words)); w2i = {w: i for i, w in enumerate(vocab)}
print(len(vocab), [w2i[w] for w in words])
onehot = np.eye(len(vocab))[[w2i[w] for w in words]]
print(onehot.shape)
x = np.zeros((len(words), 3, len(vocab)), dtype=bool)
for i, w in enumerate(words):
    x[i, 0, w2i[w]] = 1
print(x.shape, x.dtype)
