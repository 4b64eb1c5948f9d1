"""A tensor that knows its shape and dtype, and its numbers only if they were written.

Operations live in the files beside this one and register here, as methods, as
functions of `torch`, or both.
"""

from __future__ import annotations

from math import prod

from ...counting import CountError
from ...types import NoReturn, Shape, Value
from ..looping import Work
from ..printing import trains
from ..registering import operators, registering, special
from ..unknown import Answer, UndecidedError, Unknown
from .dtypes import CPU, FLOAT32, device, dtype, sizes
from .program_lines import unknown

FUNCTIONS: dict[str, Value] = {}  # torch.NAME
METHODS: dict[str, Value] = {}  # Tensor.NAME
ATTRIBUTES: dict[str, Value] = {}  # the same without a call: x.T


both = registering(FUNCTIONS, METHODS)  # torch.NAME and a method
function, method = registering(FUNCTIONS), registering(METHODS)
attribute = registering(ATTRIBUTES)


class Grad:
    """Whether operations note that a result needs a gradient."""

    enabled = True
    backwards = 0  # how often backward() has run


class Unbound(type):
    """torch.Tensor.normal_: a method, taken from the class."""

    def __getattr__(cls, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda tensor, *values, **named: getattr(tensor, name)(*values, **named)


CALCULATING = "add sub mul truediv floordiv mod pow and or xor"
Operators: Value = operators(
    METHODS,
    *special(f"{CALCULATING} matmul eq ne lt le gt ge neg pos abs invert"),
    *(f"__{side}{name}__" for side in "ri" for name in CALCULATING.split()),
    *special("rmatmul getitem setitem"),
)


class Tensor(Operators, metaclass=Unbound):  # type: ignore[misc]  # a made class
    _shape: Shape | None
    _dtype = None  # of numbers that only data would tell
    _cleared = 0  # the number of backward()s after which the gradient was dropped
    _strides = None  # None: contiguous; see strides.py
    _number = None  # the number in a tensor of one, if only data would tell it
    _asked = None  # the sizes as the program gave them, where one has no number
    _each = False  # computed in a loop of which nobody knows how often it runs

    def __new__(cls, *data: Value, **named: Value) -> Value:
        return METHODS["new_legacy"](cls, *data)

    def __init__(self, *data: Value, **named: Value) -> None:
        pass

    @property
    def shape(self) -> Value:
        return unknown("shape") if self._shape is None else sizes(self._shape)

    # What a program reads.

    @property
    def dtype(self) -> Unknown | dtype:
        return unknown("dtype") if self._dtype is None else self._dtype

    @property
    def ndim(self) -> int | Unknown:
        return unknown("ndim") if self._shape is None else len(self._shape)

    @property
    def data(self) -> Value:
        return derived(
            self,
            self._shape,
            requires_grad=False,
            values=self._values,
            strides=self._strides,
        )

    @data.setter
    def data(self, other: Value) -> None:
        if isinstance(other, Unknown):  # other numbers, of the same shape
            self._values = None
            return
        self._shape, self._values = other._shape, other._values
        self._dtype, self.device = other._dtype, other.device

    @property
    def requires_grad(self) -> bool:
        return self._needs_grad

    @requires_grad.setter
    def requires_grad(self, wanted: Value) -> None:
        if wanted and self._dtype is not None and self._dtype.rank < 2:
            refuse_gradient()
        if not self._derived:
            trains()
        self._needs_grad = bool(wanted)

    @property
    def grad(self) -> Value:
        """A tensor of the same shape, once backward() has run."""
        if self._derived or not self._needs_grad or Grad.backwards <= self._cleared:
            return None
        return derived(self, self._shape, requires_grad=False)

    @grad.setter
    def grad(self, value: Value) -> None:
        self._cleared = Grad.backwards if value is None else -1

    is_leaf = property(lambda self: not self._derived)

    @property
    def grad_fn(self) -> Value:
        return unknown("grad_fn") if self._derived and self.requires_grad else None

    is_sparse = is_quantized = False
    is_cuda = property(lambda self: is_at(self.device, "cuda"))
    is_mps = property(lambda self: is_at(self.device, "mps"))
    is_meta = False
    layout = "torch.strided"

    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.numel() * self.itemsize)
    real = property(lambda self: self)
    imag = real

    def numel(self) -> int | Unknown:
        if self._shape is None:
            return unknown("numel()")
        return sizes(self._shape).numel()

    nelement = numel

    def __len__(self) -> int | Unknown:
        if self._shape == ():
            raise TypeError("len() of a 0-d tensor")
        size = (self._shape or (None,))[0]
        return unknown("len()") if size is None else size

    @property
    def undecided(self) -> bool:
        """One number that is not known: neither true nor false."""
        one = self._shape is None or prod(s or 1 for s in self._shape) == 1
        return one and not self._values

    def __bool__(self) -> bool:
        if self._shape is not None and prod(s or 1 for s in self._shape) != 1:
            raise CountError(
                "A tensor of shape {shape} is neither true nor false: add .any() "
                "or .all(), or compare one number of it.",
                "RuntimeError",
                shape=str(list(self.shape)),
            )
        return bool(self._values[0]) if self._values else self._hoped

    _hoped = False

    def __index__(self) -> int:
        value = self.item()
        if isinstance(value, Unknown):
            raise UndecidedError(value)
        return int(value)

    def __int__(self) -> int:
        return int(self.item())

    def __float__(self) -> float:
        return float(self.item())

    def __format__(self, how: str) -> str:
        if how and self._shape == ():
            return format(self.item(), how)
        return str(self)

    def __iter__(self) -> Value:
        """The parts along the first axis; one, if nobody knows how many."""
        if self._shape == ():
            raise TypeError("iteration over a 0-d tensor")
        if self._values and self._shape:
            return iter([self[n] for n in range(self._shape[0] or 0)])
        return iter(METHODS["unbind"](self))

    def __contains__(self, value: Value) -> bool:
        return bool(self._values and value in self._values)

    def __repr__(self) -> str:
        if self._values and self._shape and len(self._shape) == 1:
            return f"tensor({list(self._values)})"
        if self._values and self._shape == ():
            return f"tensor({self._values[0]})"
        shape = "?" if self._shape is None else tuple(self.shape)
        gradient = ", requires_grad=True" if self.requires_grad else ""
        return f"tensor(..., size={shape}{gradient})"

    def __hash__(self) -> int:
        return id(self)

    def __reversed__(self) -> Value:
        return derived(self, self._shape)

    def doubted(self) -> Tensor:
        """What it is after a loop or a branch of which nobody knows."""
        return self if type(self) is not Tensor else derived(self, None)

    def __deepcopy__(self, memo: Value) -> Tensor:
        made = object.__new__(type(self))
        made.__dict__.update(vars(self))
        memo[id(self)] = made
        return made

    def __getattr__(self, name: str) -> Value:
        """What other files register, in-place operations (add_), what is not known."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ATTRIBUTES:
            return ATTRIBUTES[name](self)
        return METHODS["look_up"](self, name)


def is_at(device: Value, kind: str) -> Answer | bool:
    unknown = isinstance(device, Unknown)
    return Answer(f"{device.text} is {kind}") if unknown else device.type == kind


def refuse_gradient() -> NoReturn:
    raise CountError(
        "Only tensors of floating point numbers can require gradients. Write the "
        "numbers with a point, or add .float().",
        "RuntimeError",
    )


def make(
    shape: Value,
    dtype: dtype | None = FLOAT32,
    device: Unknown | device = CPU,
    requires_grad: bool = False,
    values: Value = None,
    kind: type[Value] = Tensor,
    derived: bool = False,
) -> Value:
    """A new tensor of this shape."""
    made = object.__new__(kind)
    made._shape, made._dtype, made.device = shape, dtype, device
    made._needs_grad, made._values, made._derived = bool(requires_grad), values, derived
    return made


UNCHANGED = object()


def derived(
    source: Tensor,
    shape: Shape | None,
    dtype: Value = UNCHANGED,
    values: Value = None,
    requires_grad: bool | None = None,
    others: tuple[Tensor, ...] = (),
    each: bool = False,
    strides: Value = None,
) -> Value:
    """The result of an operation on `source` (and `others`)."""
    Work.done += 1
    dtype = source._dtype if dtype is UNCHANGED else dtype
    if requires_grad is None:
        requires_grad = (
            Grad.enabled
            and (dtype is None or dtype.rank > 1)
            and (source._needs_grad or any(each._needs_grad for each in others))
        )
    made = make(
        shape, dtype, source.device, requires_grad, values, Tensor, bool(requires_grad)
    )
    if shape is source._shape:
        made._asked = source._asked
    if strides is not None:
        made._strides = strides
    if each or source._each or any(other._each for other in others):
        made._each = True
    return made
