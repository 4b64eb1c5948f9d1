"""What all layers of linen share."""

from ... import jax
from ...counting import Count
from ...layer import check_input


class Layer(jax.Layer):
    """A layer that makes its weights when it first sees an input."""

    example = "(2, 5)"

    @classmethod
    def construct(cls, *values, name=None, parent=None, **named):
        # Every module takes a name, which only matters inside a module of your own.
        return super().construct(*values, **named)

    def accept(self):
        self.check()

    def count(self, input_shape):
        """The weights for an input shape with the batch axis."""
        shape = check_input(self, input_shape, self.example)
        weights = tuple(self.weights(shape))
        output = self.output(self.without_batch(shape))
        return Count(self.used(weights, shape), output)

    def weights(self, shape):
        return ()

    def output(self, shape):
        return shape
