"""nn.Parameter: a tensor that a module trains."""

from ...counting import CountError
from ...types import Value
from ..session import current
from ..unknown import Unknown, sized
from .literals import literal
from .tensor import Tensor, make, refuse_gradient


class Parameter(Tensor):
    """A tensor that a Module trains."""

    def __new__(cls, data: Value = None, requires_grad: Value = True) -> Value:
        source = make((0,)) if data is None else data
        if isinstance(source, Unknown):
            source = literal(source)
        if not isinstance(source, Tensor):
            raise CountError(
                "nn.Parameter takes a tensor, such as torch.randn(3, 4), not {value}.",
                "AttributeError",
                value=type(source).__name__,
            )
        if requires_grad and source._dtype is not None and source._dtype.rank < 2:
            refuse_gradient()
        return make(
            whole_shape(source),
            source._dtype,
            source.device,
            requires_grad,
            source._values,
            cls,
        )

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


def whole_shape(source: Tensor) -> Value:
    """The shape of a parameter: a size that is not known has a letter."""
    number = current().tick()  # each has letters of its own
    if source._shape is None:
        return (sized(Unknown(f"the size of parameter {number}")),)
    asked = source._asked or [
        Unknown(f"shape[{axis}] of parameter {number}")
        for axis in range(len(source._shape))
    ]
    return tuple(
        sized(each) if size is None else size
        for each, size in zip(asked, source._shape)
    )
