"""What all layers of nnx share."""

from collections.abc import Iterable

from ... import jax
from ...counting import CountError, Weight, whole
from ...jax import least
from ...layer import check_features, shown
from ...types import Any, Shape
from .. import linear


class Rngs:
    """Where a layer takes its random numbers from, as in nnx.Rngs(0)."""

    streams: set[str]

    @classmethod
    def construct(cls, *values: Any, **streams: Any) -> "Rngs":
        given = dict(zip(("default",), values)) | streams
        if len(values) > 1:
            raise CountError(
                "{layer} takes at most {most} arguments; {given} were given.",
                "TypeError",
                layer="Rngs",
                most=1,
                given=len(values),
            )
        if given.get("default", 0) is None:
            del given["default"]
        for value in given.values():
            if not isinstance(value, (int, jax.Key)):
                raise CountError(
                    "{layer} is made from a whole number, as in nnx.Rngs(0), not "
                    "from {value}.",
                    layer="Rngs",
                    value=shown(value),
                )
        rngs = cls()
        rngs.streams = set(given)
        return rngs


def check_rngs(rngs: Any, error: str = "AttributeError") -> None:
    if not isinstance(rngs, Rngs):
        raise CountError(
            "{argument} must be random numbers, as in rngs=nnx.Rngs(0), not {value}.",
            error,
            argument="rngs",
            value=shown(rngs),
        )


def check_stream(rngs: Any, name: str, error: str = "AttributeError") -> None:
    """`rngs` must be able to draw from the stream of this name."""
    check_rngs(rngs)
    if not rngs.streams & {"default", name}:
        raise CountError(
            "rngs has no numbers for {name}. Write nnx.Rngs(0), or "
            "nnx.Rngs({name}=0) for these alone.",
            error,
            name=name,
        )


class Layer(jax.Constructed):
    example = "(2, 5)"
    expects = "in_features"

    @property
    def too_few(self) -> str:
        return "TypeError"

    def accepts(self, shape: Shape) -> None:
        check_features(self, getattr(self, self.expects), shape[-1])

    @property
    def natural(self) -> Shape | None:
        return (None,) * self.axes + (getattr(self, self.expects),)


class Mapped(linear.Mapped, Layer):
    """A linear map of the input's last axis, whose features the constructor says."""

    def units(self) -> int:
        return whole(self.out_features)

    def weights(self) -> Iterable[Weight]:
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n, m = (self.size(each, lowest) for each in ("in_features", "out_features"))
        return self.tensors(n, m)
