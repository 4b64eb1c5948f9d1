"""From a wrong number back to the slip: every slip, any layer, and real programs."""

import keras
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import count
from gatecount.teaching.diagnosis import diagnose, pairs, slips
from gatecount.teaching.slips import SLIPS
from live.clinic.clinic import DEFAULTS, understand
from live.conventions.conventions import BY_NAME
from live.inverse.pairs import LAYERS


def case_of(**given):
    return understand(DEFAULTS | {name: str(each) for name, each in given.items()})[0]


SIZE = st.integers(1, 300) | st.integers(1, 10**9)
CASES = st.fixed_dictionaries(
    {
        "counted": st.sampled_from(sorted(LAYERS)),
        "n": SIZE,
        "m": SIZE,
        "T": SIZE,
        "batch": SIZE,
        "num_layers": st.integers(1, 4),
        "bidirectional": st.booleans(),
    }
).map(lambda given: case_of(**given))


# Each number is looked for among all slips of its layer: 10 ms.
@settings(deadline=None, max_examples=150)
@given(case=CASES, data=st.data())
def test_every_slip_is_found_by_its_number(case, data):
    known = st.sampled_from(list(slips(case)))
    for found in data.draw(st.lists(known, min_size=4, max_size=4)):
        assert found in diagnose(found.working.total, case)


@settings(deadline=None, max_examples=40)
@given(case=CASES)
def test_two_slips_at_once_are_found_where_no_single_one_fits(case):
    single = {each.working.total for each in slips(case)} | {case.right.total}
    twice = [each for each in pairs(case) if each.working.total not in single]
    for found in twice[::7]:
        assert found in diagnose(found.working.total, case)


@settings(deadline=None, max_examples=100)
@given(case=CASES, number=st.integers(0, 10**20))
def test_the_right_number_and_a_strange_one_have_no_slip(case, number):
    assert diagnose(case.right.total, case) == []
    known = {each.working.total for each in [*slips(case), *pairs(case)]}
    if number not in known:
        assert {each.names for each in diagnose(number, case)} <= {("other_features",)}


def test_every_slip_occurs():
    """None of them is dead: each applies to one of these layers."""
    cases = [case_of(), case_of(num_layers=2, bidirectional=True)]
    found = {each.names[0] for case in cases for each in slips(case)}
    assert found == {slip.__name__ for slip in SLIPS}


WILD = [
    (600, {}, "no_bias"),
    (610, {}, "one_bias"),
    (480, {}, "gate_missing"),
    (440, {}, "recurrent_only"),
    (240, {}, "input_only"),
    (680, {}, "convention"),
    (710, {}, "convention"),
    (1280, {}, "doubled"),
    (1922, {}, "optimizer"),
    (8320, {}, "steps"),
    (6400, {}, "per_unit"),
    (64000, {}, "per_unit"),
    (66048, {"n": 128, "m": 128}, "recurrent_only"),
    (9408, {"n": 16, "m": 32, "counted": "keras GRU", "bidirectional": True},
     "convention"),
    (2960, {"num_layers": 2, "bidirectional": True}, "later_m"),
    (1920, {}, "optimizer"),
    (160, {}, "one_gate"),
    (320, {}, "exchanged"),
    (1360, {}, "other_directions"),
    (510, {}, "other_kind"),
    (651, {}, "dense_head"),
    (64, {}, "one_unit"),
    # from public questions, with the layers that they are about
    (1444800, {"n": 300, "m": 300, "bidirectional": True}, "convention"),
    (150, {"n": 4, "m": 5, "counted": "keras GRU"}, "convention"),
    (48, {"n": 1, "m": 2, "T": 3}, "steps_for_features"),
]  # fmt: skip


@pytest.mark.parametrize("number, given, name", WILD)
def test_numbers_found_in_the_wild(number, given, name):
    """The slip that people were told of comes first."""
    assert diagnose(number, case_of(**given))[0].names == (name,)


@pytest.mark.parametrize(
    "number, given, names",
    [
        # 4 (nm + n²) · units, with the time steps for m: 4,457,472 is right
        (
            17246978048,
            {"n": 4096, "m": 256, "T": 16},
            ("no_bias", "steps_and_features"),
        ),
        (300, {}, ("no_bias", "exchanged")),
        # both are missing: the input part alone leaves the biases, 3,168
        (
            3072,
            {"counted": "keras reset_after=False GRU", "n": 16, "m": 32},
            ("no_bias", "recurrent_only"),
        ),
        (150, {}, ("no_bias", "one_gate")),
        (450, {}, ("no_bias", "gate_missing")),
        (8840, {}, ("convention", "steps")),
        (266240, {}, ("steps", "batch")),
        (133120, {"n": 126, "m": 64, "bidirectional": True}, ("other_features",)),
    ],
)  # fmt: skip
def test_two_at_once_in_the_wild(number, given, names):
    assert diagnose(number, case_of(**given))[0].names == names


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize("both", [False, True])
def test_the_right_number_is_the_engine_s(kind, both):
    """Several layers and directions, as the engine counts them in one call."""
    name = kind if kind != "RNN" else "SimpleRNN"
    case = case_of(counted=f"torch {name}", n=7, m=6, num_layers=3, bidirectional=both)
    code = f"nn.{kind}(7, 6, num_layers=3, bidirectional={both})"
    assert case.right.total == count(code, "torch").total
    case = case_of(counted=f"keras {name}", n=7, m=6, num_layers=2, bidirectional=both)
    layer = f"{name}(6, return_sequences=True)"
    layer = f"Bidirectional({layer})" if both else layer
    first = count(layer, input_shape=(13, 7))
    second = count(layer, input_shape=first.output_shape[1:])
    assert case.right.total == first.total + second.total


# --- slips that are real programs, run by the real frameworks ------------------


def built(shape, *layers):
    return keras.Sequential([keras.Input(shape), *layers])


def lstm(*args, **named):
    return keras.layers.LSTM(*args, return_sequences=True, **named)


def both(layer, **named):
    return keras.layers.Bidirectional(layer, **named)


def after_training(optimizer, n, m, T):
    """What `summary()` calls the total once the optimizer has its variables."""
    model = built((T, n), lstm(m))
    optimizer.build(model.trainable_variables)
    kept = sum(variable.value.numpy().size for variable in optimizer.variables)
    return model.count_params() + kept


def units_apart(n, m, T):
    return sum(built((T, n), lstm(m)).count_params() for _ in range(m))


def frozen(n, m, T):
    model = built((T, n), lstm(m))
    model.trainable = False
    return sum(variable.value.numpy().size for variable in model.trainable_variables)


def in_bytes(n, m, T):
    return sum(v.value.numpy().nbytes for v in built((T, n), lstm(m)).weights)


def numbers(module):
    return sum(each.numel() for each in module.parameters())


def values_out(n, m, T):
    return built((T, n), lstm(m)).compute_output_shape((1, T, n))[1] * m


ONE = {
    "no_bias": lambda n, m, T: built((T, n), lstm(m, use_bias=False)).count_params(),
    "exchanged": lambda n, m, T: built((T, m), lstm(n)).count_params(),
    "steps_for_features": lambda n, m, T: built((n, T), lstm(m)).count_params(),
    "steps_for_units": lambda n, m, T: built((T, n), lstm(T)).count_params(),
    "flattened": lambda n, m, T: built((1, T * n), lstm(m)).count_params(),
    "doubled": lambda n, m, T: built((T, n), both(lstm(m))).count_params(),
    "other_kind": lambda n, m, T: built((T, n), keras.layers.GRU(m)).count_params(),
    "per_unit": units_apart,
    "frozen": frozen,
    "memory": in_bytes,
    "output": values_out,
    "convention": lambda n, m, T: numbers(torch.nn.LSTM(n, m)),
    "optimizer": lambda n, m, T: after_training(keras.optimizers.Adam(), n, m, T),
}  # fmt: skip
TWO = {
    "one_direction": lambda n, m, T: built((T, n), lstm(m), lstm(m)).count_params(),
    "first_layer": lambda n, m, T: built((T, n), both(lstm(m))).count_params(),
    "later_m": lambda n, m, T: built(
        (T, n), both(lstm(m), merge_mode="sum"), both(lstm(m))
    ).count_params(),
    "one_wide": lambda n, m, T: built((T, n), lstm(2 * m), lstm(2 * m)).count_params(),
    "later_n": lambda n, m, T: 2 * built((T, n), both(lstm(m))).count_params(),
}


@pytest.mark.parametrize("sizes", [(5, 10, 13), (7, 6, 4)])
@pytest.mark.parametrize("name", [*ONE, *TWO])
def test_a_slip_that_is_a_program_has_the_program_s_number(name, sizes, tally):
    n, m, T = sizes
    more = {} if name in ONE else {"num_layers": 2, "bidirectional": True}
    case = case_of(n=n, m=m, T=T, **more)
    number = (ONE | TWO)[name](n, m, T)
    assert (name,) in [found.names for found in diagnose(number, case)]
    tally["slips that Keras and PyTorch make, too"] += 1


@pytest.mark.parametrize(
    "said, optimizer",
    [
        ("Adam", keras.optimizers.Adam),
        ("SGD", keras.optimizers.SGD),
        ("SGD(momentum=0.9)", lambda: keras.optimizers.SGD(momentum=0.9)),
        ("RMSprop", keras.optimizers.RMSprop),
    ],
)
def test_the_variables_of_keras_optimizers(said, optimizer):
    number = after_training(optimizer(), 5, 10, 13)
    found = diagnose(number, case_of())
    assert said in [each.said[0] for each in found if each.names == ("optimizer",)]


@pytest.mark.parametrize(
    "said, optimizer",
    [
        ("Adam", torch.optim.Adam),
        ("SGD(momentum=0.9)", lambda each: torch.optim.SGD(each, momentum=0.9)),
        ("RMSprop", torch.optim.RMSprop),
    ],
)
def test_the_state_of_torch_optimizers(said, optimizer):
    layer = torch.nn.LSTM(5, 10, num_layers=2, bidirectional=True)
    steps = optimizer(layer.parameters())
    layer(torch.zeros(13, 5))[0].sum().backward()
    steps.step()
    kept = sum(
        each.numel() for state in steps.state.values() for each in state.values()
    )
    whole = numbers(layer)
    case = case_of(counted="torch LSTM", num_layers=2, bidirectional=True)
    found = diagnose(whole + kept, case)
    assert said in [each.said[0] for each in found if each.names == ("optimizer",)]


@pytest.mark.parametrize(
    "counted, bare",
    [
        ("keras GRU", ("GRU(10, use_bias=False)", "keras", (13, 5))),
        ("torch LSTM", ("nn.LSTM(5, 10, bias=False)", "torch", None)),
        ("equinox GRU",
         ("eqx.nn.GRUCell(5, 10, use_bias=False, key=key)", "equinox", None)),
        ("onnx inputs=X,W,R,B LSTM",
         ('LSTM(inputs=["X", "W", "R"], hidden_size=10)', "onnx", (13, 2, 5))),
    ],
)  # fmt: skip
def test_no_bias_is_the_layer_without_any(counted, bare):
    found = diagnose(count(*bare).total, case_of(counted=counted))
    assert found[0].names == ("no_bias",)


def test_work_is_the_engine_s_work():
    counted = BY_NAME["keras"].family("LSTM")(5, 10)
    totals = {each.names[0]: each.working.total for each in slips(case_of())}
    assert totals["work_step"] == counted.macs_per_step
    numbers = [e.working.total for e in slips(case_of()) if e.names == ("work",)]
    assert count("LSTM(10)", input_shape=(13, 5)).macs in numbers
