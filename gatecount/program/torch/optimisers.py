"""torch.optim: optimisers and schedules that train nothing."""

from ..refusing import refused
from ..unknown import Unknown
from .module import Module
from .places import unknown
from .tensor import Tensor

OPTIMISERS = {
    "SGD": 1e-3,
    "ASGD": 1e-2,
    "Adam": 1e-3,
    "AdamW": 1e-3,
    "Adamax": 2e-3,
    "NAdam": 2e-3,
    "RAdam": 1e-3,
    "SparseAdam": 1e-3,
    "Adagrad": 1e-2,
    "Adadelta": 1.0,
    "Adafactor": 1e-2,
    "RMSprop": 1e-2,
    "Rprop": 1e-2,
    "LBFGS": 1,
    "Muon": 1e-3,
}
SCHEDULES = """LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR
    ExponentialLR CosineAnnealingLR ChainedScheduler SequentialLR ReduceLROnPlateau
    CyclicLR CosineAnnealingWarmRestarts OneCycleLR PolynomialLR LRScheduler
    _LRScheduler""".split()


class Optimizer:
    usual_rate = 1e-3

    def __init__(self, params, lr=None, *arguments, **named):
        rate = self.usual_rate if lr is None else lr
        self.defaults = {"lr": rate, **named}
        groups = params if isinstance(params, Unknown) else checked(params)
        self.param_groups = [{**self.defaults, **group} for group in groups]
        self.state = {}
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter._values = None  # about to be trained

    def step(self, closure=None):
        self.state = Unknown("optimizer.state")  # its moments are not kept here
        return None if closure is None else closure()

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = None

    def add_param_group(self, param_group):
        self.param_groups += [{**self.defaults, **g} for g in checked([param_group])]

    def state_dict(self):
        return {"state": self.state, "param_groups": self.param_groups}

    def load_state_dict(self, state_dict):
        pass


def checked(params):
    """The groups, as dicts with a list of parameters."""
    if isinstance(params, (Tensor, Module)):
        refuse(params)
    params = list(params)
    if not params:
        raise refused(
            "optimizer got an empty parameter list: the model has no parameters. A "
            "layer counts only if it is an attribute (self.x = …) or in a "
            "ModuleList."
        )
    if not isinstance(params[0], dict):
        params = [{"params": params}]
    groups = []
    for group in params:
        inside = group["params"]
        inside = [inside] if isinstance(inside, Tensor) else list(inside)
        inside = [each[1] if isinstance(each, tuple) else each for each in inside]
        for each in inside:
            if not isinstance(each, Tensor):
                refuse(each)
        groups.append({**group, "params": inside})
    return groups


def refuse(value):
    raise refused(
        "An optimizer takes parameters, not {value}. Write model.parameters().",
        "TypeError",
        value=type(value).__name__,
    )


class Schedule:
    def __init__(self, optimizer=None, *arguments, **named):
        self.optimizer = optimizer
        self.last_epoch = 0
        groups = getattr(optimizer, "param_groups", [])
        self.base_lrs = [group["lr"] for group in groups]

    def step(self, *arguments, **named):
        self.last_epoch += 1
        for group in getattr(self.optimizer, "param_groups", []):
            group["lr"] = unknown("lr")

    def get_last_lr(self):
        return [group["lr"] for group in getattr(self.optimizer, "param_groups", [])]

    get_lr = get_last_lr

    def state_dict(self):
        return {"last_epoch": self.last_epoch}

    def load_state_dict(self, state_dict):
        pass


NAMES = {
    "Optimizer": Optimizer,
    **{
        name: type(name, (Optimizer,), {"usual_rate": rate})
        for name, rate in OPTIMISERS.items()
    },
}
RATES = {name: type(name, (Schedule,), {}) for name in SCHEDULES}
