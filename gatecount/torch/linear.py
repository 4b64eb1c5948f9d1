"""PyTorch's linear maps; see https://docs.pytorch.org/docs/2.13/nn.html#linear-layers."""

from ..counting import product
from .module import Module, check_least_1


class Linear(Module):
    """weight (out_features, in_features), bias (out_features,)."""

    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        self.place(device, dtype)
        self.in_features, self.out_features = in_features, out_features
        self.matrix("weight", (out_features, in_features))
        if bias:
            self.parameter("bias", (out_features,))

    def forward(self, shape):
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        self.check_size(shape, -1, self.in_features)
        self.used(product(shape[:-1]))
        return (*shape[:-1], self.out_features)


class Bilinear(Module):
    """weight (out_features, in1_features, in2_features), bias (out_features,)."""

    inputs = 2

    def __init__(
        self,
        in1_features,
        in2_features,
        out_features,
        bias=True,
        device=None,
        dtype=None,
    ):
        self.place(device, dtype)
        self.features = in1_features, in2_features
        self.out_features = out_features
        self.matrix("weight", (out_features, in1_features, in2_features))
        if bias:
            self.parameter("bias", (out_features,))
        check_least_1("in1_features", in1_features)

    def forward(self, one, two):
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
