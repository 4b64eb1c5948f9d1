"""A tensor that knows its shape and dtype, and its numbers only if they were written.

Operations live in the files beside this one and register here, as methods, as
functions of `torch`, or both.
"""

import inspect
from functools import cache
from math import prod

from ...counting import CountError
from ..looping import Work
from ..session import current
from ..standing import registering
from ..unknown import UndecidedError, Unknown, find_unknown, from_loop, is_open, sized
from .dtypes import BY_NAME, CPU, FLOAT32, KINDS, promote, sizes
from .places import unknown

MOST_VALUES = 1000  # literals longer than this are kept as a shape only
FUNCTIONS = {}  # torch.NAME
METHODS = {}  # Tensor.NAME


both = registering(FUNCTIONS, METHODS)  # torch.NAME and a method
function, method = registering(FUNCTIONS), registering(METHODS)


def operation(names, rule, kind=None, register=both, strides=None):
    """An operation from its rule: the shapes of its tensors, and its other arguments,
    to the result's shape, or to a list of shapes.

    `kind` is the result's dtype, or makes it of the first's; `strides` says how its
    numbers lie, from the first tensor and the result's shape.
    """
    name = names.split()[0]

    def apply(*given, **named):
        tensors, shapes = [], []
        wanted = named.get("dtype")
        named = {RENAMED.get(n, n): v for n, v in named.items() if n not in IGNORED}
        if not given and named:  # torch.sum(input=x)
            first = next(iter(named))
            given = (named.pop(first),)
        for n, each in enumerate(given):
            shapes.append(shape_in(each, tensors, name if n == 0 else ""))
        named = {n: shape_in(each, tensors) for n, each in named.items()}
        source = tensors[0]
        made = shape_by(rule, name, shapes, named, tensors)
        dtype = kind(source.dtype) if callable(kind) else kind or source.dtype
        dtype = wanted or dtype
        others = tuple(tensors[1:])
        if isinstance(made, list):
            return tuple(derived(source, shape, dtype, others=others) for shape in made)
        lie = strides(source, made) if strides else None
        return derived(source, made, dtype, others=others, strides=lie)

    return register(*names.split())(apply)


RENAMED = {"dim": "axis", "dims": "axis", "keepdim": "keepdims", "num_samples": "size"}
IGNORED = ("out", "dtype", "device", "layout")
SIZES = "target times sizes lengths repeats size pairs k".split()  # known or not
signature = cache(inspect.signature)


def shape_by(rule, name, shapes, named, tensors):
    """What the rule says; None where a tensor's axes, or an axis, are not known."""
    try:
        bound = signature(rule).bind(*shapes, **named)
    except TypeError as error:
        raise CountError(
            "{name} takes other arguments: {message}.",
            "TypeError",
            name=name,
            message=str(error),
        ) from error
    if any(each._shape is None for each in tensors):
        return None
    for argument, value in bound.arguments.items():
        if argument in SIZES:
            bound.arguments[argument] = without_unknown(value)
        elif find_unknown(value) is not None:
            return None
    return rule(*bound.args, **bound.kwargs)


def without_unknown(value):
    if isinstance(value, (tuple, list)):
        return tuple(map(without_unknown, value))
    return None if isinstance(value, Unknown) else value


def shape_in(value, tensors, first=""):
    """The shape of a tensor, or the shapes of several, which are noted."""
    several = isinstance(value, (tuple, list)) and any(
        isinstance(each, Tensor) for each in value
    )
    if several and first not in LISTS:
        several = not first
    if several:
        return [shape_in(each, tensors, "tensor") for each in value]
    if first:
        value = input_of(value)
    if isinstance(value, Tensor):
        tensors.append(value)
        return value._shape
    return value


LISTS = "hstack vstack dstack column_stack block_diag broadcast_tensors".split()


class Grad:
    """Whether operations note that a result needs a gradient."""

    enabled = True
    backwards = 0  # how often backward() has run


class Unbound(type):
    """torch.Tensor.normal_: a method, taken from the class."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda tensor, *values, **named: getattr(tensor, name)(*values, **named)


class Tensor(metaclass=Unbound):
    _shape: tuple | None
    _cleared = 0  # the number of backward()s after which the gradient was dropped
    _strides = None  # None: contiguous; see strides.py
    _number = None  # the number in a tensor of one, if only data would tell it
    _asked = None  # the sizes as the program gave them, where one has no number
    _each = False  # computed in a loop of which nobody knows how often it runs

    def __new__(cls, *data, **named):
        return METHODS["new_legacy"](cls, *data)

    def __init__(self, *data, **named):
        pass

    @property
    def shape(self):
        return unknown("shape") if self._shape is None else sizes(self._shape)

    # What a program reads.

    @property
    def ndim(self):
        return unknown("ndim") if self._shape is None else len(self._shape)

    @property
    def data(self):
        return derived(
            self,
            self._shape,
            requires_grad=False,
            values=self._values,
            strides=self._strides,
        )

    @data.setter
    def data(self, other):
        if isinstance(other, Unknown):  # other numbers, of the same shape
            self._values = None
            return
        self._shape, self._values = other._shape, other._values
        self.dtype, self.device = other.dtype, other.device

    @property
    def requires_grad(self):
        return self._needs_grad

    @requires_grad.setter
    def requires_grad(self, wanted):
        if wanted and self.dtype is not None and self.dtype.rank < 2:
            refuse_gradient()
        self._needs_grad = bool(wanted)

    @property
    def grad(self):
        """A tensor of the same shape, once backward() has run."""
        if self._derived or not self._needs_grad or Grad.backwards <= self._cleared:
            return None
        return derived(self, self._shape, requires_grad=False)

    @grad.setter
    def grad(self, value):
        self._cleared = Grad.backwards if value is None else -1

    is_leaf = property(lambda self: not self._derived)

    @property
    def grad_fn(self):
        return unknown("grad_fn") if self._derived and self.requires_grad else None

    is_cuda = is_sparse = is_quantized = is_mps = False
    is_meta = False
    layout = "torch.strided"

    itemsize = property(lambda self: (self.dtype or FLOAT32).itemsize)
    nbytes = property(lambda self: self.numel() * self.itemsize)
    real = property(lambda self: self)
    imag = real

    def numel(self):
        if self._shape is None:
            return unknown("numel()")
        return sizes(self._shape).numel()

    nelement = numel

    def __len__(self):
        if self._shape == ():
            raise TypeError("len() of a 0-d tensor")
        size = (self._shape or (None,))[0]
        return unknown("len()") if size is None else size

    @property
    def undecided(self):
        """One number that is not known: neither true nor false."""
        one = self._shape is None or prod(s or 1 for s in self._shape) == 1
        return one and not self._values

    def __bool__(self):
        if self._shape is not None and prod(s or 1 for s in self._shape) != 1:
            raise CountError(
                "A tensor of shape {shape} is neither true nor false: add .any() "
                "or .all(), or compare one number of it.",
                "RuntimeError",
                shape=str(list(self.shape)),
            )
        return bool(self._values[0]) if self._values else self._hoped

    _hoped = False

    def __index__(self):
        value = self.item()
        if isinstance(value, Unknown):
            raise UndecidedError(value)
        return int(value)

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __format__(self, how):
        if how and self._shape == ():
            return format(self.item(), how)
        return str(self)

    def __iter__(self):
        """The parts along the first axis; one, if nobody knows how many."""
        if self._shape == ():
            raise TypeError("iteration over a 0-d tensor")
        if self._values:
            return iter([self[n] for n in range(self._shape[0])])
        return iter(METHODS["unbind"](self))

    def __contains__(self, value):
        return bool(self._values and value in self._values)

    def __repr__(self):
        if self._values and self._shape and len(self._shape) == 1:
            return f"tensor({list(self._values)})"
        if self._values and self._shape == ():
            return f"tensor({self._values[0]})"
        shape = "?" if self._shape is None else tuple(self.shape)
        gradient = ", requires_grad=True" if self.requires_grad else ""
        return f"tensor(..., size={shape}{gradient})"

    def __hash__(self):
        return id(self)

    def __reversed__(self):
        return derived(self, self._shape)

    def __deepcopy__(self, memo):
        made = object.__new__(type(self))
        vars(made).update(vars(self))
        memo[id(self)] = made
        return made

    def __setitem__(self, key, value):
        """The value must fit into the part; its shape stays the tensor's."""
        part = self[key]
        given = as_tensor(value)
        if None not in (part._shape, given._shape):
            METHODS["expand_as"](given, part) if given._shape else None
        self._values = None
        if given._needs_grad and Grad.enabled:
            self._needs_grad = self._derived = True

    def __getattr__(self, name):
        """In-place operations (add_), and what is not known here."""
        if name.startswith("__"):
            raise AttributeError(name)
        return METHODS["look_up"](self, name)


class Parameter(Tensor):
    """A tensor that a Module trains."""

    def __new__(cls, data=None, requires_grad=True):
        source = make((0,)) if data is None else data
        if isinstance(source, Unknown):
            source = literal(source)
        if not isinstance(source, Tensor):
            raise CountError(
                "nn.Parameter takes a tensor, such as torch.randn(3, 4), not {value}.",
                "AttributeError",
                value=type(source).__name__,
            )
        if requires_grad and source.dtype is not None and source.dtype.rank < 2:
            refuse_gradient()
        return make(
            whole_shape(source),
            source.dtype,
            source.device,
            requires_grad,
            source._values,
            cls,
        )

    def __repr__(self):
        return "Parameter containing:\n" + super().__repr__()


def whole_shape(source):
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


def refuse_gradient():
    raise CountError(
        "Only tensors of floating point numbers can require gradients. Write the "
        "numbers with a point, or add .float().",
        "RuntimeError",
    )


def make(
    shape,
    dtype=FLOAT32,
    device=CPU,
    requires_grad=False,
    values=None,
    kind=Tensor,
    derived=False,
):
    """A new tensor of this shape."""
    made = object.__new__(kind)
    made._shape, made.dtype, made.device = shape, dtype, device
    made._needs_grad, made._values, made._derived = bool(requires_grad), values, derived
    return made


UNCHANGED = object()


def derived(
    source,
    shape,
    dtype=UNCHANGED,
    values=None,
    requires_grad=None,
    others=(),
    each=False,
    strides=None,
):
    """The result of an operation on `source` (and `others`)."""
    Work.done += 1
    dtype = source.dtype if dtype is UNCHANGED else dtype
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


def as_tensor(value):
    """Tensors as they are; numbers, lists and arrays as a tensor of their shape."""
    return value if isinstance(value, Tensor) else literal(value)


def input_of(value):
    """What a function of torch takes: a tensor, not a list or a tuple."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Unknown):
        return literal(value)
    kind = type(value).__name__
    if isinstance(value, tuple):
        raise CountError(
            "A tensor is wanted here, not a tuple. A recurrent layer returns "
            "(output, state): write output, _ = lstm(x), and go on with output.",
            "TypeError",
        )
    raise CountError(
        "A tensor is wanted here, not {kind}. Make one, as in torch.tensor(…).",
        "TypeError",
        kind=kind,
    )


def literal(value, wanted=None):
    """torch.tensor(value): its shape, its dtype, and its numbers if they are few."""
    shape, kinds, numbers = measured(value)
    found = None
    if wanted is None:
        for kind in kinds:
            new = KINDS.get(kind) if isinstance(kind, type) else kind
            found = new if found is None else promote(found, new)
        if not kinds:
            unknown_kind = shape is None or isinstance(value, Unknown)
            found = None if unknown_kind else FLOAT32
    values = tuple(numbers) if numbers is not None else None
    chosen = wanted or found
    if values and chosen is not None and chosen.rank == 2:
        values = tuple(map(float, values))
    return make(shape, chosen, values=values)


def measured(value):
    """(shape, kinds of number, the numbers or None) of a nested list."""
    if isinstance(value, Tensor):
        return value._shape, [value.dtype] if value.dtype else [], value._values
    if isinstance(value, (bool, int, float, complex)):
        return (), [type(value)], [value]
    if isinstance(value, str):
        raise CountError(
            "A tensor is made of numbers; {value} is text.", value=repr(value)
        )
    if isinstance(value, (list, tuple, range)):
        return measured_list(list(value), is_open(value))
    return measured_array(value)


def measured_list(items, opened=False):
    if not opened and all(type(each) in (int, float, bool) for each in items):
        kinds = list(dict.fromkeys(map(type, items)))
        return (len(items),), kinds, items if len(items) <= MOST_VALUES else None
    first, kinds, numbers = (), {}, []
    for each in items:
        shape, more, values = measured_item(each)
        kinds |= dict.fromkeys(more)
        if each is items[0] or first is None:
            first = shape
        elif differ(shape, first):
            raise CountError(
                "The lists inside are not of one length: {one} and {two}. Make "
                "them equally long, for instance with pad_sequence.",
                one=first,
                two=shape,
            )
        numbers = None if numbers is None or values is None else [*numbers, *values]
    if numbers is not None and len(numbers) > MOST_VALUES:
        numbers = None
    size = None if opened or any(map(from_loop, items)) else len(items)
    return None if first is None else (size, *first), list(kinds), numbers


def measured_item(value):
    """In a list, an unknown value is one number, unless it is known to be data."""
    if type(value) is Unknown:
        return (), [], None
    return measured(value)


def differ(one, two):
    if None in (one, two):
        return False
    return len(one) != len(two) or any(
        a != b and None not in (a, b) for a, b in zip(one, two)
    )


def measured_array(value):
    """NumPy's arrays, and whatever else has a shape."""
    shape = getattr(value, "shape", None)
    if not isinstance(shape, (tuple, list)):
        return None, [], None
    kind = BY_NAME.get(str(getattr(value, "dtype", "")))
    shape = tuple(None if isinstance(size, Unknown) else size for size in shape)
    return shape, [kind] if kind else [], None
