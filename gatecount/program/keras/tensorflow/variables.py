"""The variables that a graph of TensorFlow 1 keeps, in order."""

from __future__ import annotations

from ....types import Value
from ...session import current
from ...unknown import Unknown, sized
from ..tensors import Variable


def kept() -> Value:
    """The variables of the graph, in order."""
    return current().state.setdefault("tf1", [])


class GraphVariable(Variable):
    """`name` is what the scopes around it make of its title: known to few."""

    def __init__(self, *values: Value, name: Value, **named: Value) -> None:
        self.scoped: Value = Unknown("the scopes of a variable")
        self.title = name
        super().__init__(*values, name=name, **named)  # type: ignore[misc]

    name = property(lambda self: self.scoped, lambda self, given: None)

    def stands_as(self, name: Value) -> None:
        """So it is called if no `with` of the program opens a scope around it."""
        if "scope" not in current().source:
            self.scoped = f"{name}:0"

    def __repr__(self) -> str:
        if isinstance(self.scoped, Unknown):
            return f"<tf.Variable ? shape={self.shape} dtype=?>"
        about = f"shape={self.shape} dtype={self.dtype}, numpy=?"
        return f"<tf.Variable {self.scoped!r} {about}>"


def add(name: str, shape: Value, trainable: bool = True) -> GraphVariable:
    shape = tuple(sized(tuple(shape)))
    return keep(GraphVariable(None, shape=shape, trainable=trainable, name=name))


def keep(variable: GraphVariable) -> GraphVariable:
    kept().append((variable, current().place()))
    return variable
