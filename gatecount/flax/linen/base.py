"""What all layers of linen share."""

from collections.abc import Iterable

from ... import jax
from ...counting import Count, Weight
from ...jax import least
from ...layer import check_input, known_features
from ...types import Any, Output, Shape
from .. import linear


class Layer(jax.Layer):
    """A layer that makes its weights when it first sees an input."""

    example = "(2, 5)"

    @classmethod
    def construct(
        cls, *values: Any, name: str | None = None, parent: Any = None, **named: Any
    ) -> Any:
        # Every module takes a name, which only matters inside a module of your own.
        return super().construct(*values, **named)

    def accept(self) -> None:
        self.check()

    def count(self, input_shape: Any) -> Count:
        """The weights for an input shape with the batch axis."""
        shape = check_input(self, input_shape, self.example)
        weights = tuple(self.weights(shape))
        output = self.output(self.without_batch(shape))
        return Count(self.used(weights, shape), output)

    def weights(self, shape: Shape) -> Iterable[Weight]:
        """The tensors, for an input of this shape with the batch axis."""
        return ()

    def output(self, shape: Shape) -> Output:
        return shape


class Mapped(linear.Mapped, Layer):
    """A linear map of the input's last axis, which says how many features it has."""

    def units(self) -> int:
        return self.size("features")

    def weights(self, shape: Shape) -> Iterable[Weight]:
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        return self.tensors(n, self.size("features", lowest))
