"""PyTorch's activations, one of which has weights; see
https://docs.pytorch.org/docs/2.13/nn.html#non-linear-activations-weighted-sum-nonlinearity.
"""

from ..counting import CountError
from ..signature import parameters
from ..types import Output, Shape
from .module import NUMBER, Module, check_axis


class Elementwise(Module):
    """Works on each number alone."""

    def forward(self, shape: Shape) -> Output:
        for each in parameters(type(self)):
            if each.default is each.empty or isinstance(each.default, float):
                self.check_kind(each.name, getattr(self, each.name), NUMBER)
        return shape


class AlongAxis(Elementwise):
    """Works along the axis `dim`; None lets PyTorch choose."""

    def forward(self, shape: Shape) -> Output:
        if self.dim is not None:
            check_axis(self, self.dim, shape)
        return shape


ACTIVATIONS = tuple(
    type(name, (base,), {"arguments": arguments})
    for name, base, arguments in (
        ("ReLU", Elementwise, "inplace=False"),
        ("ReLU6", Elementwise, "inplace=False"),
        ("LeakyReLU", Elementwise, "negative_slope=0.01, inplace=False"),
        ("ELU", Elementwise, "alpha=1.0, inplace=False"),
        ("SELU", Elementwise, "inplace=False"),
        ("SiLU", Elementwise, "inplace=False"),
        ("Mish", Elementwise, "inplace=False"),
        ("Sigmoid", Elementwise, ""),
        ("LogSigmoid", Elementwise, ""),
        ("Hardsigmoid", Elementwise, "inplace=False"),
        ("Hardswish", Elementwise, "inplace=False"),
        ("Hardshrink", Elementwise, "lambd=0.5"),
        ("Tanh", Elementwise, ""),
        ("Tanhshrink", Elementwise, ""),
        ("Softplus", Elementwise, "beta=1.0, threshold=20.0"),
        ("Softsign", Elementwise, ""),
        ("Softmax", AlongAxis, "dim=None"),
        ("Softmin", AlongAxis, "dim=None"),
        ("LogSoftmax", AlongAxis, "dim=None"),
        ("Threshold", Elementwise, "threshold, value, inplace=False"),
    )
)


class CELU(Elementwise):
    arguments = "alpha=1.0, inplace=False"

    def forward(self, shape: Shape) -> Output:
        self.check_kind("alpha", self.alpha, NUMBER)
        self.check_range("alpha", self.alpha, self.alpha != 0)
        return shape


class RReLU(Module):
    arguments = "lower=1.0 / 8, upper=1.0 / 3, inplace=False"

    def forward(self, shape: Shape) -> Output:
        self.check_kind("lower", self.lower, NUMBER)
        self.check_kind("upper", self.upper, NUMBER)
        self.check_range("lower", self.lower, self.lower <= self.upper)
        return shape


class Softshrink(Module):
    arguments = "lambd=0.5"

    def forward(self, shape: Shape) -> Output:
        self.check_kind("lambd", self.lambd, NUMBER)
        self.check_range("lambd", self.lambd, self.lambd >= 0)
        return shape


class GELU(Module):
    arguments = "approximate='none'"

    def forward(self, shape: Shape) -> Output:
        self.check_kind("approximate", self.approximate, str)
        good = self.approximate in ("none", "tanh")
        self.check_range("approximate", self.approximate, good)
        return shape


class Hardtanh(Module):
    arguments = """
        min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None
    """

    def make(self) -> None:
        low = self.min_val if self.min_value is None else self.min_value
        high = self.max_val if self.max_value is None else self.max_value
        if high <= low:
            raise CountError(
                "max_val={high} must be greater than min_val={low}.",
                "AssertionError",
                high=repr(high),
                low=repr(low),
            )
        self.limits = {"min_val": low, "max_val": high}

    def forward(self, shape: Shape) -> Output:
        for argument, value in self.limits.items():
            self.check_kind(argument, value, NUMBER)
        return shape


class Softmax2d(Module):
    arguments = ""

    def forward(self, shape: Shape) -> Output:
        self.check_axes(shape, 3, 4)
        return shape


class GLU(Module):
    """Halves the axis `dim`."""

    arguments = "dim=-1"

    def forward(self, shape: Shape) -> Output:
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        axis = check_axis(self, self.dim, shape)
        size = shape[axis]
        if size is None:
            return shape
        if size % 2:
            raise CountError(
                "GLU halves axis {axis} of the input; {shape} has an odd size there.",
                "RuntimeError",
                axis=axis,
                shape=shape,
            )
        return (*shape[:axis], size // 2, *shape[axis + 1 :])


class PReLU(Module):
    """The one activation with weights: weight (num_parameters,)."""

    arguments = "num_parameters=1, init=0.25, device=None, dtype=None"

    def make(self) -> None:
        self.parameter("weight", self.num_parameters)
        self.check_kind("init", self.init, NUMBER)

    def forward(self, shape: Shape) -> Output:
        weight = self.own[0].shape
        self.check_range("num_parameters", weight, len(weight) == 1)
        if weight != (1,):
            self.check_range("num_parameters", weight[0], len(shape) > 0)
            channels = shape[1] if len(shape) > 1 else 1
            good = channels is None or channels == weight[0]
            self.check_range("num_parameters", weight[0], good)
        return shape


LAYERS = (*ACTIVATIONS, CELU, RReLU, Softshrink, GELU, GLU, Hardtanh, Softmax2d, PReLU)
