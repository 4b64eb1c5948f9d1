"""Haiku's answers; a core is called with one step and its initial state."""

import warnings

from tests.engine.agreement import Layer, Refusal

NEEDS = ("dm-haiku", "jax", "jaxlib")

SIZES = ["10", "1", "0", "-1", "10.0", "'10'", "None", "True", "(3,)"]
NAME = ["None", "'rnn'", "'a/b'", "''", "'1a'", "3", "'while'"]
FLAGS = ["True", "False", "0", "None", "3"]
STEPS = ((2, 5), (5,), (2, 13, 5), (2, 0), (), (0, 5))
ONE = {"hidden_size": SIZES}
LAYERS = [
    Layer("hk.LSTM", ONE, {"name": NAME}, STEPS),
    Layer("hk.GRU", ONE, {"name": NAME}, STEPS),
    Layer("hk.VanillaRNN", ONE, {"double_bias": FLAGS, "name": NAME}, STEPS),
    Layer("hk.DeepRNN", {"layers": [
        "[hk.LSTM(10), hk.LSTM(7)]",
        "[hk.LSTM(10), jax.nn.relu, hk.GRU(3), hk.Linear(2)]",
        "[hk.LSTM(4), hk.LSTM(4), hk.LSTM(4)]",
        "[hk.LSTM(10, name='first'), hk.VanillaRNN(3)]",
        "[hk.LSTM(10, name='a'), hk.GRU(3, name='a')]",
        "[hk.Linear(10), hk.Linear(3)]",
        "[]",
        "(hk.GRU(3),)",
        "3",
    ]}, {"name": NAME[:2]}, STEPS[:3]),
    Layer("hk.Linear", {"output_size": SIZES},
          {"with_bias": FLAGS, "name": NAME[:2]}, ((2, 5), (5,), (2, 13, 5), ())),
    Layer("hk.Embed", {"vocab_size": ["100", *SIZES], "embed_dim": SIZES},
          {"name": NAME[:2]}, ((2, 13), (3,), ())),
]  # fmt: skip


def theirs(code, shape):
    import haiku as hk
    import jax
    import jax.numpy as jnp

    def run(x):
        layer = eval(code, {"hk": hk, "jax": jax, "jnp": jnp})
        if isinstance(layer, hk.RNNCore):
            return layer(x, layer.initial_state(*x.shape[:1] if x.ndim > 1 else [None]))
        return layer(x)

    whole = "Embed" in code
    x = jax.ShapeDtypeStruct(shape, jnp.int32 if whole else jnp.float32)
    key = jax.random.PRNGKey(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = hk.transform(run)
            known = jax.eval_shape(made.init, key, x)
            output = jax.eval_shape(made.apply, known, key, x)
    except Exception as error:
        return Refusal.of(error)
    weights = {
        f"{module}/{name}": (list(each.shape), True)
        for module, own in known.items()
        for name, each in own.items()
    }
    return weights, [list(each.shape) for each in jax.tree.leaves(output)]


# Its LSTM adds 1 to what enters the forget gate; its GRU lets z open the new value.
COMPUTED = [
    {"code": "hk.LSTM(2)", "step": "lstm", "options": {"candidate": "g", "open_by": 1}},
    {"code": "hk.GRU(2)", "step": "gru",
     "options": {"candidate": "a", "after": False, "new_by_z": True}},
]  # fmt: skip


def computed(code, draw, x):
    import haiku as hk
    import jax

    def run(x):
        core = eval(code, {"hk": hk})
        return hk.dynamic_unroll(core, x, core.initial_state(None))[0]

    made = hk.transform(run)
    key = jax.random.PRNGKey(0)
    known = {
        module: {
            name: draw(f"{module}/{name}", each.shape) for name, each in own.items()
        }
        for module, own in made.init(key, x).items()
    }
    return made.apply(known, key, x)[-1]
