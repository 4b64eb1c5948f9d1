"""What nn.MultiheadAttention refuses of its masks."""

from ...counting import CountError
from ...types import Shape, Value
from .shapes import text
from .tensor import Tensor


def check_mask(mask: Tensor | None, weights: Value, heads: Value) -> None:
    """(target steps, source steps), or one for each head of each sequence."""
    shape = getattr(mask, "_shape", None)
    if shape is None or None in shape or None in weights:
        return
    steps = weights[-2:]
    batch = (weights[0] if len(weights) == 3 else 1) * heads
    if shape not in (steps, (batch, *steps)):
        raise CountError(
            "attn_mask has shape {given}; it should be {wanted}: (target steps, "
            "source steps). Mind batch_first.",
            "RuntimeError",
            given=text(shape),
            wanted=text(steps),
        )


def check_padding(
    mask: Tensor | None, batch: Shape, keys: Value, batch_first: bool
) -> None:
    shape = getattr(mask, "_shape", None)
    if shape is None or None in shape or None in keys:
        return
    steps = keys[1] if batch_first and batch else keys[0]
    wanted = (*batch, steps)
    if None not in wanted and shape != wanted:
        raise CountError(
            "key_padding_mask has shape {given}; it should be {wanted}: (batch, "
            "steps).",
            "AssertionError",
            given=text(shape),
            wanted=text(wanted),
        )
