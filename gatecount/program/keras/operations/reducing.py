"""Sums, means and their like, along axes."""

from ... import shaping
from .base import FUNCTIONS, called, capitals, dtype_of, floating, op, result, shape_of

KEPT = """amax amin max min prod sum nanmax nanmin nanprod nansum ptp
    count_nonzero_""".split()
FLOATS = """logsumexp mean median nanmean nanmedian nanstd nanvar std var norm
    average""".split()
TESTS = "all any".split()
PLACES = "argmax argmin nanargmax nanargmin".split()


def axes(axis):
    return tuple(axis) if isinstance(axis, (list, tuple)) else axis


def reducer(dtype_of_result):
    def reduced(x, axis=None, keepdims=False, **named):
        shape = shaping.reduced(shape_of(x), axes(axis), keepdims)
        return result(shape, dtype_of_result(x))

    return reduced


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
        shaping.reduced(shape_of(x), axes(axis), keepdims), floating(x)
    )
)
op("average")(
    lambda x, axis=None, weights=None: result(
        shaping.reduced(shape_of(x), axes(axis)), floating(x)
    )
)
op("count_nonzero")(
    lambda x, axis=None: result(shaping.reduced(shape_of(x), axes(axis)), "int32")
)


@op("quantile", "percentile")
def quantile(x, q, axis=None, method="linear", keepdims=False):
    shape = shaping.reduced(shape_of(x), axes(axis), keepdims)
    return result((*shape_of(q), *shape), floating(x))


@op("moments")
def moments(x, axes, keepdims=False, synchronized=False):
    shape = shaping.reduced(shape_of(x), axes, keepdims)
    return result(shape, floating(x)), result(shape, floating(x))


op("allclose")(lambda x1, x2, *others, **named: result((), "bool"))
op("isin")(lambda x1, x2, *others, **named: result(shape_of(x1), "bool"))
op("binary_crossentropy")(
    lambda target, output, from_logits=False: result(shape_of(output), dtype_of(output))
)


@op("top_k")
def top_k(x, k, sorted=True):
    shape = (*shape_of(x)[:-1], k if isinstance(k, int) else None)
    return result(shape, dtype_of(x)), result(shape, "int32")
