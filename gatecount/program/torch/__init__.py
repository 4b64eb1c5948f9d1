"""PyTorch for pasted programs: `import torch` gives tensors that know only shapes.

Every layer is the engine's; here they become modules, and a program's model is
what its parameters say. Nothing is computed, stored or trained.
"""

from __future__ import annotations

from ...types import TYPE_CHECKING, Routine, Value
from ..names import NAMES
from ..stand_ins import StandIn, put
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
    joining,
    lazy,
    lookups,
    losses,
    matrices,
    optimisers,
    recurrent,
    reductions,
    reshaping,
    selecting,
    sequences,
    utilities,
    weighted,
)
from .counted import results
from .dtypes import BY_NAME, FLOAT32, TENSOR_TYPES, Default
from .module import Module
from .parameter import Parameter
from .plain import LAYERS as PLAIN
from .tensor import FUNCTIONS, Grad
from .unknown_names import missing_function, missing_layer, missing_name

if TYPE_CHECKING:
    from ..session import Session

__all__ = ["modules", "results"]

CONTAINERS = (
    containers.Sequential,
    containers.ModuleList,
    containers.ModuleDict,
    containers.ParameterList,
    containers.ParameterDict,
)
LAYERS: dict[str, Value] = {
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
KNOWN: dict[str, Value] = {
    **{name: made for name, made in FUNCTIONS.items() if name in NAMES["torch"]},
    **{name: FUNCTIONS.get(name) for name in ("sigmoid", "tanh", "softmax")},
    **environment.NAMES,
    **BY_NAME,
    **{name: creation.typed(name) for name in TENSOR_TYPES},
    "__version__": NAMES["torch.__version__"][0],
}
# Where torch.nn has its layers.
MODULES = """module rnn linear container loss conv transformer activation sparse
    normalization batchnorm dropout pooling padding distance fold upsampling utils
    adaptive pixelshuffle instancenorm flatten channelshuffle lazy""".split()
REGISTERING = (
    conversion,
    elementwise,
    joining,
    lookups,
    matrices,
    reductions,
    reshaping,
    selecting,
)


def modules(session: Session) -> Value:
    """The modules by their dotted names, new for this run."""
    Grad.enabled, Grad.backwards, Default.dtype = True, 0, FLOAT32
    made: dict[str, Value] = {}

    def add(path: str, names: Value = (), missing: Routine | None = None) -> StandIn:
        path = f"torch.{path}" if path else "torch"
        missing = missing or environment.harmless(path)
        return put(made, path, StandIn(path, dict(names), missing))

    add("", KNOWN, missing_function("torch"))
    for name in NAMES["torch modules"]:
        add(name)
    add("nn", LAYERS, missing_layer)
    add("nn.functional", functional.NAMES, missing_function("torch.nn.functional"))
    add("nn.init", initialising.NAMES, missing_name("torch.nn.init"))
    add("nn.utils", utilities.NAMES, missing_name("torch.nn.utils"))
    add("nn.utils.rnn", sequences.NAMES, missing_name("torch.nn.utils.rnn"))
    add("nn.utils.parametrizations", utilities.PARAMETRIZATIONS)
    add("nn.parameter", {"Parameter": Parameter})
    add("nn.modules", LAYERS, missing_layer)
    for name in MODULES:
        add(f"nn.modules.{name}", LAYERS, missing_layer)
    for path in ("", ".distributed", ".data_parallel"):
        add(f"nn.parallel{path}", environment.PARALLEL)
    add("optim", optimisers.NAMES, missing_name("torch.optim"))
    add("optim.optimizer", optimisers.NAMES)
    rates = "optim.lr_scheduler"
    add(rates, optimisers.RATES, missing_name(f"torch.{rates}"))
    for path in ("", ".dataset", ".dataloader", ".sampler"):
        add(f"utils.data{path}", data.NAMES)
    for path, names in environment.MODULES.items():
        whole = f"torch.{path}"
        if whole in made:
            made[whole].__dict__.update(environment.SWITCHES | names)
        else:
            add(path, environment.SWITCHES | names)
    return made
