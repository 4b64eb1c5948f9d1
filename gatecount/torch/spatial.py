"""What convolution, pooling and padding share: 1, 2 or 3 spatial axes.

They stand behind the channels: (batch, C, L), (batch, C, H, W), (batch, C, D, H, W).
"""

from ..counting import CountError
from ..types import Any, Shape, Sizes
from .module import Module


class Spatial(Module):
    """`axes` spatial axes; an input without the batch axis is taken too."""

    axes: int

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) == self.axes + 2 else None

    def check_spatial(self, shape: Shape, error: str = "RuntimeError") -> None:
        self.check_axes(shape, self.axes + 1, self.axes + 2, error=error)

    def sizes(self, argument: str, value: Any, least: int | None = None) -> Sizes:
        """`value` for each spatial axis, as PyTorch reads it at the call."""
        given = value if isinstance(value, (tuple, list)) else (value,)
        for each in given:
            self.check_kind(argument, each, int)
        good = len(given) in (1, self.axes) and not isinstance(given[0], bool)
        if least is not None:
            good = good and all(each >= least for each in given)
        self.check_range(argument, value, good)
        return tuple(given) * (self.axes // len(given))


def over(axes: Sizes, *kinds: type[Module]) -> tuple[type[Module], ...]:
    """The classes of 1, 2 and 3 spatial axes: Pool -> Pool1d ..."""
    return tuple(
        type(f"{kind.__name__}{each}d", (kind,), {"axes": each})
        for kind in kinds
        for each in axes
    )


def check_no_empty(layer: Any, sizes: Shape, shape: Shape) -> None:
    if 0 in sizes:
        raise CountError(
            "{layer} cannot work on an empty input: {shape} has a size of 0.",
            "RuntimeError",
            layer=type(layer).__name__,
            shape=shape,
        )
