"""PyTorch's one loss with parameters: a softmax whose rare classes are cheap.

Shapes follow torch/nn/modules/adaptive.py.
"""

from itertools import pairwise

from ..counting import CountError
from ..types import Any, Output, Shape, Size
from .containers import ModuleList, Sequential
from .linear import Linear
from .module import Module


class AdaptiveLogSoftmaxWithLoss(Module):
    """head: Linear(n, first cutoff + clusters); a tail for each cluster of classes:
    Linear(n, n // div_value**k), Linear(that, classes), without biases.

    Which tails are used depends on the target, so that the work is not known.
    """

    inputs = 2

    arguments = """
        in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None,
        dtype=None
    """

    def make(self) -> None:
        n, cutoffs = self.in_features, list(self.cutoffs)
        if (
            not cutoffs
            or cutoffs != sorted(set(cutoffs))
            or not 0 < cutoffs[0] <= cutoffs[-1] < self.n_classes
            or any(int(each) != each for each in cutoffs)
        ):
            raise CountError(
                "cutoffs must be growing whole numbers between 1 and n_classes - 1, "
                "not {value}.",
                value=repr(cutoffs),
            )
        place = {"device": self.device, "dtype": self.dtype}
        ends = [*cutoffs, self.n_classes]
        self.add("head", Linear(n, ends[0] + len(cutoffs), self.head_bias, **place))
        tails = []
        for k, (low, high) in enumerate(pairwise(ends), start=1):
            deep = int(n // self.div_value**k)
            tails.append(
                Sequential(
                    Linear(n, deep, False, **place),
                    Linear(deep, high - low, False, **place),
                )
            )
        self.add("tail", ModuleList(tails))

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape[:-1])

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if shape else None

    def with_batch(self, shapes: tuple[Shape, ...], size: Size) -> tuple[Shape, ...]:
        return shapes

    def forward(self, shape: Shape, target: Any) -> Output:
        """The log-probabilities of the targets, and their mean as a loss."""
        self.check_axes(target, 0, 1, error="RuntimeError")
        self.check_axes(shape, len(target) + 1, error="RuntimeError")
        if target and shape[0] is not None:
            self.check_size(target, 0, shape[0])
        self.children["head"](shape)
        return [target, ()]


LAYERS = (AdaptiveLogSoftmaxWithLoss,)
