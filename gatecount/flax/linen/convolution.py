"""linen's convolutions."""

from collections.abc import Iterable
from math import prod

from ...counting import CountError, Weight
from ...jax import check_vector
from ...layer import known_features, matrix, weight
from ...types import Shape, Size, Sizes, Steps
from .. import convolution
from .base import Mapped


class Conv(convolution.Convolution, Mapped):
    """kernel (*kernel_size, channels / groups, features), bias (features,)"""

    example = "(2, 32, 5)"

    arguments = """
        features, kernel_size, strides=1, padding='SAME', input_dilation=1,
        kernel_dilation=1, feature_group_count=1, use_bias=True, mask=None,
        dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, promote_dtype=None, conv_general_dilated=None,
        conv_general_dilated_cls=None
    """

    def kernel(self, n: int, m: int) -> Sizes:
        groups = self.size("feature_group_count", 1)
        convolution.check_groups(groups, n, m)
        return (*self.spatial(), n // groups, m)


class ConvTranspose(convolution.Transposed, Mapped):
    example = "(2, 32, 5)"
    arguments = """
        features, kernel_size, strides=None, padding='SAME', kernel_dilation=None,
        use_bias=True, mask=None, dtype=None, param_dtype=None, precision=None,
        kernel_init=FANS, bias_init=FILL, transpose_kernel=False,
        promote_dtype=None, preferred_element_type=None
    """


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
        output = self.mapped(shape, m)
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
