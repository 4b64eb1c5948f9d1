"""Sums, means, maxima: operations that take axes away."""

from collections import namedtuple
from math import prod

from .dtypes import BOOL, INT64, fractions
from .products import refuse_axes
from .shapes import axis_of, reduced, size_of
from .tensor import (
    FUNCTIONS,
    METHODS,
    Tensor,
    as_tensor,
    both,
    derived,
    input_of,
    operation,
)


def whole(given):
    return INT64 if given is not None and given.rank < 2 else given


def same(given):
    return given


def to_bool(given):
    return BOOL


def to_index(given):
    return INT64


KINDS = {
    "sum": (whole, sum),
    "nansum": (whole, sum),
    "prod": (whole, prod),
    "mean": (fractions, lambda values: sum(values) / len(values)),
    "nanmean": (fractions, None),
    "std": (fractions, None),
    "var": (fractions, None),
    "logsumexp": (fractions, None),
    "amax": (same, max),
    "amin": (same, min),
    "all": (to_bool, all),
    "any": (to_bool, any),
    "argmax": (to_index, lambda values: values.index(max(values))),
    "argmin": (to_index, lambda values: values.index(min(values))),
    "count_nonzero": (to_index, lambda values: sum(map(bool, values))),
}


def reduction(name, change, compute):
    def reduce(input, dim=None, keepdim=False, *, axis=None, dtype=None, **named):
        source = input_of(input)
        dim = axis if dim is None else dim
        if isinstance(dim, bool):  # std(unbiased)
            dim = None
        dim = tuple(dim) if isinstance(dim, list) else dim
        shape = reduced(source._shape, dim, keepdim)
        values = None
        if source._values and shape == () and compute:
            values = (compute(list(source._values)),)
        result = derived(source, shape, dtype or change(source.dtype), values)
        result._hoped = name == "all"
        return result

    return reduce


for _name, (_change, _compute) in KINDS.items():
    FUNCTIONS[_name] = METHODS[_name] = reduction(_name, _change, _compute)


@both("norm")
def norm(input, p="fro", dim=None, keepdim=False, **named):
    source = input_of(input)
    dim = tuple(dim) if isinstance(dim, list) else dim
    return derived(
        source, reduced(source._shape, dim, keepdim), fractions(source.dtype)
    )


def with_places(name, compute=None):
    """max(dim) gives values and places, max() one number, max(a, b) the larger."""
    pair = namedtuple(name, ["values", "indices"])

    def reduce(input, dim=None, keepdim=False, *, axis=None, other=None, **named):
        source = input_of(input)
        dim = axis if dim is None else dim
        other = dim if isinstance(dim, Tensor) else other
        if other is not None:
            return METHODS["maximum"](source, other)
        if dim is None and name != "mode":
            values = (compute(source._values),) if compute and source._values else None
            return derived(source, (), values=values)
        shape = reduced(source._shape, -1 if dim is None else dim, keepdim)
        return pair(derived(source, shape), derived(source, shape, INT64))

    return reduce


for _name in ("max", "min", "median", "nanmedian", "mode"):
    _compute = {"max": max, "min": min}.get(_name)
    FUNCTIONS[_name] = METHODS[_name] = with_places(_name, _compute)


def along(name):
    """Values and places of the same shape: sort, cummax."""
    pair = namedtuple(name, ["values", "indices"])

    def apply(input, dim=-1, descending=False, **named):
        source = input_of(input)
        shape = source._shape
        if shape is not None and isinstance(dim, int):
            axis_of(dim, len(shape))
        values = None
        backwards = descending or dim is True
        if name == "sort" and source._values and len(shape) == 1:
            values = tuple(sorted(source._values, reverse=backwards))
        return pair(
            derived(source, shape, values=values), derived(source, shape, INT64)
        )

    return apply


for _name in ("sort", "cummax", "cummin"):
    FUNCTIONS[_name] = METHODS[_name] = along(_name)


TopK = namedtuple("topk", ["values", "indices"])


@both("topk")
def topk(input, k, dim=-1, largest=True, sorted=True):
    source = input_of(input)
    shape = replaced(source._shape, dim, size_of(k))
    return TopK(derived(source, shape), derived(source, shape, INT64))


def replaced(shape, dim, size):
    if shape is None:
        return None
    if not shape:
        return shape
    axis = axis_of(dim, len(shape))
    return (*shape[:axis], size, *shape[axis + 1 :])


def softmax(input, dim=None, dtype=None, **named):
    source = input_of(input)
    if source._shape is not None and dim is not None:
        axis_of(dim, len(source._shape))
    return derived(source, source._shape, dtype or fractions(source.dtype))


both("softmax", "log_softmax")(softmax)


@both("cdist")
def cdist(x1, x2, p=2.0, **named):
    one, two = as_tensor(x1), as_tensor(x2)
    if None in (one._shape, two._shape):
        return derived(one, None, others=(two,))
    for each in (one, two):
        if len(each._shape) < 2:
            refuse_axes("cdist", "2+", each._shape)
    shape = (*one._shape[:-1], two._shape[-2])
    return derived(one, shape, others=(two,))


operation("argsort", lambda shape, *more, **named: shape, INT64)
operation("dist", lambda one, two, p=2: ())
