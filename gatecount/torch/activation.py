"""PyTorch's activations, one of which has weights; see
https://docs.pytorch.org/docs/2.13/nn.html#non-linear-activations-weighted-sum-nonlinearity.
"""

from inspect import Parameter, Signature

from ..counting import CountError
from .module import NUMBER, Module, check_axis


def elementwise(name, base, **defaults):
    """A class for an activation: its arguments, and a shape that passes."""
    arguments = [
        Parameter(argument, Parameter.POSITIONAL_OR_KEYWORD, default=default)
        for argument, default in defaults.items()
    ]
    made = type(name, (base,), {"defaults": defaults})
    made.__signature__ = Signature(arguments)
    return made


class Elementwise(Module):
    """Works on each number alone."""

    defaults: dict

    def __init__(self, *values, **named):
        self.arguments = self.defaults | dict(zip(self.defaults, values)) | named

    def forward(self, shape):
        for argument, value in self.arguments.items():
            if isinstance(self.defaults[argument], float):
                self.check_kind(argument, value, NUMBER)
        return shape


class AlongAxis(Elementwise):
    """Works along the axis `dim`; None lets PyTorch choose."""

    def forward(self, shape):
        dim = self.arguments["dim"]
        if dim is not None:
            check_axis(self, dim, shape)
        return shape


def required(name, *arguments, **defaults):
    """An activation whose first arguments must be given."""
    made = elementwise(name, Elementwise, **dict.fromkeys(arguments, 0.0), **defaults)
    made.__signature__ = Signature(
        [
            each.replace(default=Parameter.empty) if each.name in arguments else each
            for each in made.__signature__.parameters.values()
        ]
    )
    return made


ACTIVATIONS = (
    elementwise("ReLU", Elementwise, inplace=False),
    elementwise("ReLU6", Elementwise, inplace=False),
    elementwise("LeakyReLU", Elementwise, negative_slope=0.01, inplace=False),
    elementwise("ELU", Elementwise, alpha=1.0, inplace=False),
    elementwise("SELU", Elementwise, inplace=False),
    elementwise("SiLU", Elementwise, inplace=False),
    elementwise("Mish", Elementwise, inplace=False),
    elementwise("Sigmoid", Elementwise),
    elementwise("LogSigmoid", Elementwise),
    elementwise("Hardsigmoid", Elementwise, inplace=False),
    elementwise("Hardswish", Elementwise, inplace=False),
    elementwise("Hardshrink", Elementwise, lambd=0.5),
    elementwise("Tanh", Elementwise),
    elementwise("Tanhshrink", Elementwise),
    elementwise("Softplus", Elementwise, beta=1.0, threshold=20.0),
    elementwise("Softsign", Elementwise),
    elementwise("Softmax", AlongAxis, dim=None),
    elementwise("Softmin", AlongAxis, dim=None),
    elementwise("LogSoftmax", AlongAxis, dim=None),
    required("Threshold", "threshold", "value", inplace=False),
)


class CELU(Elementwise):
    def __init__(self, alpha=1.0, inplace=False):
        self.alpha = alpha

    def forward(self, shape):
        self.check_kind("alpha", self.alpha, NUMBER)
        self.check_range("alpha", self.alpha, self.alpha != 0)
        return shape


class RReLU(Module):
    def __init__(self, lower=1.0 / 8, upper=1.0 / 3, inplace=False):
        self.lower, self.upper = lower, upper

    def forward(self, shape):
        self.check_kind("lower", self.lower, NUMBER)
        self.check_kind("upper", self.upper, NUMBER)
        self.check_range("lower", self.lower, self.lower <= self.upper)
        return shape


class Softshrink(Module):
    def __init__(self, lambd=0.5):
        self.lambd = lambd

    def forward(self, shape):
        self.check_kind("lambd", self.lambd, NUMBER)
        self.check_range("lambd", self.lambd, self.lambd >= 0)
        return shape


class GELU(Module):
    def __init__(self, approximate="none"):
        self.approximate = approximate

    def forward(self, shape):
        self.check_kind("approximate", self.approximate, str)
        good = self.approximate in ("none", "tanh")
        self.check_range("approximate", self.approximate, good)
        return shape


class Hardtanh(Module):
    def __init__(
        self, min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None
    ):
        low = min_val if min_value is None else min_value
        high = max_val if max_value is None else max_value
        if high <= low:
            raise CountError(
                "max_val={high} must be greater than min_val={low}.",
                "AssertionError",
                high=repr(high),
                low=repr(low),
            )
        self.limits = {"min_val": low, "max_val": high}

    def forward(self, shape):
        for argument, value in self.limits.items():
            self.check_kind(argument, value, NUMBER)
        return shape


class Softmax2d(Module):
    def __init__(self):
        pass

    def forward(self, shape):
        self.check_axes(shape, 3, 4)
        return shape


class GLU(Module):
    """Halves the axis `dim`."""

    def __init__(self, dim=-1):
        self.dim = dim

    def forward(self, shape):
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

    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        self.place(device, dtype)
        self.parameter("weight", num_parameters)
        self.check_kind("init", init, NUMBER)

    def forward(self, shape):
        weight = self.own[0].shape
        self.check_range("num_parameters", weight, len(weight) == 1)
        if weight != (1,):
            self.check_range("num_parameters", weight[0], len(shape) > 0)
            channels = shape[1] if len(shape) > 1 else 1
            good = channels is None or channels == weight[0]
            self.check_range("num_parameters", weight[0], good)
        return shape


LAYERS = (*ACTIVATIONS, CELU, RReLU, Softshrink, GELU, GLU, Hardtanh, Softmax2d, PReLU)
