"""What the norms of linen and of nnx share."""

from collections.abc import Iterator

from ..counting import CountError, Weight
from ..jax import check_vector
from ..layer import check_size, shown, weight
from ..types import Any, Size, Sizes


def groups_of(
    features: int, groups: int, size: Size, wrong_kind: str = "AssertionError"
) -> tuple[int, int]:
    """(how many groups, how many features in each)"""
    if (groups is None) == (size is None):
        raise CountError(
            "Give either num_groups or group_size. To give group_size, also write "
            "num_groups=None."
        )
    if not isinstance(features, float):
        check_size("num_features", features, negative="ValueError")
    argument, given = ("num_groups", groups) if size is None else ("group_size", size)
    number = isinstance(given, (int, float) if size is not None else int)
    whole = number and isinstance(features, int)
    if not whole or given == 0 or features % given or (size is None and given < 0):
        raise CountError(
            "{argument} must be a whole number that divides the {features} features, "
            "not {value}.",
            "ZeroDivisionError"
            if size == 0
            else "ValueError"
            if number
            else wrong_kind,
            argument=argument,
            features=features,
            value=shown(given),
        )
    return (given, features // given) if size is None else (features // given, given)


def scale_and_bias(layer: Any, shape: Sizes) -> Iterator[Weight]:
    """The two weights of every normalisation, where they are switched on."""
    for name in ("scale", "bias"):
        if getattr(layer, f"use_{name}", False):
            check_vector(f"{name}_init", getattr(layer, f"{name}_init"), len(shape))
            yield weight(name, shape)
