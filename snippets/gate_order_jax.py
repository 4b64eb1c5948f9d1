import equinox as eqx
import jax
from flax import nnx

LSTM = {1: "f", 2: "g", 3: "i", 4: "o"}
GRU = {4: "z", 2: "r", 2.5: "n"}

x = jax.numpy.zeros(1)
key, rngs = jax.random.key(0), nnx.Rngs(0)


def flax_cell(kind, recurrent, bias):
    cell = kind(1, 1, rngs=rngs)
    cell.dense_i.kernel[...] = 0
    cell.dense_h.kernel[...] = recurrent
    (cell.dense_i.bias or cell.dense_h.bias)[...] = bias
    return cell


def equinox_cell(kind, recurrent, bias):
    cell = jax.tree.map(lambda w: 0 * w, kind(1, 1, key=key))
    hh = cell.weight_hh + recurrent
    return eqx.tree_at(
        lambda cell: (cell.weight_hh, cell.bias), cell, (hh, bias)
    )


for block in range(4):
    bias = jax.numpy.full(4, 100.0).at[block].set(-100)
    cell = flax_cell(nnx.OptimizedLSTMCell, 0, bias)
    (flax_c, _), _ = cell((x + 3, x), x)
    cell = equinox_cell(eqx.nn.LSTMCell, 0, bias)
    _, equinox_c = cell(x, (x, x + 3))
    states = flax_c.item(), equinox_c.item()
    print("LSTM", block, *states, *(LSTM[c] for c in states))

for block in range(3):
    bias = jax.numpy.full(3, -100.0).at[block].set(100)
    flax_h, _ = flax_cell(nnx.GRUCell, 25, bias)(x + 4, x)
    equinox_h = equinox_cell(eqx.nn.GRUCell, 25, bias)(x, x + 4)
    states = flax_h.item(), equinox_h.item()
    print("GRU", block, *states, *(GRU[h] for h in states))
