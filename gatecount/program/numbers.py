"""Functions of numbers, of which some are not known."""

from ..types import Routine, Value
from .unknown import find_unknown


def math_of(function: Routine) -> Routine:
    """A function of numbers, which gives an unknown one for an unknown one."""

    def asked(*values: Value, **named: Value) -> Value:
        value = find_unknown([*values, *named.values()])
        if value is None:
            return function(*values, **named)
        made = value.derived(f"{function.__name__}({value.text})")
        return made.by(function.__name__, *values)

    asked.__name__ = function.__name__
    return asked
