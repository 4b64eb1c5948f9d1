import keras
import numpy as np
from flax import nnx

source = nnx.GRUCell(5, 10, rngs=nnx.Rngs(640))
x = np.random.default_rng(640).normal(size=(1, 5)).astype("float32")
h = np.random.default_rng(641).normal(size=(1, 10)).astype("float32")
_, theirs = source(h, x)


def zrn(rzn):
    r, z, n = np.split(np.array(rzn), 3, axis=-1)
    return np.concatenate([z, r, n], axis=-1)


kernel = zrn(source.dense_i.kernel[...])
recurrent_kernel = zrn(source.dense_h.kernel[...])

for reset_after, shape in ((False, 30), (True, (2, 30))):
    target = keras.layers.GRUCell(10, reset_after=reset_after)
    target.build((1, 5))
    target.set_weights([kernel, recurrent_kernel, np.zeros(shape)])
    ours, _ = target(x, [h])
    close = np.abs(ours.numpy() - np.array(theirs)).max() < 1e-5
    print(reset_after, close)
