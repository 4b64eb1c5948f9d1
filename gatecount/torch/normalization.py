"""PyTorch's norms; see https://docs.pytorch.org/docs/2.13/nn.html#normalization-layers."""

from ..counting import CountError, product
from ..types import Any, Output, Shape
from .module import NUMBER, Module, check_whole
from .spatial import check_no_empty


class Norm(Module):
    """One weight and one bias for each feature."""

    def _make_parameters(self, shape: Shape, affine: Any, bias: bool) -> None:
        if affine:
            self.parameter("weight", shape)
            if bias:
                self.parameter("bias", shape)

    def check_more_than_one(self, sizes: Shape, shape: Shape) -> None:
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

    num_features: Any
    axes: tuple[int, ...]

    def make(self) -> None:
        features, keep = self.num_features, self.track_running_stats
        if isinstance(features, (tuple, list)) and len(features) == 1:
            (self.num_features,) = features
        if keep and not self.affine:  # the buffers have the same shape
            self.parameter("running_mean", features)
            self.own.clear()
        self._make_parameters(features, self.affine, self.bias)

    def check_numbers(self) -> None:
        self.check_kind("eps", self.eps, NUMBER)
        self.check_kind("momentum", self.momentum, (*NUMBER, type(None)))

    def check_features(
        self, shape: Shape, axis: int, error: str = "RuntimeError"
    ) -> None:
        if self.affine or self.track_running_stats:
            self.check_size(shape, axis, self.num_features, error)


class BatchNorm1d(FeatureNorm):
    axes: tuple[int, ...] = (2, 3)

    arguments = """
        num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True,
        device=None, dtype=None, *, bias=True
    """

    def forward(self, shape: Shape) -> Output:
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

    arguments = """
        num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True,
        process_group=None, device=None, dtype=None, *, bias=True
    """

    def forward(self, shape: Shape) -> Output:
        self.axes = (max(2, len(shape)),)
        self.check_axes(shape, *self.axes)
        self.check_range("num_features", shape, shape[1] != 0, "ValueError")
        return super().forward(shape)


class InstanceNorm1d(FeatureNorm):
    axes = (2, 3)

    arguments = """
        num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False,
        device=None, dtype=None, *, bias=True
    """

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) == self.axes[1] else None

    def forward(self, shape: Shape) -> Output:
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

    bias = False

    def make(self) -> None:
        given = self.normalized_shape
        self.shape = (given,) if isinstance(given, int) else tuple(given)
        self._make_parameters(self.shape, self.elementwise_affine, self.bias)

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) > max(len(self.shape), 1) else None

    def forward(self, shape: Shape) -> Output:
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

    arguments = """
        normalized_shape, eps=1e-05, elementwise_affine=True, bias=True,
        device=None, dtype=None
    """


class RMSNorm(ShapedNorm):
    """weight has the shape that is normalised; there is no bias."""

    eps_kinds = (*NUMBER, type(None))
    too_few = "ValueError"

    arguments = """
        normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None
    """


class GroupNorm(Norm):
    """weight and bias (num_channels,), whatever the number of groups."""

    arguments = """
        num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *,
        bias=True
    """

    def make(self) -> None:
        groups, channels = self.num_groups, self.num_channels
        if isinstance(channels, str):
            check_whole(num_channels=channels)
        if groups == 0:
            raise CountError(
                "{argument} must be at least 1, not {value}.",
                "ZeroDivisionError",
                argument="num_groups",
                value=repr(groups),
            )
        if channels % groups:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                argument="num_channels",
                value=repr(channels),
                divisor="num_groups",
                by=repr(groups),
            )
        self._make_parameters(channels, self.affine, self.bias)

    def forward(self, shape: Shape) -> Output:
        if len(shape) < 2:
            self.check_axes(shape, 2, 3, 4, 5, error="RuntimeError")
        batch, channels, *rest = shape
        groups = self.num_groups
        values = product((batch, channels))
        if values is not None and channels is not None:
            self.check_more_than_one((values // groups, *rest), shape)
        self.check_kind("num_groups", groups, int)
        self.check_kind("eps", self.eps, NUMBER)
        good = groups > 0 and (channels is None or channels % groups == 0)
        self.check_range("num_groups", groups, good)
        if self.affine:
            self.check_size(shape, 1, self.num_channels)
        return shape


class LocalResponseNorm(Module):
    arguments = "size, alpha=0.0001, beta=0.75, k=1.0"

    def forward(self, shape: Shape) -> Output:
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5)
        if 0 in shape:
            return shape
        self.check_kind("size", self.size, int)
        self.check_range("size", self.size, self.size > 0)
        for argument in ("alpha", "beta", "k"):
            self.check_kind(argument, getattr(self, argument), NUMBER)
        return shape


class CrossMapLRN2d(Module):
    arguments = "size, alpha=0.0001, beta=0.75, k=1"

    def forward(self, shape: Shape) -> Output:
        self.check_axes(shape, 4)
        self.check_kind("size", self.size, NUMBER)
        for argument in ("alpha", "beta", "k"):
            self.check_kind(argument, getattr(self, argument), NUMBER)
        return shape


LAYERS = (
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    SyncBatchNorm,
    InstanceNorm1d,
    InstanceNorm2d,
    InstanceNorm3d,
    LayerNorm,
    RMSNorm,
    GroupNorm,
    LocalResponseNorm,
    CrossMapLRN2d,
)
