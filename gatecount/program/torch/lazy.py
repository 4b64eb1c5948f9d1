"""PyTorch's lazy layers: each becomes a plain one at its first input."""

from __future__ import annotations

import re

from ...counting import CountError
from ...types import TYPE_CHECKING, NoReturn, Value
from ..session import current
from .layers import Layer
from .linear import Linear
from .plain import LAYERS as PLAIN
from .weighted import LAYERS as WEIGHTED

if TYPE_CHECKING:
    from .tensor import Tensor

BECOMES = {"Linear": Linear}
for _name in ("Conv", "ConvTranspose", "BatchNorm", "InstanceNorm"):
    for _axes in ("1d", "2d", "3d"):
        _found = WEIGHTED.get(_name + _axes) or PLAIN.get(_name + _axes)
        if _found:
            BECOMES[_name + _axes] = _found


class Lazy(Layer):
    """`kind` is what it becomes; the number of features is the first argument."""

    kind: type

    def _build(self, values: Value, named: Value) -> None:
        vars(self)["_later"] = values, named
        self._plain()  # refuses what the plain layer refuses

    def _plain(self) -> Value:
        """The plain layer of one feature, which belongs to no program."""
        values, named = self._later
        made = self.kind(1, *values, **named)
        current().state["torch"].remove(made)
        return made

    def forward(self, input: Value) -> Tensor:
        tensor = self._checked(input)
        axis = -1 if self.kind is Linear else 1
        features = tensor._shape[axis] if tensor._shape else None
        if features is None:
            current().state["lost"] = True
            refuse_unknown(self)
        values, named = self._later
        object.__setattr__(self, "__class__", self.kind)
        self._build((features, *values), named)
        return self.forward(input)

    def extra_repr(self) -> str:
        made = self._plain().extra_repr()
        return re.sub(r"^(in_features=)?1\b", r"\g<1>0", made)


def refuse_unknown(layer: Value) -> NoReturn:
    raise CountError(
        "{layer} learns its size from the input, whose size is not known here. "
        "Call the model once with torch.zeros(…), with the sizes that yours has.",
        layer=type(layer).__name__,
    )


LAYERS: dict[str, Value] = {
    f"Lazy{name}": type(f"Lazy{name}", (Lazy,), {"kind": kind, "engine": kind.engine})
    for name, kind in BECOMES.items()
}
