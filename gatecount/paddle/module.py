"""What all layers of PaddlePaddle share: what a parameter is, and if it is trained."""

from collections.abc import Iterable, Iterator

from .. import layer
from ..counting import CountError, Weight
from ..layer import Named, bind
from ..types import Any, Shape

# The least size, and the errors of a negative one and of 0.
ONE, NONE = (1, "ValueError", "ValueError"), (0, "AssertionError")


class ParamAttr(Named):
    """What a parameter is like; of that, whether it is trained."""

    arguments = """name=None, initializer=None, learning_rate=1.0, regularizer=None,
        trainable=True, do_model_average=False, need_clip=True"""
    trainable: bool
    learning_rate: Any
    name: Any

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        made = cls()
        given = bind(cls, values, named)
        made.trainable = bool(given["trainable"])
        made.learning_rate, made.name = given["learning_rate"], given["name"]
        return made


class Paddle(layer.Constructed):
    too_few = unlike = "ValueError"
    truth = False

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if shape else None

    def trained(self, name: str) -> bool:
        """Whether the parameter is trained; refuse what Paddle cannot read."""
        value = getattr(self, f"{name}_attr")
        if isinstance(value, ParamAttr):
            return value.trainable
        if value is None or isinstance(value, (bool, str)):
            return value is not False
        raise CountError(
            "{argument} is False, None or a paddle.ParamAttr, not {value}.",
            "TypeError",
            argument=f"{name}_attr",
            value=layer.shown(value),
        )

    def plain(
        self, name: str, shape: Iterable[int], kind: Any = layer.weight
    ) -> Iterator[Weight]:
        """The tensor; of a plain layer, False leaves it out."""
        if self.trained(name) or vars(self)[f"{name}_attr"] is not False:
            yield kind(name, shape, trainable=self.trained(name))

    def vector(self, name: str, size: str, attribute: str) -> Weight:
        """A tensor of one axis, as long as the argument `size` says."""
        trained = self.trained(attribute)
        return layer.weight(name, (self.size(size, *NONE),), trainable=trained)


def check_names(*attributes: Any) -> None:
    """Refuse one name for two parameters."""
    names = [getattr(each, "name", each) for each in attributes]
    for name in names:
        if isinstance(name, str) and names.count(name) > 1:
            raise CountError(
                "Two parameters of one layer cannot both be named {name}.",
                "ValueError",
                name=repr(name),
            )
