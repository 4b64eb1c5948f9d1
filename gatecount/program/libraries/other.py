"""A module that is not here: everything in it is a placeholder."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from os.path import basename

from ...counting import CountError
from ...types import Value
from ..session import OURS, current
from ..stand_ins import StandIn
from ..symbols import SOURCE
from ..unknown import Unknown
from .array import Data
from .foreign import is_model_class, may_hold_layers
from .pretrained import is_model


class Module(StandIn):
    """Whatever is asked of it is a Placeholder."""

    def __init__(self, name: Value) -> None:
        super().__init__(name)
        self.__dict__["__all__"] = []

    def __getattr__(self, name: str) -> Placeholder:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        made = Placeholder(f"{self.__name__}.{name}")
        made.root = self
        return made


# What makes variables in TensorFlow 1, and is not kept here.
FIRST = re.compile(
    r"tf\.(?:contrib|layers|python|nn)\..*"
    r"(?:Attention|Cell|[Cc]onv\d|[Dd]ense|_norm|fully|embed_|lstm|rnn|[Ll]inear)"
)


class Placeholder(Unknown):
    """A name of a module that is not here: a function, a class, a module.

    A program may derive a class from it, or decorate with it.
    """

    def __getattr__(self, name: str) -> Placeholder:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = Placeholder(f"{self.text}.{name}", self.line)
        made.root = self.root  # the same wherever it is asked for
        return made

    def __call__(self, *values: Value, **named: Value) -> Data:
        from ..entrances import handed

        current().ignore(self.text)
        parts = [*values, *named.values()]
        handed(parts)
        parts = [each for each in parts if not isinstance(each, Unknown)]
        if (
            is_model(self.text)
            or FIRST.match(self.text)
            or any(has(each, "_keras_history") for each in parts)
            or (any(map(is_built, parts)) and is_model_class(self.text))
        ):
            current().lack(self.text)
        return Data(f"{self.text}(…)")

    def __mro_entries__(self, bases: Value) -> Value:
        if is_model(self.text):
            raise CountError(
                "{name} belongs to a library of large models that is not here, so a "
                "class made from it cannot be counted. Derive the class from nn.Module "
                "or keras.Model.",
                "TypeError",
                name=self.text,
            )
        if is_model_class(self.text):
            return derived_from(self.text)
        return (elsewhere(self.text),) if len(bases) == 1 else ()


def elsewhere(name: str) -> type[Value]:
    """The base of a class, of which nothing is known; a module, if what the program
    derives from it makes layers."""

    class Elsewhere:
        def __init__(self, *values: Value, **named: Value) -> None:
            """What the class itself says that it has is what it is given."""
            for each in named:
                if hasattr(type(self), each):
                    setattr(self, each, named[each])

        def __init_subclass__(cls, **named: Value) -> None:
            from ..making import is_maker

            makes = any(is_maker(each, set()) for each in vars(cls).values())
            first = next(each for each in cls.__mro__ if Elsewhere in each.__bases__)
            bases = derived_from(name) if makes and may_hold_layers(name) else ()
            if bases and first.__bases__ == (Elsewhere,):
                first.__bases__ = bases
                bases[0].__init_subclass__.__func__(cls)

        def __getattr__(self, attribute: str) -> Value:
            if attribute.startswith("_"):
                raise AttributeError(attribute)
            return Data(f"{type(self).__name__}.{attribute}")

        def __len__(self) -> Unknown:
            return Unknown(f"len({type(self).__name__})")

        def __getitem__(self, key: Value) -> Data:
            return Data(f"{type(self).__name__}[…]")

        def __iter__(self) -> Iterator[Value]:
            yield Data(f"{type(self).__name__}[…]", each=True)

        def __call__(self, *values: Value, **named: Value) -> Value:
            return Data(f"{type(self).__name__}(…)")

    return Elsewhere


def is_built(value: Value) -> bool:
    """A layer, or a model."""
    return has(value, "_modules") or has(value, "_inbound_nodes")


def has(value: Value, name: str) -> bool:
    """Has it this, and not whatever is asked of it, as an open file has?"""
    kinds = type(value).__mro__  # the class of a tensor answers every name, too
    return any(name in vars(each) for each in kinds) or name in getattr(
        value, "__dict__", ()
    )


def derived_from(name: str) -> Value:
    """The bases of a class whose own base is in a library that is not here."""
    frameworks = current().state.get("frameworks", ())
    if "torch" in frameworks:
        from ..torch.other_libraries import Lightning, foreign

        return (Lightning,) if name.endswith("LightningModule") else (foreign(name),)
    if "keras" in frameworks:
        from ..keras.layer import Layer
        from ..keras.model import Model

        current().lack(name)
        return (beyond(Model if name.endswith("Model") else Layer, name),)
    return ()


def beyond(base: type[Value], name: str, **own: Value) -> type[Value]:
    """A class below `base` of a library that is not here: what else it has is not
    known."""

    def other(self: Value, attribute: Value) -> Value:
        try:
            return base.__getattr__(self, attribute)
        except AttributeError:
            asking = sys._getframe(1).f_code.co_filename  # not our own classes
            if attribute.startswith("_") or basename(asking) not in (SOURCE, *OURS):
                raise
            return Data(f"{type(self).__name__}.{attribute}")

    return type(name.rpartition(".")[2], (base,), {"__getattr__": other} | own)
