"""Layers that every framework has and calls otherwise: of those, one rule each."""

from .layer import Constructed, check_features
from .types import Output, Shape


class Dense(Constructed):
    """A linear map of the last axis; `named` are its sizes in the constructor."""

    named = ("in_features", "out_features")

    def accepts(self, shape: Shape) -> None:
        check_features(self, getattr(self, self.named[0]), shape[-1])

    def output(self, shape: Shape) -> Output:
        return (*shape[:-1], getattr(self, self.named[1]))

    @property
    def natural(self) -> Shape | None:
        return (None, getattr(self, self.named[0]))


class Lookup(Constructed):
    """A table with a row for each whole number."""

    named = ("num_embeddings", "embedding_dim")
    axes = 0

    def output(self, shape: Shape) -> Output:
        return (*shape, getattr(self, self.named[1]))
