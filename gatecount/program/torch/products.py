"""The shapes of matrix products: @, bmm, einsum."""

from ..refusing import refused
from .shapes import broadcast, product, text


def matmul(one, two):
    """one @ two, as torch.matmul."""
    if one is None or two is None:
        return None
    if not one or not two:
        refuse_axes("matmul", "1", one if not one else two)
    left = one if len(one) > 1 else (1, *one)
    right = two if len(two) > 1 else (*two, 1)
    if None not in (left[-1], right[-2]) and left[-1] != right[-2]:
        refuse_inner(one, two)
    front = broadcast(left[:-2], right[:-2])
    rows = left[-2:-1] if len(one) > 1 else ()
    columns = right[-1:] if len(two) > 1 else ()
    return (*front, *rows, *columns)


def refuse_inner(one, two):
    """In PyTorch's words, since they are what a student searches for."""
    a = text_of_matrix(one)
    b = text_of_matrix(two)
    raise refused(
        "mat1 and mat2 shapes cannot be multiplied ({a} and {b}): the last size of "
        "the first tensor, {inner}, must equal the size of the second on the axis "
        "before its last, {other}.",
        "RuntimeError",
        a=a,
        b=b,
        inner=one[-1],
        other=two[-2] if len(two) > 1 else two[0],
    )


def text_of_matrix(shape):
    rows = product(shape[:-1]) if len(shape) != 2 else shape[0]
    return f"{'?' if rows is None else rows}x{shape[-1]}"


def refuse_axes(name, axes, shape, error="RuntimeError"):
    raise refused(
        "{name} takes tensors of {axes} axes, not of shape {shape}.",
        error,
        name=name,
        axes=axes,
        shape=text(shape),
    )


def exactly(name, one, two, axes):
    """mm and bmm do not broadcast: both tensors have just so many axes."""
    for shape in (one, two):
        if shape is not None and len(shape) != axes:
            refuse_axes(name, axes, shape)
    if one is None or two is None:
        known = one or two
        return None if known is None else (*known[:-2], None, None)
    if axes == 3 and None not in (one[0], two[0]) and one[0] != two[0]:
        raise refused(
            "bmm takes two batches of one size; {one} and {two} differ.",
            "RuntimeError",
            one=text(one),
            two=text(two),
        )
    return matmul(one, two)


def matrix_vector(one, two):
    for shape, axes in ((one, 2), (two, 1)):
        if shape is not None and len(shape) != axes:
            refuse_axes("mv", axes, shape)
    return matmul(one, two)


def dot(one, two):
    for shape in (one, two):
        if shape is not None and len(shape) != 1:
            refuse_axes("dot", 1, shape)
    return matmul(one, two)


def einsum(equation, shapes):
    """Letters of one name have one size; those after -> stay."""
    sides = equation.replace(" ", "").split("->")
    terms = sides[0].split(",")
    if len(terms) != len(shapes):
        raise refused(
            "einsum: '{equation}' names {terms} tensors, {given} are given.",
            "RuntimeError",
            equation=equation,
            terms=len(terms),
            given=len(shapes),
        )
    sizes, front = {}, ()
    for term, shape in zip(terms, shapes):
        if shape is not None:
            front = broadcast(front, read_term(equation, term, shape, sizes))
    letters = "".join(terms).replace(".", "")
    output = (
        sides[1] if len(sides) > 1 else implied(letters, any("..." in t for t in terms))
    )
    if any(shape is None for shape in shapes) and "..." in output:
        return None
    result = []
    for letter in output.replace("...", "."):
        result.extend(front if letter == "." else [sizes.get(letter)])
    return tuple(result)


def implied(letters, dots):
    """Without ->, the letters that stand once, in the alphabet's order."""
    once = "".join(sorted(each for each in set(letters) if letters.count(each) == 1))
    return ("..." if dots else "") + once


def read_term(equation, term, shape, sizes):
    """Note the size of each letter; the sizes under `...` are returned."""
    before, dots, after = term.partition("...")
    room = len(shape) - len(before) - len(after)
    if room < 0 or (room and not dots):
        raise refused(
            "einsum: '{term}' in '{equation}' does not have a letter for each axis "
            "of {shape}.",
            "RuntimeError",
            term=term,
            equation=equation,
            shape=text(shape),
        )
    named = [*zip(before, shape), *zip(after, shape[len(shape) - len(after) :])]
    for letter, size in named:
        known = sizes.get(letter)
        if None not in (known, size) and known != size and 1 not in (known, size):
            raise refused(
                "einsum: '{letter}' in '{equation}' has two sizes, {one} and {two}.",
                "RuntimeError",
                letter=letter,
                equation=equation,
                one=known,
                two=size,
            )
        sizes[letter] = size if known in (None, 1) else known
    return shape[len(before) : len(before) + room]
