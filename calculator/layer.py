"""What opens under one layer of a model: derivation, tensors, picture."""

from .derivation import derive
from .picture import picture
from .result import derivation
from .tensors import tensors


def layer_detail(layer, framework, language):
    counted = layer.count
    if not counted.weights:
        return ""
    return (
        derivation(derive(counted), language)
        + tensors(counted, language)
        + picture(counted, language)
    )
