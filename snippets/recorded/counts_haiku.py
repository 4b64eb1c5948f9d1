import haiku as hk
import jax


def count(make):
    def step(x):
        core = make(10)
        return core(x, core.initial_state(None))

    made = hk.transform(step).init(
        jax.random.key(0), jax.numpy.zeros(5)
    )
    weights = jax.tree.leaves(made)
    total = sum(weight.size for weight in weights)
    print(make.__name__, total, *(w.shape for w in weights))


count(hk.LSTM)
count(hk.GRU)
count(hk.VanillaRNN)
