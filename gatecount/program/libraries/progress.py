"""`tqdm`: a progress bar that shows nothing and passes on what it is given."""

from __future__ import annotations

from collections.abc import Iterator

from ...types import TYPE_CHECKING, Value
from ..builtin import range_
from ..harmless import Harmless
from ..lengths import length
from ..stand_ins import StandIn
from ..unknown import Unknown

if TYPE_CHECKING:
    from ..session import Session


class Bar:
    n = 0
    write = Harmless("tqdm.write", 0)
    pandas = Harmless("tqdm.pandas", 0)

    def __init__(self, iterable: Value = None, *values: Value, **named: Value) -> None:
        self.iterable = () if iterable is None else iterable

    def __iter__(self) -> Iterator[Value]:
        return iter(self.iterable)

    def __len__(self) -> Value:
        known = hasattr(self.iterable, "__len__")
        return length(self.iterable) if known else Unknown("len of an iterator")

    def __enter__(self) -> Value:
        return self

    def __exit__(self, *error: Value) -> Value:
        return False

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Harmless(f"tqdm.{name}")


def trange(*values: Value, **named: Value) -> Value:
    return Bar(range_(*values))


def modules(session: Session) -> dict[str, StandIn]:
    names = {"tqdm": Bar, "trange": trange, "tqdm_notebook": Bar}
    made = {"tqdm": StandIn("tqdm", names)}
    for name in ("auto", "notebook", "std", "autonotebook"):
        module = made[f"tqdm.{name}"] = StandIn(f"tqdm.{name}", names)
        vars(made["tqdm"])[name] = module
    return made
