"""Tables of functions, filled from several files, and classes that look into them."""

from collections.abc import Callable

from ..types import Routine, Value


def registering(*tables: dict[str, Value]) -> Callable[..., Routine]:
    """A decorator that puts a function into tables, under names of its own."""

    def named(*names: str) -> Routine:
        def register(made: Routine) -> Routine:
            if made.__name__ == "<lambda>":
                made.__name__ = made.__qualname__ = names[0]
            for name in names or (made.__name__.strip("_"),):
                for table in tables:
                    table[name] = made
            return made

        return register

    return named


def operators(table: Value, *names: str) -> type[Value]:
    """A base class with these methods, looked up in `table` when they are called.

    Python asks a class for its operators; what they do, other files say.
    """

    def method(name: str) -> Routine:
        def apply(self: Value, *values: Value, **named: Value) -> Value:
            return table[name](self, *values, **named)

        apply.__name__ = apply.__qualname__ = name
        return apply

    return type("Operators", (), {name: method(name) for name in names})


def special(names: str) -> list[str]:
    """ "add eq" -> __add__, __eq__"""
    return [f"__{name}__" for name in names.split()]
