"""Keras Tuner and Optuna: what they choose nobody knows before they have tried it."""

from ..session import current
from ..stand_ins import StandIn
from ..unknown import Unknown
from .other import Placeholder


class Tuner:
    """`kt.RandomSearch(build, …)`: `build` makes a model for each choice."""

    def __init__(self, hypermodel=None, *values, **named):
        make = getattr(hypermodel, "build", hypermodel)
        self.hypermodel = StandIn("hypermodel", {"build": make})
        self.found = None

    def search(self, *values, **named):
        self.found = self.found or self.hypermodel.build(Unknown("hp"))

    def get_best_models(self, num_models=1):
        self.search()
        return [self.found]

    def get_best_hyperparameters(self, num_trials=1):
        return [Unknown("hp")]

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"tuner.{name}")


class HyperModel:
    """What a program derives its own from."""

    def __init__(self, *values, **named):
        pass


class Study:
    """`study.optimize(objective)`: the program's function runs once. What its models
    lack is not missing from one that the program builds elsewhere."""

    def optimize(self, func, *values, **named):
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

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"study.{name}")


TUNERS = "RandomSearch GridSearch Hyperband BayesianOptimization Tuner".split()
KERAS_TUNER = dict.fromkeys(TUNERS, Tuner) | {"HyperModel": HyperModel}
OPTUNA = {"create_study": lambda *values, **named: Study()}


def modules(session, root):
    session.ignore(root)
    inner = {"optuna": OPTUNA}.get(root, KERAS_TUNER)
    made = {root: StandIn(root, inner, lambda name: Placeholder(f"{root}.{name}"))}
    if root != "optuna":
        for path in ("tuners", "engine", "engine.hypermodel"):
            path = f"{root}.{path}"
            made[path] = StandIn(path, inner)
        made[root].tuners = made[f"{root}.tuners"]
    return made
