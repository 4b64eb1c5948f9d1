"""The engine against ONNX: checker, shape inference, onnxruntime, reference."""

import warnings
from itertools import product

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, checker, helper, shape_inference
from onnx.reference import ReferenceEvaluator

from gatecount import CountError, count
from gatecount.onnx import KINDS, OPERATORS
from tests.engine.evidence import record
from tests.kept import kept

TALLY = "nodes compared with ONNX, weight by weight"
EXAMPLES = 3000
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
RESULTS = {"RNN": ["Y", "Y_h"], "GRU": ["Y", "Y_h"], "LSTM": ["Y", "Y_h", "Y_c"]}
onnxruntime.set_default_logger_severity(4)
ONE_THREAD = onnxruntime.SessionOptions()
ONE_THREAD.intra_op_num_threads = ONE_THREAD.inter_op_num_threads = 1


def node_of(op, inputs, outputs=None, name=None, **attributes):
    outputs = RESULTS[op] if outputs is None else outputs
    return helper.make_node(op, inputs, outputs, name, **attributes)


NODES = {
    op: lambda *values, op=op, **named: node_of(op, *values, **named)
    for op in OPERATORS
}


def tensors(node, shape):
    """What the standard says of the shape of each input of this node."""
    given = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    units = given.get("hidden_size", 0)
    units = units if isinstance(units, int) and 0 < units < 100 else 3
    both = 2 if given.get("direction") == b"bidirectional" else 1
    width = GATES[node.op_type] * units
    layout = given.get("layout", 0)
    batch = shape[0 if layout else 1] if len(shape) > 1 else 1
    state = (batch, both, units) if layout else (both, batch, units)
    shapes = [
        shape,
        (both, width, shape[-1]),
        (both, width, units),
        (both, 2 * width),
        (batch,),
        state,
        state,
        (both, 3 * units),
    ]
    return {name: each for name, each in zip(node.input, shapes) if name}


@kept("onnx", "onnxruntime", "numpy")
def judged(code, shape):
    """Weights and output shapes, or the name of the first refusal.

    onnxruntime runs layout=0 only: it judges the attributes there, and the
    reference implementation, which looks at none, runs layout=1.
    """
    try:
        node = eval(code, {**NODES, "helper": helper, "onnx": onnx})
    except Exception as error:
        return type(error).__name__
    given = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    shapes = tensors(node, shape)
    names = list(node.input)
    feeds = {
        name: np.full(each, shape[0], np.int32)
        if name == "sequence_lens"
        else np.zeros(each, np.float32)
        for name, each in shapes.items()
    }
    ranks = ["abcd", "efg", "efg", "h"]
    graph = helper.make_graph(
        [node],
        "graph",
        [
            helper.make_tensor_value_info(
                name, helper.np_dtype_to_tensor_dtype(each.dtype), each.shape
            )
            for name, each in feeds.items()
        ],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, rank)
            for name, rank in zip(node.output, ranks)
            if name
        ],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10
    )
    try:
        checker.check_model(model)
        shape_inference.infer_shapes(model, strict_mode=True, check_type=True)
        if given.get("layout", 0) not in (0, 1):
            return "Fail"  # the standard knows no other; nobody looks
        if given.get("layout"):
            standard = judged(code.replace("layout=1", "layout=0"), shape)
            if isinstance(standard, str):
                return standard
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                results = ReferenceEvaluator(model).run(None, feeds)
        else:
            session = onnxruntime.InferenceSession(
                model.SerializeToString(), ONE_THREAD
            )
            results = session.run(None, feeds)
    except Exception as error:
        ran = type(error).__module__.startswith("onnxruntime")
        return "Fail" if ran else type(error).__name__
    weights = [
        (name, shapes[name])
        for place, name in enumerate(names)
        if name and place in (1, 2, 3, 7)
    ]
    return weights, [each.shape for each in results]


def counted(code, shape):
    try:
        answer = count(code, framework="onnx", input_shape=shape)
    except CountError as error:
        assert str(error)
        return error.framework_error
    output = answer.output_shape
    weights = [(each.name, each.shape) for each in answer.weights]
    return weights, output if isinstance(output, list) else [output]


def agree(code, shape, tally):
    ours, theirs = counted(code, shape), judged(code, shape)
    if isinstance(theirs, tuple) and isinstance(ours, tuple):
        axis = 0 if "layout=1" in code or "layout=True" in code else -2
        batch = shape[0 if axis == 0 else 1]
        outputs = [
            tuple(
                None if n == axis % len(each) else size for n, size in enumerate(each)
            )
            for each in theirs[1]
        ]
        assert all(each[axis] == batch for each in theirs[1])
        theirs = theirs[0], outputs
    names = None if isinstance(theirs, str) else theirs[0]
    record("onnx", code, shape, names, ours == theirs)
    assert ours == theirs, f"{code} on {shape}"
    tally[TALLY] += 1
    return isinstance(ours, tuple)


INPUTS = [
    ["X", "W", "R"],
    ["X", "W", "R", "B"],
    ["X", "W", "R", "", "", ""],
    ["X", "W", "R", "B", "sequence_lens", "initial_h"],
    ["x", "kernel", "recurrent", "bias"],
]
LSTM_INPUTS = [
    ["X", "W", "R", "", "", "", "", "P"],
    ["X", "W", "R", "B", "", "", "", "P"],
    ["X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P"],
    ["X", "W", "R", "B", "", "h", "c"],
]
OPTIONS = [
    "",
    ", direction='forward'",
    ", direction='reverse'",
    ", direction='bidirectional'",
    ", layout=0",
    ", layout=1",
    ", layout=1, direction='bidirectional'",
    ", clip=3.0",
    ", outputs=['Y']",
    ", outputs=['', 'last']",
    ", name='mine'",
    ", activation_alpha=[0.5], activation_beta=[0.5]",
]


@pytest.mark.parametrize("op", OPERATORS)
def test_grid(op, tally):
    inputs = INPUTS + (LSTM_INPUTS if op == "LSTM" else [])
    for names, option, units in product(inputs, OPTIONS, (1, 4, 10)):
        code = f"{op}(inputs={names}, hidden_size={units}{option})"
        for shape in ((13, 2, 5), (1, 1, 1)):
            if "sequence_lens" in names and "layout=1" in option:
                continue  # the reference implementation does not know lengths
            assert agree(code, shape, tally), code


OWN = {
    "RNN": [
        "activations=['Relu']",
        "activations=['relu']",
        "activations=['Tanh', 'Foo']",
        "activations=['Tanh', 'Tanh', 'Tanh']",
        "activations=['Tanh', 'Tanh'], direction='bidirectional'",
        "activations=['Tanh'], direction='bidirectional'",
        "activations=['Affine'], activation_alpha=[1.0], activation_beta=[0.0]",
        "clip=-1.0",
        "linear_before_reset=1",
        "input_forget=1",
    ],
    "GRU": [
        "activations=['Sigmoid', 'Tanh']",
        "activations=['sigmoid', 'HARDSIGMOID']",
        "activations=['Sigmoid', 'Foo']",
        "activations=['Sigmoid']",
        "activations=['Sigmoid', 'Tanh'], direction='bidirectional'",
        "linear_before_reset=1",
        "linear_before_reset=0",
        "linear_before_reset=1.0",
        "clip=0.0",
        "input_forget=1",
    ],
    "LSTM": [
        "activations=['Sigmoid', 'Tanh', 'Softplus']",
        "activations=['Sigmoid', 'Tanh', 'Foo']",
        "activations=['Tanh']",
        "activations=['Sigmoid', 'Tanh', 'Tanh'] , direction='bidirectional'",
        "input_forget=1",
        "input_forget='1'",
        "clip=0.0",
        "clip=-1.0",
        "linear_before_reset=1",
    ],
}
REFUSED = [
    "{op}(['X', 'W', 'R'])",
    "{op}()",
    "{op}(hidden_size=4)",
    "{op}(['X', 'W'], hidden_size=4)",
    "{op}([], hidden_size=4)",
    "{op}(['X', '', 'R'], hidden_size=4)",
    "{op}(['', 'W', 'R'], hidden_size=4)",
    "{op}(5, hidden_size=4)",
    "{op}(['X', 'W', 5], hidden_size=4)",
    "{op}(None, hidden_size=4)",
    "{op}(['X', 'W', 'R', '', '', '', '', '', ''], hidden_size=4)",
    "{op}(['X', 'W', 'R'], ['a', 'b', 'c', 'd'], hidden_size=4)",
    "{op}(['X', 'W', 'R'], ['', ''], hidden_size=4)",
    "{op}(['X', 'W', 'R'], name=5, hidden_size=4)",
    *(
        "{op}(['X', 'W', 'R'], " + each + ")"
        for each in (
            "hidden_size=0",
            "hidden_size=-1",
            "hidden_size=4.0",
            "hidden_size='4'",
            "hidden_size=[4]",
            "hidden_size=None",
            "hidden_size=4, direction='both'",
            "hidden_size=4, direction='Forward'",
            "hidden_size=4, direction=1",
            "hidden_size=4, layout=2",
            "hidden_size=4, layout='1'",
            "hidden_size=4, clip=1",
            "hidden_size=4, clip='1'",
            "hidden_size=4, activations='Tanh'",
            "hidden_size=4, activations=[]",
            "hidden_size=4, activations=[1]",
            "hidden_size=4, activations=['Tanh', 1]",
            "hidden_size=4, activation_alpha=[1]",
            "hidden_size=4, activation_alpha=1.0",
            "hidden_size=4, activation_beta=['1']",
            "hidden_size=4, output_sequence=1",
            "hidden_size=4, units=4",
        )
    ),
]


@pytest.mark.parametrize("op", OPERATORS)
def test_attributes_and_refusals(op, tally):
    for text in OWN[op]:
        agree(f"{op}(['X', 'W', 'R'], hidden_size=4, {text})", (13, 2, 5), tally)
    for text in REFUSED:
        assert not agree(text.format(op=op), (13, 2, 5), tally), text
    for text in ("hidden_size=True", "hidden_size=4, clip=None, direction=None"):
        assert agree(f"{op}('XWR', {text})", (13, 2, 5), tally)
    # No empty input: it makes onnxruntime 1.32 abort the process.
    for shape in ((2, 5), (5,), (1, 13, 2, 5), (1, 2, 5)):
        agree(f"{op}('XWR', hidden_size=4)", shape, tally)


@settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_random_nodes(data, tally):
    op = data.draw(st.sampled_from(sorted(OPERATORS)))
    optional = [
        name if data.draw(st.booleans()) else ""
        for name in ("B", "", "initial_h", *(("initial_c", "P") * (op == "LSTM")))
    ]
    inputs = ["X", "W", "R", *optional][: data.draw(st.integers(2, 8))]
    attributes = {"hidden_size": data.draw(st.integers(-1, 12))}
    choices = {
        "direction": st.sampled_from(["forward", "reverse", "bidirectional", "up"]),
        "layout": st.integers(0, 2),
        "clip": st.sampled_from([1.0, 0.5, -1.0, 1]),
        "activations": st.lists(st.sampled_from(["Tanh", "Relu", "Foo"]), max_size=6),
        "linear_before_reset": st.integers(0, 1),
        "input_forget": st.integers(0, 1),
    }
    for name, values in choices.items():
        if data.draw(st.integers(0, 3)) == 0:
            attributes[name] = data.draw(values)
    if attributes.get("layout"):
        attributes.pop("activations", None)  # the reference has but Tanh and Affine
        attributes.pop("clip", None)  # the reference does not look at it
    outputs = data.draw(st.sampled_from([None, ["Y"], ["", "Y_h"], ["Y", "Y_h"]]))
    if outputs:
        attributes["outputs"] = outputs
    text = ", ".join(f"{name}={value!r}" for name, value in attributes.items())
    shape = tuple(data.draw(st.integers(1, 6)) for _ in range(3))
    agree(f"{op}({inputs}, {text})", shape, tally)


def test_a_node_as_the_helper_makes_it(tally):
    for op, prefix in product(OPERATORS, ("helper.", "onnx.helper.")):
        code = f"{prefix}make_node({op!r}, ['X', 'W', 'R', 'B'], ['Y'], hidden_size=4)"
        assert agree(code, (13, 2, 5), tally)
    for code in (
        "helper.make_node('Gemm', ['X', 'W', 'R'], ['Y'])",
        "helper.make_node('LSTM')",
    ):
        with pytest.raises(CountError):
            count(code, framework="onnx", input_shape=(13, 2, 5))


@pytest.mark.parametrize("op", OPERATORS)
def test_attributes_are_those_of_the_standard(op):
    schema = onnx.defs.get_schema(op, 22)
    ours = OPERATORS[op]
    assert schema.since_version == 22
    assert [each.name for each in schema.inputs] == list(ours.places)
    assert [each.name for each in schema.outputs] == list(ours.results)
    known = ours.__init__.__kwdefaults__
    assert sorted(known) == sorted(schema.attributes)
    for name, attribute in schema.attributes.items():
        assert attribute.type.name == KINDS[name]


def total(code, shape=(13, 2, 5)):
    return count(code, framework="onnx", input_shape=shape).total


def test_the_numbers_that_pages_state():
    assert total('LSTM(["X", "W", "R"], hidden_size=10)') == 600
    assert total('LSTM(["X", "W", "R", "B"], hidden_size=10)') == 680
    peepholes = 'LSTM(["X", "W", "R", "B", "", "", "", "P"], hidden_size=10)'
    assert total(peepholes) == 710
    assert total('LSTM(inputs=["X", "W", "R", "B", "P"], hidden_size=10)') == 710
    assert total('LSTM(["X", "W", "R", "P"], hidden_size=10)') == 630
    assert total('GRU(["X", "W", "R", "B"], hidden_size=10)') == 510
    assert total('RNN(["X", "W", "R", "B"], hidden_size=10)') == 170


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.booleans())
def test_the_rule(n, h, both):
    d = 2 if both else 1
    direction = "bidirectional" if both else "forward"
    for op, g in GATES.items():
        code = f"{op}('XWRB', hidden_size={h}, direction={direction!r})"
        assert total(code, (None, None, n)) == d * g * (n * h + h * h + 2 * h)


def test_gates_and_cells():
    code = "LSTM(['X','W','R','B','','','','P'], hidden_size=10)"
    answer = count(code, framework="onnx", input_shape=(13, 2, 5))
    W, R, B, P = answer.weights
    assert W.gates == R.gates == ("i", "o", "f", "c") and P.gates == ("i", "o", "f")
    assert B.gates == W.gates + R.gates
    for each in answer.weights:
        assert each.shape[each.axis] == 10 * len(each.gates)
    (cell,) = answer.cells
    assert (cell.units, cell.rows("kernel"), cell.rows("bias")) == (10, 5, 2)
    assert [cell.rows("peephole", gate) for gate in cell.gates] == [1, 1, 1, 0]
    assert cell.total == 710 and cell.height_of("c") == 17


def test_the_two_directions_of_one_tensor():
    code = "LSTM('XWRB', hidden_size=10, direction='bidirectional')"
    answer = count(code, framework="onnx", input_shape=(13, 2, 5))
    assert [cell.name for cell in answer.cells] == ["forward", "reverse"]
    for place, cell in enumerate(answer.cells):
        assert (cell.units, cell.rows("kernel"), cell.rows("bias")) == (10, 5, 2)
        assert cell.height * cell.columns == cell.total == 680
        assert cell.weights[0].name == f"W[{place}]"


def test_sizes_that_are_not_known():
    code = "LSTM('XWR', hidden_size=10)"
    answer = count(code, framework="onnx", input_shape=(None, None, 5))
    assert answer.output_shape[0] == (None, 1, None, 10)
    for shape in ((13, 2, None), None, 5, (13, 2, 5.0), (13, 2, -5)):
        with pytest.raises(CountError):
            count(code, framework="onnx", input_shape=shape)
