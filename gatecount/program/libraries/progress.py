"""`tqdm`: a progress bar that shows nothing and passes on what it is given."""

from ..builtin import range_
from ..harmless import Harmless
from ..lengths import length
from ..stand_ins import StandIn
from ..unknown import Unknown


class Bar:
    n = 0
    write = Harmless("tqdm.write", 0)
    pandas = Harmless("tqdm.pandas", 0)

    def __init__(self, iterable=None, *values, **named):
        self.iterable = () if iterable is None else iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        known = hasattr(self.iterable, "__len__")
        return length(self.iterable) if known else Unknown("len of an iterator")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Harmless(f"tqdm.{name}")


def trange(*values, **named):
    return Bar(range_(*values))


def modules(session):
    names = {"tqdm": Bar, "trange": trange, "tqdm_notebook": Bar}
    made = {"tqdm": StandIn("tqdm", names)}
    for name in ("auto", "notebook", "std", "autonotebook"):
        module = made[f"tqdm.{name}"] = StandIn(f"tqdm.{name}", names)
        vars(made["tqdm"])[name] = module
    return made
