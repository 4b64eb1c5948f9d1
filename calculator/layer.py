"""What opens under one layer of a model: derivation, tensors, picture."""

from .result import derivation, picture, tensors


def layer_detail(layer, framework, language):
    counted = layer.count
    parts = (derivation, tensors, picture) if counted.weights else ()
    return "".join(part(counted, language) for part in parts)
