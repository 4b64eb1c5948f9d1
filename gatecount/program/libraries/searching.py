"""Keras Tuner: what it chooses nobody knows before it has tried it."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from ..session import Session
from ..stand_ins import StandIn
from ..unknown import Unknown
from .other import Placeholder

if TYPE_CHECKING:
    from ..keras.sequential import Sequential


class Tuner:
    """`kt.RandomSearch(build, …)`: `build` makes a model for each choice."""

    def __init__(
        self, hypermodel: Value = None, *values: Value, **named: Value
    ) -> None:
        make = getattr(hypermodel, "build", hypermodel)
        self.hypermodel = StandIn("hypermodel", {"build": make})
        self.found: Value = None

    def search(self, *values: Value, **named: Value) -> None:
        self.found = self.found or self.hypermodel.build(Unknown("hp"))

    def get_best_models(self, num_models: Value = 1) -> list[Sequential]:
        self.search()
        return [self.found]

    def get_best_hyperparameters(self, num_trials: Value = 1) -> list[Unknown]:
        return [Unknown("hp")]

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"tuner.{name}")


class HyperModel:
    """What a program derives its own from."""

    def __init__(self, *values: Value, **named: Value) -> None:
        pass


TUNERS = "RandomSearch GridSearch Hyperband BayesianOptimization Tuner".split()
KERAS_TUNER = dict.fromkeys(TUNERS, Tuner) | {"HyperModel": HyperModel}


def modules(session: Session, root: str) -> dict[str, StandIn]:
    session.ignore(root)
    whole = StandIn(root, KERAS_TUNER, lambda name: Placeholder(f"{root}.{name}"))
    made = {root: whole}
    for path in ("tuners", "engine", "engine.hypermodel"):
        path = f"{root}.{path}"
        made[path] = StandIn(path, KERAS_TUNER)
    whole.__dict__["tuners"] = made[f"{root}.tuners"]
    return made
