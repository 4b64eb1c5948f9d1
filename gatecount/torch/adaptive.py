"""PyTorch's one loss with parameters: a softmax whose rare classes are cheap.

Shapes follow torch/nn/modules/adaptive.py.
"""

from itertools import pairwise

from ..counting import CountError
from .containers import ModuleList, Sequential
from .linear import Linear
from .module import Module


class AdaptiveLogSoftmaxWithLoss(Module):
    """head: Linear(n, first cutoff + clusters); a tail for each cluster of classes:
    Linear(n, n // div_value**k), Linear(that, classes), without biases.

    Which tails are used depends on the target, so that the work is not known.
    """

    inputs = 2

    def __init__(
        self,
        in_features,
        n_classes,
        cutoffs,
        div_value=4.0,
        head_bias=False,
        device=None,
        dtype=None,
    ):
        cutoffs = list(cutoffs)
        if (
            not cutoffs
            or cutoffs != sorted(set(cutoffs))
            or not 0 < cutoffs[0] <= cutoffs[-1] < n_classes
            or any(int(each) != each for each in cutoffs)
        ):
            raise CountError(
                "cutoffs must be growing whole numbers between 1 and n_classes - 1, "
                "not {value}.",
                value=repr(cutoffs),
            )
        place = {"device": device, "dtype": dtype}
        self.in_features = in_features
        ends = [*cutoffs, n_classes]
        size = ends[0] + len(cutoffs)
        self.add("head", Linear(in_features, size, head_bias, **place))
        tails = []
        for k, (low, high) in enumerate(pairwise(ends), start=1):
            deep = int(in_features // div_value**k)
            tails.append(
                Sequential(
                    Linear(in_features, deep, False, **place),
                    Linear(deep, high - low, False, **place),
                )
            )
        self.add("tail", ModuleList(tails))

    def alike(self, shape):
        return (shape, shape[:-1])

    def batch_axis(self, shape):
        return 0 if shape else None

    def with_batch(self, shapes, size):
        return shapes

    def forward(self, shape, target):
        """The log-probabilities of the targets, and their mean as a loss."""
        self.check_axes(target, 0, 1, error="RuntimeError")
        self.check_axes(shape, len(target) + 1, error="RuntimeError")
        if target and shape[0] is not None:
            self.check_size(target, 0, shape[0])
        self.children["head"](shape)
        return [target, ()]


LAYERS = (AdaptiveLogSoftmaxWithLoss,)
