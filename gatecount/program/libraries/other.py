"""A module that is not here: everything in it is a placeholder."""

from ...counting import CountError
from ..session import current
from ..standing import StandIn
from ..unknown import Unknown
from .array import Data
from .pretrained import is_model


class Module(StandIn):
    """Whatever is asked of it is a Placeholder."""

    def __init__(self, name):
        super().__init__(name)
        self.__dict__["__all__"] = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{self.__name__}.{name}")


class Placeholder(Unknown):
    """A name of a module that is not here: a function, a class, a module.

    A program may derive a class from it, or decorate with it.
    """

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{self.text}.{name}", self.line)

    def __call__(self, *values, **named):
        current().ignore(self.text)
        if is_model(self.text):
            current().lack(self.text)
        return Data(f"{self.text}(…)")

    def __mro_entries__(self, bases):
        if is_model(self.text):
            raise CountError(
                "{name} belongs to a library of large models that is not here, so a "
                "class made from it cannot be counted. Derive the class from nn.Module "
                "or keras.Model.",
                "TypeError",
                name=self.text,
            )
        return ()
