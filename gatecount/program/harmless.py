"""What cannot change a count: one value for all of it."""

import re

from ..types import Routine, Value
from .names import NAMES
from .unknown import Unknown

SHOWS = re.compile(r"\b(?:plot|print|save)|_dot\b")  # a model: it gives another thing


class Harmless(Unknown):
    """A name of a framework that changes no count: a switch, a writer, a callback.

    A program may decorate with it, wrap a model in it, or derive a class from it.
    """

    kind = property(lambda self: Harmless)

    def __call__(self, *values: Value, **named: Value) -> Value:
        one = (
            values[0] if len(values) == 1 and not isinstance(values[0], Unknown) else 0
        )
        scaled = self.text.endswith(".scale") and hasattr(one, "backward")
        if (callable(one) or scaled) and not SHOWS.search(self.text):
            # a scaler's loss is what it was
            return one
        return super().__call__(*values, **named)

    def __mro_entries__(self, bases: Value) -> tuple[type[Value], ...]:
        return (Base,)


class Base:
    """What a class of the program is whose own base is Harmless: a loss, a metric."""

    def __init__(self, *values: Value, name: Value = None, **named: Value) -> None:
        self.name, self.model = name, Harmless("model")

    def __call__(self, *values: Value, **named: Value) -> Value:
        return Harmless(f"{type(self).__name__}(…)")

    def __getattr__(self, name: str) -> Value:
        """What training would set: a callback's list of losses."""
        if name[0] == "_":
            raise AttributeError(name)
        return Unknown(f"….{name}")


def harmless_method(name: Value) -> Routine:
    return lambda self, *values, **named: Harmless(name)


for _name in NAMES["keras methods"]:
    setattr(Base, _name, harmless_method(_name))
