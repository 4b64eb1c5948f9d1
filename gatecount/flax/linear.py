"""What the linear maps and tables of linen and of nnx share."""

from collections.abc import Iterable

from ..counting import CountError, Weight, product
from ..jax import Layer, check_vector
from ..layer import matrix, shown, weight
from ..shapes import products
from ..types import Any, NoReturn, Output, Shape, Size, Sizes, Steps


class Mapped(Layer):
    """A kernel for n features in and m out, and a bias (m,)."""

    def kernel(self, n: int, m: int) -> Sizes:
        return (n, m)

    def tensors(self, n: int, m: int) -> Iterable[Weight]:
        yield matrix("kernel", self.kernel(n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def units(self) -> int:
        """m, the features that come out."""
        raise NotImplementedError

    def mapped(self, shape: Shape, features: int) -> Shape:
        """The shape of the output with so many features."""
        return (*shape[:-1], features)

    def output(self, shape: Shape) -> Output:
        return self.mapped(shape, self.units())


class Equation(Layer):
    """A product that is written as an equation of letters."""

    axes = 0
    example = "(2, 13, 5)"

    def kernel(self) -> Sizes:
        raise NotImplementedError

    def product(self, shape: Shape) -> tuple[Shape, list[int]]:
        """(the output's shape, the axes of the kernel in it by their place)"""
        return einsum(self.einsum_str, shape, self.kernel())

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        output, inside = self.product(shape)
        return product(
            size for place, size in enumerate(output) if place not in inside
        ), 1

    def output(self, shape: Shape) -> Output:
        return self.product(shape)[0]


def tuple_of(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def look_up(shape: Shape, rows: int, features: int) -> Shape:
    """The output of an embedding with so many rows."""
    if rows == 0 and 0 not in shape:
        raise CountError(
            "An embedding without rows has nothing to look up.", "IndexError"
        )
    if rows == 1 and not shape:
        raise CountError(
            "With num_embeddings=1 Flax needs an input with at least one axis."
        )
    return (*shape, features)


def einsum(text: str, shape: Shape, kernel: Sizes) -> tuple[Shape, list[int]]:
    """(the output's shape, the axes of the kernel in it by their place)"""
    operands, written = operands_of(text)
    try:
        output = products.einsum(text, [shape, kernel], ones=False)
    except CountError:
        refuse_equation(text)
    more = len(output) - len(written.replace("...", ""))
    held = operands.partition(",")[2].replace(".", "")
    letters = written.replace("...", "." * more)
    return output, [place for place, letter in enumerate(letters) if letter in held]


def operands_of(text: str) -> tuple[str, str]:
    """('abc,cd', 'abd') of 'abc,cd->abd': input and kernel, and the output.

    Three dots stand for the axes of the input that the equation does not name.
    """
    if not isinstance(text, str):
        raise CountError(
            "The equation must be a text such as 'abc,cd->abd', not {value}.",
            "AttributeError",
            value=shown(text),
        )
    text = text.replace(" ", "")
    operands, arrow, written = text.partition("->")
    if not arrow or operands.count(",") != 1:
        raise CountError(
            "The equation {text} must have one comma, between input and kernel, and an "
            "arrow, as in 'abc,cd->abd'.",
            text=repr(text),
        )
    return operands, written


def refuse_equation(text: str) -> NoReturn:
    raise CountError(
        "The equation {text} does not fit the axes of the input and of the kernel.",
        text=repr(text),
    )
