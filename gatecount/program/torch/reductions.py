"""Sums, means, maxima: operations that take axes away."""

from collections import namedtuple
from math import prod

from ...counting import CountError
from ...shapes.axes import along, axis_of, reduced, with_size
from ...shapes.filling import broadcast
from ...shapes.sizes import is_known
from .dtypes import BOOL, INT64, fractions
from .literals import input_of
from .operation import operation, shape_by
from .shapes import size_of
from .tensor import METHODS, Tensor, both, derived


def whole(given):
    return INT64 if given is not None and given.rank < 2 else given


def same(given):
    return given


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
    "all": (BOOL, all),
    "any": (BOOL, any),
    "argmax": (INT64, lambda values: values.index(max(values))),
    "argmin": (INT64, lambda values: values.index(min(values))),
    "count_nonzero": (INT64, lambda values: sum(map(bool, values))),
}
ONE_AXIS = ("prod", "argmax", "argmin")


def check_one(name, dim):
    if isinstance(dim, (tuple, list)):
        raise CountError("{name} takes one axis.", "TypeError", name=name)


def reduction(name, kind, compute):
    def reduce(input, dim=None, *more, keepdim=False, axis=None, dtype=None, **named):
        source = input_of(input)
        dim = axis if dim is None else dim
        if isinstance(dim, bool):  # std(unbiased)
            dim = None
        if name in ONE_AXIS:
            check_one(name, dim)
        if name in ("std", "var") and len(more) > 0:  # std(dim, unbiased, keepdim)
            more = more[1:]
        keepdim = more[0] if more else keepdim
        if source._shape is None:
            shape = () if dim is None and not keepdim else None
        else:
            axes = None if dim in ((), []) else dim
            given = [source._shape, axes, keepdim]
            shape = shape_by(reduced, name, given, {}, [source])
        values = None
        if source._values and shape == () and compute:
            values = (compute(list(source._values)),)
        change = kind(source._dtype) if callable(kind) else kind
        result = derived(source, shape, dtype or change, values)
        result._hoped = name == "all"
        return result

    return both(name)(reduce)


for _name, (_kind, _compute) in KINDS.items():
    reduction(_name, _kind, _compute)


@both("norm")
def norm(input, p="fro", dim=None, keepdim=False, **named):
    return METHODS["mean"](input, dim, keepdim=keepdim)


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
        check_one(name, dim)
        given = [source._shape, -1 if dim is None else dim, keepdim]
        shape = shape_by(reduced, name, given, {}, [source])
        return pair(derived(source, shape), derived(source, shape, INT64))

    return both(name)(reduce)


for _name in ("max", "min", "median", "nanmedian", "mode"):
    with_places(_name, {"max": max, "min": min}.get(_name))


def in_order(name):
    """Values and places of the same shape: sort, cummax."""
    pair = namedtuple(name, ["values", "indices"])

    def apply(input, dim=-1, descending=False, **named):
        source = input_of(input)
        shape = shape_by(along, name, [source._shape, dim], {}, [source])
        values = None
        backwards = descending or dim is True
        if name == "sort" and source._values and len(shape) == 1:
            values = tuple(sorted(source._values, reverse=backwards))
        return pair(
            derived(source, shape, values=values), derived(source, shape, INT64)
        )

    return both(name)(apply)


for _name in ("sort", "cummax", "cummin"):
    in_order(_name)


def check_rank(shape, k, axis):
    size = shape[axis_of(axis, len(shape))] if shape else 1
    if is_known(k) and is_known(size) and not 0 <= k <= size:
        raise CountError(
            "There are no {k} values along an axis of size {size}.",
            "RuntimeError",
            k=k,
            size=size,
        )


def greatest(shape, k, axis=-1, *more, **named):
    check_rank(shape, k, axis)
    return with_size(shape, axis, k) if shape else shape


def of_rank(shape, k, axis=-1, keepdims=False):
    check_rank(shape, k, axis)
    return reduced(shape, axis, keepdims)


def ranking(name, rule):
    pair = namedtuple(name, ["values", "indices"])

    def apply(input, k, dim=-1, *more, keepdim=False, **named):
        source = input_of(input)
        given = [source._shape, size_of(k), dim, *(more or [keepdim])]
        shape = shape_by(rule, name, given, {}, [source])
        return pair(derived(source, shape), derived(source, shape, INT64))

    return both(name)(apply)


ranking("topk", greatest)
ranking("kthvalue", of_rank)


def softmax(input, dim=None, dtype=None, **named):
    source = input_of(input)
    if source._shape is not None and dim is not None:
        along(source._shape, dim)
    return derived(source, source._shape, dtype or fractions(source._dtype))


both("softmax", "log_softmax")(softmax)
operation("argsort", along, INT64)
operation("dist", lambda one, two, p=2: broadcast(one, two) and ())
