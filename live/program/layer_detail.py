"""What opens under one layer of a model: derivation, tensors, picture."""

from ..calculator.result import derivation
from ..count.derivation import derive
from ..count.picture import picture
from ..count.tensors import tensors


def layer_detail(layer, framework, language):
    counted = layer.count
    if not counted.weights:
        return ""
    return (
        derivation(derive(counted), language)
        + tensors(counted, language)
        + picture(counted, language)
    )
