"""PyTorch's other layers with weights: linear, embedding, convolution, norm.

Shapes follow torch/nn/modules; see https://docs.pytorch.org/docs/2.13/nn.html.
"""

from ..counting import CountError, product, whole
from .module import (
    Module,
    check_least_1,
    check_whole,
    several,
    with_size,
)
from .plain import NUMBER, Spatial, check_no_empty

# Linear layers and embeddings.


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


class Table(Module):
    """Rows that are looked up by their index."""

    def check_rows(self, shape):
        """In a table without rows, only nothing can be looked up."""
        if 0 not in shape:
            self.check_range("num_embeddings", 0, self.own[0].shape[0] > 0)


class Embedding(Table):
    """weight (num_embeddings, embedding_dim)."""

    def __init__(
        self,
        num_embeddings,
        embedding_dim,
        padding_idx=None,
        max_norm=None,
        norm_type=2.0,
        scale_grad_by_freq=False,
        sparse=False,
        _weight=None,
        _freeze=False,
        device=None,
        dtype=None,
    ):
        self.place(device, dtype)
        check_padding(padding_idx, num_embeddings)
        check_no_weight(_weight)
        self.parameter("weight", (num_embeddings, embedding_dim), not _freeze)
        check_index(padding_idx, num_embeddings)
        self.embedding_dim = whole(embedding_dim)
        self.max_norm, self.norm_type = max_norm, norm_type
        self.switches = {"scale_grad_by_freq": scale_grad_by_freq, "sparse": sparse}

    def forward(self, shape):
        for argument, value in self.switches.items():
            self.check_kind(argument, value, bool)
        if self.max_norm is not None:
            self.check_kind("max_norm", self.max_norm, NUMBER)
            self.check_kind("norm_type", self.norm_type, NUMBER)
        self.check_rows(shape)
        return (*shape, self.embedding_dim)


class EmbeddingBag(Table):
    """weight (num_embeddings, embedding_dim).

    The input is (bags, length), or a list of two shapes: all tokens in a row,
    (tokens,), and the offsets where the bags begin, (bags,).
    """

    def __init__(
        self,
        num_embeddings,
        embedding_dim,
        max_norm=None,
        norm_type=2.0,
        scale_grad_by_freq=False,
        mode="mean",
        sparse=False,
        _weight=None,
        include_last_offset=False,
        padding_idx=None,
        device=None,
        dtype=None,
    ):
        self.place(device, dtype)
        check_padding(padding_idx, num_embeddings)
        check_no_weight(_weight)
        self.parameter("weight", (num_embeddings, embedding_dim))
        check_index(padding_idx, num_embeddings)
        self.embedding_dim = whole(embedding_dim)
        self.mode, self.include_last_offset = mode, include_last_offset
        self.scale_grad_by_freq = scale_grad_by_freq
        self.switches = {
            "scale_grad_by_freq": scale_grad_by_freq,
            "sparse": sparse,
            "include_last_offset": include_last_offset,
        }

    @property
    def inputs(self):
        return self.given

    def __call__(self, *shapes):
        self.given = 2 if len(shapes) == 2 else 1
        return super().__call__(*shapes)

    def with_batch(self, shapes, size):
        return (*shapes[:-1], with_size(shapes[-1], 0, size))

    def forward(self, shape, offsets=None):
        for argument, value in self.switches.items():
            self.check_kind(argument, value, bool)
        good = isinstance(self.mode, str) and self.mode in ("sum", "mean", "max")
        self.check_range("mode", self.mode, good, "ValueError")
        good = self.mode != "max" or not self.scale_grad_by_freq
        self.check_range(
            "scale_grad_by_freq", self.scale_grad_by_freq, good, "ValueError"
        )
        if offsets is None:
            self.check_axes(shape, 2)
            check_no_empty(self, shape[1:], shape)
            self.check_rows(shape)
            # A sum over empty vectors works for one bag, but not for two.
            good = self.embedding_dim or self.mode == "max" or (shape[0] or 0) < 2
            self.check_range("embedding_dim", 0, good)
            return (shape[0], self.embedding_dim)
        self.check_axes(shape, 1)
        self.check_axes(offsets, 1)
        self.check_rows((*shape, *offsets))
        bags = offsets[0]
        if bags is not None and self.include_last_offset:
            self.check_range("include_last_offset", True, bags > 0)
            bags -= 1
        return (bags, self.embedding_dim)


def check_padding(index, rows):
    if index is not None and not -rows <= index < rows and index != 0:
        raise CountError(
            "padding_idx={value} is outside the table of {rows} rows.",
            "AssertionError",
            value=repr(index),
            rows=repr(rows),
        )


def check_index(index, rows):
    """PyTorch sets the row `index` to zero, which must be there."""
    if index is not None and (isinstance(index, float) or rows == 0):
        raise CountError(
            "padding_idx={value} is outside the table of {rows} rows.",
            "IndexError",
            value=repr(index),
            rows=repr(rows),
        )


def check_no_weight(weight):
    if weight is not None:
        raise CountError(
            "_weight must be a tensor, which cannot be written here. Leave it out: "
            "the number of parameters is the same.",
            "AttributeError",
        )


# Convolutions.


class Convolution(Spatial):
    """weight (out_channels, in_channels / groups, *kernel), bias (out_channels,)."""

    transposed = False
    output_padding = 0

    def _accept(self, given):
        vars(self).update(given)
        del self.self
        kernel, stride, dilation = (
            several(given[argument], self.axes)
            for argument in ("kernel_size", "stride", "dilation")
        )
        self._check_channels()
        self._check_padding(kernel, stride, dilation)
        inside, outside = self.in_channels, self.out_channels
        if self.transposed:
            shape = (inside, outside // self.groups, *kernel)
        else:
            shape = (outside, inside // self.groups, *kernel)
        self.matrix("weight", shape)
        if self.bias:
            self.parameter("bias", (outside,))

    def _check_channels(self):
        if self.groups <= 0:
            raise CountError(
                "{argument} must be at least 1, not {value}.",
                argument="groups",
                value=repr(self.groups),
            )
        for argument in ("in_channels", "out_channels"):
            value = getattr(self, argument)
            if isinstance(value, str):
                check_whole(**{argument: value})
            if value % self.groups:
                raise CountError(
                    "{argument}={value} must be divisible by {divisor}={by}.",
                    argument=argument,
                    value=repr(value),
                    divisor="groups",
                    by=repr(self.groups),
                )

    def _check_padding(self, kernel, stride, dilation):
        if isinstance(self.padding, str) and not self.transposed:
            check_choice("padding", self.padding, ("valid", "same"))
            if self.padding == "same" and any(each != 1 for each in stride):
                raise CountError("padding='same' works with stride 1 only.")
        check_choice("padding_mode", self.padding_mode, PADDING_MODES)
        if self.padding == "same" and not self.transposed:
            for d, k in zip(dilation, kernel):
                d * (k - 1)  # PyTorch computes it here, and fails here

    def batch_axis(self, shape):
        return 0 if len(shape) == self.axes + 2 else None

    def forward(self, shape):
        kernel = several(self.kernel_size, self.axes)
        strides = self.sizes("stride", self.stride, 1)
        dilation = self.sizes("dilation", self.dilation, 1)
        if self.transposed:
            self.check_kind("padding", self.padding, (int, tuple, list))
        good = not isinstance(self.groups, bool)
        self.check_range("groups", self.groups, good, "TypeError")
        plain = self.padding_mode == "zeros" or len(shape) < self.axes
        self.check_spatial(shape, "RuntimeError" if plain else "NotImplementedError")
        self.check_range("kernel_size", kernel, len(kernel) == self.axes)
        self.check_range("kernel_size", kernel, min(kernel) > 0)
        self.check_range("out_channels", 0, self.out_channels > 0)
        self.check_size(shape, -self.axes - 1, self.in_channels)
        check_no_empty(self, shape[-self.axes :], shape)
        pads = self.pads()
        bracketed = isinstance(self.padding, (tuple, list)) and len(self.padding) == 1
        if bracketed and not plain:
            pads = self.last_axis_only(shape, pads)
        ends = tuple(
            None if each[0] is None else self.length(*each)
            for each in zip(shape[-self.axes :], kernel, strides, dilation, pads)
        )
        batch = shape[: -self.axes - 1]
        places = shape[-self.axes :] if self.transposed else ends
        self.used(product((*batch, *places)))
        return (*batch, whole(self.out_channels), *ends)

    def last_axis_only(self, shape, pads):
        """A padding of one number in brackets, with a mode, is read so by PyTorch."""
        self.check_axes(shape, 2, 3, error="NotImplementedError")
        return (0,) * (self.axes - 1) + pads[-1:]

    def pads(self):
        """Padding for each axis: a number on both sides, or None for `same`."""
        if isinstance(self.padding, str):
            return ({"valid": 0, "same": None}[self.padding],) * self.axes
        return self.sizes("padding", self.padding, 0)

    def length(self, size, k, s, d, p):
        """(in + 2 padding - dilation (kernel - 1) - 1) // stride + 1."""
        total = d * (k - 1) if p is None else 2 * p
        widest = total - total // 2
        reach = {"reflect": size - 1, "circular": size}.get(self.padding_mode, widest)
        self.check_range("padding", self.padding, widest <= reach)
        room = size + total - d * (k - 1) - 1
        self.check_range("kernel_size", self.kernel_size, room >= 0)
        return room // s + 1


class Conv1d(Convolution):
    axes = 1

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        self._accept(locals())


class Conv2d(Conv1d):
    axes = 2


class Conv3d(Conv1d):
    axes = 3


class ConvTranspose1d(Convolution):
    """weight (in_channels, out_channels / groups, *kernel), bias (out_channels,)."""

    axes = 1
    transposed = True

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        bias=True,
        dilation=1,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        if padding_mode != "zeros":
            raise CountError(
                "{argument} cannot be {value}. Known: {known}.",
                argument="padding_mode",
                value=repr(padding_mode),
                known="zeros",
            )
        self._accept(locals())

    def pads(self):
        extra = self.sizes("output_padding", self.output_padding, 0)
        return tuple(zip(self.sizes("padding", self.padding, 0), extra))

    def length(self, size, k, s, d, p):
        """(in - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1."""
        padding, extra = p
        check_no_empty(self, (size,), (size,))
        good = extra < max(s, d)
        self.check_range("output_padding", self.output_padding, good)
        length = (size - 1) * s - 2 * padding + d * (k - 1) + extra + 1
        self.check_range("padding", self.padding, length > 0)
        return length


class ConvTranspose2d(ConvTranspose1d):
    axes = 2


class ConvTranspose3d(ConvTranspose1d):
    axes = 3


PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


def check_choice(argument, value, known):
    if isinstance(value, list):
        raise TypeError
    if value not in known:
        raise CountError(
            "{argument} cannot be {value}. Known: {known}.",
            argument=argument,
            value=repr(value),
            known=", ".join(known),
        )


# Norms: one weight and one bias for each feature.


class Norm(Module):
    def _make_parameters(self, shape, affine, bias, device, dtype):
        self.place(device, dtype)
        self.affine = affine
        if affine:
            self.parameter("weight", shape)
            if bias:
                self.parameter("bias", shape)

    def check_more_than_one(self, sizes, shape):
        """Training needs two values at least to take a variance."""
        if product(sizes) == 1:
            raise CountError(
                "{layer} needs more than one value for each channel to take their "
                "variance; {shape} has one.",
                layer=type(self).__name__,
                shape=shape,
            )


class FeatureNorm(Norm):
    """weight and bias (num_features,). Running mean and variance are buffers."""

    axes: tuple[int, ...]

    def _accept(self, given):
        vars(self).update(given)
        del self.self
        features, keep = self.num_features, self.track_running_stats
        if isinstance(features, (tuple, list)) and len(features) == 1:
            (self.num_features,) = features
        if keep and not self.affine:  # the buffers have the same shape
            self.parameter("running_mean", features)
            self.own.clear()
        self._make_parameters(features, self.affine, self.bias, self.device, self.dtype)

    def check_numbers(self):
        self.check_kind("eps", self.eps, NUMBER)
        self.check_kind("momentum", self.momentum, (*NUMBER, type(None)))

    def check_features(self, shape, axis, error="RuntimeError"):
        if self.affine or self.track_running_stats:
            self.check_size(shape, axis, self.num_features, error)


class BatchNorm1d(FeatureNorm):
    axes = (2, 3)

    def __init__(
        self,
        num_features,
        eps=1e-05,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        self._accept(locals())

    def forward(self, shape):
        self.check_axes(shape, *self.axes)
        self.check_more_than_one((shape[0], *shape[2:]), shape)
        self.check_numbers()
        self.check_range("eps", self.eps, self.eps > 0, "ValueError")
        if 0 not in shape:
            self.check_features(shape, 1)
        return shape


class BatchNorm2d(BatchNorm1d):
    axes = (4,)


class BatchNorm3d(BatchNorm1d):
    axes = (5,)


class SyncBatchNorm(BatchNorm1d):
    """BatchNorm over several devices, of an input with any number of axes."""

    def __init__(
        self,
        num_features,
        eps=1e-05,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        process_group=None,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        self._accept(locals())

    def forward(self, shape):
        self.axes = (max(2, len(shape)),)
        self.check_axes(shape, *self.axes)
        self.check_range("num_features", shape, shape[1] != 0, "ValueError")
        return super().forward(shape)


class InstanceNorm1d(FeatureNorm):
    axes = (2, 3)

    def __init__(
        self,
        num_features,
        eps=1e-05,
        momentum=0.1,
        affine=False,
        track_running_stats=False,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        self._accept(locals())

    def batch_axis(self, shape):
        return 0 if len(shape) == self.axes[1] else None

    def forward(self, shape):
        self.check_axes(shape, *self.axes)
        axis = len(shape) - self.axes[0]
        if self.affine:
            self.check_size(shape, axis, self.num_features, "ValueError")
            check_no_empty(self, shape[:axis], shape)
        self.check_more_than_one(shape[axis + 1 :], shape)
        self.check_numbers()
        self.check_features(shape, axis)
        return shape


class InstanceNorm2d(InstanceNorm1d):
    axes = (3, 4)


class InstanceNorm3d(InstanceNorm1d):
    axes = (4, 5)


class ShapedNorm(Norm):
    too_few = "RuntimeError"  # PyTorch's error, if the input has too few axes

    def _accept(self, normalized_shape, eps, affine, bias, device, dtype):
        single = isinstance(normalized_shape, int)
        self.shape = (normalized_shape,) if single else tuple(normalized_shape)
        self.eps = eps
        self._make_parameters(self.shape, affine, bias, device, dtype)

    def batch_axis(self, shape):
        return 0 if len(shape) > max(len(self.shape), 1) else None

    def forward(self, shape):
        for size in self.shape:
            self.check_kind("normalized_shape", size, int)
        self.check_kind("eps", self.eps, self.eps_kinds)
        self.check_range("normalized_shape", self.shape, len(self.shape) > 0)
        good = len(self.shape) <= len(shape)
        self.check_range("normalized_shape", self.shape, good, self.too_few)
        for axis in range(-len(self.shape), 0):
            self.check_size(shape, axis, self.shape[axis])
        return shape


class LayerNorm(ShapedNorm):
    """weight and bias have the shape that is normalised."""

    eps_kinds = NUMBER

    def __init__(
        self,
        normalized_shape,
        eps=1e-05,
        elementwise_affine=True,
        bias=True,
        device=None,
        dtype=None,
    ):
        self._accept(normalized_shape, eps, elementwise_affine, bias, device, dtype)


class RMSNorm(ShapedNorm):
    """weight has the shape that is normalised; there is no bias."""

    eps_kinds = (*NUMBER, type(None))
    too_few = "ValueError"

    def __init__(
        self,
        normalized_shape,
        eps=None,
        elementwise_affine=True,
        device=None,
        dtype=None,
    ):
        self._accept(normalized_shape, eps, elementwise_affine, False, device, dtype)


class GroupNorm(Norm):
    """weight and bias (num_channels,), whatever the number of groups."""

    def __init__(
        self,
        num_groups,
        num_channels,
        eps=1e-05,
        affine=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        if isinstance(num_channels, str):
            check_whole(num_channels=num_channels)
        if num_groups == 0:
            raise CountError(
                "{argument} must be at least 1, not {value}.",
                "ZeroDivisionError",
                argument="num_groups",
                value=repr(num_groups),
            )
        if num_channels % num_groups:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                argument="num_channels",
                value=repr(num_channels),
                divisor="num_groups",
                by=repr(num_groups),
            )
        self.num_groups, self.num_channels, self.eps = num_groups, num_channels, eps
        self._make_parameters(num_channels, affine, bias, device, dtype)

    def forward(self, shape):
        if len(shape) < 2:
            self.check_axes(shape, 2, 3, 4, 5, error="RuntimeError")
        batch, channels, *rest = shape
        groups = self.num_groups
        if None not in (batch, channels):
            self.check_more_than_one((batch * channels // groups, *rest), shape)
        self.check_kind("num_groups", groups, int)
        self.check_kind("eps", self.eps, NUMBER)
        good = groups > 0 and (channels is None or channels % groups == 0)
        self.check_range("num_groups", groups, good)
        if self.affine:
            self.check_size(shape, 1, self.num_channels)
        return shape


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


WEIGHTED = (
    Linear,
    Bilinear,
    Embedding,
    EmbeddingBag,
    Conv1d,
    Conv2d,
    Conv3d,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    LayerNorm,
    GroupNorm,
    SyncBatchNorm,
    InstanceNorm1d,
    InstanceNorm2d,
    InstanceNorm3d,
    RMSNorm,
    PReLU,
)
