"""Methods that turn a tensor into something else: another dtype, a number, a list."""

from ...counting import CountError
from ...shapes.sizes import product
from ...types import Routine, Value
from ..libraries.array import Array, Data
from ..looping import Work
from ..session import current
from ..unknown import Unknown, open_up
from . import strides
from .dtypes import ALIASES, BY_NAME, TENSOR_TYPES, device, dtype, sizes
from .program_lines import line, unknown
from .shapes import text
from .tensor import METHODS, Grad, Tensor, derived, method


def converted(source: Tensor, kind: dtype) -> Value:
    values = source._values
    if values is not None and kind is not source._dtype:
        cast = {0: bool, 1: int, 2: float}.get(kind.rank, complex)
        values = tuple(map(cast, values))
    strides = source._strides
    return derived(source, source._shape, kind, values, strides=strides)


@method("to")
def to(
    self: Value,
    *arguments: Value,
    dtype: Value = None,
    device: Value = None,
    **named: Value,
) -> Tensor:
    """to("cuda"), to(torch.float32), to(other)."""
    return moved(self, *arguments, wanted=dtype, place=device)


def moved(
    tensor: Tensor, *arguments: Value, wanted: dtype | None = None, place: Value = None
) -> Tensor:
    for each in arguments:
        if isinstance(each, dtype):
            wanted = each
        elif isinstance(each, Tensor):
            wanted, place = each._dtype, each.device
        elif isinstance(each, (str, device, Unknown)):
            place = each
    result = tensor if wanted is None else converted(tensor, wanted)
    if isinstance(place, Unknown):
        result.device = place
    elif place is not None and device(place) != result.device:
        strides = result._strides
        result = derived(result, result._shape, values=result._values, strides=strides)
        result.device = device(place)
    return result


def casting(kind: dtype) -> Routine:
    return lambda self, *arguments, **named: converted(self, kind)


for _name in (*ALIASES, "bfloat16", "bool"):
    METHODS[_name] = casting(BY_NAME[_name])


@method("type")
def type_(self: Value, wanted: Value = None, **named: Value) -> Value:
    if wanted is None:
        names = {kind: name for name, kind in TENSOR_TYPES.items()}
        return f"torch.{names.get(getattr(self._dtype, 'name', ''), 'FloatTensor')}"
    if isinstance(wanted, dtype):
        return converted(self, wanted)
    name = wanted if isinstance(wanted, str) else wanted.__name__
    return converted(self, BY_NAME[TENSOR_TYPES[name.removeprefix("torch.")]])


method("type_as")(
    lambda self, other: self if other._dtype is None else converted(self, other._dtype)
)


@method("size")
def size(self: Value, dim: Value = None) -> Value:
    if self._shape is None:
        return unknown("size()")
    shape = sizes(self._shape)
    if dim is None:
        return shape
    if not -len(shape) <= dim < len(shape):
        METHODS["squeeze"](self, dim)  # refuses
    return shape[dim]


@method("dim", "ndimension")
def dim(self: Value) -> Value:
    return self.ndim


@method("stride")
def stride(self: Value, dim: Value = None) -> Value:
    steps = strides.of(self)
    if steps is strides.UNSURE:
        return unknown("stride()")
    return steps if dim is None else steps[dim]


method("element_size")(lambda self: self.itemsize)


@method("item")
def item(self: Value) -> Value:
    shape = self._shape
    if shape is not None and product(shape) not in (None, 1):
        raise CountError(
            "item() takes a tensor of one number; this one has shape {shape}. Take "
            "a sum or a mean of it, or one of its numbers.",
            "RuntimeError",
            shape=text(shape),
        )
    if self._values:
        return self._values[0]
    if self._number is None:
        self._number = unknown("item()", self._each)
    return self._number


@method("tolist")
def tolist(self: Value) -> Value:
    if self._shape is None:
        return unknown("tolist()")
    shape = [1 if size is None else size for size in self._shape]
    values = self._values
    if values is None:
        values = (unknown("tolist()[…]"),) * product(shape)
    found = nested(values, shape)
    return open_up(found, "tolist()") if None in self._shape else found


def nested(
    values: tuple[Unknown | float, ...], shape: list[int]
) -> list[Value] | Unknown | float:
    if not shape:
        return values[0]
    if len(shape) == 1:
        return list(values)
    step = product(shape[1:])
    return [
        nested(values[n * step : (n + 1) * step], shape[1:]) for n in range(shape[0])
    ]


@method("numpy")
def numpy(self: Value, *, force: Value = False) -> Value:
    if self.requires_grad and not force:
        raise CountError(
            "This tensor carries a gradient. Write .detach().numpy().", "RuntimeError"
        )
    if self._shape is None:
        return Data("numpy()", line())
    kind = "float32" if self._dtype is None else self._dtype.name
    return Array(sizes(self._shape), kind, "numpy()", line())


@method("requires_grad_")
def requires_grad_(self: Value, requires_grad: Value = True) -> Value:
    self.requires_grad = requires_grad
    return self


@method("detach_")
def detach_(self: Value) -> Value:
    self._needs_grad = self._derived = False
    return self


@method("backward")
def backward(
    self: Value, gradient: Value = None, retain_graph: Value = None, **named: Value
) -> None:
    known = self._dtype is not None and not current().doubts
    if not self.requires_grad and known:
        raise CountError(
            "backward() starts at a number that was computed from parameters, "
            "such as a loss; this tensor was not, or was detached.",
            "RuntimeError",
        )
    if gradient is None and self._shape is not None:
        numbers = product(self._shape)
        if numbers not in (None, 1):
            raise CountError(
                "backward() starts at one number; this tensor has shape {shape}. "
                "Take its mean or its sum.",
                "RuntimeError",
                shape=text(self._shape),
            )
    Grad.backwards += 1
    Work.trained += 1


method("register_hook", "register_post_accumulate_grad_hook")(lambda self, hook: None)
method("is_floating_point")(lambda self: self.dtype.is_floating_point)
method("is_complex")(lambda self: self.dtype.is_complex)
method("is_contiguous")(lambda self, *arguments, **named: self._strides is None)
method("is_shared", "is_pinned", "is_signed")(lambda self: True)
method("data_ptr", "storage_offset", "get_device")(lambda self: id(self))
