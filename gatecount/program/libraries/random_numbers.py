"""`numpy.random`: no number is drawn, the shapes are known."""

from ...types import Value
from ..registering import registering
from ..unknown import Unknown
from .array import Array, shape_argument
from .arrays import array_of

RANDOM: dict[Value, Value] = {}
drawn = registering(RANDOM)


def sized(size: Value, dtype: str = "float64") -> Unknown:
    return (
        Unknown("random number") if size is None else Array(shape_argument(size), dtype)
    )


drawn("rand", "randn")(lambda *sizes: sized(sizes or None))
drawn("random", "random_sample", "ranf", "standard_normal")(
    lambda size=None, dtype="float64", out=None: sized(size, dtype)
)
drawn("normal", "uniform", "beta", "gamma", "laplace", "logistic", "lognormal")(
    lambda one=0.0, two=1.0, size=None, **named: sized(size)
)
drawn("poisson", "exponential", "geometric")(
    lambda one=1.0, size=None, **named: sized(size)
)
drawn("binomial", "choice")(
    lambda one, two=None, size=None, replace=True, p=None, **named: sized(
        two if size is None and p is None else size, "int64"
    )
)
drawn("choice")(
    lambda values, size=None, replace=True, p=None, **named: sized(size, "int64")
)
drawn("randint", "integers", "random_integers")(
    lambda low, high=None, size=None, dtype=int, **named: sized(size, "int64")
)
drawn("seed", "shuffle")(lambda *values, **named: None)
drawn("permutation")(
    lambda value: (
        Array((value,), "int64") if isinstance(value, int) else array_of(value)
    )
)


class Random:
    """A generator of random numbers: none is drawn, their shape is known."""

    def __getattr__(self, name: str) -> Value:
        if name in RANDOM:
            return RANDOM[name]
        raise AttributeError(name)
