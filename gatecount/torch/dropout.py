"""PyTorch's dropout, which changes no shape; see https://docs.pytorch.org/docs/2.13/nn.html#dropout-layers."""

from ..types import Output, Shape
from .module import Module, check_dropout


class Dropout(Module):
    arguments = "p=0.5, inplace=False"

    def make(self) -> None:
        check_dropout(self.p)


class Dropout1d(Dropout):
    axes = (2, 3)

    def forward(self, shape: Shape) -> Output:
        self.check_axes(shape, *self.axes, error="RuntimeError")
        return shape


class Dropout2d(Dropout):
    """Drops whole channels, so there must be an axis of them."""

    def forward(self, shape: Shape) -> Output:
        if len(shape) < 2 and self.p not in (0, 1) and 0 not in shape:
            self.check_axes(shape, 2, 3, 4, 5, error="RuntimeError")
        return shape


class Dropout3d(Dropout2d):
    """Takes a missing axis for the batch."""

    def forward(self, shape: Shape) -> Output:
        super().forward(shape if len(shape) == 5 else (1, *shape))
        return shape


class AlphaDropout(Dropout):
    pass


class FeatureAlphaDropout(Dropout2d):
    pass


LAYERS = (Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout)
