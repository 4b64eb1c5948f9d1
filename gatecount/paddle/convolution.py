"""The convolutions of PaddlePaddle; see paddle/nn/layer/conv.py."""

from collections.abc import Iterable

from ..checks import check_choice, refuse_value
from ..counting import CountError, Weight, product
from ..layer import check_features, check_most_axes, check_size, matrix
from ..shapes.filling import slide
from ..types import Any, Output, Shape, Size, Steps
from .module import Paddle
from .norms import FORMATS, LAST


class Convolution(Paddle):
    """weight (out_channels, in_channels / groups, *kernel), bias (out_channels,)."""

    dims: int
    transposed = False
    arguments = """in_channels, out_channels, kernel_size, stride=1, padding=0,
        dilation=1, groups=1, *, bias=True, padding_mode='zeros', device=None,
        dtype=None, weight_attr=None, bias_attr=None, data_format='NCHW'"""

    @property
    def axes(self) -> int:
        return self.dims + 2

    @property
    def example(self) -> str:  # type: ignore[override]
        spatial = (28,) * self.dims
        last = self.data_format in LAST
        channels = self.in_channels
        return f"{(2, *spatial, channels) if last else (2, channels, *spatial)}"

    def several(self, name: str) -> tuple[int, ...]:
        """One number for each spatial axis."""
        value = getattr(self, name)
        several = isinstance(value, (list, tuple, str))
        found = value if several else (value,) * self.dims
        if len(found) != self.dims or not (several or isinstance(value, int)):
            refuse_value(name, repr(value), ["1", f"{(1,) * self.dims}"])
        for each in found:
            check_size(name, each, 0, "ValueError", "ValueError")
        return tuple(found)

    def weights(self) -> Iterable[Weight]:
        fixed = self.weight_attr is not False
        check_choice("weight_attr", fixed, (True,), "AssertionError")
        check_choice("data_format", self.data_format, FORMATS)
        kernel = self.several("kernel_size")
        self.several("stride"), self.several("dilation")
        n, m = (
            self.size(k, 0, "AssertionError") for k in ("in_channels", "out_channels")
        )
        groups = check_size("groups", self.groups, 1, "ValueError")
        if not self.transposed:
            self.check_groups("in_channels")
        shape = (n, m // groups) if self.transposed else (m, n // groups)
        yield from self.plain("weight", (*shape, *kernel), matrix)
        if vars(self).get("bias", True) is not False:
            yield from self.plain("bias", (m,))

    def check_groups(self, name: str) -> None:
        if getattr(self, name) % self.groups:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                "ValueError",
                argument=name,
                value=getattr(self, name),
                divisor="groups",
                by=self.groups,
            )

    def batch_at(self, shape: Shape) -> int | None:
        return 0

    def spatial(self, shape: Shape) -> Shape:
        return shape[1:-1] if self.data_format in LAST else shape[2:]

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        places = shape if self.transposed else self.output(shape)
        return product(self.spatial(places)), 1  # type: ignore[arg-type]

    def accepts(self, shape: Shape) -> None:
        axis = -1 if self.data_format in LAST else 1
        check_most_axes(self, shape, self.axes)
        check_features(self, self.in_channels, shape[axis])
        least = int(not self.transposed)
        check_size("out_channels", self.out_channels, least, zero="ValueError")
        for name in ("in_channels", "out_channels"):
            self.check_groups(name)

    def output(self, shape: Shape) -> Output:
        made, m = self.slid(self.spatial(shape)), self.out_channels
        last = self.data_format in LAST
        return (shape[0], *made, m) if last else (shape[0], m, *made)

    def pairs(self) -> Any:
        """What is padded before and after each axis; None where it is not known."""
        value, dims = self.padding, self.dims
        if isinstance(value, str):
            return value.upper()
        if isinstance(value, int):
            return ((value, value),) * dims
        if len(value) == dims and all(isinstance(each, int) for each in value):
            return tuple((each, each) for each in value)
        if len(value) == 2 * dims and all(isinstance(each, int) for each in value):
            return tuple(zip(value[::2], value[1::2]))
        return None

    def slid(self, sizes: Shape) -> Shape:
        pairs = self.pairs()
        if pairs is None:
            return (None,) * self.dims
        names = ("kernel_size", "stride", "dilation")
        kernel, stride, dilation = map(self.several, names)
        if pairs == "SAME":
            return tuple(n if n is None else -(-n // s) for n, s in zip(sizes, stride))
        pairs = ((0, 0),) * self.dims if pairs == "VALID" else pairs
        each = zip(sizes, kernel, stride, dilation, *zip(*pairs))
        return tuple(slide(*own) for own in each)


class Transposed(Convolution):
    """weight (in_channels, out_channels / groups, *kernel), bias (out_channels,)."""

    transposed = True
    arguments = """in_channels, out_channels, kernel_size, stride=1, padding=0,
        output_padding=0, dilation=1, groups=1, weight_attr=None, bias_attr=None,
        data_format='NCHW'"""

    def slid(self, sizes: Shape) -> Shape:
        pairs = self.pairs()
        if pairs is None or isinstance(pairs, str):
            return (None,) * self.dims
        names = ("kernel_size", "stride", "dilation", "output_padding")
        each = zip(sizes, pairs, *map(self.several, names))
        return tuple(
            None if n is None else (n - 1) * s - sum(pair) + d * (k - 1) + 1 + more
            for n, pair, k, s, d, more in each
        )


def made(name: str, base: Any, dims: int, data_format: str) -> Any:
    text = base.arguments.replace("NCHW", data_format)
    if name == "Conv1DTranspose":  # which has these two the other way round
        text = text.replace("dilation=1, groups=1", "groups=1, dilation=1")
    return type(name, (base,), {"dims": dims, "arguments": text})


LAYERS = tuple(
    made(f"Conv{dims}D{kind}", base, dims, data_format)
    for dims, data_format in ((1, "NCL"), (2, "NCHW"), (3, "NCDHW"))
    for kind, base in (("", Convolution), ("Transpose", Transposed))
)
