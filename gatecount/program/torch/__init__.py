"""PyTorch for pasted programs: `import torch` gives tensors that know only shapes.

Every layer is the engine's; here they become modules, and a program's model is
what its parameters say. Nothing is computed, stored or trained.
"""

from ..names import NAMES
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
PARALLEL = {
    "DataParallel": environment.Parallel,
    "DistributedDataParallel": environment.Distributed,
}
KNOWN = {
    **{name: made for name, made in FUNCTIONS.items() if name in NAMES["torch"]},
    **{name: FUNCTIONS.get(name) for name in ("sigmoid", "tanh", "softmax")},
    **environment.NAMES,
    **BY_NAME,
    **{name: creation.typed(name) for name in TENSOR_TYPES},
    "__version__": "2.13.0+cpu",
}
MODULES = """module rnn linear container loss conv transformer activation sparse
    normalization batchnorm dropout pooling padding distance fold upsampling utils
    adaptive pixelshuffle instancenorm flatten channelshuffle lazy""".split()
# Modules that no parameter comes from, as far as is known here.
OPEN = """onnx utils.flop_counter utils.model_zoo utils.cpp_extension utils.benchmark
    utils.bottleneck utils.hooks utils.mobile_optimizer profiler autograd.profiler
    autograd.functional autograd.variable distributed distributed.fsdp
    distributed.optim fx func quantization ao ao.quantization export package testing
    _dynamo _inductor _utils _C _six storage serialization functional
    optim.swa_utils optim.adam optim.adamw optim.sgd cuda.nvtx
    cuda.profiler multiprocessing.spawn futures overrides monitor library
    nn.quantized nn.qat nn.intrinsic nn.grad nn.common_types""".split()
REGISTERING = (conversion, elementwise, matrices, reductions, selecting)


def modules(session):
    """The modules by their dotted names, new for this run."""
    Grad.enabled, Grad.backwards, Default.dtype = True, 0, FLOAT32
    made = {}

    def add(path, names, missing=None):
        if missing is None and path.split(".")[1:2] not in (["nn"], ["optim"], []):
            missing = open_module(path)
        return put(made, path, StandIn(path, dict(names), missing))

    add("torch", KNOWN, missing_function("torch"))
    add("torch.nn", LAYERS, missing_layer)
    add(
        "torch.nn.functional", functional.NAMES, missing_function("torch.nn.functional")
    )
    add("torch.nn.init", initialising.NAMES)
    add("torch.nn.utils", utilities.NAMES)
    add("torch.nn.utils.rnn", sequences.NAMES)
    add("torch.nn.utils.parametrizations", utilities.PARAMETRIZATIONS)
    add("torch.nn.parameter", {"Parameter": Parameter})
    add("torch.nn.modules", LAYERS, missing_layer)
    for name in MODULES:
        add(f"torch.nn.modules.{name}", LAYERS, missing_layer)
    for path in ("parallel", "parallel.distributed", "parallel.data_parallel"):
        add(f"torch.nn.{path}", PARALLEL)
    for path in ("prune", "parametrize", "fusion", "stateless"):
        add(f"torch.nn.utils.{path}", {}, open_module(f"torch.nn.utils.{path}"))
    add("torch.optim", optimisers.NAMES)
    add("torch.optim.lr_scheduler", optimisers.RATES)
    add("torch.optim.optimizer", optimisers.NAMES)
    environment.more_modules(add)
    for path in ("", ".dataset", ".dataloader", ".sampler", ".distributed"):
        path = f"torch.utils.data{path}"
        add(path, data.NAMES, open_module(path))
    for path in OPEN:
        if f"torch.{path}" not in made:
            add(f"torch.{path}", {}, open_module(f"torch.{path}"))
    for name in NAMES["torch modules"]:
        if f"torch.{name}" not in made:
            add(f"torch.{name}", {}, open_module(f"torch.{name}"))
    return made
