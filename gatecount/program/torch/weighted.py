"""Layers with a little more to them than weights and a shape: tables and norms."""

from __future__ import annotations

from ... import torch as engine
from ...counting import CountError
from ...types import TYPE_CHECKING, Value
from ..unknown import Unknown, sized
from .dtypes import INT64
from .layers import Layer, bound, layer_class
from .literals import as_tensor
from .parameter import Parameter, whole_shape
from .tensor import Tensor, derived, make

if TYPE_CHECKING:
    from ...torch.embedding import Embedding


class Table(Layer):
    """Embedding: rows that are looked up by whole numbers."""

    whole = True

    def _build(self, values: Value, named: Value) -> None:
        given = bound(self.engine, values, named)
        weight = given.get("_weight")
        if isinstance(weight, Tensor):
            named = {name: value for name, value in given.items() if name != "_weight"}
            values = ()
        super()._build(values, named)
        if isinstance(weight, Tensor):
            self.weight = Parameter(weight, not given.get("_freeze", False))

    def _adopt(self, built: Embedding, given: Value) -> None:
        super()._adopt(built, given)
        index = given.get("padding_idx")
        if index is not None and index < 0:
            self.padding_idx = given["num_embeddings"] + index

    @classmethod
    def from_pretrained(
        cls, embeddings: Value, freeze: Value = True, **named: Value
    ) -> Table:
        table = as_tensor(embeddings)
        shape = table._shape and whole_shape(table)
        if shape is None:
            what = getattr(embeddings, "text", "embeddings")
            shape = sized([Unknown(f"{what}.shape[{axis}]") for axis in (0, 1)])
        made = cls(*shape, **named)
        made.weight.requires_grad = not freeze
        return made

    def forward(  # type: ignore[override]  # PyTorch's own
        self, input: Value, *more: Value, **named: Value
    ) -> Value:
        inputs = (input, *(each for each in more if each is not None))
        tensor = self._checked(input)
        if tensor._shape is None:
            return derived(self.weight, None)
        if tensor._values and self.weight._shape[0] is not None:
            check_rows(self, tensor)
        return self._computed(*inputs)

    def _output(self, tensors: Value, output: Value) -> Value:
        return derived(self.weight, output, others=tuple(tensors))


def check_rows(layer: Table, tensor: Value) -> None:
    """An index that is written in the program must be in the table."""
    rows = layer.weight._shape[0]
    wrong = next((v for v in tensor._values if not 0 <= v < rows), None)
    if wrong is not None:
        raise CountError(
            "index out of range in self: {layer} has {rows} rows, 0 to {last}, and "
            "is asked for row {wrong}.",
            "IndexError",
            layer=type(layer).__name__,
            rows=rows,
            last=rows - 1,
            wrong=wrong,
        )


class FeatureNorm(Layer):
    """BatchNorm and InstanceNorm: with running statistics, as buffers."""

    error = "AttributeError"

    def _adopt(self, built: Value, given: dict[str, float | None]) -> None:
        super()._adopt(built, given)
        names = ("running_mean", "running_var", "num_batches_tracked")
        kept = given.get("track_running_stats")
        for name in names:
            shape = () if name == "num_batches_tracked" else (given["num_features"],)
            kind = INT64 if not shape else built.dtype and None
            buffer = make(shape, kind) if kind else make(shape)
            self.register_buffer(name, buffer if kept else None)
        if not kept and "InstanceNorm" in self.engine.__name__:
            self._buffers["num_batches_tracked"] = None

    def _computed(self, *inputs: Value) -> Value:
        """Only training needs more than one value for each channel."""
        tensor = self._checked(inputs[0])
        if self.training or not tensor._shape or not self.track_running_stats:
            return super()._computed(tensor)
        shape = tensor._shape
        self._layer((None, *shape[1:]))
        return self._output([tensor], shape)


def over(names: tuple[str, str], base: type[Value]) -> dict[str, type[Value]]:
    """The layers of these names for one, two and three axes."""
    return {
        f"{name}{axes}d": layer_class(f"{name}{axes}d", base)
        for name in names
        for axes in (1, 2, 3)
        if f"{name}{axes}d" in engine.LAYERS
    }


LAYERS: dict[str, Value] = {
    "Embedding": layer_class("Embedding", Table),
    "EmbeddingBag": layer_class("EmbeddingBag", Table),
    **over(("BatchNorm", "InstanceNorm"), FeatureNorm),
}
