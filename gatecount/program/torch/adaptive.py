"""nn.AdaptiveLogSoftmaxWithLoss: a head, and two layers for each cluster of classes.

The parts are those of torch/nn/modules/adaptive.py; the engine checks the arguments.
"""

from collections import namedtuple
from itertools import pairwise

from ... import torch as engine
from .containers import ModuleList, Sequential
from .layers import bound, plain
from .linear import Linear
from .module import Module
from .refusals import as_pytorch
from .tensor import derived

ENGINE = engine.LAYERS["AdaptiveLogSoftmaxWithLoss"]
Both = namedtuple("_ASMoutput", ["output", "loss"])


class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(self, *values, **named):
        super().__init__()
        given = bound(ENGINE, values, named)
        with as_pytorch():
            ENGINE.construct(*plain(values), **plain(named))
        place = {name: given[name] for name in ("device", "dtype")}
        for name in ("in_features", "n_classes", "div_value", "head_bias"):
            setattr(self, name, given[name])
        self.cutoffs = [*given["cutoffs"], self.n_classes]
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(self.in_features, self.head_size, self.head_bias, **place)
        self.tail = ModuleList()
        for k, (low, high) in enumerate(pairwise(self.cutoffs), start=1):
            deep = int(self.in_features // self.div_value**k)
            down = Linear(self.in_features, deep, False, **place)
            self.tail.append(Sequential(down, Linear(deep, high - low, False, **place)))

    def forward(self, input_, target_):
        self.head(input_)
        return Both(derived(input_, target_._shape), derived(input_, ()))

    def log_prob(self, input):
        self.head(input)
        shape = input._shape
        whole = None if shape is None else (*shape[:-1], self.n_classes)
        return derived(input, whole)

    def predict(self, input):
        return self.log_prob(input).argmax(1)


AdaptiveLogSoftmaxWithLoss.__module__ = "torch.nn"
LAYERS = {"AdaptiveLogSoftmaxWithLoss": AdaptiveLogSoftmaxWithLoss}
