"""`sklearn`: what scales data keeps its shape, what splits it keeps all but rows."""

import math

from ..stand_ins import StandIn
from ..unknown import Unknown
from .arrays import array_of
from .other import Module, Placeholder

SCALERS = """MinMaxScaler StandardScaler RobustScaler MaxAbsScaler Normalizer
    QuantileTransformer PowerTransformer LabelEncoder OrdinalEncoder""".split()


class Scaler:
    """Returns arrays of the shape that it is given."""

    def __init__(self, *values, **named):
        pass

    def fit(self, *values):
        return self

    def transform(self, values, *others):
        return array_of(values)

    fit_transform = inverse_transform = transform

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"scaler.{name}")


def train_test_split(*arrays, test_size=None, train_size=None, **named):
    parts = []
    for each in map(array_of, arrays):
        if each.shape is None:
            parts += [each.derived(each.text), each.derived(each.text)]
            continue
        first = rows(each, test_size, train_size)
        parts += [each.like((size, *each.shape[1:])) for size in first]
    return parts


def rows(array, test_size, train_size):
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


def trained(model, *values, **named):
    """`cross_val_score(model, x, y)`: a model for scikit-learn is made and trained."""
    getattr(model, "fit", id)(*values)
    return Unknown("scores")


class Search:
    """`GridSearchCV(model, grid)`: what it chooses, nobody knows before it has."""

    def __init__(self, estimator=None, grid=None, *values, **named):
        grid = named.get("param_grid", named.get("param_distributions", grid))
        self.best_estimator_ = estimator
        if isinstance(grid, dict) and hasattr(estimator, "build_fn"):
            estimator.named |= {
                name: each[0]
                if isinstance(each, list) and len(each) == 1
                else Unknown(f"the best {name}")
                for name, each in grid.items()
            }

    def fit(self, *values, **named):
        trained(self.best_estimator_, *values)
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"search.{name}")


TRAINING = """cross_val_score cross_val_predict cross_validate learning_curve
    validation_curve""".split()


def modules(session):
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
    made = {"sklearn": root}
    for name, names in inner.items():
        path = f"sklearn.{name}"
        made[path] = StandIn(path, names, outside(path))
        setattr(root, name, made[path])
    return made


def outside(path):
    return lambda name: Placeholder(f"{path}.{name}")
