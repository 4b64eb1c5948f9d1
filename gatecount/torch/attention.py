"""PyTorch's multi-head attention; see https://docs.pytorch.org/docs/2.13/nn.html#transformer-layers.

Shapes follow torch/nn/modules/activation.py.
"""

from ..counting import CountError, product, summed
from ..types import Any, Output, Shape
from .linear import Linear
from .module import NUMBER, Module, check_dropout, check_least_1


class MultiheadAttention(Module):
    """in_proj_weight (3 E, E), in_proj_bias (3 E,), out_proj: Linear(E, E).

    Keys or values with another number of features than the queries' E split
    in_proj_weight into q_proj_weight (E, E), k_proj_weight (E, kdim) and
    v_proj_weight (E, vdim). The number of heads changes nothing. With one
    input shape, queries, keys and values are alike.
    """

    kdim: Any
    vdim: Any
    inputs = 3

    arguments = """
        embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False,
        add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None,
        dtype=None
    """

    def make(self) -> None:
        size, heads = self.embed_dim, self.num_heads
        check_least_1("embed_dim", size)
        check_least_1("num_heads", heads)
        self.kdim = size if self.kdim is None else self.kdim
        self.vdim = size if self.vdim is None else self.vdim
        self.more_keys = bool(self.add_bias_kv) + bool(self.add_zero_attn)
        if size // heads * heads != size:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                "AssertionError",
                argument="embed_dim",
                value=repr(size),
                divisor="num_heads",
                by=repr(heads),
            )
        self.alone = self.kdim == size and self.vdim == size
        if self.alone:
            self.matrix("in_proj_weight", (3 * size, size))
        else:
            self.matrix("q_proj_weight", (size, size))
            self.matrix("k_proj_weight", (size, self.kdim))
            self.matrix("v_proj_weight", (size, self.vdim))
        if self.bias:
            self.parameter("in_proj_bias", 3 * size)
        out = Linear(size, size, self.bias, self.device, self.dtype)
        self.add("out_proj", out)
        if self.add_bias_kv:
            self.parameter("bias_k", (1, 1, size))
            self.parameter("bias_v", (1, 1, size))

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        if not shape or self.alone:
            return (shape,) * 3
        return (shape, (*shape[:-1], self.kdim), (*shape[:-1], self.vdim))

    def batch_axis(self, shape: Shape) -> int | None:
        if len(shape) != 3:
            return None
        return 0 if self.batch_first else 1

    def forward(self, query: Any, key: Any, value: Any) -> Output:
        """The output and the attention weights, as a list of shapes."""
        self.check_axes(query, 2, 3, error="AssertionError")
        for shape in (key, value):
            self.check_axes(shape, len(query), error="AssertionError")
        self.check_size(query, -1, self.embed_dim, "AssertionError")
        self.check_size(key, -1, self.kdim, "AssertionError")
        self.check_size(value, -1, self.vdim, "AssertionError")
        for axis, size in enumerate(key[:-1]):
            if size is not None:
                self.check_size(value, axis, size, "AssertionError")
        self.check_kind("num_heads", self.num_heads, int)
        self.check_kind("dropout", self.dropout, NUMBER)
        if self.dropout > 0:
            check_dropout(self.dropout)
        asked, read = product(query[:-1]), product(key[:-1])
        self.used((asked, read, read), "in_proj_weight")
        self.used(asked, "q_proj_weight")
        self.used(read, "k_proj_weight", "v_proj_weight")
        self.children["out_proj"].used(asked)
        batch: Shape = ()
        if len(query) == 3:
            axis = 0 if self.batch_first else 1
            batch = (query[axis],)
            if batch[0] is not None:
                self.check_size(key, axis, batch[0])
        steps = -2 if self.batch_first or not batch else 0
        keys = summed((key[steps], self.more_keys))
        return [query, (*batch, query[steps], keys)]


LAYERS = (MultiheadAttention,)
