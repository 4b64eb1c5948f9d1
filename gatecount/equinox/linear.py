"""Equinox' linear maps and tables; see https://docs.kidger.site/equinox/api/nn/linear/."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..counting import CountError, Weight, product, whole
from ..jax import Key, broadcast
from ..layer import check_features, check_size, matrix, weight
from ..types import Output, Shape, Size, Sizes, Steps
from .base import Layer


def linear(
    name: str, n: int, m: int, bias: bool, stack: Sizes = ()
) -> Iterator[Weight]:
    """weight (m, n) and bias (m,), of layers in a stack with its size in front."""
    yield matrix(f"{name}weight", (*stack, m, n))
    if bias:
        yield weight(f"{name}bias", (*stack, m))


def scalar_size(layer: Layer, argument: str) -> int:
    return 1 if getattr(layer, argument) == "scalar" else layer.size(argument)


class Linear(Layer):
    """weight (out_features, in_features); "scalar" stands for 1 without an axis."""

    fewest_axes = 0
    arguments = "in_features, out_features, use_bias=True, dtype=None, *, key"

    def weights(self) -> Iterable[Weight]:
        n, m = (scalar_size(self, each) for each in ("in_features", "out_features"))
        return linear("", n, m, self.use_bias)

    def accepts(self, shape: Shape) -> None:
        if self.in_features == "scalar":
            self.axes, self.example = 0, "()"
            return self.check_rank(shape)
        if not shape:
            self.check_rank(shape)
        check_features(self, self.in_features, shape[-2:][0])
        if self.out_features == "scalar":
            self.check_rank(shape, "AssertionError")

    def output(self, shape: Shape) -> Output:
        if self.out_features == "scalar":
            return ()
        m = whole(self.out_features)
        if len(shape) < 2:
            return (m,)
        mapped = (*shape[:-2], m, shape[-1])
        return broadcast(mapped, (m,)) if self.use_bias else mapped

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product((*shape[:-2], *shape[-2:][1:])), 1

    @property
    def natural(self) -> Shape | None:
        return () if self.in_features == "scalar" else (self.in_features,)


class MLP(Layer):
    """Linear layers: in_size, depth times width_size, out_size."""

    fewest_axes = 0
    expects = "in_size"

    arguments = """
        in_size, out_size, width_size, depth, activation=FUNCTION,
        final_activation=FUNCTION, use_bias=True, use_final_bias=True, dtype=None,
        *, scan=False, key
    """

    def weights(self) -> Iterable[Weight]:
        n, out = (scalar_size(self, each) for each in ("in_size", "out_size"))
        # Where the layers would be, Equinox looks for the last of none.
        error = "IndexError" if self.depth == -1 else "TypeError"
        depth = check_size("depth", self.depth, negative=error)
        widths = [self.size("width_size")] * depth if depth else []
        sizes = [n, *widths, out]
        if self.scan and depth:
            parts = [(n, sizes[1], ()), (sizes[1], sizes[1], (depth - 1,))]
            parts.append((sizes[-2], out, ()))
        else:
            parts = [(*pair, ()) for pair in pairwise(sizes)]
        for k, (rows, columns, stack) in enumerate(parts):
            last = k == len(parts) - 1
            bias = self.use_final_bias if last else self.use_bias
            yield from linear(f"layers[{k}].", rows, columns, bias, stack)

    def accepts(self, shape: Shape) -> None:
        if self.in_size == "scalar":
            self.axes, self.example = 0, "()"
            return self.check_rank(shape)
        super().accepts(shape)

    def output(self, shape: Shape) -> Output:
        return () if self.out_size == "scalar" else (whole(self.out_size),)

    @property
    def natural(self) -> Shape | None:
        return () if self.in_size == "scalar" else (self.in_size,)


class Embedding(Layer):
    """weight (num_embeddings, embedding_size), for one whole number"""

    axes = 0
    example = "()"
    natural = ()
    keys = (Key, type(None))  # it says itself that it needs one

    arguments = """
        num_embeddings=None, embedding_size=None, weight=None, dtype=None, *,
        key=None
    """

    def weights(self) -> Iterable[Weight]:
        if self.weight is not None:
            raise CountError(
                "A given weight cannot be read here. Write "
                "Embedding(num_embeddings=..., embedding_size=..., key=...)."
            )
        for argument in ("num_embeddings", "embedding_size", "key"):
            if getattr(self, argument) is None:
                raise CountError(
                    "{layer} needs {argument}: write {layer}({argument}=...).",
                    layer="Embedding",
                    argument=argument,
                )
        yield weight(
            "weight", (self.size("num_embeddings"), self.size("embedding_size"))
        )

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape)
        check_size("num_embeddings", self.num_embeddings, 1, zero="IndexError")

    def output(self, shape: Shape) -> Output:
        return (whole(self.embedding_size),)


LAYERS = (Linear, MLP, Embedding)
