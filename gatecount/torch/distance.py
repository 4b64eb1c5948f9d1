"""PyTorch's distances between two inputs; see https://docs.pytorch.org/docs/2.13/nn.html#distance-functions."""

from itertools import zip_longest

from ..counting import CountError
from ..types import Output, Shape
from .module import NUMBER, Module, check_axis


class Distance(Module):
    """Of two inputs, whose sizes are equal or 1."""

    inputs = 2

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)

    def joined(self, one: Shape, two: Shape) -> Shape:
        sizes = []
        for a, b in zip_longest(reversed(one), reversed(two), fillvalue=1):
            if None not in (a, b) and a != b and 1 not in (a, b):
                raise CountError(
                    "{layer} cannot take inputs of shapes {one} and {two}: sizes must "
                    "be equal, or one of them 1.",
                    "RuntimeError",
                    layer=type(self).__name__,
                    one=one,
                    two=two,
                )
            sizes.append(b if a == 1 else a if b == 1 else a or b)
        return tuple(reversed(sizes))


class CosineSimilarity(Distance):
    arguments = "dim=1, eps=1e-08"

    def forward(self, one: Shape, two: Shape) -> Output:
        self.check_kind("dim", self.dim, int)
        self.check_kind("eps", self.eps, NUMBER)
        shape = self.joined(one, two)
        axis = check_axis(self, self.dim, shape)
        return (*shape[:axis], *shape[axis + 1 :])


class PairwiseDistance(Distance):
    arguments = "p=2.0, eps=1e-06, keepdim=False"

    def forward(self, one: Shape, two: Shape) -> Output:
        self.check_kind("p", self.p, NUMBER)
        self.check_kind("eps", self.eps, NUMBER)
        self.check_kind("keepdim", self.keepdim, bool)
        shape = self.joined(one, two)
        if not shape:
            return shape
        return (*shape[:-1], 1) if self.keepdim else shape[:-1]


LAYERS = (CosineSimilarity, PairwiseDistance)
