"""nnx's convolutions."""

from ...jax import least
from ...types import Shape, Sizes
from .. import convolution
from .base import Mapped


class Conv(convolution.Convolution, Mapped):
    """kernel (*kernel_size, in_features / groups, out_features)"""

    example = "(2, 32, 5)"

    arguments = """
        in_features, out_features, kernel_size, strides=1, *, padding='SAME',
        input_dilation=1, kernel_dilation=1, feature_group_count=1, use_bias=True,
        mask=None, dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, conv_general_dilated=None, promote_dtype=None,
        preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None
    """

    def kernel(self, n: int, m: int) -> Sizes:
        groups = self.size("feature_group_count", 1)
        if n // groups < least(self.kernel_init):
            convolution.check_groups(groups, n, m)
        return (*self.spatial(), n // groups, m)

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        convolution.check_groups(
            self.feature_group_count, self.in_features, self.out_features
        )


class ConvTranspose(convolution.Transposed, Mapped):
    """kernel (*kernel_size, in_features, out_features), bias (out_features,)"""

    example = "(2, 32, 5)"
    arguments = """
        in_features, out_features, kernel_size, strides=None, *, padding='SAME',
        kernel_dilation=None, use_bias=True, mask=None, dtype=None,
        param_dtype=None, precision=None, kernel_init=FANS, bias_init=FILL,
        transpose_kernel=False, promote_dtype=None, preferred_element_type=None,
        rngs, kernel_metadata=None, bias_metadata=None
    """


LAYERS = (Conv, ConvTranspose)
