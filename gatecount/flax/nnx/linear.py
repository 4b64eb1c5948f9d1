"""nnx's linear maps and tables."""

from collections.abc import Iterable
from math import prod

from ...counting import CountError, Weight, product, whole
from ...jax import axes_of, broadcast, check_vector, least
from ...layer import check_features, check_size, matrix, shown, under, weight
from ...types import Output, Shape, Size, Sizes, Steps
from .. import linear
from .base import Layer, Mapped, check_stream


class Linear(Mapped):
    """kernel (in_features, out_features), bias (out_features,)"""

    arguments = """
        in_features, out_features, *, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, dot_general=None,
        promote_dtype=None, preferred_element_type=None, rngs, kernel_metadata=None,
        bias_metadata=None
    """


class LinearGeneral(Layer):
    """kernel (*in_features, *out_features), bias (*out_features,)"""

    example = "(2, 13, 5)"

    arguments = """
        in_features, out_features, *, axis=-1, batch_axis=None, use_bias=True,
        dtype=None, param_dtype=None, kernel_init=FANS, bias_init=FILL,
        precision=None, promote_dtype=None, dot_general=None, dot_general_cls=None,
        preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        lowest = least(self.kernel_init)
        self.inner, self.outer = (
            tuple(check_size(argument, each, lowest) for each in linear.tuple_of(value))
            for argument, value in (
                ("in_features", self.in_features),
                ("out_features", self.out_features),
            )
        )
        self.over = linear.tuple_of(self.axis)
        if not self.outer:
            raise CountError(
                "{argument} must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                argument="out_features",
                value=(),
            )
        if len(self.inner) != len(self.over):
            raise CountError(
                "in_features and axis must be as many: {features} and {axes} were "
                "given.",
                features=len(self.inner),
                axes=len(self.over),
            )
        check_stream(self.rngs, "params")
        yield matrix("kernel", self.inner + self.outer)
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", self.outer)

    def _axes(self, shape: Shape) -> list[int]:
        axes_of("axis", self.over, len(shape), "TypeError")
        return sorted(axis % len(shape) for axis in self.over)

    def accepts(self, shape: Shape) -> None:
        for axis, size in zip(self._axes(shape), self.inner):
            check_features(self, size, shape[axis])

    def output(self, shape: Shape) -> Output:
        return self._kept(shape) + self.outer

    def _kept(self, shape: Shape) -> Shape:
        axes = self._axes(shape)
        return tuple(size for k, size in enumerate(shape) if k not in axes)

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(self._kept(shape)), 1

    @property
    def natural(self) -> Shape | None:
        return (None, *self.inner) if self.over == (-1,) else None


class Einsum(linear.Equation, Layer):
    """kernel and, where it is given, bias of the given shapes"""

    natural = None
    arguments = """
        einsum_str, kernel_shape, bias_shape=None, *, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, promote_dtype=None,
        einsum_op=FUNCTION, preferred_element_type=None, rngs,
        kernel_metadata=None, bias_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        linear.operands_of(self.einsum_str)
        check_stream(self.rngs, "params")
        kernel = self.kernel()
        check_vector("kernel_init", self.kernel_init, len(kernel))
        yield matrix("kernel", kernel)
        if self.bias_shape is not None:
            sizes = self._sizes("bias_shape", 0)
            check_vector("bias_init", self.bias_init, len(sizes))
            yield weight("bias", sizes)

    def _sizes(self, argument: str, lowest: int) -> Sizes:
        sizes = linear.tuple_of(getattr(self, argument))
        return tuple(check_size(argument, each, lowest) for each in sizes)

    def accepts(self, shape: Shape) -> None:
        output, inside = self.product(shape)
        sizes = [output[place] for place in inside]
        given = self.bias_shape
        if given is not None and prod(self._sizes("bias_shape", 0)) != product(sizes):
            raise CountError(
                "bias_shape must be {sizes}, the sizes that the kernel adds to the "
                "output, not {value}.",
                "TypeError",
                sizes=tuple(sizes),
                value=shown(given),
            )

    def kernel(self) -> Sizes:
        return self._sizes("kernel_shape", least(self.kernel_init))


class LoRA(Layer):
    """Two thin matrices, lora_a (n, rank) and lora_b (rank, m), beside a base."""

    too_few = "ValueError"

    arguments = """
        in_features, lora_rank, out_features, *, base_module=None, dtype=None,
        param_dtype=None, a_initializer=FANS, b_initializer=FILL,
        lora_param_type=None, promote_dtype=None, rngs, a_metadata=None,
        b_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        check_stream(self.rngs, "params")
        n, rank = (self.size(each, 1) for each in ("in_features", "lora_rank"))
        m = self.size("out_features")
        yield matrix("lora_a", (n, rank))
        yield matrix("lora_b", (rank, m))
        if isinstance(self.base_module, Layer):
            yield from under("base_module", self.base_module.made)

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        if self.base_module is None:
            return
        if not isinstance(self.base_module, Layer):
            raise CountError(
                "base_module must be a layer, such as nnx.Linear(5, 10, "
                "rngs=nnx.Rngs(0)), not {value}.",
                value=shown(self.base_module),
            )
        self.base_module.accepts(shape)

    def output(self, shape: Shape) -> Output:
        output = (*shape[:-1], whole(self.out_features))
        if self.base_module is not None:
            output = broadcast(output, self.base_module.output(shape))
        return output


class LoRALinear(Linear):
    """Linear, and beside it lora/lora_a (n, rank) and lora/lora_b (rank, m)."""

    arguments = """
        in_features, out_features, *, lora_rank, lora_dtype=None,
        lora_param_dtype=None, a_initializer=FANS, b_initializer=FILL,
        lora_param_type=None, lora_promote_dtype=None, rngs, a_metadata=None,
        b_metadata=None, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, dot_general=None,
        promote_dtype=None, preferred_element_type=None, kernel_metadata=None,
        bias_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        n, m = whole(self.in_features), whole(self.out_features)
        rank = self.size("lora_rank", 1)
        yield matrix("lora/lora_a", (n, rank))
        yield matrix("lora/lora_b", (rank, m))


class Embed(Layer):
    """embedding (num_embeddings, features), for an input of whole numbers"""

    axes = 0
    example = "(2, 13)"
    natural = (None, None)

    arguments = """
        num_embeddings, features, *, dtype=None, param_dtype=None,
        embedding_init=FANS, promote_dtype=None, rngs, embedding_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        check_stream(self.rngs, "params")
        lowest = least(self.embedding_init)
        yield weight(
            "embedding",
            [self.size(each, lowest) for each in ("num_embeddings", "features")],
        )

    def accepts(self, shape: Shape) -> None:
        pass

    def output(self, shape: Shape) -> Output:
        return linear.look_up(shape, whole(self.num_embeddings), whole(self.features))


LAYERS = (Linear, LinearGeneral, LoRA, LoRALinear, Einsum, Embed)
