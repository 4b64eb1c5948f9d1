"""Norms and biases of Haiku: parameters of the shape of an input's axes."""

from ....types import Value
from ...libraries import numpy
from ...libraries.array import Array
from .. import arrays
from .cores import Made
from .scopes import get_parameter, get_state, set_state


class Norm(Made):
    """A scale and an offset, each of the shape that `sizes` tells."""

    create_offset = False

    def __call__(self, inputs: Value, *values: Value, **named: Value) -> Value:
        inputs = numpy.array_of(inputs)
        shape = self.sizes(inputs)
        for name in ("scale", "offset"):
            if getattr(self, f"create_{name}"):
                get_parameter(name, shape)
        return inputs


class LayerNorm(Norm):
    arguments = """axis, create_scale, create_offset, eps=1e-5, scale_init=None,
        offset_init=None, use_fast_variance=False, name=None, *, param_axis=None"""

    def sizes(self, inputs: Value) -> Value:
        if inputs.shape is None or self.param_axis is None:
            return arrays.shape_of(inputs)[-1:]
        return kept(inputs, self.param_axis)


class RMSNorm(LayerNorm):
    arguments = """axis, eps=1e-5, scale_init=None, name=None, create_scale=True, *,
        param_axis=None"""


class InstanceNorm(LayerNorm):
    arguments = """create_scale, create_offset, eps=1e-5, scale_init=None,
        offset_init=None, data_format='channels_last', name=None"""

    def made(self) -> None:
        self.param_axis = channel(self.data_format)


class GroupNorm(Norm):
    arguments = """groups, axis=None, create_scale=True, create_offset=True, eps=1e-5,
        scale_init=None, offset_init=None, data_format='channels_last', name=None"""

    def sizes(self, inputs: Value) -> Value:
        if inputs.shape is None or channel(self.data_format) == -1:
            return arrays.shape_of(inputs)[-1:]
        return (inputs.shape[1], *(1,) * (len(inputs.shape) - 2))


class BatchNorm(Norm):
    arguments = """create_scale, create_offset, decay_rate, eps=1e-5, scale_init=None,
        offset_init=None, axis=None, cross_replica_axis=None,
        cross_replica_axis_index_groups=None, data_format='channels_last', name=None"""

    def made(self) -> None:
        self.mean_ema = ExponentialMovingAverage(self.decay_rate, name="mean_ema")
        self.var_ema = ExponentialMovingAverage(self.decay_rate, name="var_ema")

    vars(made)["named_like"] = "__init__"

    def sizes(self, inputs: Value) -> Value:
        if inputs.shape is None:
            return arrays.shape_of(inputs)[-1:]
        if self.axis is None:
            shape = kept(inputs, channel(self.data_format), True)
        else:
            shape = tuple(1 if place in self.axis else size
                          for place, size in enumerate(inputs.shape))  # fmt: skip
        for each in (self.mean_ema, self.var_ema):
            each(Array(shape, "float32"))
        return shape


class ExponentialMovingAverage(Made):
    """Its numbers are state, which Haiku keeps apart from the parameters."""

    arguments = "decay, zero_debias=True, warmup_length=0, name=None"

    def __call__(self, value: Value, update_stats: Value = True) -> Value:
        get_state("counter", ())
        for name in ("hidden", "average"):
            set_state(name, value)
        return value


class Bias(Made):
    arguments = "output_size=None, bias_dims=None, b_init=None, name=None"

    def __call__(self, inputs: Value, multiplier: Value = None) -> Value:
        shape = inputs.shape[1:]
        if self.bias_dims is not None:
            axes = {place % len(inputs.shape) for place in self.bias_dims}
            first = min(axes, default=len(inputs.shape))
            shape = tuple(inputs.shape[place] if place in axes else 1
                          for place in range(first, len(inputs.shape)))  # fmt: skip
        get_parameter("b", shape)
        return inputs


def kept(inputs: Value, axes: Value, broadcast: Value = False) -> Value:
    """The sizes of these axes, 1 for the others; the last alone stands alone."""
    shape, several = inputs.shape, len(inputs.shape)
    if isinstance(axes, slice):
        axes = range(several)[axes]
    axes = {each % several for each in ((axes,) if isinstance(axes, int) else axes)}
    if axes == {several - 1} and not broadcast:
        return shape[-1:]
    return tuple(size if place in axes else 1 for place, size in enumerate(shape))


def channel(data_format: str) -> int:
    """The axis of the channels."""
    last = data_format == "channels_last" or data_format.endswith("C")
    return -1 if last else 1
