"""Sums, means, maxima: operations that take axes away."""

from collections import namedtuple
from math import prod

from ...counting import CountError
from ...shapes.axes import along, axis_of, reduced, with_size
from ...shapes.filling import broadcast
from ...shapes.sizes import is_known
from ...types import Routine, Shape, Value
from .dtypes import BOOL, INT64, dtype, fractions
from .literals import input_of
from .operation import operation, shape_by
from .shapes import size_of
from .tensor import METHODS, Tensor, both, derived


def whole(given: Value) -> dtype | None:
    return INT64 if given is not None and given.rank < 2 else given


def same(given: Value) -> Value:
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


def check_one(name: str, dim: Value) -> None:
    if isinstance(dim, (tuple, list)):
        raise CountError("{name} takes one axis.", "TypeError", name=name)


def reduction(name: str, kind: Value, compute: Value) -> Value:
    def reduce(
        input: Value,
        dim: Value = None,
        *more: Value,
        keepdim: Value = False,
        axis: Value = None,
        dtype: Value = None,
        **named: Value,
    ) -> Value:
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
def norm(
    input: Value,
    p: Value = "fro",
    dim: Value = None,
    keepdim: Value = False,
    **named: Value,
) -> Value:
    return METHODS["mean"](input, dim, keepdim=keepdim)


def pair_of(name: Value) -> Value:
    return namedtuple(name, ["values", "indices"])


def with_places(name: str, compute: Routine | None = None) -> Value:
    """max(dim) gives values and places, max() one number, max(a, b) the larger."""
    pair = pair_of(name)

    def reduce(
        input: Value,
        dim: Value = None,
        keepdim: Value = False,
        *,
        axis: Value = None,
        other: Value = None,
        **named: Value,
    ) -> Value:
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


def in_order(name: str) -> Value:
    """Values and places of the same shape: sort, cummax."""
    pair = pair_of(name)

    def apply(
        input: Value, dim: Value = -1, descending: Value = False, **named: Value
    ) -> Value:
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


def check_rank(shape: Shape, k: Value, axis: Value) -> None:
    size = shape[axis_of(axis, len(shape))] if shape else 1
    if is_known(k) and is_known(size) and not 0 <= k <= size:
        raise CountError(
            "There are no {k} values along an axis of size {size}.",
            "RuntimeError",
            k=k,
            size=size,
        )


def greatest(
    shape: Shape, k: Value, axis: Value = -1, *more: Value, **named: Value
) -> Shape:
    check_rank(shape, k, axis)
    return with_size(shape, axis, k) if shape else shape


def of_rank(shape: Value, k: Value, axis: Value = -1, keepdims: Value = False) -> Value:
    check_rank(shape, k, axis)
    return reduced(shape, axis, keepdims)


def ranking(name: str, rule: Routine) -> Value:
    pair = pair_of(name)

    def apply(
        input: Value,
        k: Value,
        dim: Value = -1,
        *more: Value,
        keepdim: Value = False,
        **named: Value,
    ) -> Value:
        source = input_of(input)
        given = [source._shape, size_of(k), dim, *(more or [keepdim])]
        shape = shape_by(rule, name, given, {}, [source])
        return pair(derived(source, shape), derived(source, shape, INT64))

    return both(name)(apply)


ranking("topk", greatest)
ranking("kthvalue", of_rank)


def softmax(
    input: Value, dim: Value = None, dtype: Value = None, **named: Value
) -> Value:
    source = input_of(input)
    if source._shape is not None and dim is not None:
        along(source._shape, dim)
    return derived(source, source._shape, dtype or fractions(source._dtype))


both("softmax", "log_softmax")(softmax)
operation("argsort", along, INT64)
operation("dist", lambda one, two, p=2: broadcast(one, two) and ())
