"""linen's convolutions."""

from collections.abc import Iterable
from math import prod

from ...counting import CountError, Weight
from ...jax import check_vector, least
from ...layer import known_features, matrix, weight
from ...types import Output, Shape, Size, Steps
from .. import convolution
from .base import Layer


class Conv(convolution.Convolution, Layer):
    """kernel (*kernel_size, channels / groups, features), bias (features,)"""

    example = "(2, 32, 5)"

    arguments = """
        features, kernel_size, strides=1, padding='SAME', input_dilation=1,
        kernel_dilation=1, feature_group_count=1, use_bias=True, mask=None,
        dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, promote_dtype=None, conv_general_dilated=None,
        conv_general_dilated_cls=None
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        m = self.size("features", lowest)
        groups = self.size("feature_group_count", 1)
        convolution.check_groups(groups, n, m)
        yield matrix("kernel", (*self.spatial(), n // groups, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape: Shape) -> Output:
        return self.convolve(shape, self.size("features"))


class ConvTranspose(convolution.Transposed, Layer):
    example = "(2, 32, 5)"
    arguments = """
        features, kernel_size, strides=None, padding='SAME', kernel_dilation=None,
        use_bias=True, mask=None, dtype=None, param_dtype=None, precision=None,
        kernel_init=FANS, bias_init=FILL, transpose_kernel=False,
        promote_dtype=None, preferred_element_type=None
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        m = self.size("features", lowest)
        yield matrix("kernel", self.kernel(n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape: Shape) -> Output:
        return self.convolve(shape, self.size("features"))


class ConvLocal(Conv):
    """A kernel for each place of the output: kernel (*places, window, features)."""

    def weights(self, shape: Shape) -> Iterable[Weight]:
        n = known_features(shape[-1], 1)
        m = self.size("features", 1)
        if self.feature_group_count > 1:
            raise CountError(
                "ConvLocal has no groups. Leave feature_group_count out.",
                "NotImplementedError",
            )
        output = self.convolve(shape, m)
        places = [known_features(size) for size in output[-self.axes : -1]]
        if not places:
            raise CountError(
                "{argument} must be a tuple, such as (3, 3), not {value}.",
                "TypeError",
                argument="kernel_size",
                value=(),
            )
        yield matrix("kernel", (*places, prod(self.spatial()) * n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (*places, m))

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return 1, 1


LAYERS = (Conv, ConvTranspose, ConvLocal)
