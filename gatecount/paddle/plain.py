"""Linear and Embedding of PaddlePaddle, and its layers that keep the shape."""

from collections.abc import Iterable

from .. import plain
from ..checks import check_choice
from ..counting import Weight
from ..layer import check_features, matrix
from ..shapes.filling import flattened
from ..types import Output, Shape
from .module import NONE, ONE, Paddle


class Linear(Paddle, plain.Dense):
    """weight (in_features, out_features): not transposed, unlike PyTorch's."""

    arguments = "in_features, out_features, weight_attr=None, bias_attr=None, name=None"

    def weights(self) -> Iterable[Weight]:
        n, m = (self.size(each, *NONE) for each in self.named)
        yield from self.plain("weight", (n, m), matrix)
        yield from self.plain("bias", (m,))

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        check_choice("weight_attr", self.weight_attr is not False, (True,))


class Embedding(Paddle, plain.Lookup):
    arguments = """num_embeddings, embedding_dim, padding_idx=None, max_norm=None,
        norm_type=2.0, sparse=False, scale_grad_by_freq=False, weight_attr=None,
        name=None"""

    def weights(self) -> Iterable[Weight]:
        sizes = [self.size(each, *ONE) for each in self.named]
        last = -1 if self.padding_idx is None else self.padding_idx
        check_choice("padding_idx", max(last, -1), range(-1, sizes[0]))
        yield from self.plain("weight", sizes)

    def accepts(self, shape: Shape) -> None:
        check_choice("weight_attr", bool(self.made), (True,), "AttributeError")


class PReLU(Paddle):
    """_weight (num_parameters,)"""

    arguments = """num_parameters=1, init=0.25, weight_attr=None, data_format='NCHW',
        name=None"""
    axes = 0

    def weights(self) -> Iterable[Weight]:
        yield self.vector("_weight", "num_parameters", "weight")

    def accepts(self, shape: Shape) -> None:
        last = self.data_format in ("NLC", "NHWC", "NDHWC")
        channels = shape[-1 if last else 1] if len(shape) > 1 else 1
        if self.num_parameters != 1:
            check_features(self, self.num_parameters, channels)


class Flatten(Paddle):
    arguments = "start_axis=1, stop_axis=-1"

    def output(self, shape: Shape) -> Output:
        return flattened(shape, self.start_axis, self.stop_axis)


class Same(Paddle):
    """Without weights; the output has the input's shape."""

    axes = 0


class Dropout(Same):
    arguments = "p=0.5, inplace=False, axis=None, mode='upscale_in_train', name=None"


SAME = {
    "ReLU": "name=None",
    "ReLU6": "name=None",
    "LeakyReLU": "negative_slope=0.01, name=None",
    "ELU": "alpha=1.0, name=None",
    "CELU": "alpha=1.0, name=None",
    "GELU": "approximate=False, name=None",
    "Silu": "inplace=False, name=None",
    "Swish": "name=None",
    "Mish": "name=None",
    "Sigmoid": "name=None",
    "Hardsigmoid": "name=None",
    "Hardswish": "name=None",
    "Tanh": "name=None",
    "Softplus": "beta=1, threshold=20, name=None",
    "Softsign": "name=None",
    "Softmax": "axis=-1, name=None",
    "LogSoftmax": "axis=-1, name=None",
}
LAYERS = (
    Linear,
    Embedding,
    PReLU,
    Flatten,
    Dropout,
    *(type(name, (Same,), {"arguments": text}) for name, text in SAME.items()),
)
