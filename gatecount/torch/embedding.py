"""PyTorch's tables of vectors; see https://docs.pytorch.org/docs/2.13/nn.html#sparse-layers."""

from ..counting import CountError, whole
from ..types import Any, Output, Shape, Size
from .module import NUMBER, Module, with_size
from .spatial import check_no_empty


class Table(Module):
    """Rows that are looked up by index: weight (num_embeddings, embedding_dim)."""

    embedding_dim: Any
    switches: tuple[str, ...]
    _freeze = False

    def make(self) -> None:
        check_padding(self.padding_idx, self.num_embeddings)
        check_no_weight(self._weight)
        shape = (self.num_embeddings, self.embedding_dim)
        self.parameter("weight", shape, not self._freeze)
        check_index(self.padding_idx, self.num_embeddings)
        self.embedding_dim = whole(self.embedding_dim)

    def check_switches(self) -> None:
        for argument in self.switches:
            self.check_kind(argument, getattr(self, argument), bool)

    def check_rows(self, shape: Shape) -> None:
        """In a table without rows, only nothing can be looked up."""
        if 0 not in shape:
            self.check_range("num_embeddings", 0, self.own[0].shape[0] > 0)


class Embedding(Table):
    switches = ("scale_grad_by_freq", "sparse")

    arguments = """
        num_embeddings, embedding_dim, padding_idx=None, max_norm=None,
        norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None,
        _freeze=False, device=None, dtype=None
    """

    def forward(self, shape: Shape) -> Output:
        self.check_switches()
        if self.max_norm is not None:
            self.check_kind("max_norm", self.max_norm, NUMBER)
            self.check_kind("norm_type", self.norm_type, NUMBER)
        self.check_rows(shape)
        return (*shape, self.embedding_dim)


class EmbeddingBag(Table):
    """Sums or means of rows.

    The input is (bags, length), or a list of two shapes: all tokens in a row,
    (tokens,), and the offsets where the bags begin, (bags,).
    """

    switches = ("scale_grad_by_freq", "sparse", "include_last_offset")

    arguments = """
        num_embeddings, embedding_dim, max_norm=None, norm_type=2.0,
        scale_grad_by_freq=False, mode='mean', sparse=False, _weight=None,
        include_last_offset=False, padding_idx=None, device=None, dtype=None
    """

    def __call__(self, *shapes: Any) -> Any:
        self.inputs = 2 if len(shapes) == 2 else 1
        return super().__call__(*shapes)

    def with_batch(self, shapes: Any, size: Size) -> tuple[Shape, ...]:
        return (*shapes[:-1], with_size(shapes[-1], 0, size))

    def forward(self, shape: Shape, offsets: Any = None) -> Output:
        self.check_switches()
        good = isinstance(self.mode, str) and self.mode in ("sum", "mean", "max")
        self.check_range("mode", self.mode, good, "ValueError")
        good = self.mode != "max" or not self.scale_grad_by_freq
        self.check_range(
            "scale_grad_by_freq", self.scale_grad_by_freq, good, "ValueError"
        )
        if offsets is None:
            self.check_axes(shape, 2)
            check_no_empty(self, shape[1:], shape)
            self.check_rows(shape)
            # A sum over empty vectors works for one bag, but not for two.
            good = self.embedding_dim or self.mode == "max" or (shape[0] or 0) < 2
            self.check_range("embedding_dim", 0, good)
            return (shape[0], self.embedding_dim)
        self.check_axes(shape, 1)
        self.check_axes(offsets, 1)
        self.check_rows((*shape, *offsets))
        bags = offsets[0]
        if bags is not None and self.include_last_offset:
            self.check_range("include_last_offset", True, bags > 0)
            bags -= 1
        return (bags, self.embedding_dim)


def check_padding(index: Any, rows: int) -> None:
    if index is not None and not -rows <= index < rows and index != 0:
        raise CountError(
            "padding_idx={value} is outside the table of {rows} rows.",
            "AssertionError",
            value=repr(index),
            rows=repr(rows),
        )


def check_index(index: Any, rows: int) -> None:
    """PyTorch sets the row `index` to zero, which must be there."""
    if index is not None and (isinstance(index, float) or rows == 0):
        raise CountError(
            "padding_idx={value} is outside the table of {rows} rows.",
            "IndexError",
            value=repr(index),
            rows=repr(rows),
        )


def check_no_weight(weight: str) -> None:
    if weight is not None:
        raise CountError(
            "_weight must be a tensor, which cannot be written here. Leave it out: "
            "the number of parameters is the same.",
            "AttributeError",
        )


LAYERS = (Embedding, EmbeddingBag)
