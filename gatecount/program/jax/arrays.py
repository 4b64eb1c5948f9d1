"""jax.numpy, jax.random and what maps functions over axes."""

from __future__ import annotations

from ... import jax as engine
from ...types import TYPE_CHECKING, Routine, Shape, Value
from ..libraries import numpy
from ..libraries.array import ATTRIBUTES, METHODS, Data
from ..libraries.array import Array as Array
from ..libraries.foreign import NONE
from ..libraries.other import Placeholder
from ..session import current
from ..unknown import Unknown, sized

if TYPE_CHECKING:
    from ...jax import Key

KEY = engine.Key()
zeros = numpy.FUNCTIONS["zeros"]
FUNCTION = engine.FUNCTION


LAYERS = ("flax.linen", "flax.nnx", "equinox.nn")
NO_LAYER = """Variable State GraphDef TrainState FrozenDict Shape Array Initializer
    PRNGKey Dtype Partitioned Pytree Object Filter Rngs""".split()


class Absent(Placeholder):
    """A layer that is not known here: what it holds is missing from the total."""

    def __call__(self, *values: Value, **named: Value) -> Data:
        current().lack(self.text)
        return Data(f"{self.text}(…)")


def missing(path: str) -> Routine:
    def unknown(name: str) -> Placeholder:
        whole = f"{path}.{name}"
        plain = name in NO_LAYER or not name[:1].isupper() or NONE.search(name)
        return Placeholder(whole) if plain or path not in LAYERS else Absent(whole)

    return unknown


def lifted(name: str) -> Routine:
    """A function that makes other modules of modules, with weights of their own."""

    def lift(target: Value = None, *values: Value, **named: Value) -> Value:
        if isinstance(target, type):
            current().lack(name)
        return target

    return lift


def identity(value: Value = None, *others: Value, **named: Value) -> Routine:
    """jax.jit(f), @jax.jit, @partial(jax.jit, …): what is decorated, as it is."""
    return (lambda given: given) if value is None else value


def called(function: Value, *values: Value, **named: Value) -> Value:
    return function(*values, **named)


def shaped(value: Value, *others: Value, **named: Value) -> Value:
    """A function of each number."""
    made = numpy.array_of(value)
    return made if made.shape is None else made.like(made.shape)


SHAPED: dict[str, Value] = dict.fromkeys(engine.ACTIVATIONS, shaped)


def one_hot(indices: Value, num_classes: Value, **named: Value) -> Value:
    made = numpy.array_of(indices)
    if made.shape is None:
        return zeros((Unknown("batch"), num_classes), "float32")
    return made.like((*made.shape, num_classes), "float32")


SHAPED["one_hot"] = one_hot


def numpy_names() -> Value:
    names: dict[str, Value] = {name: numpy.type_of(name) for name in numpy.TYPES}
    names |= numpy.FUNCTIONS
    names |= {"bfloat16": numpy.type_of("bfloat16"), "ndarray": Array, "newaxis": None}
    return names | {"pi": 3.141592653589793, "inf": float("inf")}


class At:
    """x.at[i].set(y): another array of the same shape."""

    def __init__(self, array: Value) -> None:
        self.array = array

    def __getitem__(self, key: Value) -> At:
        return self

    def __getattr__(self, name: str) -> Routine:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *values, **named: self.array.like(self.array.shape)


ATTRIBUTES["at"] = At
METHODS["block_until_ready"] = identity


# Random numbers


class Keys(list[Value]):
    """A row of keys: vmap hands one on."""


def split(key: Value, num: Value = 2) -> Keys | Unknown:
    """As many keys."""
    if isinstance(num, int):
        return Keys([KEY] * num)
    return Unknown("jax.random.split(…)")


def drawn(shape_at: int) -> Routine:
    """jax.random.normal(key, shape): `shape_at` is where the shape stands."""

    def draw(key: Value, *values: Value, shape: Value = (), **named: Value) -> Value:
        given = values[shape_at] if len(values) > shape_at else shape
        return zeros(given, "float32")

    return draw


RANDOM: dict[str, Value] = dict.fromkeys(
    ("key", "PRNGKey", "fold_in"), lambda *values, **named: KEY
)
RANDOM["split"] = split
RANDOM |= {name: drawn(0) for name in "normal uniform randint gumbel".split()}
RANDOM["bernoulli"] = drawn(1)


def initializer(name: str) -> Routine:
    """jax.nn.initializers.zeros(key, shape), or he_normal()(key, shape)."""
    plain = name in ("zeros", "ones")

    def fill(key: Key | None = None, shape: Shape = (), dtype: Value = None) -> Value:
        return zeros(shape, "float32")

    return fill if plain else lambda *values, **named: fill


INITIALIZERS = {name: initializer(name) for name in engine.INITIALIZERS}


# Functions of functions


def rebuilt(value: Value, parts: Value) -> Value:
    """A list or tuple of these parts, also a named one."""
    return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)


def fewer(value: Value, axis: int | None) -> Value:
    """Without an axis, as vmap and scan hand parts on."""
    if axis is None:
        return value
    if isinstance(value, Keys):
        return KEY
    if isinstance(value, (list, tuple)):
        return rebuilt(value, [fewer(each, axis) for each in value])
    if isinstance(value, dict):
        return {name: fewer(each, axis) for name, each in value.items()}
    if isinstance(value, Array) and value.shape:
        axis %= len(value.shape)
        return value.like(value.shape[:axis] + value.shape[axis + 1 :])
    return value


def more(value: Value, axis: Value, size: Value) -> Value:
    """With the axis again, of this size."""
    if isinstance(value, (list, tuple)):
        return rebuilt(value, [more(each, axis, size) for each in value])
    if isinstance(value, dict):
        return {name: more(each, axis, size) for name, each in value.items()}
    if isinstance(value, Array):
        axis %= len(value.shape) + 1
        return value.like((*value.shape[:axis], size, *value.shape[axis:]))
    if not isinstance(value, Unknown) and hasattr(
        value, "rows"
    ):  # as many modules, on top of each other
        current().lack("jax.vmap")
    return value


def size_at(value: Value, axis: int | None) -> Value:
    if isinstance(value, (list, tuple)) and value:
        return size_at(value[0], axis)
    if isinstance(value, Array) and value.shape and axis is not None:
        return value.shape[axis]
    return None


def vmap(
    function: Value, in_axes: Value = 0, out_axes: Value = 0, **named: Value
) -> Routine:
    if getattr(function, "__name__", "") == "init" and hasattr(function, "__self__"):
        current().lack("jax.vmap")  # weights for each part

    def mapped(*values: Value, **more_named: Value) -> Value:
        several = isinstance(in_axes, (list, tuple))
        axes = in_axes if several else [in_axes] * len(values)
        sizes = [size_at(each, axis) for each, axis in zip(values, axes)]
        known = [each for each in sizes if each is not None]
        parts = [fewer(each, axis) for each, axis in zip(values, axes)]
        found = function(*parts, **more_named)
        return more(found, out_axes, known[0] if known else Unknown("len(…)"))

    return mapped


def scan(
    f: Value,
    init: Value,
    xs: Value = None,
    length_: Value = None,
    reverse: Value = False,
    unroll: Value = 1,
    **named: Value,
) -> Value:
    """f(carry, x) -> carry, y: once, for all steps are alike."""
    steps = size_at(xs, 0) if xs is not None else named.get("length", length_)
    carry, y = f(init, fewer(xs, 0))
    steps = Unknown("len(xs)") if steps is None else steps
    return carry, more(y, 0, steps)


# Shapes as the engine takes them


def shape_of(value: Value, axes: int = 1) -> Shape:
    """The shape of an input: None for what is not known, but for its features."""
    shape = getattr(numpy.array_of(value), "shape", None)
    if shape is None:
        features = sized(Unknown(getattr(value, "text", "features"), current().line))
        return (*(None,) * axes, features)
    *front, last = shape or (1,)
    front = [size if isinstance(size, int) else None for size in front]
    return (*front, sized(last)) if shape else ()


def array(shape: Value) -> Value:
    """A shape, or several, as arrays again."""
    if isinstance(shape, list):
        return tuple(array(each) for each in shape)
    if shape is None:
        return Data("…")
    sizes = (Unknown("size") if each is None else each for each in shape)
    return Array(tuple(sizes), "float32")
