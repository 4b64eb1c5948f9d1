"""The layers of MLX 0.32, knowing only shapes.

Names, arguments and refusals are those of `mlx.nn`; see
https://ml-explore.github.io/mlx/build/html/python/nn/layers.html. Weights are those
of `tree_flatten(layer.parameters())`. Python divides by the root of a size before
MLX looks at it, which is why 0 is a ZeroDivisionError.
"""

from collections.abc import Iterable

from . import layer, plain
from .counting import CountError, Weight
from .layer import argument_names as argument_names
from .layer import check_features, check_size, matrix, weight
from .recurrent import packed
from .types import Output, Shape

NEEDS_INPUT_SHAPE = False
PREFIXES = ("nn", "mlx.nn")


class Function(layer.Named):
    """An activation, known by name."""


NAMES = {
    f"{prefix}.{name}": Function()
    for prefix in ("nn", "mx", "mlx.nn", "mlx.core")
    for name in ("tanh", "sigmoid")
}
NAMES |= {f"{nn}.{name}": Function() for nn in PREFIXES for name in ("relu", "gelu")}


class Recurrent(layer.Constructed):
    """Of a sequence, with or without batch axes in front, the states in every step."""

    gates: tuple[str, ...]
    tensors = {"Wx": "kernel", "Wh": "recurrent_kernel", "bias": "bias"}  # noqa: RUF012
    arguments = "input_size, hidden_size, bias=True"
    axes = 2
    unlike = "ValueError"
    example = "(13, 5)"

    def weights(self) -> Iterable[Weight]:
        m = self.size("hidden_size", 1, "ValueError")
        n = self.size("input_size", 0, "ValueError")
        for each in packed(self.tensors, n, m, self.gates):
            if self.bias or each.role != "bias":
                yield each

    def accepts(self, shape: Shape) -> None:
        check_features(self, self.input_size, shape[-1])
        if shape[-2] == 0:
            raise CountError(
                "{layer} needs at least one time step; {shape} has none.",
                layer=type(self).__name__,
                shape=shape,
            )

    def output(self, shape: Shape) -> Output:
        return (*shape[:-1], self.hidden_size)

    @property
    def natural(self) -> Shape | None:
        return (None, self.input_size)


class RNN(Recurrent):
    gates = ("h",)
    tensors = {"Wxh": "kernel", "Whh": "recurrent_kernel", "bias": "bias"}  # noqa: RUF012
    arguments = Recurrent.arguments + ", nonlinearity=None"

    def weights(self) -> Iterable[Weight]:
        if self.nonlinearity and not isinstance(self.nonlinearity, Function):
            raise CountError(
                "{argument} must be a function, such as tanh, not {value}.",
                argument="nonlinearity",
                value=layer.shown(self.nonlinearity),
            )
        return super().weights()


class LSTM(Recurrent):
    """It returns h and c, both in every step."""

    gates = ("i", "f", "g", "o")

    def output(self, shape: Shape) -> Output:
        return [(*shape[:-1], self.hidden_size)] * 2


class GRU(Recurrent):
    """The candidate has a second bias, `bhn`."""

    gates = ("r", "z", "n")
    tensors = {"Wx": "kernel", "Wh": "recurrent_kernel", "b": "bias"}  # noqa: RUF012

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        if self.bias:
            yield weight("bhn", (self.hidden_size,), role="bias", gates=("n",), axis=0)


class Linear(plain.Dense):
    """weight (output_dims, input_dims), bias (output_dims,)"""

    named = ("input_dims", "output_dims")
    arguments = "input_dims, output_dims, bias=True"
    unlike = too_few = "ValueError"

    def weights(self) -> Iterable[Weight]:
        n = self.size("input_dims", 1, "ValueError")
        m = self.size("output_dims", 0, "ValueError")
        yield matrix("weight", (m, n))
        if self.bias:
            yield weight("bias", (m,))


class Embedding(plain.Lookup):
    named = ("num_embeddings", "dims")
    arguments = "num_embeddings, dims"
    example = "(13,)"

    def weights(self) -> Iterable[Weight]:
        columns = self.size("dims", 1, "ValueError")
        yield weight("weight", (self.size("num_embeddings", 0, "ValueError"), columns))

    def accepts(self, shape: Shape) -> None:
        check_size("num_embeddings", self.num_embeddings, 1, zero="ValueError")

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if shape else None


LAYERS = {each.__name__: each for each in (RNN, LSTM, GRU, Linear, Embedding)}
