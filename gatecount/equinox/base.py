"""What all layers of Equinox share: one example, without a batch axis."""

from collections.abc import Iterable

from .. import jax
from ..counting import CountError, Weight
from ..jax import Key
from ..layer import check_features, check_size, shown
from ..types import Any, Shape

# The error of the square root of a size, which Equinox takes.
NEGATIVE = "ValueError"


class Layer(jax.Constructed):
    """A layer on one example, that is, without a batch axis."""

    axes: int = 1
    example = "(5,)"
    expects = "in_features"
    too_few = "ValueError"
    keys: Any = Key

    def batch_at(self, shape: Shape) -> int | None:
        return None

    def accept(self) -> None:
        super().accept()
        if hasattr(self, "key") and not isinstance(self.key, self.keys):
            raise CountError(
                "key must be a random key, as in key=jax.random.key(0), not {value}.",
                "TypeError",
                value=shown(self.key),
            )

    def size(
        self,
        argument: str,
        least: int = 0,
        negative: str = NEGATIVE,
        zero: str = "ZeroDivisionError",
    ) -> int:
        return check_size(argument, getattr(self, argument), least, negative, zero)

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape)
        check_features(self, getattr(self, self.expects), shape[0])

    def check_rank(self, shape: Shape, error: str = "ValueError") -> None:
        if len(shape) != self.axes:
            raise CountError(
                "{layer} takes one example of shape {example}, without a batch axis; "
                "{value} has {axes} axes. Use jax.vmap for a batch.",
                error,
                layer=type(self).__name__,
                example=self.example,
                value=repr(shape),
                axes=len(shape),
            )

    @property
    def natural(self) -> Shape | None:
        return (getattr(self, self.expects),)


def divides(argument: str, value: Any, name: str, total: int) -> None:
    """`argument` must be a whole number, not 0, that divides `total`."""
    numbers = isinstance(value, (int, float)) and isinstance(total, (int, float))
    if numbers and value and not total % value:
        return
    raise CountError(
        "{argument} must divide {name}: {value} does not divide {total}.",
        "ZeroDivisionError" if value == 0 else "ValueError" if numbers else "TypeError",
        argument=argument,
        name=name,
        value=shown(value),
        total=shown(total),
    )


def inside(name: str, weights: Iterable[Weight]) -> tuple[Weight, ...]:
    """The weights of a layer that another one holds under this name."""
    return tuple(
        each.but(
            path=f"{name}.{each.path}",
            cell=f"{name}.{each.cell}".rstrip(".") if each.role else "",
        )
        for each in weights
    )
