"""torch.zeros and its relatives, and torch.tensor."""

from math import ceil

from ...counting import CountError
from ...shapes.sizes import product
from ...types import Routine, Shape, Value
from ..unknown import Unknown, is_unknown
from .dtypes import (
    BOOL,
    BY_NAME,
    CPU,
    FLOAT32,
    INT64,
    KINDS,
    TENSOR_TYPES,
    Default,
    device,
    dtype,
    promote,
)
from .dtypes import device as device_of
from .literals import MOST_VALUES, as_tensor, literal
from .shapes import given_sizes
from .tensor import Tensor, derived, function, make, method


def placed(device: Value) -> Unknown | device:
    return CPU if device is None else device_of(device)


def asked_for(made: Value, given: Value) -> Value:
    """The tensor, which knows the sizes that have no number, too."""
    if None in made._shape:
        row = isinstance(given[0], (tuple, list))
        made._asked = tuple(given[0] if row else given)
    return made


def filled(name: Value, value: Value, kind: Value = None) -> Routine:
    """torch.zeros(2, 3) or torch.zeros((2, 3)); `value` if every number is it."""

    def create(
        *size: Value,
        dtype: Value = None,
        device: Value = None,
        requires_grad: Value = False,
        **named: Value,
    ) -> Value:
        given = size or (named.get("size") or named.get("shape") or (),)
        if isinstance(given[0], (tuple, list)):
            given = (given[0],)
        shape = given_sizes(checked(given))
        dtype = dtype or kind or Default.dtype
        values = repeated_value(value, shape, dtype)
        made = make(shape, dtype, placed(device), requires_grad, values)
        return asked_for(made, given)

    create.__name__ = name
    return create


def checked(given: tuple[Value, ...]) -> tuple[Value, ...]:
    """Sizes are whole numbers, as PyTorch demands, and not negative."""
    for size in given[0] if isinstance(given[0], (tuple, list)) else given:
        if isinstance(size, (Tensor, Unknown)) or hasattr(size, "__index__"):
            if not isinstance(size, (Tensor, Unknown)) and int(size) < 0:
                raise CountError(
                    "{value} cannot be a size: sizes are not negative.",
                    "RuntimeError",
                    value=repr(size),
                )
            continue
        raise CountError(
            "{value} cannot be a size: sizes are whole numbers.",
            "TypeError",
            value=repr(size),
        )
    return given


def repeated_value(value: Value, shape: Shape, dtype: dtype) -> Value:
    count = product(shape)
    if value is None or count is None or count > MOST_VALUES:
        return None
    number = float(value) if dtype.rank == 2 else value
    return (bool(number) if dtype is BOOL else number,) * count


for _name, _value in {
    "zeros": 0,
    "ones": 1,
    "empty": None,
    "rand": None,
    "randn": None,
}.items():
    function(_name)(filled(_name, _value))


def like(value: Value) -> Routine:
    def create(
        input: Value,
        *,
        dtype: Value = None,
        device: Value = None,
        requires_grad: Value = False,
        **named: Value,
    ) -> Value:
        source = as_tensor(input)
        kind = dtype or source._dtype
        values = None
        if source._shape is not None and kind is not None:
            values = repeated_value(value, source._shape, kind)
        place = source.device if device is None else placed(device)
        return make(source._shape, kind, place, requires_grad, values)

    return create


def of_same_kind(create: Routine) -> Routine:
    """x.new_zeros(2, 3): as torch.zeros(2, 3), of the dtype of x."""
    return lambda self, *size, dtype=None, **named: create(
        *size, dtype=dtype or self._dtype, **named
    )


for _name, _value in {"zeros": 0, "ones": 1, "empty": None}.items():
    function(f"{_name}_like")(like(_value))
    method(f"new_{_name}")(of_same_kind(filled(_name, _value)))
for _name in ("rand", "randn"):
    function(f"{_name}_like")(like(None))


function("randint_like")(
    lambda input, *arguments, **named: like(None)(
        input, **{k: v for k, v in named.items() if k != "high"}
    )
)


@function("full")
def full(
    size: Value,
    fill_value: Value,
    *,
    dtype: Value = None,
    device: Value = None,
    requires_grad: Value = False,
    **named: Value,
) -> Value:
    shape = given_sizes(checked((size,)))
    known = not is_unknown(fill_value) and not isinstance(fill_value, Tensor)
    kind = dtype or (
        KINDS.get(type(fill_value)) if known else literal(fill_value).dtype
    )
    values = repeated_value(fill_value, shape, kind) if known and kind else None
    return make(shape, kind, placed(device), requires_grad, values)


function("full_like")(
    lambda input, fill_value, **named: like(
        fill_value if not isinstance(fill_value, Tensor) else None
    )(input, **named)
)
method("new_full")(
    lambda self, size, fill_value, dtype=None, **named: full(
        size, fill_value, dtype=dtype or self._dtype, **named
    )
)


@function("randint")
def randint(
    *arguments: Value,
    size: Value = None,
    dtype: Value = None,
    device: Value = None,
    requires_grad: Value = False,
    **named: Value,
) -> Value:
    """randint(high, size) or randint(low, high, size)."""
    size = arguments[-1] if size is None else size
    return make(
        given_sizes(checked((size,))), dtype or INT64, placed(device), requires_grad
    )


@function("normal")
def normal(
    mean: Value = 0.0, std: Value = 1.0, size: Value = None, **named: Value
) -> Value:
    if size is not None:
        return filled("normal", None)(size, **named)
    first = mean if isinstance(mean, Tensor) else std
    return derived(as_tensor(first), as_tensor(first)._shape)


function("randperm")(
    lambda n, dtype=INT64, device=None, **named: make(
        given_sizes(checked(((n,),))), dtype, placed(device)
    )
)


@function("eye")
def eye(
    n: Value,
    m: Value = None,
    *,
    dtype: Value = None,
    device: Value = None,
    requires_grad: Value = False,
) -> Value:
    shape = given_sizes(checked(((n, n if m is None else m),)))
    return make(shape, dtype or Default.dtype, placed(device), requires_grad)


@function("arange", "range")
def arange(
    start: Value,
    end: Value = None,
    step: Value = 1,
    *,
    dtype: Value = None,
    device: Value = None,
    **named: Value,
) -> Value:
    start, end = (0, start) if end is None else (start, end)
    ends = [each.item() if isinstance(each, Tensor) else each for each in (start, end)]
    kind = FLOAT32 if any(isinstance(e, float) for e in (*ends, step)) else INT64
    requires_grad = named.get("requires_grad", False)
    if any(map(is_unknown, (*ends, step))):
        return make((None,), dtype or kind, placed(device), requires_grad)
    if not step or (ends[1] - ends[0]) / step < 0:
        raise CountError(
            "From {start} to {end}, no step of {step} leads.",
            "RuntimeError",
            start=ends[0],
            end=ends[1],
            step=step,
        )
    length = ceil((ends[1] - ends[0]) / step)
    values = None
    if length <= MOST_VALUES:
        values = tuple(ends[0] + n * step for n in range(length))
        if (dtype or kind).rank == 2:
            values = tuple(map(float, values))
    return make((length,), dtype or kind, placed(device), requires_grad, values)


function("linspace", "logspace")(
    lambda start, end, steps, *, dtype=None, device=None, **named: make(
        given_sizes(checked(((steps,),))), dtype or Default.dtype, placed(device)
    )
)


@function("tensor")
def tensor(
    data: Value,
    *,
    dtype: Value = None,
    device: Value = None,
    requires_grad: Value = False,
    **named: Value,
) -> Value:
    made = literal(data, dtype)
    if made._dtype is FLOAT32 and not isinstance(data, Tensor):
        made._dtype = dtype or made._dtype
    made.device = placed(device)
    made.requires_grad = requires_grad
    return made


method("new_tensor")(
    lambda self, data, dtype=None, **named: tensor(
        data, dtype=dtype or self._dtype, **named
    )
)


@function("as_tensor", "asarray")
def as_tensor_function(
    data: Value, dtype: Value = None, device: Value = None, **named: Value
) -> Value:
    if isinstance(data, Tensor):
        return data if dtype is None else derived(data, data._shape, dtype)
    return tensor(data, dtype=dtype, device=device)


function("scalar_tensor")(lambda value, **named: tensor(value, **named))
function("from_numpy", "from_dlpack", "frombuffer")(
    lambda ndarray, **named: literal(ndarray)
)


def typed(name: str) -> Routine:
    """torch.FloatTensor(2, 3) or torch.FloatTensor([[1, 2], [3, 4]])."""
    kind = BY_NAME[TENSOR_TYPES[name]]

    def create(*data: Value, **named: Value) -> Value:
        return legacy(Tensor, *data, kind=kind)

    create.__name__ = name
    return create


@method("new_legacy")
def legacy(cls: Value, *data: Value, kind: Value = None) -> Value:
    """torch.Tensor(2, 3), torch.Tensor([1, 2]): sizes, or numbers."""
    kind = kind or FLOAT32
    if not data:
        return make((0,), kind)
    if len(data) > 1 or isinstance(data[0], int):
        return asked_for(make(given_sizes(checked(data)), kind), data)
    made = literal(data[0], kind)
    return made


function("complex", "polar")(
    lambda real, imag: derived(
        real, real._shape, promote(BY_NAME["complex64"], real._dtype)
    )
)
function("tril_indices", "triu_indices")(
    lambda row, col, *arguments, **named: make((2, None), INT64)
)
function("bernoulli")(lambda input, *arguments, **named: derived(input, input._shape))
function("hann_window", "hamming_window", "blackman_window", "bartlett_window")(
    lambda window_length, *arguments, **named: make(
        given_sizes(checked(((window_length,),))), FLOAT32
    )
)
