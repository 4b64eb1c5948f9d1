"""What every layer of Keras accepts, refuses and is called.

Shapes in here have the batch axis, None, as in `build` of keras/src/layers;
only `Layer.count` takes them without, as `keras.Input` does.
"""

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..checks import check_sizes, refuse_value
from ..counting import Count, CountError, Weight, whole
from ..reading import Builtin
from ..signature import Declared, argument_names, check_call
from ..types import Any, Output, Shape, Size, cast
from .checks import check_fill
from .values import CHOICES, DTYPES, NO_POLICY, Value

PYTHON = {int: "int64", float: "float32"}

COMMON = ("activity_regularizer", "trainable", "dtype", "autocast", "name")


class Layer(Declared):
    """A layer that knows the shapes of its weights and of its output.

    `build(shape)` gives the weights and `output(shape)` the shape of what comes
    out, for an input of that shape. `arguments` are those of the constructor, as
    Python would write them between the brackets. `ndim` is the number of axes that
    the input must have and `min_ndim` the least number, both with the batch axis.
    """

    ndim: int | None = None
    min_ndim = 0
    many = False  # takes a list of inputs
    ignored: tuple[str, ...] = ()  # arguments that are accepted and change nothing
    parts: tuple[
        Any, ...
    ] = ()  # the layers inside, in the order in which Keras names them

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        """The layer; a call that does not fit the signature is a CountError."""
        check_call(cls, values, named)
        return cls(*values, **named)

    @classmethod
    def refuse_unknown(cls, unknown: Any, framework_error: str) -> None:
        if unknown:
            raise CountError(
                "{layer} has no argument {unknown}. It takes {known}.",
                framework_error,
                layer=cls.__name__,
                unknown=", ".join(sorted(unknown)),
                known=", ".join(argument_names(cls) or COMMON),
            )

    def __init__(
        self,
        *,
        activity_regularizer: Any = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        input_shape: Any = None,
        input_dim: Any = None,
        **unknown: Any,
    ) -> None:
        self.refuse_unknown(unknown, "ValueError")
        if not isinstance(trainable, bool):
            raise CountError(
                "trainable must be True or False, not {value}.", value=repr(trainable)
            )
        if name is not None and (not isinstance(name, str) or "/" in name):
            raise CountError(
                "name must be a text without a slash, not {value}.", value=repr(name)
            )
        if isinstance(dtype, Value) and dtype.kind == "policy":
            dtype = dtype.given
        if isinstance(dtype, Builtin):
            dtype = PYTHON.get(dtype.function, dtype)
        if dtype is not None and not (isinstance(dtype, str) and dtype in DTYPES):
            refuse_value(
                "dtype",
                repr(dtype),
                DTYPES,
                "ValueError" if isinstance(dtype, str) else "TypeError",
            )
        if dtype in NO_POLICY:
            refuse_value(
                "dtype",
                repr(dtype),
                [(each for each in DTYPES if each not in NO_POLICY)],
            )
        if None not in (input_shape, input_dim):
            raise CountError("Give input_shape or input_dim, not both.")
        check_choice("activity_regularizer", activity_regularizer)
        self.trainable = trainable
        self.dtype = dtype
        self.name = name
        self.input_shape = (input_dim,) if input_dim is not None else input_shape

    def _accept(self, given: dict[str, Any]) -> None:
        """Check and keep the constructor's arguments, as `locals()` has them."""
        given = {name: value for name, value in given.items() if name != "self"}
        common = {name: given.pop(name) for name in COMMON if name in given}
        others = given.pop("kwargs", {})
        for name in self.ignored:
            others.pop(name, None)
        Layer.__init__(self, **common, **others)
        for argument, value in given.items():
            check_choice(argument, value)
        vars(self).update(given)
        self._check()

    def _check(self) -> None:
        """Refuse the arguments of this kind of layer that Keras refuses."""

    def count(self, input_shape: Any) -> Count:
        """The weights for an input of this shape, given without the batch axis.

        A layer that joins several inputs takes a list of shapes.
        """
        give_names(self, Counter())
        shape = read_shape(input_shape)
        self.check_input(shape)
        weights = tuple(self.build(shape))
        if not self.trainable:
            weights = tuple(weight.but(trainable=False) for weight in weights)
        return Count(weights, self.output(shape))

    @property
    def too_many(self) -> str:
        """Keras' error for a list where one input is taken."""
        return "ValueError"

    def check_input(self, shape: Any) -> None:
        """Refuse a number of inputs or of axes that the layer cannot take."""
        if isinstance(shape, list):
            if not self.many:
                raise CountError(
                    "{layer} takes one input, not {number}. Give one shape, such as "
                    "(13, 5).",
                    self.too_many,
                    layer=type(self).__name__,
                    number=len(shape),
                )
            return
        if self.ndim not in (None, len(shape)):
            raise CountError(
                "{layer} takes an input with {axes} axes, not counting the batch "
                "axis; {value} has {given}.",
                layer=type(self).__name__,
                axes=self.ndim - 1,
                value=repr(shape[1:]),
                given=len(shape) - 1,
            )
        if len(shape) < self.min_ndim:
            raise CountError(
                "{layer} takes an input with at least {axes} axes, not counting the "
                "batch axis; {value} has {given}.",
                layer=type(self).__name__,
                axes=self.min_ndim - 1,
                value=repr(shape[1:]),
                given=len(shape) - 1,
            )

    def build(self, shape: Any) -> Iterable[Weight]:
        """The weights, in the order of `layer.weights`."""
        return ()

    def output(self, shape: Any) -> Output:
        """The shape of what the layer returns; several are a list."""
        return cast(Output, shape)

    def weight(
        self,
        name: str,
        shape: Sequence[Size],
        initializer: Any = None,
        trainable: bool = True,
        steps: Shape = (),
    ) -> Weight:
        """One stored tensor of this layer; `steps` where it is used as a matrix."""
        if None in shape:
            raise CountError(
                "{layer} needs to know every size that its {weight} depends on. Give "
                "a number instead of None in the input shape.",
                layer=type(self).__name__,
                weight=name,
            )
        size: Any
        for size in shape:
            if not hasattr(size, "__index__") or size < 0:
                raise CountError(
                    "The {weight} of {layer} cannot have the shape {shape}: sizes are "
                    "whole numbers and never negative.",
                    layer=type(self).__name__,
                    weight=name,
                    shape=repr(tuple(shape)),
                )
        check_fill(name, initializer, len(shape), self.dtype)
        return Weight(
            name,
            name,
            tuple(map(whole, shape)),
            trainable and self.trainable,
            steps=steps,
        )

    def below(self, name: str, weights: Iterable[Weight]) -> tuple[Weight, ...]:
        """The weights of the layer `name` inside this one, as seen from here."""
        return tuple(
            weight.but(
                path=f"{name}/{weight.path}",
                cell=f"{name}/{weight.cell}".rstrip("/") if weight.gates else "",
            )
            for weight in weights
        )


def snake_case(name: str) -> str:
    """`SimpleRNN` -> `simple_rnn`, as Keras names a layer."""
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def give_names(layer: Any, given: dict[str, Any]) -> None:
    """Name the layers that have no name: lstm, lstm_1, lstm_2, ..."""
    for part in layer.parts:
        give_names(part, given)
    if layer.name is None:
        name = snake_case(type(layer).__name__)
        layer.name = f"{name}_{given[name]}" if given[name] else name
        given[name] += 1


def read_shape(shape: Any) -> Any:
    """The shape with the batch axis; a list of them for several inputs."""
    if not isinstance(shape, (tuple, list)):
        raise CountError(
            "The input shape is a tuple of sizes, such as {example}, not {value}.",
            example="(13, 5)",
            value=repr(shape),
        )
    if shape and all(isinstance(each, (tuple, list)) for each in shape):
        return [read_sizes(each) for each in shape]
    return read_sizes(shape)


def read_sizes(shape: Iterable[Any]) -> Shape:
    """The sizes as plain numbers, behind the batch axis."""
    sizes = tuple(shape)
    check_sizes(sizes)
    return (None, *(None if size is None else whole(size) for size in sizes))


def shown(value: Any) -> str:
    """A value as it stands in a sentence: a layer is its class."""
    if isinstance(value, Layer):
        return type(value).__name__
    return getattr(value, "__name__", None) or repr(value)


def check_choice(argument: str, value: Any) -> None:
    """Refuse a value that the last word of the argument's name does not allow."""
    kind = argument.rpartition("_")[2]
    if kind == "dropout" and not isinstance(value, (int, float)):
        raise CountError(
            "{argument} must be a number between 0 and 1, not {value}.",
            "TypeError",
            argument=argument,
            value=repr(value),
        )
    if kind not in CHOICES or value is None:
        return
    if isinstance(value, str) and value in CHOICES[kind]:
        return
    if isinstance(value, Value) and (kind != "initializer" or value.kind == kind):
        return
    if isinstance(value, dict) and value.get("class_name") in CHOICES[kind]:
        return
    layer = value if inspect.isclass(value) else type(value)
    if kind == "activation" and issubclass(layer, Layer):
        return
    bare = kind == "initializer" and value in ("constant", "Constant")
    refuse_value(
        argument, shown(value), CHOICES[kind], "KeyError" if bare else "ValueError"
    )
