"""The names of TensorFlow 1: placeholders, variables, what runs its recurrent cells."""

from ....types import Value
from ...libraries import absl
from ...libraries.other import Placeholder
from ...session import current
from ...stand_ins import StandIn
from ...unknown import Unknown, sized
from ..operations.base import shape_of
from ..tensors import Tensor
from . import cells, layers, variable_scopes
from .cells import features_of, make
from .variable_scopes import shared
from .variables import GraphVariable, add, kept


def placeholder(
    dtype: Value = None, shape: Value = None, name: Value = None
) -> Placeholder | Tensor:
    if shape is None or isinstance(shape, Unknown):
        return Placeholder("tf.placeholder()")
    shape = shape if isinstance(shape, (list, tuple)) else [shape]
    return Tensor(sized(tuple(shape)))


def get_variable(
    name: Value = "Variable",
    shape: Value = None,
    dtype: Value = None,
    initializer: Value = None,
    **named: Value,
) -> Value:
    if shape is None:
        shape = shape_of(initializer)
    shape = shape if isinstance(shape, (list, tuple)) else [shape]
    trainable = named.get("trainable") is not False
    return shared(name, lambda: add(name, shape, trainable))


def trainable_variables(*values: Value, **named: Value) -> list[GraphVariable]:
    return [each for each, _ in kept() if each.trainable]


def dynamic_rnn(
    cell: Value, inputs: Value, *values: Value, **named: Value
) -> tuple[Tensor, Value]:
    make(cell, features_of(inputs))
    shape = getattr(inputs, "shape", None) or (None, None, None)
    return Tensor((*tuple(shape)[:-1], cell.output_size)), cell.state()


def static_rnn(
    cell: Value, inputs: Value, *values: Value, **named: Value
) -> tuple[list[Tensor], Value]:
    first = inputs[0] if isinstance(inputs, (list, tuple)) else inputs
    make(cell, features_of(first))
    count = len(inputs) if isinstance(inputs, (list, tuple)) else 1
    return [Tensor((None, cell.output_size))] * count, cell.state()


def rnn_decoder(
    decoder_inputs: Value,
    initial_state: Value,
    cell: Value,
    *values: Value,
    **named: Value,
) -> Value:
    return static_rnn(cell, decoder_inputs)


def both_ways(
    cell_fw: Value, cell_bw: Value, inputs: Value, *values: Value, **named: Value
) -> Value:
    outputs, states = zip(*(dynamic_rnn(each, inputs) for each in (cell_fw, cell_bw)))
    return outputs, states


def stacked_both_ways(
    cells_fw: Value, cells_bw: Value, inputs: Value, *values: Value, **named: Value
) -> Value:
    """contrib.rnn.stack_bidirectional_dynamic_rnn: each layer reads both below it."""
    states = []
    for pair in zip(cells_fw, cells_bw):
        outputs, state = both_ways(*pair, inputs)
        inputs = Tensor((*outputs[0].shape[:-1], sum(o.shape[-1] for o in outputs)))
        states.append(state)
    return inputs, *map(list, zip(*states))


def static_both_ways(
    cell_fw: Value, cell_bw: Value, inputs: Value, *values: Value, **named: Value
) -> Value:
    runs = [static_rnn(each, inputs) for each in (cell_fw, cell_bw)]
    size = cell_fw.output_size + cell_bw.output_size
    outputs = [Tensor((None, size)) for _ in runs[0][0]]
    return outputs, *(state for _, state in runs)


def drawn(shape: Value, *values: Value, **named: Value) -> Tensor:
    return Tensor(sized(tuple(shape)))


CELLS: dict[str, Value] = dict.fromkeys(("LSTMCell", "LSTMBlockCell"), cells.LSTM)
CELLS |= {"BasicLSTMCell": cells.BasicLSTM, "MultiRNNCell": cells.Stacked}
CELLS |= dict.fromkeys(("GRUCell", "GRUBlockCell", "GRUBlockCellV2"), cells.GRU)
CELLS |= dict.fromkeys(("BasicRNNCell", "RNNCell"), cells.RNN)
wrappers = ("DropoutWrapper", "ResidualWrapper", "DeviceWrapper")
CELLS |= dict.fromkeys(wrappers, cells.wrapped)
CELLS["OutputProjectionWrapper"] = cells.Projected
CELLS["stack_bidirectional_dynamic_rnn"] = stacked_both_ways
CELLS["static_rnn"] = static_rnn
CELLS["static_bidirectional_rnn"] = static_both_ways
CUDNN = {
    "CudnnLSTM": cells.CudnnLSTM,
    "CudnnGRU": cells.CudnnGRU,
    "CudnnRNNTanh": cells.CudnnRNN,
    "CudnnRNNRelu": cells.CudnnRNN,
}
RUNNING = {
    "dynamic_rnn": dynamic_rnn,
    "static_rnn": static_rnn,
    "rnn": static_rnn,
    "bidirectional_dynamic_rnn": both_ways,
    "bidirectional_rnn": static_both_ways,
    "static_bidirectional_rnn": static_both_ways,
}
TOP: dict[str, Value] = {
    "placeholder": placeholder,
    "get_variable": get_variable,
    "trainable_variables": trainable_variables,
    "global_variables": lambda *values, **named: [each for each, _ in kept()],
    "reset_default_graph": lambda: kept().clear(),
    **variable_scopes.TOP,
    **dict.fromkeys(("random_normal", "truncated_normal", "random_uniform"), drawn),
}


def module(path: str, names: dict[str, Value]) -> StandIn:
    """A module of TensorFlow 1: a few names, and what is not known for the rest."""

    def missing(name: Value) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{path}.{name}")

    return StandIn(path, names, missing)


def found(path: str, name: str) -> Value:
    """A name of TensorFlow 1, or None."""
    whole = f"{path}.{name}".removeprefix("tensorflow.").removeprefix("tf.")
    if whole in ("nn.rnn_cell", "contrib"):
        made = module(f"tf.{whole}", CELLS)
        if whole == "contrib":
            decoders = {"rnn_decoder": rnn_decoder}
            inner = {"legacy_seq2seq": module("tf.contrib.legacy_seq2seq", decoders)}
            inner["rnn"] = made
            inner["layers"] = module("tf.contrib.layers", layers.SLIM)
            inner["cudnn_rnn"] = module("tf.contrib.cudnn_rnn", CUDNN)
            made = module("tf.contrib", inner)
        return made
    if whole.startswith("nn.") and name in RUNNING:
        return RUNNING[name]
    if whole == "layers":
        return module("tf.layers", layers.LAYERS)
    if whole in ("app", "flags"):
        state = current().state
        modules: Value = state.get("absl") or state.setdefault(
            "absl", absl.modules(current())
        )
        modules["absl.app"].__dict__["flags"] = modules["absl.flags"]
        return modules[f"absl.{name}"]
    if whole in TOP:
        return TOP[whole]
    return None
