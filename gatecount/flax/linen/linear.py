"""linen's linear maps and tables."""

from collections.abc import Iterable

from ...counting import CountError, Weight, product
from ...jax import axes_of, check_vector, least
from ...layer import check_size, known_features, matrix, weight
from ...types import Output, Shape, Size, Sizes, Steps
from .. import linear
from .base import Layer, Mapped


class Dense(Mapped):
    """kernel (n, features), bias (features,)"""

    arguments = """
        features, use_bias=True, dtype=None, param_dtype=None, precision=None,
        kernel_init=FANS, bias_init=FILL, promote_dtype=None, dot_general=None,
        dot_general_cls=None
    """


class DenseGeneral(Layer):
    """kernel (*batch_dims, *axis, *features), bias (*batch_dims, *features)"""

    example = "(2, 13, 5)"
    arguments = """
        features, axis=-1, batch_dims=(), use_bias=True, dtype=None,
        param_dtype=None, kernel_init=FANS, bias_init=FILL, precision=None,
        promote_dtype=None, dot_general=None, dot_general_cls=None
    """

    def _read(self, shape: Shape) -> tuple[Sizes, Sizes]:
        """The axes of a batch with weights of its own, and those multiplied away."""
        batch = linear.tuple_of(self.batch_dims)
        if set(batch) != set(range(len(batch))):
            raise CountError(
                "batch_dims must be the first axes, such as (0, 1), not {value}.",
                value=repr(self.batch_dims),
            )
        over = linear.tuple_of(self.axis)
        axes_of("axis", over, len(shape), twice="TypeError")
        over = tuple(sorted(axis % len(shape) for axis in over))
        if len({*batch, *over}) < len(batch) + len(over):
            raise CountError(
                "axis={axis} and batch_dims={batch} must name each axis once.",
                "TypeError",
                axis=self.axis,
                batch=self.batch_dims,
            )
        return batch, over

    def weights(self, shape: Shape) -> Iterable[Weight]:
        batch, over = self._read(shape)
        lowest = least(self.kernel_init)
        held, inner = (
            tuple(known_features(shape[axis], lowest) for axis in axes)
            for axes in (batch, over)
        )
        outer = self._outer()
        yield matrix("kernel", (*held, *inner, *outer))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (*held, *outer))

    def _outer(self) -> Sizes:
        lowest = least(self.kernel_init)
        sizes = linear.tuple_of(self.features)
        if not sizes:
            raise CountError(
                "{argument} must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                argument="features",
                value=(),
            )
        return tuple(check_size("features", each, lowest) for each in sizes)

    def _kept(self, shape: Shape) -> list[int]:
        batch, over = self._read(shape)
        return [axis for axis in range(len(shape)) if axis not in (*batch, *over)]

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(shape[axis] for axis in self._kept(shape)), 1

    def output(self, shape: Shape) -> Output:
        batch, _ = self._read(shape)
        kept = (*batch, *self._kept(shape))
        return (*(shape[axis] for axis in kept), *self._outer())


class Einsum(linear.Equation, Layer):
    """kernel of the given shape; the bias has the axes that it adds to the output"""

    arguments = """
        shape, einsum_str=None, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, promote_dtype=None,
        preferred_element_type=None
    """

    def kernel(self) -> Sizes:
        lowest = least(self.kernel_init)
        sizes = linear.tuple_of(self.shape)
        return tuple(check_size("shape", each, lowest) for each in sizes)

    def weights(self, shape: Shape) -> Iterable[Weight]:
        if self.einsum_str is None:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                layer="Einsum",
                argument="einsum_str",
            )
        output, inside = self.product(shape)
        yield matrix("kernel", self.kernel())
        if self.use_bias:
            sizes = [known_features(output[place]) for place in inside]
            check_vector("bias_init", self.bias_init, len(sizes))
            yield weight("bias", sizes)


class Embed(Layer):
    """embedding (num_embeddings, features), for an input of whole numbers"""

    axes = 0
    example = "(2, 13)"

    arguments = """
        num_embeddings, features, dtype=None, param_dtype=None, embedding_init=FANS,
        promote_dtype=None
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        lowest = least(self.embedding_init)
        yield weight(
            "embedding",
            (self.size("num_embeddings", lowest), self.size("features", lowest)),
        )

    def output(self, shape: Shape) -> Output:
        return linear.look_up(shape, self.size("num_embeddings"), self.size("features"))


LAYERS = (Dense, DenseGeneral, Einsum, Embed)
