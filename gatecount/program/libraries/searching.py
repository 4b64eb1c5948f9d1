"""Keras Tuner and Optuna: what they choose nobody knows before they have tried it."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from ..session import Session, current
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


class Study:
    """`study.optimize(objective)`: the program's function runs once. What its models
    lack is not missing from one that the program builds elsewhere."""

    def optimize(self, func: Value, *values: Value, **named: Value) -> None:
        session, begun = current(), len(current().state.get("torch", ()))
        before, session.missing = session.missing, []
        try:
            func(Unknown("trial"))
        finally:
            built = session.state.get("torch", ())[begun:]
            lines = {vars(each)["_spot"].line for each in built}
            tried = lines, session.missing
            session.state.setdefault("searched", []).append(tried)
            session.missing = before

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"study.{name}")


TUNERS = "RandomSearch GridSearch Hyperband BayesianOptimization Tuner".split()
KERAS_TUNER = dict.fromkeys(TUNERS, Tuner) | {"HyperModel": HyperModel}
OPTUNA = {"create_study": lambda *values, **named: Study()}


def modules(session: Session, root: str) -> dict[str, StandIn]:
    session.ignore(root)
    inner = {"optuna": OPTUNA}.get(root, KERAS_TUNER)
    made = {root: StandIn(root, inner, lambda name: Placeholder(f"{root}.{name}"))}
    if root != "optuna":
        for path in ("tuners", "engine", "engine.hypermodel"):
            path = f"{root}.{path}"
            made[path] = StandIn(path, inner)
        made[root].__dict__["tuners"] = made[f"{root}.tuners"]
    return made
