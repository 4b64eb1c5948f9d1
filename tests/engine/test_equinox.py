"""Equinox against the real one, without allocating a tensor."""

import inspect
import warnings

import equinox
import jax
import jax.numpy as jnp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError, count
from gatecount import equinox as engine
from tests.engine.agreement import Layer, Refusal, agree, names, ours
from tests.engine.evidence import record
from tests.kept import kept

WORLD = {"nn": equinox.nn, "eqx": equinox, "jax": jax, "jnp": jnp, "jr": jax.random}
WORLD["key"] = jax.random.key(0)


@kept("equinox", "jax")
def theirs(code, shape):
    """The framework's weights and output; whatever it raises is a refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            weights = constructed(code)
            # A size below 0 is refused as soon as a tensor is really drawn.
            if any(size < 0 for sizes, _ in weights.values() for size in sizes):
                return Refusal(why="negative size")
            return weights, None if shape is None else called(code, shape)
    except Exception as error:
        return Refusal.of(error)


def constructed(code):
    module = equinox.filter_eval_shape(lambda: eval(code, dict(WORLD)))
    leaves = jax.tree_util.tree_flatten_with_path(module)[0]
    return {
        jax.tree_util.keystr(path).removeprefix("."): (leaf.shape, True)
        for path, leaf in leaves
        if isinstance(leaf, jax.ShapeDtypeStruct)
    }


def called(code, shape):
    def run():
        module = eval(code, dict(WORLD))
        floats = [
            leaf.dtype
            for leaf in jax.tree.leaves(equinox.filter(module, equinox.is_array))
        ]
        whole_numbers = isinstance(module, equinox.nn.Embedding)
        x = jnp.zeros(shape, jnp.int32 if whole_numbers else (*floats, jnp.float32)[0])
        if isinstance(module, equinox.nn.LSTMCell):
            return module(x, (jnp.zeros(module.hidden_size),) * 2)
        if isinstance(module, equinox.nn.GRUCell):
            return module(x, jnp.zeros(module.hidden_size))
        if isinstance(module, equinox.nn.MultiheadAttention):
            return module(x, x, x, inference=True)
        if isinstance(module, equinox.nn.PReLU):
            return module(x)
        return module(x, key=jax.random.key(0))

    output = equinox.filter_eval_shape(run)
    return [leaf.shape for leaf in jax.tree.leaves(output)]


SIZES = ["10", "1", "3", "1000000", "0", "-1", "10.0", "'10'", "None", "True", "(3,)"]
FLAGS = ["True", "False", "0", "1"]
KEYS = [
    "jax.random.PRNGKey(0)",
    "jax.random.key(0)",
    "jr.PRNGKey(1)",
    "jr.key(seed=1)",
    "jr.key('a')",
    "jr.key(None)",
    "jr.key()",
    "0",
    "None",
]
DTYPES = ["jnp.float32", "jnp.bfloat16", "'float32'", "None"]
FUNCTIONS = ["jax.nn.relu", "jnp.tanh", "jax.nn.sigmoid"]
KEY = ("key=jax.random.key(0)",)
CELL = {"input_size": ["5", *SIZES], "hidden_size": SIZES, "key": KEYS}
FLAT = (None, (5,), (4,), (13,), ())
SCALARS = ["'scalar'", *SIZES]
CONV = {
    "kernel_size": ["3", "(3,)", "(3, 2)", "[2]", "0", "-1", "1.0", "'3'", "None"],
    "key": KEYS,
}
CONV_OPTIONS = {
    "stride": ["1", "2", "(2,)", "(1, 2)", "3", "'2'"],
    "padding": [
        "0",
        "1",
        "-1",
        "-40",
        "'SAME'",
        "'same'",
        "'VALID'",
        "'SAME_LOWER'",
        "'foo'",
        "(2,)",
        "((1, 2),)",
        "[(0, 1), (2, 2)]",
        "(1, 2)",
        "1.5",
        "None",
    ],
    "dilation": ["1", "2", "(3,)", "(1, 2)", "0", "-1"],
    "groups": ["1", "5", "2", "10", "0", "-1", "1.0"],
    "use_bias": FLAGS,
    "padding_mode": ["'ZEROS'", "'zeros'", "'REFLECT'", "'CIRCULAR'", "'foo'", "3"],
    "dtype": DTYPES,
}
TRANSPOSED = CONV_OPTIONS | {
    "output_padding": ["0", "1", "(1,)", "2"],
    "stride": ["1", "2", "3", "(2,)", "0"],
}
OPTIONAL = ["None", "4", "1", "0", "-1", "4.0", "'4'"]
LAYERS = [
    Layer("nn.LSTMCell", CELL, {"use_bias": FLAGS, "dtype": DTYPES}, FLAT),
    Layer("eqx.nn.GRUCell", CELL, {"use_bias": FLAGS, "dtype": DTYPES}, FLAT),
    Layer(
        "nn.Linear",
        {"in_features": ["5", *SCALARS], "out_features": SCALARS, "key": KEYS},
        {"use_bias": FLAGS, "dtype": DTYPES},
        (*FLAT, (5, 2), (5, 10), (2, 5, 10), (2, 5)),
    ),
    Layer(
        "nn.MLP",
        {
            "in_size": ["5", *SCALARS],
            "out_size": SCALARS,
            "width_size": SIZES,
            "depth": ["2", "1", "0", "3", "-1", "-2", "1.0", "True"],
            "key": KEYS,
        },
        {
            "activation": FUNCTIONS,
            "final_activation": FUNCTIONS,
            "use_bias": FLAGS,
            "use_final_bias": FLAGS,
            "scan": FLAGS,
        },
        FLAT,
    ),
    *(
        Layer(
            f"nn.{name}",
            {"shape": ["5", "(5,)", "(2, 5)", "[5]", "()", *SIZES]},
            {"eps": ["1e-3"], "use_weight": FLAGS, "use_bias": FLAGS, **more},
            (None, (5,), (2, 5), (4,), (0,), ()),
        )
        for name, more in (
            ("LayerNorm", {"elementwise_affine": FLAGS}),
            ("RMSNorm", {}),
        )
    ),
    Layer(
        "nn.GroupNorm",
        {"groups": ["2", "1", "3", "0", "-2", "2.0", "'2'", "None", "True"]},
        {
            "channels": ["4", "6", "0", "None", "-4", "4.0", "'4'"],
            "channelwise_affine": FLAGS,
        },
        (None, (4, 3), (6,), (4, 2, 2), (5, 3), ()),
    ),
    Layer(
        "nn.Embedding",
        {"num_embeddings": SIZES, "embedding_size": SIZES, "key": KEYS},
        {"dtype": DTYPES},
        (None, (), (3,)),
    ),
    Layer(
        "nn.Conv",
        {
            "num_spatial_dims": ["1", "2", "0", "1.0"],
            "in_channels": ["5", *SIZES],
            "out_channels": SIZES,
            **CONV,
        },
        CONV_OPTIONS,
        (None, (5, 13), (5, 8, 9), (4, 13), (5,)),
    ),
    *(
        Layer(
            f"nn.Conv{k}d",
            {"in_channels": ["5", *SIZES], "out_channels": SIZES, **CONV},
            CONV_OPTIONS,
            shapes,
        )
        for k, shapes in (
            (1, (None, (5, 13), (4, 13), (5, 2), (5, 0), (2, 5, 13), (5,))),
            (2, (None, (5, 8, 9), (4, 8, 9), (5, 2, 1), (5, 8))),
            (3, (None, (5, 8, 9, 7), (5, 8, 9))),
        )
    ),
    Layer(
        "nn.MultiheadAttention",
        {
            "num_heads": ["2", "3", "4", "0", "-1", "2.0", "'2'", "None"],
            "query_size": ["6", "8", "0", "-1", "6.0", "'6'", "None"],
            "key": KEYS,
        },
        {
            "key_size": OPTIONAL,
            "value_size": OPTIONAL,
            "output_size": OPTIONAL,
            "qk_size": OPTIONAL,
            "vo_size": OPTIONAL,
            **{
                f"use_{each}_bias": FLAGS
                for each in ("query", "key", "value", "output")
            },
            "dropout_p": ["0.5"],
        },
        (None, (13, 6), (13, 8), (6,), (2, 13, 6)),
    ),
    Layer(
        "nn.ConvTranspose",
        {
            "num_spatial_dims": ["1", "2", "0", "1.0"],
            "in_channels": ["5", *SIZES],
            "out_channels": SIZES,
            **CONV,
        },
        TRANSPOSED,
        (None, (5, 13), (5, 8, 9), (4, 13), (5,)),
    ),
    *(
        Layer(
            f"nn.ConvTranspose{k}d",
            {"in_channels": ["5", *SIZES], "out_channels": SIZES, **CONV},
            TRANSPOSED,
            shapes,
        )
        for k, shapes in (
            (1, (None, (5, 13), (4, 13), (5, 2), (2, 5, 13))),
            (2, (None, (5, 8, 9), (4, 8, 9))),
            (3, (None, (5, 3, 4, 2), (5, 8, 9))),
        )
    ),
    *(
        Layer(
            f"nn.{kind}Pool{k}d",
            {"kernel_size": ["2", "3", f"({'2, ' * k})", "0", "9", "2.0", "(1, 2)"]},
            {
                "stride": ["2", "3", f"({'2, ' * k})", "0", "1.5"],
                "padding": ["1", "2", f"({'(0, 1), ' * k})", "9", "'SAME'"],
                "use_ceil": FLAGS,
            },
            (None, (4, *(7, 6, 5)[:k]), (4,), (4, *(8, 8, 8)[:k])),
        )
        for k in (1, 2, 3)
        for kind in ("Avg", "Max")
    ),
    *(
        Layer(
            f"nn.Adaptive{kind}Pool{k}d",
            {"target_shape": ["2", "3", f"({'2, ' * k})", "2.0", "(1, 2)", "None"]},
            {},
            (None, (4, *(7, 6, 5)[:k]), (4,)),
        )
        for k in (1, 2, 3)
        for kind in ("Avg", "Max")
    ),
    Layer(
        "nn.RotaryPositionalEmbedding",
        {"embedding_size": ["6", "5", "0", "-2"]},
        {"theta": ["1000.0"]},
        (None, (13, 6), (13, 5), (6,)),
    ),
    Layer("nn.PReLU", {}, {"init_alpha": ["0.1", "1"]}, (None, (5,), ())),
    Layer("nn.Lambda", {"fn": ["jax.nn.relu", "jnp.tanh"]}, {}, (None, (5,), ())),
    Layer(
        "nn.Sequential",
        {
            "layers": [
                "[nn.Linear(5, 3, key=jax.random.key(0)), nn.Lambda(jax.nn.relu)]",
                "[nn.Linear(5, 3, key=key), nn.Linear(3, 2, key=key)]",
                "[nn.Linear(5, 3, key=key), nn.Linear(2, 2, key=key)]",
                "(nn.Sequential([nn.Linear(5, 3, key=key)]), nn.LayerNorm(3))",
                "[nn.Linear(5, 3, key=key), jax.nn.relu]",
                "[]",
                "[nn.PReLU()]",
                "nn.PReLU()",
                "[nn.LSTMCell(5, 3, key=key)]",
            ]
        },
        {},
        (None, (5,), (4,)),
    ),
    Layer(
        "nn.WeightNorm",
        {
            "layer": [
                "nn.Linear(5, 3, key=key)",
                "nn.Conv1d(5, 3, 2, key=key)",
                "nn.LSTMCell(5, 3, key=key)",
                "nn.Dropout(0.5)",
                "3",
            ]
        },
        {
            "weight_name": ["'weight'", "'bias'", "'nothing'"],
            "axis": ["0", "1", "None", "7", "-1"],
        },
        (None, (5,)),
    ),
    Layer("nn.WeightNorm", {"layer": ["nn.Conv1d(5, 3, 2, key=key)"]}, {}, ((5, 7),)),
    Layer("nn.Dropout", {}, {"p": ["0.5", "0"], "inference": FLAGS}, (None, (5,), ())),
    Layer("nn.Identity", {}, {"anything": ["1"]}, (None, (5,), (2, 3))),
]
SIDES = [("equinox", theirs, layer) for layer in LAYERS]
NAMES = [layer.name for layer in LAYERS]


KEYED = "key=jax.random.PRNGKey(0)"


def test_five_features_and_ten_units():
    assert count(f"eqx.nn.LSTMCell(5, 10, {KEYED})", "equinox").total == 640
    assert count(f"eqx.nn.GRUCell(5, 10, {KEYED})", "equinox").total == 490


def test_what_is_left_out():
    known = set(engine.LAYERS) | set(engine.OTHERS)
    classes = {name for name, each in vars(equinox.nn).items() if inspect.isclass(each)}
    assert classes <= known and not set(engine.LAYERS) & set(engine.OTHERS)


@pytest.mark.parametrize("name", sorted({*engine.LAYERS} - {"Identity"}))
def test_arguments_are_those_of_equinox(name):
    theirs = inspect.signature(getattr(equinox.nn, name)).parameters
    assert engine.argument_names(engine.LAYERS[name]) == [*theirs]


def test_the_cell_reads_its_packed_rows():
    lstm = count(f"nn.LSTMCell(5, 10, {KEYED})", "equinox").cells[0]
    assert (lstm.gates, lstm.units, lstm.height) == (("i", "f", "g", "o"), 10, 16)
    gru = count(f"nn.GRUCell(5, 10, {KEYED})", "equinox").cells[0]
    assert [gru.height_of(gate) for gate in gru.gates] == [16, 16, 17]
    assert [gru.rows("bias", gate) for gate in gru.gates] == [1, 1, 2]


def test_large_sizes_are_exact():
    code = f"nn.LSTMCell(100000000, 100000000, {KEYED})"
    assert agree(ours("equinox", code, None), theirs(code, None))
    assert count(code, "equinox").total == 80_000_000_400_000_000


def test_a_layer_without_an_input_says_its_output_where_it_can():
    assert count(f"nn.LSTMCell(5, 10, {KEYED})", "equinox").output_shape == [(10,)] * 2
    assert count(f"nn.Conv1d(5, 3, 3, {KEYED})", "equinox").output_shape == (3, None)
    assert count("nn.Dropout(0.5)", "equinox").output_shape is None


def test_refusals_say_what_to_change():
    with pytest.raises(CountError, match="LSTMCell needs key"):
        count("nn.LSTMCell(5, 10)", "equinox")
    with pytest.raises(CountError, match=r"Use jax\.vmap for a batch"):
        count(f"nn.LSTMCell(5, 10, {KEYED})", "equinox", (2, 5))


@pytest.mark.parametrize("layer", LAYERS, ids=NAMES)
def test_every_argument(layer, tally):
    wrong = []
    for code, shape in dict.fromkeys(layer.grid()):
        tally["layers compared with Equinox, weight by weight"] += 1
        said, true = ours("equinox", code, shape), theirs(code, shape)
        same = agree(said, true)
        record("equinox", code, shape, names(true), same)
        if not same:
            wrong.append((code, shape, said, true))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("layer", LAYERS, ids=NAMES)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_random_configurations(layer, tally, data):
    tally["layers compared with Equinox, weight by weight"] += 1
    code, shape = data.draw(layer.cases())
    said, true = ours("equinox", code, shape), theirs(code, shape)
    same = agree(said, true, any_refusal=True)
    record("equinox", code, shape, names(true), same)
    assert same, (code, shape, said, true)
