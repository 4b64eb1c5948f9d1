"""The one dialect: a layer is its constructor's arguments and the list of its weights.

A class says `arguments`, the signature as Python writes it; `weights()`, the tensors
that the constructor makes, or `count(input_shape)` where only an input decides; and
`output(shape)`. What a framework refuses is a CountError with that framework's error.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from .checks import check_sizes
from .counting import Count, CountError, Weight, product, whole
from .signature import check_call
from .types import TYPE_CHECKING, Any, Output, Shape, Size, Sizes, Steps


class Named:
    """A value that is known by its name only, such as an activation."""


def parameters(cls: type) -> tuple[inspect.Parameter, ...]:
    """The parameters of a constructor, which `cls.arguments` writes as Python does."""
    return _parameters(cls)


@cache
def _parameters(cls: Any) -> tuple[inspect.Parameter, ...]:
    text: str = cls.arguments
    known: Mapping[str, Any] = getattr(cls, "defaults", {})
    # The text stands in this package: nothing that a reader wrote comes here.
    constructor = eval(f"lambda {' '.join(text.split())}: 0", dict(known))
    return tuple(inspect.signature(constructor).parameters.values())


def bind(cls: type, values: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by name; a call that does not fit is a CountError."""
    known = parameters(cls)
    check_call(cls, values, named, known=known)
    given = {each.name: value for each, value in zip(known, values)}
    return {**{each.name: each.default for each in known}, **given, **named}


def argument_names(layer: type) -> list[str]:
    """The names of a layer's own constructor arguments, in order."""
    return [each.name for each in parameters(layer)]


class Layer:
    """A layer that keeps its constructor's arguments under their names.

    `arguments` are those, as Python would write them between the brackets. `axes`
    is how many axes one example has. An input with more has a batch axis in front,
    whose size does not matter: it is None in the output.
    """

    arguments = ""
    defaults: Mapping[str, Any] = MappingProxyType({})  # what `arguments` names
    unlike = "TypeError"  # and for one with other features
    truth = True  # whether True is a 1
    input_shape = None
    example = "(2, 5)"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """An argument: of any type, until it has been looked at."""

    @property
    def axes(self) -> int:
        """How many axes one example has."""
        return 1

    @property
    def too_few(self) -> str:
        """The framework's error for an input with too few axes."""
        return "IndexError"

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        return cls(bind(cls, values, named))

    def __init__(self, given: dict[str, Any]) -> None:
        vars(self).update(given)
        self.prepare()
        self.accept()

    def prepare(self) -> None:
        """What a class does with its arguments before they are accepted."""

    def accept(self) -> None:
        """Refuse the arguments that the framework refuses at once."""

    def check(self, kinds: tuple[str, ...] = ()) -> None:
        """Refuse what can never stand in an argument whose name ends so."""

    def size(
        self,
        argument: str,
        least: int = 0,
        negative: str = "TypeError",
        zero: str = "ZeroDivisionError",
    ) -> int:
        """The argument, which must be a size of a tensor."""
        value = getattr(self, argument)
        value = repr(value) if isinstance(value, bool) and not self.truth else value
        return check_size(argument, value, least, negative, zero)

    def used(self, weights: Iterable[Weight], shape: Shape) -> tuple[Weight, ...]:
        """The same weights: matrices know in how many steps an input uses them."""
        steps, uses = self.steps(self.without_batch(shape, 1))
        return tuple(each.used(steps, uses) if each.steps else each for each in weights)

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        """In how many steps an input uses each matrix, and how often in each."""
        return product(shape[:-1]), 1

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if len(shape) > self.axes else None

    def without_batch(self, shape: Shape, batch: Size = None) -> Shape:
        """The shape with None, or this size, in the place of the batch's."""
        axis = self.batch_at(shape)
        return tuple(batch if k == axis else size for k, size in enumerate(shape))


class Constructed(Layer):
    """A layer whose constructor already knows its weights.

    The input shape is then needed for the output only; without it, `natural`
    stands in: an input as the layer expects it, or None where any will do.
    """

    fewest_axes: int | None = None  # that an input must have, if not `axes`

    @property
    def natural(self) -> Shape | None:
        """The shape of an input as the layer expects it; None where any will do."""
        return None

    def accept(self) -> None:
        self.made = tuple(self.weights())

    def weights(self) -> Iterable[Weight]:
        return ()

    def count(self, input_shape: Any = None) -> Count:
        """The weights, and the output for an input of this shape."""
        if input_shape is None:
            return Count(self.made, self._natural_output())
        self.check()
        shape = check_input(self, input_shape, self.example, self.fewest_axes)
        self.accepts(shape)
        output = self.output(self.without_batch(shape))
        return Count(self.used(self.made, shape), output)

    def _natural_output(self) -> Output | None:
        try:
            return None if self.natural is None else self.output(self.natural)
        except CountError:  # it can be constructed, but not called
            return None

    def accepts(self, shape: Shape) -> None:
        """Refuse an input that the layer cannot be called with."""

    def output(self, shape: Shape) -> Output:
        return shape


def shown(value: Any) -> str:
    """A value as its author would know it again."""
    name = getattr(value, "__name__", None)
    return name or (
        type(value).__name__ if isinstance(value, (Layer, Named)) else repr(value)
    )


def check_size(
    argument: str,
    value: Any,
    least: int = 0,
    negative: str = "TypeError",
    zero: str = "ZeroDivisionError",
) -> int:
    """A size of a tensor; `negative` is the error of one below 0."""
    if isinstance(value, int) and value >= least:
        return whole(value)
    error = zero if value == 0 else negative
    raise CountError(
        "{argument} must be a whole number of at least {least}, not {value}.",
        error if isinstance(value, int) else "TypeError",
        argument=argument,
        least=least,
        value=shown(value),
    )


def check_input(
    layer: Layer, shape: Any, example: str, axes: int | None = None
) -> Shape:
    """The input shape as a tuple of at least so many axes."""
    if not isinstance(shape, (tuple, list)):
        raise CountError(
            "The input shape is a tuple of sizes, such as {example}, not {value}.",
            value=repr(shape),
            example=example,
        )
    check_sizes(shape)
    if len(shape) < (layer.axes if axes is None else axes):
        raise CountError(
            "{layer} takes an input of shape {example}; {value} has too few axes.",
            layer.too_few,
            layer=type(layer).__name__,
            example=example,
            value=repr(tuple(shape)),
        )
    return tuple(None if size is None else whole(size) for size in shape)


def known_features(size: Size, least: int = 0) -> int:
    """The number of features in the input, which must be known."""
    if size is None:
        raise CountError(
            "The number of features must be known, since the weights have a row "
            "for each. It cannot be None in the input shape."
        )
    if size < least:
        raise CountError(
            "The input has {value} features; at least {least} are needed.",
            "ZeroDivisionError",
            value=size,
            least=least,
        )
    return size


def check_features(layer: Layer, expected: int | Sizes, given: Size | Sizes) -> None:
    """An input must have the features that the layer was made for."""
    if given is not None and given != expected:
        raise CountError(
            "{layer} was made for {expected} features, but the input has {given}. "
            "Make the two equal.",
            layer.unlike,
            layer=type(layer).__name__,
            expected=expected,
            given=given,
        )


def under(
    path: str, weights: Iterable[Weight], between: str = "/"
) -> tuple[Weight, ...]:
    """The weights as parts of the module that holds them at `path`."""
    return tuple(
        weight.but(
            path=f"{path}{between}{weight.path}",
            cell=(f"{path}{between}{weight.cell}" if weight.cell else path)
            if weight.role
            else "",
        )
        for weight in weights
    )


def weight(name: str, shape: Iterable[int], **more: Any) -> Weight:
    return Weight(name, name, tuple(shape), **more)


def matrix(name: str, shape: Iterable[int], **more: Any) -> Weight:
    """A weight that is multiplied; the input says in how many steps."""
    return weight(name, shape, steps=(None,), **more)


def check_most_axes(
    layer: Any, shape: Shape, most: int, error: str = "ValueError"
) -> None:
    """An input of so many axes at most."""
    if len(shape) > most:
        raise CountError(
            "{layer} takes an input of shape {example}; {value} has too many axes.",
            error,
            layer=type(layer).__name__,
            example=layer.example,
            value=repr(shape),
        )
