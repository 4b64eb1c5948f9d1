"""Tables of `hk.experimental.tabulate`, and trees of shapes."""

import pprint

import haiku as hk
import jax
import jax.numpy as jnp


def unrolled(core, x):
    state = core.initial_state(x.shape[0])
    return hk.dynamic_unroll(core, x, state, time_major=False)[0]


def tagger(x):
    y = unrolled(hk.LSTM(10), hk.Embed(100, 8)(x))
    return hk.Linear(2)(hk.LayerNorm(-1, True, True)(y))


def stacked(x):
    y = unrolled(hk.DeepRNN([hk.GRU(7), hk.VanillaRNN(4)]), x)
    return hk.nets.MLP([30, 1200])(y[:, -1])


def normed(x):
    y = hk.BatchNorm(True, True, 0.9)(hk.Linear(6)(x[:, 0]), True)
    return hk.Linear(3, with_bias=False)(y)


def shared(x):
    layer = hk.Linear(5)
    return layer(layer(x))


class Net(hk.Module):
    """A parameter of its own beside layers."""

    def __call__(self, x):
        core = hk.LSTM(10, name="cell")
        h = core(x[:, 0], core.initial_state(x.shape[0]))[0]
        return hk.Linear(1)(h * hk.get_parameter("scale", (10,), init=jnp.ones))


def single(x):
    core = hk.VanillaRNN(10, double_bias=False)
    return core(x[:, 0], core.initial_state(x.shape[0]))[0]


OPTIONS = (
    {},
    {"columns": ("module", "owned_params", "params_size")},
    {"filters": ("has_params",), "tabulate_kwargs": {"tablefmt": "github"}},
    *(
        {"tabulate_kwargs": {"tablefmt": each}}
        for each in ("plain", "simple", "presto", "heavy_grid", "jira")
    ),
    {
        "columns": ("params_bytes", "owned_params", "module", "params_size"),
        "tabulate_kwargs": {"tablefmt": "rst"},
    },
)


def prints():
    words, steps = jnp.zeros((2, 3), int), jnp.zeros((2, 3, 5))
    for model, x in (
        (tagger, words),
        (stacked, steps),
        (normed, steps),
        (shared, steps),
        (lambda x: Net()(x), steps),
        (single, steps),
    ):
        made = hk.transform_with_state(model)
        known, _ = made.init(jax.random.PRNGKey(0), x)
        total = sum(each.size for each in jax.tree.leaves(known))
        for options in OPTIONS:
            text = hk.experimental.tabulate(made, **options)(x)
            yield f"tabulate {options}", text, total, total
        shapes = jax.tree.map(jnp.shape, known)
        structs = jax.eval_shape(made.init, jax.random.PRNGKey(0), x)[0]
        texts = (str(shapes), f"{pprint.pformat(shapes)}\n{total:,}", str(structs))
        for text in texts:
            yield "tree of shapes", text, total, total
