"""What Flax and Equinox share: calls, names, and JAX's rules about shapes.

Neither library checks its arguments much: most refusals are JAX's own, raised
when a tensor of an impossible shape is drawn or multiplied. The rules here
follow jax.nn.initializers, jax.lax.conv_general_dilated and jax.numpy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from . import layer
from .checks import refuse_value
from .counting import CountError, Weight
from .layer import Named, bind, matrix, parameters, shown, weight
from .shapes import filling
from .types import Any, Shape, Sizes

# Everything but the shape: these arguments never change a count.
ACTIVATIONS = """celu elu gelu hard_sigmoid hard_silu hard_swish hard_tanh
    leaky_relu log_sigmoid log_softmax relu relu6 selu sigmoid silu soft_sign
    softmax softplus standardize swish tanh""".split()
DTYPES = ("bfloat16", "float16", "float32", "float64")
PRECISIONS = """highest float32 high bfloat16_3x tensorfloat32 default bfloat16
    fastest""".split()


class Function(Named):
    """An activation, known by name."""


class Dtype(Named):
    """A type of numbers, known by name."""


@dataclass(frozen=True)
class Initializer(Named):
    """Draws the first values of a tensor.

    `fans` divides by the sizes, which then cannot be 0; `axes` is how many
    axes the tensor must have at least.
    """

    fans: bool = False
    axes: int = 0


@dataclass(frozen=True)
class Factory(Named):
    """A call that makes an initializer, such as lecun_normal()."""

    made: Initializer
    needs: int = 0

    def construct(self, *values: Any, **named: Any) -> Any:
        if len(values) + len(named) < self.needs:
            raise CountError(
                "This initializer needs {needs} arguments; {given} were given.",
                "TypeError",
                needs=self.needs,
                given=len(values) + len(named),
            )
        return self.made


FILL = Initializer()
FANS = Initializer(fans=True, axes=2)
ORTHOGONAL = Initializer(axes=2)

INITIALIZERS = {
    "zeros": FILL,
    "ones": FILL,
    "zeros_init": Factory(FILL),
    "ones_init": Factory(FILL),
    "constant": Factory(FILL, needs=1),
    "normal": Factory(FILL),
    "uniform": Factory(FILL),
    "truncated_normal": Factory(FILL),
    "orthogonal": Factory(ORTHOGONAL),
    "variance_scaling": Factory(FANS, needs=3),
} | {
    f"{name}_{kind}": Factory(FANS)
    for name in ("glorot", "he", "kaiming", "lecun", "xavier")
    for kind in ("normal", "uniform")
}


class Key(Named):
    """A random key, as in jax.random.key(0)."""

    arguments = "seed, *, impl=None"

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        seed = bind(cls, values, named)["seed"]
        if not isinstance(seed, (int, float)):
            raise CountError(
                "A key is made from a whole number, as in jax.random.key(0), "
                "not from {value}.",
                "ValueError" if seed is None else "TypeError",
                value=repr(seed),
            )
        return cls()


FUNCTION, DTYPE = Function(), Dtype()


def names(*modules: str) -> dict[str, Any]:
    """What may stand in an argument besides layers, by its dotted name."""
    known: dict[str, Any] = {
        f"{prefix}.{name}": FUNCTION for prefix in modules for name in ACTIVATIONS
    }
    known |= {f"jax.nn.{name}": FUNCTION for name in ACTIVATIONS}
    known |= {f"{prefix}.tanh": FUNCTION for prefix in ("jnp", "jax.numpy")}
    known |= {
        f"{prefix}.initializers.{name}": value
        for prefix in (*modules, "jax.nn")
        for name, value in INITIALIZERS.items()
        if prefix != "jax.nn" or name not in ("zeros_init", "ones_init")
    }
    known |= {
        f"{prefix}.{name}": DTYPE for prefix in ("jnp", "jax.numpy") for name in DTYPES
    }
    known |= {
        f"{prefix}.{name}": Key
        for prefix in ("jax.random", "jrandom", "jr", "random")
        for name in ("key", "PRNGKey")
    }
    # In a program a key often has this name already.
    return known | {"key": Key()}


class Layer(layer.Layer):
    """One that refuses what JAX does not take as an initializer, a type, ..."""

    defaults = MappingProxyType(
        {"FANS": FANS, "FILL": FILL, "ORTHOGONAL": ORTHOGONAL, "FUNCTION": FUNCTION}
    )

    def check(self, kinds: Any = ("_init", "_fn", "dtype", "precision")) -> None:
        for each in parameters(type(self)):
            value = getattr(self, each.name)
            # Flax only looks at an initializer that it uses.
            used = getattr(self, f"use_{each.name.removesuffix('_init')}", True)
            if used and value is not each.default and each.name.endswith(kinds):
                check_kind(each.name, value)


class Constructed(Layer, layer.Constructed):
    """One whose constructor already knows its weights."""

    def accept(self) -> None:
        self.check(("_init",))
        super().accept()


def check_kind(argument: str, value: Any) -> None:
    """Refuse what can never stand in an argument of this name."""
    if argument.endswith("_fn") and value is not FUNCTION:
        raise CountError(
            "{argument} must be a function, such as tanh, not {value}.",
            "TypeError",
            argument=argument,
            value=shown(value),
        )
    if argument.endswith("_init") and not isinstance(value, Initializer):
        raise CountError(
            "{argument} must be an initializer, such as zeros, not {value}.",
            "TypeError",
            argument=argument,
            value=shown(value),
        )
    if argument in ("dtype", "param_dtype") and value not in (None, DTYPE, *DTYPES):
        refuse_value(argument, shown(value), DTYPES, "TypeError")
    if argument == "precision" and value not in (None, *PRECISIONS):
        refuse_value(argument, shown(value), PRECISIONS)


def least(*initializers: Any) -> int:
    """The least size of a tensor that all these initializers can draw."""
    return 1 if any(each.fans for each in initializers) else 0


def check_vector(argument: str, initializer: Any, axes: int = 1) -> None:
    """A bias or a scale has one axis; not every initializer can draw that."""
    if initializer.axes > axes:
        raise CountError(
            "{argument} draws a vector here, which this initializer cannot. "
            "Use zeros, ones or normal.",
            argument=argument,
        )


def check_heads(
    argument: str, value: int, heads: int, error: str = "ValueError"
) -> int:
    """Heads share the features evenly."""
    if value % heads:
        raise CountError(
            "{argument} must be a multiple of num_heads: {heads} heads cannot "
            "share {value} evenly.",
            error,
            argument=argument,
            heads=heads,
            value=value,
        )
    return value // heads


def dense(
    name: str, shape: Sizes, bias: bool, role: str = "", gates: tuple[str, ...] = ()
) -> Iterator[Weight]:
    """The kernel of a linear map and, with a bias, one number for each column."""
    yield matrix(f"{name}/kernel", shape, role=role, gates=gates)
    if bias:
        yield weight(
            f"{name}/bias", shape[-1:], role="bias" if role else "", gates=gates
        )


def broadcast(one: Shape, two: Shape) -> Shape:
    """The shape of a sum of two tensors, refused as JAX does."""
    try:
        return filling.broadcast(one, two)
    except CountError as error:
        raise error.of("TypeError") from None


def axes_of(
    argument: str,
    axes: Any,
    rank: int,
    outside: str = "IndexError",
    twice: str = "IndexError",
) -> tuple[int, ...]:
    """The axes counted from the front, each within the input and named once."""
    axes = axes if isinstance(axes, (tuple, list)) else (axes,)
    if any(not isinstance(axis, int) for axis in axes):
        raise CountError(
            "{argument} names axes by whole numbers, such as -1, not {value}.",
            "TypeError",
            argument=argument,
            value=repr(axes),
        )
    # As Flax does it: a set, and what is still negative counts from the back.
    found: tuple[int, ...] = tuple({rank + axis if axis < 0 else axis for axis in axes})
    outer = any(not -rank <= axis < rank for axis in found)
    if outer or len({axis % rank for axis in found}) < len(found):
        raise CountError(
            "{argument} names an axis that an input with {rank} axes does not have, "
            "or the same axis twice.",
            outside if outer else twice,
            argument=argument,
            rank=rank,
        )
    return found


def several(
    argument: str, value: Any, count: int, other_number: str = "ValueError"
) -> Sizes:
    """One number for each spatial axis: a single one stands for all."""
    values = (value,) * count if isinstance(value, int) else value
    if not isinstance(values, (tuple, list)) or any(
        not isinstance(each, int) for each in values
    ):
        raise CountError(
            "{argument} must be a whole number or a tuple of {count}, not {value}.",
            "TypeError",
            argument=argument,
            count=count,
            value=shown(value),
        )
    if len(values) != count:
        raise CountError(
            "{argument} must be a whole number or a tuple of {count}, not {value}.",
            other_number,
            argument=argument,
            count=count,
            value=shown(value),
        )
    return tuple(values)


@dataclass(frozen=True)
class Window:
    """How a convolution slides, one number of each kind for every spatial axis.

    `padding` is "SAME", "SAME_LOWER", "VALID" or pairs (before, after).
    """

    kernel: tuple[int, ...]
    strides: tuple[int, ...]
    padding: str | tuple[tuple[int, int], ...]
    dilations: tuple[int, ...]
    spreads: tuple[int, ...]

    def slide(self, sizes: Shape) -> Shape:
        """The spatial sizes after the convolution."""
        return tuple(
            None if size is None else self._slide(axis, size)
            for axis, size in enumerate(sizes)
        )

    def _slide(self, axis: int, size: int) -> int:
        stride, spread = self.strides[axis], self.spreads[axis]
        window = max((self.kernel[axis] - 1) * self.dilations[axis] + 1, 0)
        room = max((size - 1) * spread + 1, 0)
        if self.padding in ("SAME", "SAME_LOWER"):
            room += max((-(-size // stride) - 1) * stride + window - size, 0)
        elif not isinstance(self.padding, str):
            room += sum(self.padding[axis])
        if room < 0:
            raise CountError(
                "Negative padding takes away more than an input of size {size} has.",
                size=size,
            )
        return max(int(filling.slide(room, window, stride)), 0)
