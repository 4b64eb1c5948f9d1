"""The pooling layers of Equinox, knowing only shapes.

See https://docs.kidger.site/equinox/api/nn/pool/.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight
from ..jax import several
from ..layer import check_size, shown
from ..shapes.filling import slide
from ..types import Output, Shape, Size, Sizes
from .base import Layer


class Pool(Layer):
    """A window that slides over the axes behind the channels. No weights."""

    dimensions: int
    example = "(4, 32)"
    too_few = "AssertionError"
    arguments = "kernel_size, stride=1, padding=0, use_ceil=False"

    def weights(self) -> Iterable[Weight]:
        count = self.dimensions
        self.axes = count + 1
        self.kernel = self._each("kernel_size", count)
        self.strides = self._each("stride", count)
        padding = self.padding
        if isinstance(padding, int):
            padding = (padding,) * count
        if not isinstance(padding, (tuple, list)) or len(padding) != count:
            raise CountError(
                "padding is a whole number, or a pair (before, after) for each of the "
                "{count} spatial axes, not {value}.",
                count=count,
                value=shown(padding),
            )
        if not all(isinstance(each, (tuple, list)) for each in padding):
            padding = [(each, each) for each in padding]
        self.pads = tuple(map(tuple, padding))
        return ()

    def _each(self, argument: str, count: int) -> Sizes:
        value = getattr(self, argument)
        if not isinstance(value, (int, tuple, list)):
            raise CountError(
                "{argument} must be a whole number or a tuple of {count}, not {value}.",
                argument=argument,
                count=count,
                value=shown(value),
            )
        return (value,) * count if isinstance(value, int) else tuple(value)

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape, "AssertionError")
        count = self.dimensions
        kernel = several("kernel_size", self.kernel, count, "TypeError")
        strides = several("stride", self.strides, count, "TypeError")
        for name, values in (("kernel_size", kernel), ("stride", strides)):
            for value in values:
                check_size(name, value, 1, zero="TypeError")
        self.ends: list[Size] = []
        for size, k, s, (before, after) in zip(shape[1:], kernel, strides, self.pads):
            if size is None:
                self.ends.append(None)
                continue
            if self.use_ceil and (size + before + after - k) % s:
                after += s
            if max(before, after) > k:
                raise CountError(
                    "padding reaches further than the window of {size}. Make it "
                    "smaller.",
                    "RuntimeError",
                    size=k,
                )
            self.ends.append(max(slide(size, k, s, 1, before, after), 0))

    def output(self, shape: Shape) -> Output:
        return (shape[0], *self.ends)

    @property
    def natural(self) -> Shape | None:
        return None


class AdaptivePool(Layer):
    """Whatever the input, the output has the size that is asked for. No weights."""

    dimensions: int
    example = "(4, 32)"
    natural = None
    arguments = "target_shape"

    def weights(self) -> Iterable[Weight]:
        self.axes = self.dimensions + 1
        target, count = self.target_shape, self.dimensions
        if isinstance(target, int):
            target = (target,) * count
        if not isinstance(target, (tuple, list)) or len(target) != count:
            raise CountError(
                "{argument} must be a whole number or a tuple of {count}, not {value}.",
                argument="target_shape",
                count=count,
                value=shown(target),
            )
        self.target = tuple(target)
        return ()

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape)
        for each in self.target:
            check_size("target_shape", each, 1)

    def output(self, shape: Shape) -> Output:
        return (shape[0], *map(int, self.target))


LAYERS = tuple(
    type(f"{name}{each}d", (base,), {"dimensions": each})
    for each in (1, 2, 3)
    for name, base in (
        ("AvgPool", Pool),
        ("MaxPool", Pool),
        ("AdaptiveAvgPool", AdaptivePool),
        ("AdaptiveMaxPool", AdaptivePool),
    )
)
