"""`keras.ops`: functions of tensors, by shape."""

from ....types import Value
from . import elementwise, flowing, making, products, reducing, reshaping
from .base import FUNCTIONS
from .making import RANDOM

__all__ = ["FUNCTIONS", "RANDOM", "elementwise", "flowing", "making", "products"]
__all__ += ["reducing", "reshaping"]


def __getattr__(name: Value) -> Value:
    try:
        return FUNCTIONS[name]
    except KeyError:
        raise AttributeError(name) from None
