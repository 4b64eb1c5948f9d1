"""nn.Linear, where most shapes meet that do not fit, so that it says most."""

from ... import torch as engine
from ...counting import CountError
from ...shapes.products import multiplied
from ...shapes.sizes import product
from ...types import NoReturn, Shape, Value
from .layers import Layer
from .shapes import text
from .tensor import derived


class Linear(Layer):
    engine = engine.LAYERS["Linear"]

    def forward(self, input: Value) -> Value:
        tensor = self._checked(input)
        shape, weight = tensor._shape, self.weight._shape
        others = tuple(each for each in self._parameters.values() if each is not None)
        if not shape:
            return super().forward(input)
        if weight != (self.out_features, self.in_features):  # tied to another
            return derived(tensor, multiplied(shape, weight[::-1]), others=others)
        if shape[-1] not in (None, self.in_features):
            refuse_features(self, shape)
        return derived(tensor, (*shape[:-1], self.out_features), others=others)


def refuse_features(layer: Linear, shape: Shape) -> NoReturn:
    """In PyTorch's words, since a student searches for them, and what to change."""
    rows = product(shape[:-1])
    given = {
        "a": f"{'?' if rows is None else rows}x{shape[-1]}",
        "b": f"{layer.in_features}x{layer.out_features}",
        "given": shape[-1],
        "wanted": layer.in_features,
    }
    if shape[-1] == 2 * layer.in_features:
        raise CountError(
            "mat1 and mat2 shapes cannot be multiplied ({a} and {b}): the input "
            "has {given} features, twice the {wanted} that this Linear takes. With "
            "bidirectional=True, an LSTM gives 2 * hidden_size: write "
            "nn.Linear(2 * hidden_size, …).",
            "RuntimeError",
            **given,
        )
    if len(shape) > 2 and product(shape[1:]) == layer.in_features:
        raise CountError(
            "mat1 and mat2 shapes cannot be multiplied ({a} and {b}): the input "
            "{shape} has {wanted} numbers for each example, but spread over "
            "several axes. Write x = x.flatten(1) before this Linear.",
            "RuntimeError",
            shape=text(shape),
            **given,
        )
    raise CountError(
        "mat1 and mat2 shapes cannot be multiplied ({a} and {b}): the last axis of "
        "the input {shape} has {given} features, this Linear takes {wanted}. Write "
        "nn.Linear({given}, …), or change what comes before.",
        "RuntimeError",
        shape=text(shape),
        **given,
    )
