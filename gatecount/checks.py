"""Refusals that every framework has, each sentence once."""

from collections.abc import Iterable

from .counting import CountError
from .types import Any, NoReturn


def refuse_value(
    argument: str, value: Any, known: Iterable[Any], error: str = "ValueError"
) -> NoReturn:
    """`value` is as the sentence shows it; `error`, the framework's exception class."""
    texts = [str(each) for each in known]
    raise CountError(
        "{argument} cannot be {value}. Known: {known}.",
        error,
        argument=argument,
        value=value,
        known=f"{texts[0]} … {texts[-1]}"
        if isinstance(known, range)
        else ", ".join(texts),
    )


def check_choice(
    argument: str, value: Any, known: Any, error: str = "ValueError"
) -> None:
    """One of a few words."""
    if value not in known:
        refuse_value(argument, repr(value), known, error)


def check_sizes(
    shape: Iterable[Any], negative: str = "ValueError", other: str = "ValueError"
) -> None:
    """Each is a whole number, or None where it is not known.

    `negative` is the framework's error for a number below 0, `other` for what is none.
    """
    for size in shape:
        if size is not None and (not hasattr(size, "__index__") or size < 0):
            raise CountError(
                "{value} cannot be a size in the input shape. Sizes are whole "
                "numbers, such as 13 and 5.",
                negative if isinstance(size, int) else other,
                value=repr(size),
            )
