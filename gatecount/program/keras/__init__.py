"""Keras 3 and TensorFlow, knowing only shapes: what a program imports of them."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from . import describing, library

if TYPE_CHECKING:
    from ..result import Model
    from ..session import Session


def modules(session: Session) -> Value:
    """The modules of Keras and TensorFlow by their dotted names."""
    from . import tensorflow

    made = library.modules(session, "keras") | tensorflow.modules(session)
    return made


def results(session: Session) -> list[Model]:
    """The models that the program has built."""
    return describing.models(session)
