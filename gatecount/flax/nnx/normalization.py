"""nnx's norms."""

from collections.abc import Iterable

from ...counting import CountError, Weight, product
from ...jax import axes_of
from ...layer import check_features, check_size, weight
from ...types import Shape
from .. import normalization
from .base import Layer, check_stream


class Norm(Layer):
    """scale and bias (num_features,)"""

    expects = "num_features"
    use_bias = False

    def weights(self) -> Iterable[Weight]:
        if self.use_scale or self.use_bias:
            check_stream(self.rngs, "params")
            yield from normalization.scale_and_bias(self, (self.size("num_features"),))

    def accepts(self, shape: Shape) -> None:
        axes_of("reduction_axes", self.reduction_axes, len(shape))
        axes = axes_of("feature_axes", self.feature_axes, len(shape))
        sizes = [shape[axis] for axis in axes]
        # Flax takes a scale without numbers for no scale at all.
        scaled = self.num_features and (self.use_scale or self.use_bias)
        if scaled and None not in sizes:
            check_features(self, self.num_features, product(sizes))


class LayerNorm(Norm):
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True,
        use_scale=True, bias_init=FILL, scale_init=FILL, reduction_axes=-1,
        feature_axes=-1, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, promote_dtype=None, rngs, bias_metadata=None,
        scale_metadata=None
    """


class RMSNorm(Norm):
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None,
        use_scale=True, scale_init=FILL, reduction_axes=-1, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        promote_dtype=None, rngs, scale_metadata=None
    """


class InstanceNorm(Norm):
    reduction_axes = ()
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True,
        use_scale=True, bias_init=FILL, scale_init=FILL, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        promote_dtype=None, rngs, bias_metadata=None, scale_metadata=None
    """

    def accepts(self, shape: Shape) -> None:
        axes = axes_of("feature_axes", self.feature_axes, len(shape))
        if 0 in axes:
            raise CountError("feature_axes cannot contain the batch axis, 0.")
        super().accepts(shape)


class BatchNorm(Norm):
    """scale and bias are trained; mean and var, as large, are only kept."""

    arguments = """
        num_features, *, use_running_average=False, axis=-1, momentum=0.99,
        epsilon=1e-05, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, promote_dtype=None, rngs, bias_metadata=None,
        scale_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        for name in ("mean", "var"):
            yield weight(name, (self.size("num_features"),), trainable=False)

    def accepts(self, shape: Shape) -> None:
        axes = axes_of("axis", self.axis, len(shape))
        sizes = [shape[axis] for axis in axes]
        # One feature would do for any number of them, but for the running mean.
        self.unlike = "ValueError" if self.num_features == 1 else "TypeError"
        if None not in sizes:
            check_features(self, self.num_features, product(sizes))


class GroupNorm(Norm):
    fewest_axes = 2
    arguments = """
        num_features, num_groups=32, group_size=None, *, epsilon=1e-06, dtype=None,
        param_dtype=None, use_bias=True, use_scale=True, bias_init=FILL,
        scale_init=FILL, reduction_axes=None, axis_name=None,
        axis_index_groups=None, use_fast_variance=True, promote_dtype=None, rngs,
        bias_metadata=None, scale_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        self.grouped = normalization.groups_of(
            self.num_features, self.num_groups, self.group_size, "ValueError"
        )
        self.size("num_features")
        return super().weights()

    too_few = "ValueError"

    def accepts(self, shape: Shape) -> None:
        for size in self.grouped:
            check_size("group_size", size)
        check_features(self, self.num_features, shape[-1])
        if self.reduction_axes is not None:
            axes_of("reduction_axes", self.reduction_axes, len(shape))


LAYERS = (LayerNorm, RMSNorm, BatchNorm, InstanceNorm, GroupNorm)
