"""Convolutions and pools of Haiku, written as it writes them, by `get_parameter`."""

from ....jax import Window
from ....types import Value
from ...libraries import numpy
from ...libraries.array import Array
from ...unknown import Unknown
from .. import arrays
from .cores import LSTMState, Made, RNNCore
from .norms import channel
from .scopes import get_parameter

CONVOLUTION = """output_channels, kernel_shape, stride=1, rate=1, padding='SAME',
    with_bias=True, w_init=None, b_init=None, data_format='channels_last', mask=None,
    feature_group_count=1, name=None"""
BACK = """output_channels, kernel_shape, stride=1, output_shape=None, padding='SAME',
    with_bias=True, w_init=None, b_init=None, data_format='channels_last', mask=None,
    name=None"""


class ConvND(Made):
    arguments = f"num_spatial_dims, {CONVOLUTION}"
    back = False

    def __call__(self, inputs: Value, **named: Value) -> Array:
        inputs, axes = numpy.array_of(inputs), self.num_spatial_dims
        window = several(self.kernel_shape, axes)
        last = channel(self.data_format) == -1
        shape = inputs.shape or arrays.array((None,) * (axes + 2)).shape
        read = shape[-1] if last else shape[-axes - 1]
        if inputs.shape is None:
            read = arrays.shape_of(inputs)[-1]
        if self.back:
            ends = (self.output_channels, read)
        else:
            groups = self.feature_group_count
            ends = (read if groups == 1 else read // groups, self.output_channels)
        get_parameter("w", (*window, *ends))
        if self.with_bias:
            ones = () if last else (1,) * axes
            get_parameter("b", (self.output_channels, *ones))
        front = shape[: len(shape) - axes - 1]
        sizes = shape[-axes - 1 : -1] if last else shape[-axes:]
        made = self.slid(window, sizes)
        inner = (*made, self.output_channels) if last else (self.output_channels, *made)
        return Array((*front, *inner), "float32")

    def slid(self, window: Value, sizes: Value) -> Value:
        axes, unknown = len(window), [Unknown("size")] * len(window)
        stride, padding = several(self.stride, axes), self.padding
        padding = padding.upper() if isinstance(padding, str) else padding
        if not all(isinstance(each, int) for each in sizes):
            return unknown
        if self.back:
            if self.output_shape is not None:
                return several(self.output_shape, axes)
            more = [max(w - s, 0) if padding == "VALID" else 0
                    for w, s in zip(window, stride)]  # fmt: skip
            plain = padding in ("SAME", "VALID")
            grown = [n * s + m for n, s, m in zip(sizes, stride, more)]
            return grown if plain else unknown
        if callable(padding) or not isinstance(padding, str):
            pairs = isinstance(padding, (list, tuple)) and all(
                isinstance(each, (list, tuple)) for each in padding
            )
            if not pairs:
                return unknown
            padding = tuple(tuple(each) for each in padding)
        rate = several(self.rate, axes)
        return Window(window, stride, padding, rate, (1,) * axes).slide(tuple(sizes))


class ConvNDTranspose(ConvND):
    arguments, back = f"num_spatial_dims, {BACK}", True


def several(value: Value, axes: Value) -> Value:
    return (value,) * axes if isinstance(value, int) else tuple(value)


class ConvNDLSTM(Made, RNNCore):
    arguments = (
        "num_spatial_dims, input_shape, output_channels, kernel_shape, name=None"
    )

    def __call__(self, inputs: Value, state: Value) -> tuple[Array, LSTMState]:
        gates = [
            ConvND(self.num_spatial_dims, 4 * self.output_channels, self.kernel_shape,
                   name=name)(each)
            for name, each in (("input_to_hidden", inputs),
                               ("hidden_to_hidden", state[0]))
        ]  # fmt: skip
        hidden = gates[0].like((*gates[0].shape[:-1], self.output_channels))
        return hidden, LSTMState(hidden, hidden)

    def initial_state(self, batch_size: Value = None) -> LSTMState:
        front = () if batch_size is None else (batch_size,)
        shape = (*front, *self.input_shape, self.output_channels)
        return LSTMState(*[Array(shape, "float32")] * 2)


def pool(
    value: Value,
    window_shape: Value,
    strides: Value,
    padding: str = "VALID",
    channel_axis: Value = -1,
) -> Value:
    value = numpy.array_of(value)
    if value.shape is None:
        return value
    axes = len(value.shape)

    def spread(sizes: Value) -> Value:
        if not isinstance(sizes, int):
            return (*(1,) * (axes - len(sizes)), *sizes)
        left_out = None if channel_axis is None else channel_axis % axes
        return 1, *(1 if place == left_out else sizes for place in range(1, axes))

    known = [size if isinstance(size, int) else None for size in value.shape]
    window = Window(spread(window_shape), spread(strides), padding, (1,) * axes,
                    (1,) * axes)  # fmt: skip
    return value.like(window.slide(tuple(known)))


class Pool(Made):
    arguments = "window_shape, strides, padding, channel_axis=-1, name=None"

    def __call__(self, value: Value) -> Value:
        return pool(value, self.window_shape, self.strides, self.padding,
                    self.channel_axis)  # fmt: skip


def numbered() -> dict[str, type[Value]]:
    """Conv1D, Conv2DTranspose, Conv3DLSTM, …, and the pools."""
    made = {f"{kind}Pool": type(f"{kind}Pool", (Pool,), {}) for kind in ("Avg", "Max")}
    memory = "input_shape, output_channels, kernel_shape, name=None"
    for axes in (1, 2, 3):
        for end, base, arguments in (
            ("", ConvND, CONVOLUTION),
            ("Transpose", ConvNDTranspose, BACK),
            ("LSTM", ConvNDLSTM, memory),
        ):
            name, own = f"Conv{axes}D{end}", {"num_spatial_dims": axes}
            made[name] = type(name, (base,), own | {"arguments": arguments})
    return made
