"""Matrix products, and sums of products in Einstein's notation."""

from collections.abc import Callable, Sequence

from ..counting import CountError
from ..types import Any, NoReturn
from .axes import axis_of, listed, without
from .filling import broadcast
from .joining import refuse_axes
from .sizes import NO_FIT, Shape, differ, equals, product, show


def multiplied(one: Shape, two: Shape) -> Shape:
    """one @ two, as torch.matmul and np.matmul."""
    if not one or not two:
        refuse_axes("matmul", "1+", one if not one else two)
    left = one if len(one) > 1 else (1, *one)
    right = two if len(two) > 1 else (*two, 1)
    check_inner(one, two)
    front = broadcast(left[:-2], right[:-2])
    rows = left[-2:-1] if len(one) > 1 else ()
    columns = right[-1:] if len(two) > 1 else ()
    return (*front, *rows, *columns)


def check_inner(one: Shape, two: Shape) -> None:
    """In PyTorch's words, since they are what a student searches for."""
    inner, other = one[-1], two[-2:][0]
    if differ(inner, other):
        a, b = map(as_matrix, (one, two))
        raise CountError(
            "mat1 and mat2 shapes cannot be multiplied ({a} and {b}): the last size of "
            "the first tensor, {inner}, must equal the size of the second on the axis "
            "before its last, {other}.",
            NO_FIT,
            a=a,
            b=b,
            inner=inner,
            other=other,
        )


def as_matrix(shape: Shape) -> str:
    """ "6x5" of (2, 3, 5)."""
    rows = shape[0] if len(shape) == 2 else product(shape[:-1])
    return f"{'?' if rows is None else rows}x{shape[-1]}"


def exactly(name: str, *axes: Any) -> Callable[[Shape, Shape], Shape]:
    """A product that does not broadcast, of tensors of just so many axes each."""

    def rule(one: Shape, two: Shape) -> Shape:
        for shape, many in zip((one, two), axes):
            if len(shape) != many:
                refuse_axes(name, many, shape)
        if axes == (3, 3) and differ(one[0], two[0]):
            raise CountError(
                "{name} takes two batches of one size; {one} and {two} differ.",
                NO_FIT,
                name=name,
                one=show(one),
                two=show(two),
            )
        return multiplied(one, two)

    return rule


def dotted(one: Shape, two: Shape) -> Shape:
    """np.dot: the last axis of one with the last but one of two; numbers scale."""
    if not one or not two:
        return one or two
    check_inner(one, two)
    return (*one[:-1], *two[:-2], *(two[-1:] if len(two) > 1 else ()))


def inner(one: Shape, two: Shape) -> Shape:
    """The last axis of both."""
    return contracted(one, two, ([-1], [-1])) if one and two else one or two


def outer(one: Shape, two: Shape) -> Shape:
    return (product(one), product(two))


def contracted(one: Shape, two: Shape, axes: Any = 2, ones: bool = False) -> Shape:
    """tensordot: axes of the one against as many of the other.

    `ones`: a size of 1 fits to any other, as PyTorch takes it.
    """
    if isinstance(axes, int):
        if axes > min(len(one), len(two)) or axes < 0:
            refuse_axes("tensordot", f"{axes}+", min(one, two, key=len))
        axes = range(len(one) - axes, len(one)), range(axes)
    left = [axis_of(axis, len(one)) for axis in listed(axes[0])]
    right = [axis_of(axis, len(two)) for axis in listed(axes[1])]
    if len(left) != len(right) or any(
        differ(one[n], two[m]) and not (ones and 1 in (one[n], two[m]))
        for n, m in zip(left, right)
    ):
        raise CountError(
            "Axes {left} of {one} and {right} of {two} must be equal, one by one.",
            NO_FIT,
            left=tuple(left),
            one=show(one),
            right=tuple(right),
            two=show(two),
        )
    return (*without(one, left), *without(two, right))


def einsum(equation: str, shapes: Sequence[Shape], ones: bool = True) -> Shape:
    """Letters of one name have one size, or 1 if `ones`; those after -> stay."""
    read, arrow, written = equation.replace(" ", "").partition("->")
    terms = read.split(",")
    if len(terms) != len(shapes):
        refuse_equation(equation, shapes)
    sizes: dict[str, Any] = {}
    front: Shape = ()
    for term, shape in zip(terms, shapes):
        front = broadcast(front, read_term(equation, term, shape, sizes, shapes, ones))
    letters = read.replace(",", "").replace(".", "")
    if not arrow:  # the letters that stand once, in the alphabet's order
        once = sorted(each for each in set(letters) if letters.count(each) == 1)
        written = ("..." if "..." in read else "") + "".join(once)
    left = written.replace("...", "")
    if len(set(left)) < len(left) or not set(left) <= set(sizes):
        refuse_equation(equation, shapes)
    result: list[Any] = []
    for letter in written.replace("...", "."):
        result.extend(front if letter == "." else [sizes[letter]])
    return tuple(result)


def read_term(
    equation: str,
    term: str,
    shape: Shape,
    sizes: dict[str, Any],
    shapes: Sequence[Shape],
    ones: bool,
) -> Shape:
    """Note the size of each letter; the sizes under `...` are returned."""
    before, dots, after = term.partition("...")
    room = len(shape) - len(before) - len(after)
    if room < 0 or (room and not dots):
        refuse_equation(equation, shapes)
    end = len(before) + room
    for letter, size in [*zip(before, shape), *zip(after, shape[end:])]:
        known = sizes.get(letter)
        if differ(known, size) and not (ones and 1 in (known, size)):
            refuse_equation(equation, shapes)
        sizes[letter] = size if known is None or equals(known, 1) else known
    return shape[len(before) : end]


def refuse_equation(equation: str, shapes: Sequence[Shape]) -> NoReturn:
    raise CountError(
        "The equation {equation} does not fit to tensors of shapes {shapes}: each "
        "letter stands for one axis, and for one size.",
        NO_FIT,
        equation=repr(equation),
        shapes=", ".join(map(show, shapes)),
    )
