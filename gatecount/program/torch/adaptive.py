"""nn.AdaptiveLogSoftmaxWithLoss, whose parts are plain layers.

Their order is that of torch/nn/modules/adaptive.py.
"""

from collections import namedtuple

from ... import torch as engine
from ...counting import CountError
from ...types import Shape, Value
from .containers import ModuleList, Sequential
from .dtypes import INT64
from .layers import bound, plain
from .linear import Linear
from .module import Module
from .shapes import text
from .tensor import derived

_ASMoutput = namedtuple("_ASMoutput", ["output", "loss"])


class AdaptiveLogSoftmaxWithLoss(Module):
    engine = engine.LAYERS["AdaptiveLogSoftmaxWithLoss"]

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__()
        given = bound(self.engine, values, named)
        self.engine.construct(*plain(values), **plain(named))
        place = {name: given[name] for name in ("device", "dtype")}
        self.in_features, self.n_classes = given["in_features"], given["n_classes"]
        self.cutoffs = [*given["cutoffs"], self.n_classes]
        self.div_value, self.head_bias = given["div_value"], given["head_bias"]
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(self.in_features, self.head_size, self.head_bias, **place)
        self.tail = ModuleList()
        for k in range(self.n_clusters):
            deep = int(self.in_features // self.div_value ** (k + 1))
            size = self.cutoffs[k + 1] - self.cutoffs[k]
            self.tail.append(
                Sequential(
                    Linear(self.in_features, deep, False, **place),
                    Linear(deep, size, False, **place),
                )
            )

    def forward(self, input_: Value, target_: Value) -> Value:
        """How many rows each tail sees depends on the target, so that none is run."""
        given, target = input_._shape, target_._shape
        if None not in (given, target):
            check(given, target)
        self.head(input_)
        return _ASMoutput(
            derived(input_, target, others=(target_, self.head.weight)),
            derived(input_, (), others=(target_, self.head.weight)),
        )

    def log_prob(self, input: Value) -> Value:
        rows = self.head(input)
        shape = rows._shape and (*rows._shape[:-1], self.n_classes)
        return derived(rows, shape)

    def predict(self, input: Value) -> Value:
        rows = self.head(input)
        return derived(rows, rows._shape and rows._shape[:-1], INT64)


AdaptiveLogSoftmaxWithLoss.__module__ = "torch.nn"


def check(given: tuple[int, int], target: Shape) -> None:
    if len(target) > 1 or len(given) != len(target) + 1:
        raise CountError(
            "{layer} takes an input (batch, features) and a target (batch,), not "
            "{given} and {target}.",
            "RuntimeError",
            layer="AdaptiveLogSoftmaxWithLoss",
            given=text(given),
            target=text(target),
        )
    if target and None not in (given[0], target[0]) and given[0] != target[0]:
        raise CountError(
            "The input has {given} rows and the target {target}: they must be as many.",
            "RuntimeError",
            given=given[0],
            target=target[0],
        )


LAYERS: dict[str, Value] = {"AdaptiveLogSoftmaxWithLoss": AdaptiveLogSoftmaxWithLoss}
