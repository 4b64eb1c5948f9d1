"""The engine's refusals, as PyTorch raises them."""

from contextlib import contextmanager

from ...counting import CountError
from ..refusing import refusal


@contextmanager
def as_pytorch():
    """Let the engine's refusals come out as PyTorch's exception classes."""
    try:
        yield
    except CountError as error:
        raise refusal(error) from error.__cause__
