"""The norms of PaddlePaddle; see paddle/nn/layer/norm.py."""

from collections.abc import Iterable

from ..checks import check_choice
from ..counting import CountError, Weight, product
from ..layer import check_features, check_most_axes, check_size, weight
from ..types import Shape
from .module import Paddle, ParamAttr, check_names

LAST = ("NLC", "NHWC", "NDHWC")  # data formats with the channels behind
FORMATS = ("NCL", "NCHW", "NCDHW", *LAST)


class Norm(Paddle):
    """weight and bias, one number for each channel; False leaves one out."""

    channels = "num_features"
    most: tuple[int, ...] = ()  # how many axes an input may have; any, if empty

    @property
    def axes(self) -> int:
        return min(self.most, default=2)

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"{(2, getattr(self, self.channels), 6, 6, 6)[: self.axes]}"

    def weights(self) -> Iterable[Weight]:
        check_names(self.weight_attr, self.bias_attr)
        for name in ("weight", "bias"):
            if vars(self)[f"{name}_attr"] is not False:
                yield self.vector(name, self.channels, name)

    def accepts(self, shape: Shape) -> None:
        if self.most:
            check_most_axes(self, shape, max(self.most))
        axis = -1 if getattr(self, "data_format", "") in LAST else 1
        check_features(self, getattr(self, self.channels), shape[axis])


class Batch(Norm):
    """Paddle counts the running mean and variance as parameters, untrained."""

    arguments = """num_features, momentum=0.9, epsilon=1e-05, weight_attr=None,
        bias_attr=None, data_format='NCHW', use_global_stats=None, name=None"""

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        for name in ("_mean", "_variance"):
            size = self.size(self.channels, 0, "AssertionError")
            yield weight(name, (size,), trainable=False)


class BatchNorm1D(Batch):
    arguments = Batch.arguments.replace("NCHW", "NCL")
    most = (2, 3)


class BatchNorm2D(Batch):
    most = (4,)


class BatchNorm3D(Batch):
    arguments = Batch.arguments.replace("NCHW", "NCDHW")
    most = (5,)


class SyncBatchNorm(Batch):
    """False keeps weight and bias, untrained."""

    arguments = Batch.arguments.replace("use_global_stats=None, ", "")

    def weights(self) -> Iterable[Weight]:
        for name in ("weight", "bias"):
            yield self.vector(name, self.channels, name)
        yield from list(super().weights())[-2:]


class BatchNorm(Batch):
    """The one of Paddle 1, whose weight has a `param_attr`."""

    channels = "num_channels"
    arguments = """num_channels, act=None, is_test=False, momentum=0.9, epsilon=1e-05,
        param_attr=None, bias_attr=None, dtype='float32', data_layout='NCHW',
        in_place=False, moving_mean_name=None, moving_variance_name=None,
        do_model_average_for_mean_and_var=True, use_global_stats=False,
        trainable_statistics=False"""

    def prepare(self) -> None:
        self.weight_attr, self.data_format = self.param_attr, self.data_layout


class Instance(Norm):
    """scale and bias, both or none."""

    arguments = """num_features, epsilon=1e-05, momentum=0.9, weight_attr=None,
        bias_attr=None, data_format='NCHW', name=None"""

    def weights(self) -> Iterable[Weight]:
        if self.weight_attr is False or self.bias_attr is False:
            both = (self.weight_attr,)
            check_choice("bias_attr", self.bias_attr, both, "AssertionError")
        else:
            check_names(self.weight_attr, self.bias_attr)
            yield self.vector("scale", self.channels, "weight")
            yield self.vector("bias", self.channels, "bias")


class InstanceNorm1D(Instance):
    arguments = Instance.arguments.replace("NCHW", "NCL")
    most = (2, 3)


class InstanceNorm2D(Instance):
    most = (4,)


class InstanceNorm3D(Instance):
    arguments = Instance.arguments.replace("NCHW", "NCDHW")
    most = (5,)


class GroupNorm(Norm):
    """Only a learning rate of 0 fixes its parameters: what `trainable` says is lost."""

    channels = "num_channels"
    arguments = """num_groups, num_channels, epsilon=1e-05, *, affine=True, device=None,
        dtype=None, weight_attr=None, bias_attr=None, data_format='NCHW', name=None,
        eps=None"""

    def prepare(self) -> None:
        check_eps(self)
        if not self.affine:
            self.weight_attr = self.bias_attr = False

    def trained(self, name: str) -> bool:
        super().trained(name)
        value = getattr(self, f"{name}_attr")
        return not (isinstance(value, ParamAttr) and value.learning_rate == 0)

    def weights(self) -> Iterable[Weight]:
        check_choice("data_format", self.data_format, FORMATS)
        yield from super().weights()

    def accepts(self, shape: Shape) -> None:
        if self.made:  # else it takes any number of channels
            super().accepts(shape)
        check_size("num_groups", self.num_groups, 1, "ValueError", "ValueError")
        channels = shape[-1 if self.data_format in LAST else 1]
        if channels is not None and channels % self.num_groups:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                "ValueError",
                argument="num_channels",
                value=channels,
                divisor="num_groups",
                by=self.num_groups,
            )


class LayerNorm(Norm):
    """weight and bias in one row, whatever axes `normalized_shape` has."""

    channels = "normalized_size"
    arguments = """normalized_shape, epsilon=1e-05, *, elementwise_affine=True,
        bias=True, device=None, dtype=None, weight_attr=None, bias_attr=None, name=None,
        eps=None"""

    @property
    def axes(self) -> int:
        return len(self.normalized) + 1

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"{(2, *self.normalized)}"

    def prepare(self) -> None:
        given = self.normalized_shape
        check_eps(self)
        self.normalized = (
            tuple(given) if isinstance(given, (list, tuple)) else (int(given),)
            if isinstance(given, bool) else (given,)
        )  # fmt: skip
        for each in self.normalized:
            check_size("normalized_shape", each, 0, "AssertionError")
        self.normalized_size = product(self.normalized)
        if not self.elementwise_affine:
            self.weight_attr = self.bias_attr = False
        elif not self.bias:
            self.bias_attr = False

    def accepts(self, shape: Shape) -> None:
        for expected, given in zip(self.normalized, shape[-len(self.normalized) :]):
            check_features(self, expected, given)


def check_eps(norm: Norm) -> None:
    """`eps` is another name of `epsilon`, and cannot stand beside it."""
    if norm.epsilon != 1e-05:
        check_choice("eps", norm.eps, (None,), "TypeError")


LAYERS = (
    LayerNorm,
    BatchNorm,
    BatchNorm1D,
    BatchNorm2D,
    BatchNorm3D,
    SyncBatchNorm,
    GroupNorm,
    InstanceNorm1D,
    InstanceNorm2D,
    InstanceNorm3D,
)
