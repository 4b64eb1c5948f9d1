"""The wrappers of Keras 3 around any layer, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/recurrent_layers/time_distributed/ and
https://keras.io/api/layers/normalization_layers/spectral_normalization/.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight, over
from ..types import Output, Shape
from .attention import Heads
from .base import Layer, shown
from .cells import Cell
from .checks import check_whole
from .convolution import Conv
from .core import InputLayer


class Wrapper(Layer):
    """A layer around one other."""

    def _check(self) -> None:
        if not isinstance(self.layer, Layer):
            raise CountError(
                "{wrapper} wraps a layer, as in {wrapper}(Dense(10)), not {value}.",
                wrapper=type(self).__name__,
                value=shown(self.layer),
            )
        self.parts = (self.layer,)


class TimeDistributed(Wrapper):
    """The same layer, with the same weights, at every time step."""

    min_ndim = 3

    arguments = "layer, **kwargs"

    def build(self, shape: Shape) -> Iterable[Weight]:
        if isinstance(self.layer, (Cell, InputLayer, Heads)):
            raise CountError(
                "TimeDistributed cannot wrap {layer}: it takes one input at each time "
                "step, and returns one output.",
                "TypeError" if isinstance(self.layer, Heads) else "NotImplementedError",
                layer=shown(self.layer),
            )
        if self.layer.many:
            self.layer.check_input((None, *shape[2:]))
        weights = over(self.layer.build((None, *shape[2:])), shape[1])
        return self.below(self.layer.name, weights)

    def output(self, shape: Shape) -> Output:
        output = self.layer.output((None, *shape[2:]))
        if isinstance(output, list):
            raise CountError(
                "TimeDistributed wraps a layer that returns one output, not {number}.",
                number=len(output),
            )
        return (None, shape[1], *output[1:])


class SpectralNormalization(Wrapper):
    """Adds vector_u (1, last size of the kernel), which is not trained."""

    @property
    def too_many(self) -> str:
        """A convolution inside looks at the list before the wrapper does."""
        return "TypeError" if isinstance(self.layer, Conv) else "ValueError"

    arguments = "layer, power_iterations=1, **kwargs"

    def _check(self) -> None:
        super()._check()
        check_whole("power_iterations", self.power_iterations)

    def build(self, shape: Shape) -> Iterable[Weight]:
        weights = self.below(self.layer.name, self.layer.build(shape))
        kernel = [each for each in weights if each.name in ("kernel", "embeddings")]
        if not kernel or kernel[0].path.count("/") > 1:
            raise CountError(
                "SpectralNormalization wraps a layer with a kernel or with embeddings, "
                "such as Dense(10), not {value}.",
                value=shown(self.layer),
            )
        vector = self.weight("vector_u", (1, kernel[0].shape[-1]), trainable=False)
        if getattr(self.layer, "lora_rank", None):  # the kernel is then made anew
            return (vector, *weights)
        others = tuple(each for each in weights if each is not kernel[0])
        return (kernel[0], vector, *others)

    def output(self, shape: Shape) -> Output:
        output: Output = self.layer.output(shape)
        return output
