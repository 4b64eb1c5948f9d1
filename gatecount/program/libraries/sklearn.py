"""`sklearn`: what scales data keeps its shape, what splits it keeps all but rows."""

from __future__ import annotations

import math

from ...types import TYPE_CHECKING, Routine, Value
from ..stand_ins import StandIn
from ..unknown import Unknown
from .arrays import array_of
from .other import Module, Placeholder

if TYPE_CHECKING:
    from ..session import Session
    from .array import Array

SCALERS = """MinMaxScaler StandardScaler RobustScaler MaxAbsScaler Normalizer
    QuantileTransformer PowerTransformer LabelEncoder OrdinalEncoder""".split()


class Scaler:
    """Returns arrays of the shape that it is given."""

    def __init__(self, *values: Value, **named: Value) -> None:
        pass

    def fit(self, *values: Value) -> Value:
        return self

    def transform(self, values: Value, *others: Value) -> Array | Unknown:
        return array_of(values)

    fit_transform = inverse_transform = transform

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"scaler.{name}")


def train_test_split(
    *arrays: Value, test_size: Value = None, train_size: Value = None, **named: Value
) -> Value:
    parts = []
    for each in map(array_of, arrays):
        if each.shape is None:
            parts += [each.derived(each.text), each.derived(each.text)]
            continue
        first = rows(each, test_size, train_size)
        parts += [each.like((size, *each.shape[1:])) for size in first]
    return parts


def rows(array: Value, test_size: Value, train_size: Value) -> Value:
    """How many rows the two parts have."""
    whole = array.shape[0]
    numbers = (int, float)
    test = test_size
    if test is None:
        test = 1 - train_size if isinstance(train_size, float) else 0.25
    if type(whole) is int and isinstance(test, numbers):
        test = test if isinstance(test, int) else math.ceil(whole * test)
        return whole - test, test
    return array.missing(), array.missing()


def trained(model: Value, *values: Value, **named: Value) -> Unknown:
    """`cross_val_score(model, x, y)`: a model for scikit-learn is made and trained."""
    getattr(model, "fit", id)(*values)
    return Unknown("scores")


class Search:
    """`GridSearchCV(model, grid)`: what it chooses, nobody knows before it has."""

    def __init__(
        self,
        estimator: Value = None,
        grid: Value = None,
        *values: Value,
        **named: Value,
    ) -> None:
        grid = named.get("param_grid", named.get("param_distributions", grid))
        self.best_estimator_ = estimator
        if isinstance(grid, dict) and hasattr(estimator, "build_fn"):
            estimator.named |= {
                name: each[0]
                if isinstance(each, list) and len(each) == 1
                else Unknown(f"the best {name}")
                for name, each in grid.items()
            }

    def fit(self, *values: Value, **named: Value) -> Search:
        trained(self.best_estimator_, *values)
        return self

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"search.{name}")


TRAINING = """cross_val_score cross_val_predict cross_validate learning_curve
    validation_curve""".split()


def modules(session: Session) -> Value:
    session.ignore("sklearn")
    root = Module("sklearn")
    scalers = {name: type(name, (Scaler,), {}) for name in SCALERS}
    inner = {
        "preprocessing": scalers,
        "model_selection": {
            "train_test_split": train_test_split,
            **dict.fromkeys(TRAINING, trained),
            **dict.fromkeys(("GridSearchCV", "RandomizedSearchCV"), Search),
        },
        "cross_validation": {"train_test_split": train_test_split},
    }
    made: dict[str, Value] = {"sklearn": root}
    for name, names in inner.items():
        path = f"sklearn.{name}"
        made[path] = StandIn(path, names, outside(path))
        setattr(root, name, made[path])
    return made


def outside(path: str) -> Routine:
    return lambda name: Placeholder(f"{path}.{name}")
