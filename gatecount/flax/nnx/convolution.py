"""nnx's convolutions."""

from collections.abc import Iterable

from ...counting import Weight, whole
from ...jax import check_vector, least
from ...layer import matrix, weight
from ...types import Output, Shape
from .. import convolution
from .base import Layer, check_stream


class Conv(convolution.Convolution, Layer):
    """kernel (*kernel_size, in_features / groups, out_features)"""

    example = "(2, 32, 5)"

    arguments = """
        in_features, out_features, kernel_size, strides=1, *, padding='SAME',
        input_dilation=1, kernel_dilation=1, feature_group_count=1, use_bias=True,
        mask=None, dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, conv_general_dilated=None, promote_dtype=None,
        preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n = self.size("in_features", lowest)
        m = self.size("out_features", lowest)
        groups = self.size("feature_group_count", 1)
        channels = n // groups
        if channels < lowest:
            convolution.check_groups(groups, n, m)
        yield matrix("kernel", (*self.spatial(), channels, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        convolution.check_groups(
            self.feature_group_count, self.in_features, self.out_features
        )

    def output(self, shape: Shape) -> Output:
        return self.convolve(shape, whole(self.out_features))

    @property
    def natural(self) -> Shape | None:
        return (None,) * self.axes + (self.in_features,)


class ConvTranspose(convolution.Transposed, Layer):
    """kernel (*kernel_size, in_features, out_features), bias (out_features,)"""

    example = "(2, 32, 5)"
    arguments = """
        in_features, out_features, kernel_size, strides=None, *, padding='SAME',
        kernel_dilation=None, use_bias=True, mask=None, dtype=None,
        param_dtype=None, precision=None, kernel_init=FANS, bias_init=FILL,
        transpose_kernel=False, promote_dtype=None, preferred_element_type=None,
        rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n = self.size("in_features", lowest)
        m = self.size("out_features", lowest)
        yield matrix("kernel", self.kernel(n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape: Shape) -> Output:
        return self.convolve(shape, whole(self.out_features))

    @property
    def natural(self) -> Shape | None:
        return (None,) * self.axes + (self.in_features,)


LAYERS = (Conv, ConvTranspose)
