"""The recurrent operators of ONNX, knowing only shapes.

A node is written as its operator, LSTM(inputs=["X", "W", "R", "B"], hidden_size=10),
or as onnx.helper.make_node("LSTM", ["X", "W", "R", "B"], ["Y"], hidden_size=10).
Attributes and refusals are those of https://onnx.ai/onnx/operators/, version 22
of RNN, GRU and LSTM, and of onnxruntime; it runs layout=0 only, while the
standard, and so this module, has layout=1 too.

The weights are inputs of the node. With n features, h units, g gates and d
directions: W (d, g h, n), R (d, g h, h); if given, B (d, 2 g h), the biases of W
and then those of R, and, for an LSTM, P (d, 3 h), the peepholes. Sequence
lengths and initial states are inputs that are no weights; where there are none,
["X", "W", "R", "B", "P"] may leave out their empty places.
"""

from .checks import check_choice, check_sizes, refuse_value
from .counting import Count, CountError, Weight
from .signature import Declared, argument_names, check_call
from .types import Any, NoReturn, Output, Shape, Size

__all__ = ["LAYERS", "PREFIXES", "argument_names"]

PREFIXES = ("helper", "onnx.helper")
ACTIVATIONS = """Affine Relu LeakyRelu ThresholdedRelu Tanh ScaledTanh Sigmoid
    HardSigmoid Elu Softsign Softplus""".split()
DIRECTIONS = {"forward": 1, "reverse": 1, "bidirectional": 2}
KINDS = {
    "activation_alpha": "FLOATS",
    "activation_beta": "FLOATS",
    "activations": "STRINGS",
    "clip": "FLOAT",
    "direction": "STRING",
    "hidden_size": "INT",
    "input_forget": "INT",
    "layout": "INT",
    "linear_before_reset": "INT",
}


class Operator(Declared):
    """A node of the graph: the names of its inputs, and its attributes."""

    gates: tuple[str, ...]
    places: tuple[str, ...] = ("X", "W", "R", "B", "sequence_lens", "initial_h")
    results: tuple[str, ...] = ("Y", "Y_h")
    functions: int  # activation functions for each direction
    any_case = True  # onnxruntime reads the names of LSTM's and GRU's in any case
    input_shape = None

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        for attribute in KINDS.keys() & named.keys():
            check_any_kind(cls.__name__, attribute, named[attribute])
        check_call(cls, values, named, unknown_error="ValidationError")
        return cls(*values, **named)

    def _accept(self, given: dict[str, Any]) -> None:
        """Check and keep the constructor's arguments, as `locals()` has them."""
        self._take(given["inputs"], given["outputs"], given["name"])
        given = {name: value for name, value in given.items() if name in KINDS}
        for attribute, value in given.items():
            check_kind(type(self).__name__, attribute, value)
        self.direction = given["direction"] or "forward"
        check_choice("direction", self.direction, DIRECTIONS, "Fail")
        self.layout = int(given["layout"] or 0)
        if self.layout not in (0, 1):
            refuse_value("layout", self.layout, ("0", "1"), "Fail")
        self._check_units(given["hidden_size"])
        self._check_activations(given["activations"])
        self._check_clip(given["clip"])

    def _take(self, inputs: Any, outputs: Any, name: str) -> None:
        check_names("inputs", inputs)
        check_names("outputs", outputs or [])
        if name is not None and not isinstance(name, str):
            raise CountError(
                "{argument} must be a text, not {value}.",
                "TypeError",
                argument="name",
                value=repr(name),
            )
        for argument, names, known in (
            ("inputs", inputs, self.places),
            ("outputs", outputs or [], self.results),
        ):
            if len(names) > len(known):
                raise CountError(
                    "{layer} has at most {most} {argument}, in this order: {known}; "
                    "{given} were given.",
                    "ValidationError",
                    layer=type(self).__name__,
                    most=len(known),
                    argument=argument,
                    known=", ".join(known),
                    given=len(names),
                )
        self.inputs = dict(zip(self.places, inputs))
        # "P" before its place can mean the peepholes only: those are floats, and
        # the inputs in between are lengths and states.
        if "P" in self.places and inputs and inputs[-1] == "P":
            self.inputs.popitem()
            self.inputs["P"] = "P"
        for place in ("X", "W", "R"):
            if not self.inputs.get(place):
                raise CountError(
                    "{layer} needs the input {place}. Write at least "
                    'inputs=["X", "W", "R"].',
                    "ValidationError",
                    layer=type(self).__name__,
                    place=place,
                )
        if outputs and not any(outputs):
            raise CountError(
                "A node without any output does nothing. Name one, such as "
                'outputs=["Y"].',
                "Fail",
            )
        wanted = dict(zip(self.results, outputs or self.results))
        self.outputs = [place for place, name in wanted.items() if name]

    def _check_units(self, units: Any) -> None:
        if units is None:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                "Fail",
                layer=type(self).__name__,
                argument="hidden_size",
            )
        if units < 1:
            raise CountError(
                "{argument} must be at least 1, not {value}.",
                "Fail",
                argument="hidden_size",
                value=units,
            )
        self.units = int(units)

    def _check_activations(self, names: Any) -> None:
        if names is None:
            return
        needed = self.functions * self.directions
        if len(names) != needed:
            raise CountError(
                "activations must name {needed} functions for {layer} with "
                "direction={direction}; {given} were given.",
                "Fail",
                needed=needed,
                layer=type(self).__name__,
                direction=repr(self.direction),
                given=len(names),
            )
        for name in names:
            self._check_activation(name)

    def _check_activation(self, name: str) -> None:
        known = map(str.lower, ACTIVATIONS) if self.any_case else ACTIVATIONS
        if (name.lower() if self.any_case else name) not in known:
            refuse_value("activations", repr(name), ACTIVATIONS, "Fail")

    def _check_clip(self, clip: Any) -> None:
        if clip is not None and clip <= 0:
            raise CountError(
                "clip must be greater than 0, not {value}.", "Fail", value=clip
            )

    @property
    def directions(self) -> int:
        return DIRECTIONS[self.direction]

    def count(self, input_shape: Any) -> Count:
        """The weights for X of shape (time steps, batch, features).

        With layout=1, (batch, time steps, features).
        """
        shape = check_input(input_shape)
        weights = self._weights(shape[-1], shape[1 if self.layout else 0])
        return Count(weights, self._output_shape(shape))

    def _weights(self, features: int, steps: Size) -> tuple[Weight, ...]:
        d, h, width = self.directions, self.units, len(self.gates) * self.units
        shapes = {
            "W": (d, width, features),
            "R": (d, width, h),
            "B": (d, 2 * width),
            "P": (d, 3 * h),
        }
        roles = {"W": "kernel", "R": "recurrent_kernel", "B": "bias", "P": "peephole"}
        gates = {"W": self.gates, "R": self.gates, "B": 2 * self.gates}
        return tuple(
            Weight(
                self.inputs[place],
                path=self.inputs[place],
                shape=shape,
                cell="cell",
                role=roles[place],
                gates=gates.get(place, ("i", "o", "f")),
                axis=1,
                directions=("forward", "reverse") if d == 2 else (),
                steps=(steps,) if place in "WR" else (),
            )
            for place, shape in shapes.items()
            if self.inputs.get(place)
        )

    def _output_shape(self, shape: Shape) -> Output:
        d, h = self.directions, self.units
        every: Shape
        last: Shape
        if self.layout:
            every, last = (None, shape[1], d, h), (None, d, h)
        else:
            every, last = (shape[0], d, None, h), (d, None, h)
        shapes: list[Shape] = [
            every if place == "Y" else last for place in self.outputs
        ]
        return shapes if len(shapes) > 1 else shapes[0]


class RNN(Operator):
    gates = ("h",)
    functions = 1
    any_case = False

    arguments = """
        inputs, outputs=None, name=None, *, activation_alpha=None,
        activation_beta=None, activations=None, clip=None, direction=None,
        hidden_size=None, layout=None
    """

    def _check_activations(self, names: Any) -> None:
        """The standard's default has two even for one direction; so may you."""
        if names is not None and len(names) == 2:
            names = names[: self.directions]
        super()._check_activations(names)

    def _check_clip(self, clip: Any) -> None:
        """onnxruntime takes any."""


class GRU(Operator):
    """linear_before_reset changes what is computed, not the weights."""

    gates = ("z", "r", "h")
    functions = 2

    arguments = """
        inputs, outputs=None, name=None, *, activation_alpha=None,
        activation_beta=None, activations=None, clip=None, direction=None,
        hidden_size=None, layout=None, linear_before_reset=None
    """


class LSTM(Operator):
    """input_forget couples the two gates, but both keep their weights."""

    gates = ("i", "o", "f", "c")
    places = (*Operator.places, "initial_c", "P")
    results = (*Operator.results, "Y_c")
    functions = 3

    arguments = """
        inputs, outputs=None, name=None, *, activation_alpha=None,
        activation_beta=None, activations=None, clip=None, direction=None,
        hidden_size=None, input_forget=None, layout=None
    """


class make_node:  # noqa: N801 - the name in onnx.helper
    """onnx.helper.make_node: the operator's name, then the node's arguments."""

    def __init__(
        self,
        op_type: Any,
        inputs: Any,
        outputs: Any,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        pass

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        check_call(cls, values, named)
        named = dict(zip(("op_type", "inputs", "outputs", "name"), values)) | named
        operator = named.pop("op_type")
        if operator not in OPERATORS:
            raise CountError(
                "{piece} is not known here. Known: {known}.",
                "ValidationError",
                piece=repr(operator),
                known=", ".join(OPERATORS),
            )
        return OPERATORS[operator].construct(**named)


def check_names(argument: str, names: Any) -> None:
    if not isinstance(names, (str, list, tuple)) or any(
        not isinstance(name, str) for name in names
    ):
        raise CountError(
            '{argument} must be a list of names, such as ["X", "W", "R"], not {value}.',
            "TypeError",
            argument=argument,
            value=repr(names),
        )


def check_any_kind(layer: Any, attribute: str, value: Any) -> None:
    """A value that no attribute can have is refused before all else."""
    if value is not None and kind(value) is None:
        refuse_kind(layer, attribute, value, "ValueError")


def check_kind(layer: Any, attribute: str, value: Any) -> None:
    """The kind of an attribute is read off its value, and must be the declared one."""
    if value is not None and kind(value) != KINDS[attribute]:
        refuse_kind(layer, attribute, value, "ValidationError")


def refuse_kind(layer: Any, attribute: str, value: Any, error: str) -> NoReturn:
    raise CountError(
        "{layer}: {attribute} must be {wanted}, not {value}.",
        error,
        layer=layer,
        attribute=attribute,
        wanted=EXAMPLES[KINDS[attribute]],
        value=repr(value),
    )


EXAMPLES = {
    "INT": "INT (10)",
    "FLOAT": "FLOAT (1.0)",
    "STRING": "STRING ('forward')",
    "FLOATS": "FLOATS ([1.0, 0.5])",
    "STRINGS": "STRINGS (['Sigmoid', 'Tanh'])",
}


def kind(value: Any) -> str | None:
    """As onnx.helper.make_attribute; None if it finds none."""
    several = isinstance(value, (list, tuple))
    values = value if several else (value,)
    for types, name in ((int, "INT"), ((int, float), "FLOAT"), (str, "STRING")):
        if values and all(isinstance(each, types) for each in values):
            return name + "S" * several
    return None


def check_input(shape: Any) -> tuple[Size, Size, int]:
    if not isinstance(shape, (tuple, list)) or len(shape) != 3:
        raise CountError(
            "The input X has 3 axes: (time steps, batch, features), such as "
            "(13, 2, 5), or with layout=1 (batch, time steps, features); not {value}.",
            "InferenceError",
            value=repr(shape),
        )
    check_sizes(shape)
    if shape[2] is None:
        raise CountError(
            "The number of features must be known, since W has a column for each. "
            "Only time steps and batch may be None."
        )
    steps, batch = (None if size is None else int(size) for size in shape[:2])
    return steps, batch, int(shape[2])


OPERATORS = {operator.__name__: operator for operator in (RNN, GRU, LSTM)}
LAYERS = OPERATORS | {"make_node": make_node}
