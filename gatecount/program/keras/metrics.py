"""Metrics, losses and callbacks: accepted, and never computed."""

from ..names import NAMES
from ..unknown import Unknown
from .scopes import auto_name


class Metric:
    """A number that training would follow."""

    def __init__(self, *values, name=None, dtype=None, **named):
        self.name = name or auto_name(type(self).__name__)

    def update_state(self, *values, **named):
        pass

    def reset_state(self):
        pass

    reset_states = reset_state

    def result(self):
        return Unknown(f"{self.name}.result()")

    def add_variable(self, shape=(), *values, **named):
        return self.add_weight(shape, *values, **named)

    def add_weight(self, shape=(), *values, **named):
        from .tensors import Variable

        return Variable(shape=shape if isinstance(shape, tuple) else ())

    variables = property(lambda self: [])

    def __call__(self, *values, **named):
        return Unknown(f"{self.name}(…)")


class Loss:
    """How far a prediction is off: a number that is not known here."""

    def __init__(self, *values, name=None, **named):
        self.name = name or auto_name(type(self).__name__)
        self.__name__ = self.name

    def __call__(self, *values, **named):
        from .tensors import Tensor

        return Tensor(())


def lost(*values, **named):
    from .tensors import Tensor

    return Tensor(())


class Reduction:
    AUTO = NONE = SUM = SUM_OVER_BATCH_SIZE = "auto"


LOSSES = {name: type(name, (Loss,), {}) for name in NAMES["keras loss classes"]}
LOSSES |= dict.fromkeys(NAMES["keras loss functions"], lost)
LOSSES |= {"Loss": Loss, "Reduction": Reduction}
ONLY_LOSSES = """categorical_generalized_cross_entropy circle cosine_similarity ctc dice
    tversky""".split()
METRICS = {name: type(name, (Metric,), {}) for name in NAMES["keras metric classes"]}
METRICS |= dict.fromkeys(NAMES["keras loss functions"], lost)
METRICS |= dict.fromkeys(NAMES["keras metric functions"], lost)
METRICS = {name: each for name, each in METRICS.items() if name not in ONLY_LOSSES}
METRICS |= {"Metric": Metric}


class Callback:
    """What would run while training; a program may derive its own from it."""

    def __init__(self, *values, **named):
        self.model = None
        self.history = {}

    def set_model(self, model):
        self.model = model

    def set_params(self, params):
        pass


def callbacks():
    made = {name: type(name, (Callback,), {}) for name in NAMES["keras callbacks"]}
    return made | {"Callback": Callback}
