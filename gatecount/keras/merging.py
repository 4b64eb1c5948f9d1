"""The merging layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/merging_layers/. None of them has weights; the input
shape is a list of shapes.
"""

from ..counting import CountError, summed
from ..types import Any, Output, Shape
from .base import Layer
from .checks import at


class Merge(Layer):
    """Joins inputs number by number; a size of 1 fits to any other."""

    many = True
    number: int | None = None  # of inputs; None for any

    arguments = "**kwargs"

    def check_input(self, shape: Any) -> None:
        if not isinstance(shape, list):
            raise CountError(
                "{layer} joins several inputs: give a list of shapes, such as "
                "[(13, 5), (13, 5)].",
                layer=type(self).__name__,
            )
        if self.number not in (None, len(shape)):
            raise CountError(
                "{layer} joins exactly {number} inputs, not {given}.",
                layer=type(self).__name__,
                number=self.number,
                given=len(shape),
            )

    def output(self, shape: list[Shape]) -> Output:
        merged, *others = (each[1:] for each in shape)
        for other in others:
            merged = self.join(*sorted((merged, other), key=len, reverse=True))
        return (None, *merged)

    def join(self, long: Shape, short: Shape) -> Shape:
        joined = list(long)
        for axis in range(-len(short), 0):
            one, other = long[axis], short[axis]
            if None in (one, other):
                joined[axis] = None
            elif 1 in (one, other):
                joined[axis] = other if one == 1 else one
            elif one != other:
                raise CountError(
                    "{layer} needs inputs of equal shape, but for sizes of 1: {one} "
                    "and {other} do not fit.",
                    layer=type(self).__name__,
                    one=repr(long),
                    other=repr(short),
                )
        return tuple(joined)


Add = Multiply = Average = Maximum = Minimum = Merge


class Subtract(Merge):
    number = 2


class Concatenate(Merge):
    """Puts inputs side by side along one axis."""

    arguments = "axis=-1, **kwargs"

    def output(self, shape: list[Shape]) -> Output:
        sizes = [at(each, self.axis) for each in shape]
        rest = [dropped(each, self.axis) for each in shape]
        for other in rest:
            if len(other) != len(rest[0]) or any(
                None not in pair and pair[0] != pair[1]
                for each in rest
                for pair in zip(each, other)
            ):
                raise CountError(
                    "{layer} needs inputs of equal shape but for axis {axis}: {given} "
                    "do not fit.",
                    layer=type(self).__name__,
                    axis=self.axis,
                    given=", ".join(repr(each[1:]) for each in shape),
                )
        output = list(shape[0])
        output[self.axis] = summed(sizes)
        return tuple(output)


class Dot(Merge):
    """Multiplies two inputs along one axis of each."""

    number = 2

    arguments = "axes, normalize=False, **kwargs"

    def _check(self) -> None:
        axes = self.axes
        pair = axes if isinstance(axes, (tuple, list)) else (axes, axes)
        if len(pair) != 2 or not all(isinstance(axis, int) for axis in pair):
            raise CountError(
                "axes must be a whole number or two of them, not {value}.",
                "ValueError" if isinstance(axes, (tuple, list)) else "TypeError",
                value=repr(axes),
            )
        self.pair = pair

    def output(self, shape: list[Shape]) -> Output:
        one, other = shape
        at(other, 1)
        a, b = self.pair
        if at(one, a) != at(other, b):
            raise CountError(
                "Dot multiplies axes of equal size, but axis {a} has {one} and axis "
                "{b} has {other}.",
                a=a,
                one=one[a],
                b=b,
                other=other[b],
            )
        output = (*dropped(one, a), *dropped(other, b)[1:])
        return output if len(output) > 1 else (*output, 1)


def dropped(shape: Shape, axis: int) -> Shape:
    """The shape without one of its axes."""
    axis %= len(shape)
    return shape[:axis] + shape[axis + 1 :]
