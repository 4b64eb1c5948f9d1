"""What the linear maps and tables of linen and of nnx share."""

from typing import Any, NoReturn

from ..counting import CountError
from ..layer import shown
from ..types import Shape, Size, Sizes


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
    sizes: dict[str, Size] = {}
    for letters, given in zip(operands.split(","), (shape, kernel)):
        more = len(given) - len(letters.replace("...", ""))
        dots = "".join(chr(0x100 + each) for each in range(more))
        letters = letters.replace("...", dots)
        if len(letters) != len(given):
            refuse_equation(text)
        for letter, size in zip(letters, given):
            known = sizes.setdefault(letter, size)
            if None not in (known, size) and known != size:
                refuse_equation(text)
        if given is shape:
            written = written.replace("...", dots)
    if not set(written) <= set(sizes):
        refuse_equation(text)
    held = operands.partition(",")[2]
    inside = [place for place, letter in enumerate(written) if letter in held]
    return tuple(sizes[letter] for letter in written), inside


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
