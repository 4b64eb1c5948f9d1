"""PyTorch's linear maps; see https://docs.pytorch.org/docs/2.13/nn.html#linear-layers."""

from ..counting import product
from ..types import Output, Shape
from .module import Module, check_least_1


class Linear(Module):
    """weight (out_features, in_features), bias (out_features,)."""

    arguments = "in_features, out_features, bias=True, device=None, dtype=None"

    def make(self) -> None:
        self.matrix("weight", (self.out_features, self.in_features))
        if self.bias:
            self.parameter("bias", (self.out_features,))

    def forward(self, shape: Shape) -> Output:
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        self.check_size(shape, -1, self.in_features)
        self.used(product(shape[:-1]))
        return (*shape[:-1], self.out_features)


class Bilinear(Module):
    """weight (out_features, in1_features, in2_features), bias (out_features,)."""

    inputs = 2

    arguments = """
        in1_features, in2_features, out_features, bias=True, device=None, dtype=None
    """

    def make(self) -> None:
        self.features = self.in1_features, self.in2_features
        self.matrix("weight", (self.out_features, *self.features))
        if self.bias:
            self.parameter("bias", (self.out_features,))
        check_least_1("in1_features", self.in1_features)

    def forward(self, one: Shape, two: Shape) -> Output:
        for shape, features in zip((one, two), self.features):
            if not shape:
                self.check_axes(shape, 1, 2, 3, error="IndexError")
            self.check_size(shape, -1, features)
        self.check_axes(two, len(one), error="RuntimeError")
        for axis, size in enumerate(one[:-1]):
            if size is not None:
                self.check_size(two, axis, size)
        self.used(product(one[:-1]))
        return (*one[:-1], self.out_features)


LAYERS = (Linear, Bilinear)
