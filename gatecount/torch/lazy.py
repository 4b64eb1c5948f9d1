"""PyTorch's lazy layers: they learn the number of their features from the input."""

import inspect
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..counting import CountError, Weight
from ..signature import parameters
from ..types import Any, Output, Shape, Size
from . import convolution
from .linear import Linear
from .module import Module, check_size_known
from .normalization import (
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    InstanceNorm1d,
    InstanceNorm2d,
    InstanceNorm3d,
)


class Lazy(Module):
    """Becomes a layer of the class `kind` when it is first called."""

    kind: Any  # the class
    otherwise: Mapping[str, bool] = MappingProxyType({})  # defaults it alone has
    made: Module | None = None

    def _accept(self, given: dict[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if name != "self"}
        self._check_given()

    def _check_given(self) -> None:
        """Refuse what PyTorch refuses before an input is known."""

    def batch_axis(self, shape: Shape) -> int | None:
        return self.made.batch_axis(shape) if self.made else super().batch_axis(shape)

    def forward(self, shape: Shape) -> Output:
        if self.made is None:
            features = self.features(shape)
            check_size_known(self, features, shape)
            self.made = self.become(features)
        return self.made.forward(shape)

    def become(self, features: int) -> Module:
        made: Module = self.kind.construct(features, **self.given)
        return made

    def weights(self, prefix: str = "", batch: int = 1) -> Iterable[Weight]:
        if self.made is None:
            self.refuse_unknown()
            return []
        return self.made.weights(prefix, batch)

    def refuse_unknown(self) -> None:
        raise CountError(
            "{layer} learns its size from the input. Give the input shape.",
            "RuntimeError",
            layer=type(self).__name__,
        )


class LazyMap(Lazy):
    def features(self, shape: Shape) -> Size:
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="IndexError")
        return shape[-1]


class LazyConvolution(Lazy):
    def _check_given(self) -> None:
        """What a convolution of no channels refuses."""
        self.kind.construct(0, **self.given | {"out_channels": 0, "bias": False})

    def become(self, features: int) -> Module:
        size, groups = self.given["out_channels"], self.given["groups"]
        if isinstance(size, int) and features % groups == 0:
            self.check_range("groups", groups, size % groups == 0)
        return super().become(features)

    def features(self, shape: Shape) -> Size:
        axes: int = self.kind.axes
        self.check_axes(shape, axes + 1, axes + 2, error="RuntimeError")
        return shape[-axes - 1]


class LazyNorm(Lazy):
    """Of an instance norm, too, the weights are trained unless told otherwise."""

    otherwise = MappingProxyType({"affine": True, "track_running_stats": True})

    @property
    def unknown(self) -> bool:
        return bool(self.given["affine"] or self.given["track_running_stats"])

    def features(self, shape: Shape) -> Size:
        if not self.unknown:
            return 0
        if len(shape) < 2:
            self.check_axes(shape, *self.kind.axes, error="IndexError")
        return shape[1]

    def refuse_unknown(self) -> None:
        if self.given["affine"]:
            super().refuse_unknown()


def lazy(base: type[Lazy], kind: type[Module], argument: str) -> type[Lazy]:
    """The lazy class of `kind`: its arguments without that for the features."""
    arguments = inspect.Signature(
        [
            each.replace(default=base.otherwise.get(each.name, each.default))
            for each in parameters(kind)
            if each.name != argument
        ]
    )
    name = f"Lazy{kind.__name__}"
    return type(name, (base,), {"kind": kind, "arguments": str(arguments)[1:-1]})


LAYERS = (
    lazy(LazyMap, Linear, "in_features"),
    *(lazy(LazyConvolution, kind, "in_channels") for kind in convolution.LAYERS),
    *(
        lazy(LazyNorm, kind, "num_features")
        for kind in (
            *(BatchNorm1d, BatchNorm2d, BatchNorm3d),
            *(InstanceNorm1d, InstanceNorm2d, InstanceNorm3d),
        )
    ),
)
