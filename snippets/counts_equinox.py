import equinox as eqx
import jax

key = jax.random.key(0)

for cell in (
    eqx.nn.LSTMCell(5, 10, key=key),
    eqx.nn.GRUCell(5, 10, key=key),
):
    weights = jax.tree.leaves(cell)
    total = sum(weight.size for weight in weights)
    print(type(cell).__name__, total, *(w.shape for w in weights))
