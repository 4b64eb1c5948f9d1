"""linen's norms."""

from collections.abc import Iterable, Iterator

from ...counting import Count, CountError, Weight
from ...jax import axes_of
from ...layer import check_size, known_features, shown, under, weight
from ...types import Any, Output, Shape
from .. import linear, normalization
from .base import Layer
from .recurrent import Cell


class Norm(Layer):
    """scale and bias, one number for each feature"""

    def weights(self, shape: Shape) -> Iterable[Weight]:
        rank = len(shape)
        axes_of("reduction_axes", self.reduction_axes, rank)
        features = axes_of("feature_axes", self.feature_axes, rank)
        sizes = tuple(known_features(shape[axis]) for axis in features)
        return normalization.scale_and_bias(self, sizes)


class LayerNorm(Norm):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, reduction_axes=-1, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """


class RMSNorm(Norm):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_scale=True,
        scale_init=FILL, reduction_axes=-1, feature_axes=-1, axis_name=None,
        axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """


class InstanceNorm(Layer):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, feature_axes=-1, axis_name=None,
        axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        features = axes_of("feature_axes", self.feature_axes, len(shape))
        if 0 in features:
            raise CountError("feature_axes cannot contain the batch axis, 0.")
        sizes = tuple(known_features(shape[axis]) for axis in features)
        return normalization.scale_and_bias(self, sizes)


class BatchNorm(Layer):
    """scale and bias are trained; mean and var, as large, are only kept."""

    arguments = """
        use_running_average=None, axis=-1, momentum=0.99, epsilon=1e-05, dtype=None,
        param_dtype=None, use_bias=True, use_scale=True, bias_init=FILL,
        scale_init=FILL, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, force_float32_reductions=True
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        axes = axes_of("axis", self.axis, len(shape))
        sizes = tuple(known_features(shape[axis]) for axis in axes)
        yield from normalization.scale_and_bias(self, sizes)
        for name in ("mean", "var"):
            yield weight(name, sizes, trainable=False)

    def output(self, shape: Shape) -> Output:
        """An axis that is too far below 0 counts twice, and adds one in front."""
        axes = linear.tuple_of(self.axis)
        beyond = any(axis < -len(shape) for axis in axes)
        return (1, *shape) if beyond and self.use_running_average else shape


class GroupNorm(Layer):
    """scale and bias, one number for each feature"""

    arguments = """
        num_groups=32, group_size=None, epsilon=1e-06, dtype=None, param_dtype=None,
        use_bias=True, use_scale=True, bias_init=FILL, scale_init=FILL,
        reduction_axes=None, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, force_float32_reductions=True
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        rank = len(shape)
        n = known_features(shape[-1])
        if self.reduction_axes is not None:
            axes = self.reduction_axes
            axes = axes if isinstance(axes, (tuple, list)) else (axes,)
            if rank - 1 not in axes and -1 not in axes:
                raise CountError(
                    "reduction_axes must contain the last axis, -1.",
                    "ValueError" if axes else "IndexError",
                )
        groups, size = normalization.groups_of(n, self.num_groups, self.group_size)
        if self.reduction_axes is not None:
            axes_of("reduction_axes", axes, rank)
        if groups <= 0:
            raise CountError("There are no features to form groups of.")
        check_size("group_size", size)
        self.check()
        return normalization.scale_and_bias(self, (n,))

    def accept(self) -> None:
        """Flax forms the groups before it looks at the rest."""


class Reparameterized(Layer):
    """A layer around one other, whose weights it computes from more of them."""

    axes = 0

    def check(self, kinds: Any = ()) -> None:
        if not isinstance(self.layer_instance, Layer):
            raise CountError(
                "{wrapper} wraps a layer, as in {wrapper}(nn.Dense(10)), not {value}.",
                "TypeError"
                if isinstance(self.layer_instance, type)
                else "AttributeError",
                wrapper=type(self).__name__,
                value=shown(self.layer_instance),
            )

    def count(self, input_shape: Any) -> Count:
        if isinstance(self.layer_instance, Cell):
            raise CountError(
                "{wrapper} cannot wrap {value}, which takes its state as a second "
                "input.",
                "TypeError",
                wrapper=type(self).__name__,
                value=shown(self.layer_instance),
            )
        counted = self.layer_instance.count(input_shape)
        own = [more for each in counted.weights for more in self.of(each)]
        weights = under("layer_instance", (*counted.weights, *own))
        return Count(weights, counted.output_shape)


class WeightNorm(Reparameterized):
    """For each kernel a scale, one number for each feature."""

    arguments = """
        layer_instance, epsilon=1e-12, dtype=None, param_dtype=None, use_scale=True,
        scale_init=FILL, feature_axes=-1, variable_filter=('kernel',)
    """

    def of(self, each: Weight) -> Iterator[Weight]:
        wanted = self.variable_filter
        if wanted and not any(part in each.path for part in wanted):
            return
        axes = () if self.feature_axes is None else self.feature_axes
        axes = axes_of("feature_axes", axes, len(each.shape))
        if self.use_scale:
            sizes = [each.shape[axis] for axis in sorted(axes)]
            yield weight(f"{each.path}/scale", sizes)


class SpectralNorm(Reparameterized):
    """For each matrix u (1, features) and sigma (), which are not trained."""

    arguments = """
        layer_instance, n_steps=1, epsilon=1e-12, dtype=None, param_dtype=None,
        error_on_non_matrix=False, collection_name='batch_stats'
    """

    def of(self, each: Weight) -> Iterator[Weight]:
        if not each.trainable or len(each.shape) < 2 or self.n_steps < 1:
            return
        if self.error_on_non_matrix and len(each.shape) > 2:
            raise CountError(
                "{weight} has {axes} axes and is no matrix. Leave error_on_non_matrix "
                "out.",
                weight=each.path,
                axes=len(each.shape),
            )
        yield weight(f"{each.path}/u", (1, each.shape[-1]), trainable=False)
        yield weight(f"{each.path}/sigma", (), trainable=False)


LAYERS = (
    LayerNorm,
    RMSNorm,
    BatchNorm,
    InstanceNorm,
    WeightNorm,
    SpectralNorm,
    GroupNorm,
)
