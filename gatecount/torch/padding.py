"""PyTorch's padding; see https://docs.pytorch.org/docs/2.13/nn.html#padding-layers."""

from ..types import Any, Output, Shape, Size
from .module import NUMBER, several
from .spatial import Spatial, check_no_empty, over


class Pad(Spatial):
    """Adds (before, after) to each spatial axis, the last axis first."""

    padding: Any
    may_be_empty = False

    arguments = "padding"

    def make(self) -> None:
        self.padding = several(self.padding, 2 * self.axes)

    def forward(self, shape: Shape) -> Output:
        for each in self.padding:
            self.check_kind("padding", each, int)
        first = self.padding[:1]
        self.check_range("padding", self.padding, bool not in map(type, first))
        pairs = list(zip(self.padding[::2], self.padding[1::2]))
        self.check_range("padding", self.padding, 2 * len(pairs) == len(self.padding))
        self.check_input(shape, len(pairs))
        start = len(shape) - len(pairs)
        ends = [
            self.length(size, before, after)
            for size, (before, after) in zip(shape[start:], reversed(pairs))
        ]
        filled = self.may_be_empty or any(size is None or size > 0 for size in ends)
        self.check_range("padding", self.padding, filled)
        return (*shape[:start], *ends)

    def check_input(self, shape: Shape, axes: Any) -> None:
        """The padding decides on how many axes it works."""
        self.check_range("padding", self.padding, axes > 0)
        self.check_range("padding", self.padding, axes <= len(shape))
        self.check_axes(shape, axes + 1, axes + 2, error="NotImplementedError")
        if not self.may_be_empty:
            check_no_empty(self, shape[-axes - 1 :], shape)

    def length(self, size: Size, before: int, after: int) -> Size:
        if size is None:
            return None
        length = size + before + after
        good = length >= 0 and self.reaches(size, max(before, after))
        self.check_range("padding", self.padding, good)
        return length

    def reaches(self, size: int, padding: int) -> bool:
        return True


class ReplicationPad(Pad):
    pass


class ReflectionPad(Pad):
    def reaches(self, size: int, padding: int) -> bool:
        return padding < size


class CircularPad(Pad):
    may_be_empty = True

    def reaches(self, size: int, padding: int) -> bool:
        return padding <= size

    def check_input(self, shape: Shape, axes: Any) -> None:
        self.check_spatial(shape, "ValueError")
        super().check_input(shape, axes)


class ZeroPad(Pad):
    """Zeros go around an input with any number of axes."""

    may_be_empty = True

    def check_input(self, shape: Shape, axes: Any) -> None:
        self.check_range("padding", self.padding, axes <= len(shape))


class ConstantPad(ZeroPad):
    arguments = "padding, value"

    def check_input(self, shape: Shape, axes: Any) -> None:
        super().check_input(shape, axes)
        self.check_kind("value", self.value, (*NUMBER, type(None)))


LAYERS = over(
    (1, 2, 3), ZeroPad, ConstantPad, ReflectionPad, ReplicationPad, CircularPad
)
