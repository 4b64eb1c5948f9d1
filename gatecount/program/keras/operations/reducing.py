"""Sums, means and their like, along axes."""

from __future__ import annotations

from ....counting import CountError
from ....shapes.axes import reduced
from ....types import TYPE_CHECKING, Routine, Value
from .base import (
    FUNCTIONS,
    called,
    capitals,
    dtype_of,
    floating,
    numbers,
    op,
    result,
    shape_of,
)

if TYPE_CHECKING:
    from ..tensors import AnyTensor, Tensor

KEPT = """amax amin max min prod sum nanmax nanmin nanprod nansum ptp
    count_nonzero_""".split()
FLOATS = """logsumexp mean median nanmean nanmedian nanstd nanvar std var norm
    average""".split()
TESTS = "all any".split()
PLACES = "argmax argmin nanargmax nanargmin".split()


def reducer(dtype_of_result: Routine) -> Routine:
    def reduce(
        x: AnyTensor,
        axis: int | tuple[int, int] | None = None,
        keepdims: bool = False,
        **named: Value,
    ) -> Tensor:
        return result(reduced(shape_of(x), axis, keepdims), dtype_of_result(x))

    return reduce


for _names, _dtype in (
    (KEPT, dtype_of),
    (FLOATS, floating),
    (TESTS, lambda x: "bool"),
    (PLACES, lambda x: "int32"),
):
    for _name in _names:
        if not _name.endswith("_"):
            FUNCTIONS[_name] = called(reducer(_dtype), capitals(_name))


op("norm")(
    lambda x, ord=None, axis=None, keepdims=False: result(
        reduced(shape_of(x), axis, keepdims), floating(x)
    )
)
op("average")(
    lambda x, axis=None, weights=None: result(reduced(shape_of(x), axis), floating(x))
)
op("count_nonzero")(lambda x, axis=None: result(reduced(shape_of(x), axis), "int32"))


@op("quantile", "percentile")
def quantile(
    x: Value,
    q: Value,
    axis: Value = None,
    method: Value = "linear",
    keepdims: Value = False,
) -> Tensor:
    shape = reduced(shape_of(x), axis, keepdims)
    return result((*shape_of(q), *shape), floating(x))


@op("moments")
def moments(
    x: Value, axes: Value, keepdims: Value = False, synchronized: Value = False
) -> tuple[Tensor, Tensor]:
    shape = reduced(shape_of(x), axes, keepdims)
    return result(shape, floating(x)), result(shape, floating(x))


op("allclose")(lambda x1, x2, *others, **named: result((), "bool"))
op("isin")(lambda x1, x2, *others, **named: result(shape_of(x1), "bool"))
op("binary_crossentropy")(
    lambda target, output, from_logits=False: result(shape_of(output), dtype_of(output))
)


@op("top_k")
def top_k(x: Value, k: Value, sorted: Value = True) -> tuple[Tensor, Tensor]:
    *front, last = shape_of(x)
    k = numbers(k)
    if type(last) is int and type(k) is int and k > last:
        raise CountError(
            "There are no {k} values along an axis of size {size}.",
            k=k,
            size=last,
        )
    shape = (*front, k if isinstance(k, int) else None)
    return result(shape, dtype_of(x)), result(shape, "int32")
