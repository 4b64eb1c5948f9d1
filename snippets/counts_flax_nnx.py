import jax
from flax import nnx

for kind in (nnx.OptimizedLSTMCell, nnx.GRUCell, nnx.SimpleCell):
    cell = kind(5, 10, rngs=nnx.Rngs(0))
    weights = jax.tree.leaves(nnx.state(cell, nnx.Param))
    total = sum(weight.size for weight in weights)
    print(kind.__name__, total)
    for side in (cell.dense_i, cell.dense_h):
        print(" ", side.kernel.shape, side.bias and side.bias.shape)
