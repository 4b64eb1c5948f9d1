"""Modules of other libraries whose parameters are known, and classes to derive from."""

import inspect

from ...types import Value
from ..libraries.array import Data
from ..libraries.other import beyond
from ..libraries.system import Arguments
from ..session import Session, current
from ..stand_ins import StandIn
from ..symbols import SOURCE
from ..unknown import sized
from .module import Module
from .parameter import Parameter
from .tensor import make


class Lightning(Module):
    """LightningModule: a module with a training loop of its own."""

    def save_hyperparameters(self, *names: Value, **named: Value) -> None:
        frame = inspect.currentframe()
        while frame is not None and frame.f_code.co_filename != SOURCE:
            frame = frame.f_back
        given = dict(frame.f_locals) if frame else {}
        known = {
            name: value
            for name, value in given.items()
            if name != "self" and not name.startswith("__")
        }
        object.__setattr__(self, "hparams", Arguments(**known))

    def log(self, *values: Value, **named: Value) -> None:
        pass

    log_dict = print = log

    @classmethod
    def load_from_checkpoint(cls, *values: Value, **named: Value) -> Value:
        return Data(f"{cls.__name__}.load_from_checkpoint(…)")

    device = property(lambda self: "cpu")

    def __getattr__(self, name: str) -> Value:
        if name in ("trainer", "logger", "current_epoch", "global_step", "optimizers"):
            return Data(name)
        return super().__getattr__(name)


def foreign(name: str) -> Value:
    """A class of a library that is not here, as a base: what it holds is missing."""

    def new(cls: Value, *values: Value, **named: Value) -> Value:
        made = Module.__new__(cls)
        Module.__init__(made)  # Base.__init__(self) would ask what is not here
        current().lack(name)
        return made

    def begin(self: Value, *values: Value, **named: Value) -> None:
        pass

    return beyond(Module, name, __new__=new, __init__=begin)


class CRF(Module):
    """torchcrf.CRF: a score for each pair of tags, for the first and for the last."""

    def __init__(
        self, num_tags: Value, batch_first: Value = False, **named: Value
    ) -> None:
        super().__init__()
        num_tags = sized(num_tags)
        self.num_tags, self.batch_first = num_tags, batch_first
        self.start_transitions = Parameter(make((num_tags,)))
        self.end_transitions = Parameter(make((num_tags,)))
        self.transitions = Parameter(make((num_tags, num_tags)))

    def forward(self, *values: Value, **named: Value) -> Value:
        return Data("crf(…)")

    def decode(self, *values: Value, **named: Value) -> Value:
        return Data("crf.decode(…)")


def modules(session: Session) -> dict[str, StandIn]:
    return {"torchcrf": StandIn("torchcrf", {"CRF": CRF})}
