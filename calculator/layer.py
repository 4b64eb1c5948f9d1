"""What opens under one layer of a model: derivation, tensors, picture."""

from .answer import code, derivation, picture, shown, weights
from .words import html


def layer_detail(layer, framework, language):
    counted = layer.count
    if not counted.weights:
        return ""
    if not counted.cells:
        return plain(counted, language)
    return (
        derivation(counted, language)
        + weights(counted, language)
        + picture(counted, language)
    )


def plain(counted, language):
    """The tensors of a layer without gates."""
    rows = "".join(
        f"<tr><td>{code(each.path)}</td><td>{code(shown(each.shape))}</td>"
        f'<td class="gc-number">{each.size:,}</td></tr>'
        for each in counted.weights
    )
    heads = "".join(
        f"<th scope='col'>{html(language, head)}</th>"
        for head in ("Stored tensor", "Shape", "Parameters")
    )
    return f'<table class="gc-table"><thead><tr>{heads}</tr></thead>{rows}</table>'
