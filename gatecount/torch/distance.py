"""PyTorch's distances between two inputs; see https://docs.pytorch.org/docs/2.13/nn.html#distance-functions."""

from ..shapes.filling import broadcast
from ..types import Output, Shape
from .module import NUMBER, Module, check_axis


class Distance(Module):
    """Of two inputs, whose sizes are equal or 1."""

    inputs = 2

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)


class CosineSimilarity(Distance):
    arguments = "dim=1, eps=1e-08"

    def forward(self, one: Shape, two: Shape) -> Output:
        self.check_kind("dim", self.dim, int)
        self.check_kind("eps", self.eps, NUMBER)
        shape = broadcast(one, two)
        axis = check_axis(self, self.dim, shape)
        return (*shape[:axis], *shape[axis + 1 :])


class PairwiseDistance(Distance):
    arguments = "p=2.0, eps=1e-06, keepdim=False"

    def forward(self, one: Shape, two: Shape) -> Output:
        self.check_kind("p", self.p, NUMBER)
        self.check_kind("eps", self.eps, NUMBER)
        self.check_kind("keepdim", self.keepdim, bool)
        shape = broadcast(one, two)
        if not shape:
            return shape
        return (*shape[:-1], 1) if self.keepdim else shape[:-1]


LAYERS = (CosineSimilarity, PairwiseDistance)
