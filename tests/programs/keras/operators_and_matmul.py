import keras
from keras import ops
from keras.layers import *
x = Input((10, 8))
a = x[:, -1, :]
b = x[:, 0]
c = ops.mean(x, axis=1)
d = ops.concatenate([a, b, c], axis=-1)
e = (d - 1.0) * 2 / 3 + 1
f = ops.stack([a, b], axis=1)
g = ops.einsum("btf,bsf->bts", x, f)
h = ops.reshape(g, (-1, 20))
k = ops.squeeze(ops.expand_dims(h, 1), axis=1)
l = ops.where(k > 0, k, -k)
m = ops.transpose(f, (0, 2, 1)) @ f
n = Dense(3)(ops.concatenate([e, l, Flatten()(m)], 1))
model = keras.Model(x, n)
model.summary()
print(model.layers[1].name, len(model.layers))
print(a, b.shape, d.dtype)
