"""Refusals of single arguments that many layers of Keras share."""

from ..checks import refuse_value
from ..counting import CountError, whole
from ..types import Any, Shape, Size, Sizes
from .values import DRAWN, WHOLE


def check_fill(weight: str, initializer: Any, axes: Any, dtype: Any = None) -> None:
    """Refuse an initializer that cannot fill a weight of so many axes or this type."""
    if isinstance(initializer, dict):
        initializer = initializer["class_name"]
    name = str(initializer).lower()
    orthogonal = name.startswith("orthogonal")
    if name.startswith(DRAWN) and (
        dtype in WHOLE or (orthogonal and dtype == "bfloat16")
    ):
        raise CountError(
            "{weight} is filled at random, which needs floating point numbers: dtype "
            "cannot be {value}.",
            WHOLE.get(dtype, "InvalidArgumentError"),
            weight=weight,
            value=repr(dtype),
        )
    if name.startswith("identity") and axes != 2:
        raise CountError(
            "The initializer {initializer} fills a matrix, but {weight} has {axes} "
            "axes. Choose another, such as 'zeros'.",
            initializer=str(initializer),
            weight=weight,
            axes=axes,
        )
    if orthogonal and axes < 2:
        raise CountError(
            "The initializer {initializer} needs at least 2 axes, but {weight} has "
            "{axes}. Choose another, such as 'zeros'.",
            initializer=str(initializer),
            weight=weight,
            axes=axes,
        )


def check_whole(
    argument: str, value: Any, wrong_type: str = "TypeError", least: int = 1
) -> None:
    """Refuse what is not a whole number of at least `least`."""
    if isinstance(value, int) and value >= least:
        return
    raise CountError(
        "{argument} must be a whole number of at least {least}, not {value}.",
        "ValueError" if isinstance(value, (int, float)) else wrong_type,
        argument=argument,
        least=least,
        value=repr(value),
    )


def check_units(units: Any, wrong_type: str = "TypeError") -> None:
    if isinstance(units, int) and units >= 1:
        return
    raise CountError(
        "units must be a whole number of at least 1, not {value}.",
        "ValueError" if isinstance(units, (int, float)) else wrong_type,
        value=repr(units),
    )


def check_seed(seed: Any) -> None:
    if seed is None or (isinstance(seed, int) and not isinstance(seed, bool)):
        return
    raise CountError(
        "{argument} must be a whole number, not {value}.",
        argument="seed",
        value=repr(seed),
    )


def whole_tuple(argument: str, value: Any, n: int, least: int = 1) -> Sizes:
    """`n` whole numbers; one number stands for all of them."""
    sizes = (value,) * n if isinstance(value, int) else value
    if (
        isinstance(sizes, (tuple, list))
        and len(sizes) == n
        and all(isinstance(size, int) and size >= least for size in sizes)
    ):
        return tuple(map(whole, sizes))
    # Keras takes a text for a row of digits, until it compares them.
    digits = isinstance(sizes, str) and len(sizes) == n and sizes.isdigit()
    raise CountError(
        "{argument} must be a whole number of at least {least}, or {n} of them, "
        "not {value}.",
        "TypeError" if digits else "ValueError",
        argument=argument,
        least=least,
        n=n,
        value=repr(value),
    )


def channels_first(data_format: Any) -> bool:
    """Do the channels stand before the other axes? By default they do not."""
    if data_format is None:
        return False
    if str(data_format).lower() in ("channels_first", "channels_last"):
        return str(data_format).lower() == "channels_first"
    refuse_value("data_format", repr(data_format), ("channels_last", "channels_first"))


def at(shape: Shape, axis: int) -> Size:
    """The size of one axis; the batch axis is axis 0."""
    if not isinstance(axis, int):
        raise CountError(
            "{argument} must be a whole number, not {value}.",
            "TypeError",
            argument="axis",
            value=repr(axis),
        )
    if not -len(shape) <= axis < len(shape):
        raise CountError(
            "There is no axis {axis}: with the batch axis, which is axis 0, the input "
            "has {axes} axes.",
            "IndexError",
            axis=axis,
            axes=len(shape),
        )
    return shape[axis]
