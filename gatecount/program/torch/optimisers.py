"""torch.optim: optimisers that train nothing; what a schedule does is not known."""

from ...counting import CountError
from ..harmless import Harmless
from ..names import NAMES as KNOWN
from ..unknown import Unknown
from .module import Module
from .program_lines import unknown
from .tensor import Tensor


class Optimizer:
    def __init__(self, params, lr=None, *arguments, **named):
        rate = unknown("lr") if lr is None else lr
        self.defaults, self.state = {"lr": rate, **named}, {}
        groups = params if isinstance(params, Unknown) else checked(params)
        self.param_groups = [{**self.defaults, **group} for group in groups]
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
        raise CountError(
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
    raise CountError(
        "An optimizer takes parameters, not {value}. Write model.parameters().",
        "TypeError",
        value=type(value).__name__,
    )


class Schedule:
    """From now on, the optimiser's learning rates are not known."""

    def __init__(self, optimizer=None, *arguments, **named):
        self.optimizer, self.last_epoch = optimizer, unknown("last_epoch")
        for group in getattr(optimizer, "param_groups", ()):
            group["lr"] = unknown("lr")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Harmless(f"scheduler.{name}")

    def get_last_lr(self):
        return [group["lr"] for group in getattr(self.optimizer, "param_groups", [])]


def classes(path, kind):
    return {
        name: type(name, (kind,), {})
        for name in KNOWN[path]
        if name[0].isupper() and name != kind.__name__
    }


NAMES = {**classes("torch.optim", Optimizer), "Optimizer": Optimizer}
RATES = {**classes("torch.optim.lr_scheduler", Schedule), "_LRScheduler": Schedule}
