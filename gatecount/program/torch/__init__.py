"""PyTorch for pasted programs: `import torch` gives tensors that know only shapes.

Every layer is the engine's; here they become modules, and a program's model is
what its parameters say. Nothing is computed, stored or trained.
"""

from ..standing import StandIn, put
from . import (
    adaptive,
    attention,
    containers,
    conversion,
    creation,
    data,
    elementwise,
    environment,
    functional,
    initialising,
    lazy,
    losses,
    matrices,
    optimisers,
    recurrent,
    reductions,
    selecting,
    sequences,
    utilities,
    weighted,
)
from .counted import results
from .dtypes import BY_NAME, FLOAT32, TENSOR_TYPES, Default
from .looking import missing_function, missing_layer, open_module
from .module import Module
from .names import FUNCTIONAL, SUBMODULES, TORCH
from .plain import LAYERS as PLAIN
from .tensor import FUNCTIONS, Grad, Parameter

__all__ = ["modules", "results"]

CONTAINERS = (
    containers.Sequential,
    containers.ModuleList,
    containers.ModuleDict,
    containers.ParameterList,
    containers.ParameterDict,
)
LAYERS = {
    **PLAIN,
    **adaptive.LAYERS,
    **attention.LAYERS,
    **attention.NAMES,
    **recurrent.LAYERS,
    **weighted.LAYERS,
    **lazy.LAYERS,
    **losses.LAYERS,
    **{each.__name__: each for each in CONTAINERS},
    "Module": Module,
    "Parameter": Parameter,
    "DataParallel": environment.Parallel,
}
KNOWN = {
    **{name: made for name, made in FUNCTIONS.items() if name in TORCH},
    **{name: FUNCTIONS.get(name) for name in ("sigmoid", "tanh", "softmax")},
    **environment.NAMES,
    **BY_NAME,
    **{name: creation.typed(name) for name in TENSOR_TYPES},
    "__version__": "2.13.0+cpu",
}
REGISTERING = (conversion, elementwise, matrices, reductions, selecting)


def modules(session):
    """The modules by their dotted names, new for this run."""
    Grad.enabled, Grad.backwards, Default.dtype = True, 0, FLOAT32
    made = {}

    def add(path, names, missing=None):
        return put(made, path, StandIn(path, dict(names), missing))

    add("torch", KNOWN, missing_function("torch", TORCH))
    add("torch.nn", LAYERS, missing_layer)
    add(
        "torch.nn.functional",
        functional.NAMES,
        missing_function("torch.nn.functional", FUNCTIONAL),
    )
    add("torch.nn.init", initialising.NAMES)
    add("torch.nn.utils", utilities.NAMES)
    add("torch.nn.utils.rnn", sequences.NAMES)
    add("torch.nn.utils.parametrizations", utilities.PARAMETRIZATIONS)
    add("torch.nn.parameter", {"Parameter": Parameter})
    add("torch.nn.modules", LAYERS, missing_layer)
    for name in ("module", "rnn", "linear", "container", "loss", "conv", "transformer"):
        add(f"torch.nn.modules.{name}", LAYERS, missing_layer)
    add("torch.nn.parallel", {"DataParallel": environment.Parallel})
    add("torch.optim", optimisers.NAMES)
    add("torch.optim.lr_scheduler", optimisers.RATES)
    add("torch.optim.optimizer", optimisers.NAMES)
    environment.more_modules(add)
    add("torch.utils.data", data.NAMES)
    add("torch.utils.data.dataset", data.NAMES)
    add("torch.utils.data.dataloader", data.NAMES)
    for name in SUBMODULES:
        if f"torch.{name}" not in made:
            add(f"torch.{name}", {}, open_module(f"torch.{name}"))
    return made
