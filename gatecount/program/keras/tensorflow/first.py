"""TensorFlow 1: placeholders, variables and recurrent cells, as its graphs had them.

The weights follow rnn_cell_impl.py of TensorFlow 1.15: one kernel for input and
state together, and one bias; LSTMCell may have peepholes and a projection.
"""

from collections import namedtuple
from functools import partial

from ...libraries import absl
from ...libraries.other import Placeholder
from ...result import Ignored
from ...session import current
from ...stand_ins import StandIn
from ...unknown import Unknown, sized
from ..operations.base import shape_of
from ..scopes import uniquify
from ..tensors import Tensor, Variable
from . import variable_scopes
from .variable_scopes import numbered, shared


def kept():
    """The variables of the graph, in order."""
    return current().state.setdefault("tf1", [])


class GraphVariable(Variable):
    """`name` is what the scopes around it make of its title: known to few."""

    def __init__(self, *values, name, **named):
        self.scoped = Unknown("the scopes of a variable")
        self.title = name
        super().__init__(*values, name=name, **named)

    name = property(lambda self: self.scoped, lambda self, given: None)

    def stands_as(self, name):
        """So it is called if no `with` of the program opens a scope around it."""
        if "scope" not in current().source:
            self.scoped = f"{name}:0"

    def __repr__(self):
        if isinstance(self.scoped, Unknown):
            return f"<tf.Variable ? shape={self.shape} dtype=?>"
        about = f"shape={self.shape} dtype={self.dtype}, numpy=?"
        return f"<tf.Variable {self.scoped!r} {about}>"


def add(name, shape, trainable=True):
    shape = tuple(sized(tuple(shape)))
    return keep(GraphVariable(None, shape=shape, trainable=trainable, name=name))


def keep(variable):
    kept().append((variable, current().place()))
    return variable


def placeholder(dtype=None, shape=None, name=None):
    if shape is None or isinstance(shape, Unknown):
        return Placeholder("tf.placeholder()")
    shape = shape if isinstance(shape, (list, tuple)) else [shape]
    return Tensor([None if isinstance(each, Unknown) else each for each in shape])


def get_variable(name="Variable", shape=None, dtype=None, initializer=None, **named):
    if shape is None:
        shape = shape_of(initializer)
    shape = shape if isinstance(shape, (list, tuple)) else [shape]
    trainable = named.get("trainable") is not False
    return shared(name, lambda: add(name, shape, trainable))


def trainable_variables(*values, **named):
    return [each for each, _ in kept() if each.trainable]


State = namedtuple("State", "c h")  # what an LSTM carries on


class Cell:
    def __init__(self, num_units=None, *values, **named):
        self.num_units, self.named, self.weights = sized(num_units), named, None
        self.place = current().place()
        current().state.setdefault("tf1 cells", []).append(self)
        self.output_size = named.get("num_proj") or self.num_units
        self.state_size = self.output_size

    def make(self, features):
        """The weights for so many features, once."""
        if self.weights is None:
            scope = numbered(self.title)
            self.weights = [
                shared(f"{scope}/{name}", partial(add, f"{self.title}/{name}", shape))
                for name, shape in self.own(features)
            ]

    def build(self, inputs_shape):
        """As the program calls it: without a scope around it, names are known."""
        before = self.weights
        self.make(sized(tuple(inputs_shape))[-1])
        if before is None:
            scope = uniquify(self.title)
            for each in self.weights:
                each.stands_as(f"{scope}/{each.title.partition('/')[2]}")

    variables = trainable_variables = property(lambda self: self.weights or [])
    trainable_weights = variables

    def count_params(self):
        if not self.weights:
            return Unknown("cell.count_params()")
        return sum(each.counted().size for each in self.weights)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"cell.{name}")

    def zero_state(self, batch_size=None, dtype=None):
        return self.state()

    def state(self):
        return Tensor((None, self.output_size))

    def __call__(self, inputs, state=None, scope=None):
        self.make(features_of(inputs))
        return Tensor((None, self.output_size)), self.state()


def features_of(inputs):
    """The last size of the input; a letter for it, if it is not known."""
    shape = getattr(inputs, "shape", None)
    size = shape[-1] if isinstance(shape, tuple) and len(shape) else None
    return sized(Unknown("the features of the input")) if size is None else size


class LSTM(Cell):
    title = "lstm_cell"

    def own(self, features):
        units, out = self.num_units, self.output_size
        yield "kernel", (features + out, 4 * units)
        yield "bias", (4 * units,)
        if self.named.get("use_peepholes"):
            for gate in "fio":
                yield f"w_{gate}_diag", (units,)
        if self.named.get("num_proj"):
            yield "projection/kernel", (units, out)

    def state(self):
        return State(Tensor((None, self.num_units)), Tensor((None, self.output_size)))


class BasicLSTM(LSTM):
    title = "basic_lstm_cell"


class GRU(Cell):
    title = "gru_cell"

    def own(self, features):
        units = self.num_units
        yield "gates/kernel", (features + units, 2 * units)
        yield "gates/bias", (2 * units,)
        yield "candidate/kernel", (features + units, units)
        yield "candidate/bias", (units,)


class RNN(Cell):
    title = "basic_rnn_cell"

    def own(self, features):
        yield "kernel", (features + self.num_units, self.num_units)
        yield "bias", (self.num_units,)


class Cudnn:
    """A whole stack, both ways if asked for, in one tensor: each block two biases."""

    def __init__(self, num_layers, num_units, *values, **named):
        self.layers, self.units = sized((num_layers, num_units))
        both = (len(values) > 1 and values[1]) or named.get("direction")
        self.directions = 2 if both == "bidirectional" else 1
        self.built = False

    def __call__(self, inputs, *values, **named):
        units, features, size = self.units, features_of(inputs), 0
        out = self.directions * units
        for _ in range(self.layers):
            rows = features + units + 2
            size, features = size + self.directions * self.blocks * rows * units, out
        if not self.built:
            name = f"{self.title}/opaque_kernel"
            shared(numbered(name), partial(add, name, (size,)))
            self.built = True
        shape = getattr(inputs, "shape", None) or (None, None, None)
        return Tensor((*tuple(shape)[:-1], out)), Unknown("the state of cuDNN")


class CudnnLSTM(Cudnn):
    title, blocks = "cudnn_lstm", 4


class CudnnGRU(Cudnn):
    title, blocks = "cudnn_gru", 3


class CudnnRNN(Cudnn):
    title, blocks = "cudnn_rnn", 1


class Stacked(Cell):
    def __init__(self, cells, **named):
        self.cells, self.weights = list(cells), []
        self.output_size = self.cells[-1].output_size

    def build(self, inputs_shape):
        pass  # its cells are built when they are called

    def make(self, features):
        for cell in self.cells:
            cell.make(features)
            features = cell.output_size

    def state(self):
        return tuple(cell.state() for cell in self.cells)


def wrapped(cell, *values, **named):
    return cell


class Projected(Cell):
    """A dense layer after the cell."""

    title = "projection"

    def __init__(self, cell, output_size, *values, **named):
        super().__init__(output_size)
        self.cell = cell

    def own(self, features):
        self.cell.make(features)
        yield "kernel", (self.cell.output_size, self.output_size)
        yield "bias", (self.output_size,)

    def state(self):
        return self.cell.state()


def unbuilt(session):
    """Cells that only something unknown has been given: their weights are missing."""
    for each in session.state.get("tf1 cells", ()):
        if each.weights is None:
            yield Ignored(each.place.line, each.title)


def dynamic_rnn(cell, inputs, *values, **named):
    cell.make(features_of(inputs))
    shape = getattr(inputs, "shape", None) or (None, None, None)
    return Tensor((*tuple(shape)[:-1], cell.output_size)), cell.state()


def static_rnn(cell, inputs, *values, **named):
    first = inputs[0] if isinstance(inputs, (list, tuple)) else inputs
    cell.make(features_of(first))
    count = len(inputs) if isinstance(inputs, (list, tuple)) else 1
    return [Tensor((None, cell.output_size))] * count, cell.state()


def rnn_decoder(decoder_inputs, initial_state, cell, *values, **named):
    return static_rnn(cell, decoder_inputs)


def both_ways(cell_fw, cell_bw, inputs, *values, **named):
    outputs, states = zip(*(dynamic_rnn(each, inputs) for each in (cell_fw, cell_bw)))
    return outputs, states


def stacked_both_ways(cells_fw, cells_bw, inputs, *values, **named):
    """contrib.rnn.stack_bidirectional_dynamic_rnn: each layer reads both below it."""
    states = []
    for pair in zip(cells_fw, cells_bw):
        outputs, state = both_ways(*pair, inputs)
        inputs = Tensor((*outputs[0].shape[:-1], sum(o.shape[-1] for o in outputs)))
        states.append(state)
    return inputs, *map(list, zip(*states))


def dense(inputs, units, activation=None, use_bias=True, **named):
    name = named.get("name") or numbered("dense")
    units, again = sized(units), bool(named.get("reuse"))
    kernel = partial(add, f"{name}/kernel", (features_of(inputs), units))
    shared(f"{name}/kernel", kernel, again)
    if use_bias:
        shared(f"{name}/bias", partial(add, f"{name}/bias", (units,)), again)
    shape = getattr(inputs, "shape", None) or (None, None)
    return Tensor((*tuple(shape)[:-1], units))


def fully_connected(
    inputs,
    num_outputs,
    activation_fn=None,
    normalizer_fn=None,
    *values,
    biases_initializer=0,
    **named,
):
    if normalizer_fn is not None:
        current().lack("normalizer_fn")
    biased = normalizer_fn is None and biases_initializer is not None
    named["name"] = named.get("scope") or numbered("fully_connected")
    return dense(inputs, num_outputs, use_bias=biased, **named)


def drawn(shape, *values, **named):
    return Tensor(tuple(shape))


CELLS = {"BasicLSTMCell": BasicLSTM, "LSTMCell": LSTM, "LSTMBlockCell": LSTM}
CELLS |= dict.fromkeys(("GRUCell", "GRUBlockCell", "GRUBlockCellV2"), GRU)
CELLS |= dict.fromkeys(("BasicRNNCell", "RNNCell"), RNN)
CELLS |= dict.fromkeys(("DropoutWrapper", "ResidualWrapper", "DeviceWrapper"), wrapped)
CELLS |= {"MultiRNNCell": Stacked, "static_rnn": static_rnn}
CELLS["OutputProjectionWrapper"] = Projected
CELLS["stack_bidirectional_dynamic_rnn"] = stacked_both_ways
CUDNN = {
    "CudnnLSTM": CudnnLSTM,
    "CudnnGRU": CudnnGRU,
    "CudnnRNNTanh": CudnnRNN,
    "CudnnRNNRelu": CudnnRNN,
}
RUNNING = {
    "dynamic_rnn": dynamic_rnn,
    "static_rnn": static_rnn,
    "rnn": static_rnn,
    "bidirectional_dynamic_rnn": both_ways,
}
TOP = {
    "placeholder": placeholder,
    "get_variable": get_variable,
    "trainable_variables": trainable_variables,
    "global_variables": lambda *values, **named: [each for each, _ in kept()],
    "reset_default_graph": lambda: kept().clear(),
    **variable_scopes.TOP,
    **dict.fromkeys(("random_normal", "truncated_normal", "random_uniform"), drawn),
}


def module(path, names):
    """A module of TensorFlow 1: a few names, and what is not known for the rest."""

    def missing(name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{path}.{name}")

    return StandIn(path, names, missing)


def found(path, name):
    """A name of TensorFlow 1, or None."""
    from . import first_layers

    whole = f"{path}.{name}".removeprefix("tensorflow.").removeprefix("tf.")
    if whole in ("nn.rnn_cell", "contrib"):
        cells = module(f"tf.{whole}", CELLS)
        if whole == "contrib":
            decoders = {"rnn_decoder": rnn_decoder}
            inner = {"legacy_seq2seq": module("tf.contrib.legacy_seq2seq", decoders)}
            inner["rnn"] = cells
            layers = dict.fromkeys(("fully_connected", "linear"), fully_connected)
            layers |= first_layers.SLIM
            inner["layers"] = module("tf.contrib.layers", layers)
            inner["cudnn_rnn"] = module("tf.contrib.cudnn_rnn", CUDNN)
            cells = module("tf.contrib", inner)
        return cells
    if whole.startswith("nn.") and name in RUNNING:
        return RUNNING[name]
    if whole == "layers":
        return module("tf.layers", {"dense": dense} | first_layers.LAYERS)
    if whole in ("app", "flags"):
        kept = current().state
        modules = kept.get("absl") or kept.setdefault("absl", absl.modules(current()))
        vars(modules["absl.app"])["flags"] = modules["absl.flags"]
        return modules[f"absl.{name}"]
    if whole in TOP:
        return TOP[whole]
    return None
