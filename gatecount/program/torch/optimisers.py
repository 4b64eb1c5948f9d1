"""torch.optim: optimisers that train nothing; what a schedule does is not known."""

from __future__ import annotations

from ...counting import CountError
from ...types import TYPE_CHECKING, NoReturn, Value
from ..harmless import Harmless
from ..names import NAMES as KNOWN
from ..session import current
from ..training import Training
from ..unknown import Unknown
from .module import Module
from .program_lines import unknown
from .tensor import Tensor, derived

if TYPE_CHECKING:
    from .parameter import Parameter


class Optimizer:
    def __init__(
        self, params: Value, lr: Value = None, *arguments: Value, **named: Value
    ) -> None:
        rate = unknown("lr") if lr is None else lr
        self.defaults, self.state = {"lr": rate, **named}, {}
        groups = params if isinstance(params, Unknown) else checked(params)
        self.param_groups = [{**self.defaults, **group} for group in groups]
        modules = current().state.get("torch", ())
        self._training = Training(sum(bool(each._parameters) for each in modules))
        self._trains(self.param_groups)

        if type(self).__name__ == "Adagrad":  # has its sums from the beginning
            self.state = self._moments(begun=True)

    def _trains(self, groups: Value) -> None:
        for group in groups:
            self._training.of(group["params"])
            for parameter in group["params"]:
                parameter._values = None  # about to be trained

    def step(self, closure: Value = None) -> Value:
        self._training.step()
        result = None if closure is None else closure()
        self.state = self._moments()
        return result

    def _moments(self, begun: bool = False) -> Value:
        """What it keeps of each parameter that has a gradient, once it has stepped."""
        kept = MOMENTS.get(type(self).__name__)
        groups = self.param_groups
        if kept is None or any(isinstance(each["params"], Unknown) for each in groups):
            return Unknown("optimizer.state")
        held = {
            each: {
                name: moment(each, name)
                for name, setting in kept.items()
                if not setting or group.get(setting)
            }
            for group in groups
            for each in group["params"]
            if begun or each.grad is not None
        }
        return {each: moments for each, moments in held.items() if moments}

    def zero_grad(self, set_to_none: Value = True) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = None

    def add_param_group(self, param_group: Value) -> None:
        added = [{**self.defaults, **group} for group in checked([param_group])]
        self.param_groups += added
        self._trains(added)

    def state_dict(self) -> Value:
        return {"state": self.state, "param_groups": self.param_groups}

    def load_state_dict(self, state_dict: Value) -> None:
        pass


# What each keeps, and the setting without which it does not: `_init_group` in
# https://github.com/pytorch/pytorch/tree/v2.13.0/torch/optim.
ADAM = {"step": "", "exp_avg": "", "exp_avg_sq": "", "max_exp_avg_sq": "amsgrad"}
MOMENTS = {
    "SGD": {"momentum_buffer": "momentum"},
    "RMSprop": {
        "step": "",
        "square_avg": "",
        "momentum_buffer": "momentum",
        "grad_avg": "centered",
    },
    "Adagrad": {"step": "", "sum": ""},
    "Adadelta": {"step": "", "square_avg": "", "acc_delta": ""},
    "Adam": ADAM,
    "AdamW": ADAM,
    "NAdam": {"step": "", "mu_product": "", "exp_avg": "", "exp_avg_sq": ""},
}


def moment(parameter: Parameter, name: str) -> Value:
    shape = () if name in ("step", "mu_product") else parameter._shape
    return derived(parameter, shape, requires_grad=False)


def checked(params: Value) -> Value:
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
        inside = [each for each in inside if not isinstance(each, Unknown)]
        for each in inside:
            if not isinstance(each, Tensor):
                refuse(each)
        groups.append({**group, "params": inside})
    return groups


def refuse(value: Value) -> NoReturn:
    raise CountError(
        "An optimizer takes parameters, not {value}. Write model.parameters().",
        "TypeError",
        value=type(value).__name__,
    )


class Schedule:
    """From now on, the optimiser's learning rates are not known."""

    def __init__(
        self, optimizer: Value = None, *arguments: Value, **named: Value
    ) -> None:
        self.optimizer, self.last_epoch = optimizer, unknown("last_epoch")
        for group in getattr(optimizer, "param_groups", ()):
            group["lr"] = unknown("lr")

    def __getattr__(self, name: str) -> Harmless:
        if name.startswith("__"):
            raise AttributeError(name)
        return Harmless(f"scheduler.{name}")

    def get_last_lr(self) -> Value:
        return [group["lr"] for group in getattr(self.optimizer, "param_groups", [])]


def classes(path: str, kind: type[Value]) -> dict[str, type[Value]]:
    return {
        name: type(name, (kind,), {})
        for name in KNOWN[path]
        if name[0].isupper() and name != kind.__name__
    }


NAMES: dict[str, Value] = {**classes("torch.optim", Optimizer), "Optimizer": Optimizer}
RATES = {**classes("torch.optim.lr_scheduler", Schedule), "_LRScheduler": Schedule}
