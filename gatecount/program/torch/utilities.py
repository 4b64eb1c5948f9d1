"""torch.nn.utils: norms of gradients and weights, parameters as one vector."""

from __future__ import annotations

from ...counting import CountError
from ...shapes.sizes import product, total
from ...types import Value
from .containers import ModuleDict
from .module import Module
from .parameter import Parameter
from .tensor import derived, make


def norm(*arguments: Value, **named: Value) -> Value:
    return make(())


def parameters_to_vector(parameters: Value) -> Value:
    parameters = list(parameters)
    size = total(product(each._shape) for each in parameters)
    return derived(parameters[0], (size,), others=tuple(parameters[1:]))


def weight_norm(module: Value, name: Value = "weight", dim: Value = 0) -> Value:
    """The weight becomes a direction, `_v`, and a length for each row, `_g`."""
    weight = owned(module, name)
    shape = weight._shape
    lengths = tuple(
        size if axis == (dim or 0) % len(shape) else 1
        for axis, size in enumerate(shape)
    )
    del module._parameters[name]
    length = Parameter(make(() if dim is None else lengths, weight._dtype))
    module.register_parameter(f"{name}_g", length)
    module.register_parameter(f"{name}_v", Parameter(make(shape, weight._dtype)))
    object.__setattr__(module, name, derived(weight, shape))
    return module


def spectral_norm(
    module: Value,
    name: Value = "weight",
    n_power_iterations: Value = 1,
    eps: Value = 1e-12,
    dim: Value = None,
) -> Value:
    """The weight stays, as `_orig`, beside two vectors that are buffers."""
    weight = owned(module, name)
    rows = weight._shape[0]
    columns = product(weight._shape[1:])
    del module._parameters[name]
    module.register_parameter(f"{name}_orig", weight)
    object.__setattr__(module, name, derived(weight, weight._shape))
    module.register_buffer(f"{name}_u", make((rows,)))
    module.register_buffer(f"{name}_v", make((columns,)))
    return module


def owned(module: Value, name: str) -> Value:
    if not isinstance(module, Module) or module._parameters.get(name) is None:
        raise CountError(
            "{layer} has no parameter {name}.",
            "KeyError",
            layer=type(module).__name__,
            name=name,
        )
    return module._parameters[name]


def remove_weight_norm(module: Value, name: Value = "weight") -> Value:
    module._parameters.pop(f"{name}_g")
    direction = module._parameters.pop(f"{name}_v")
    module.__dict__.pop(name, None)
    module.register_parameter(name, direction)
    return module


NAMES: dict[str, Value] = {
    **dict.fromkeys(("clip_grad_norm_", "clip_grad_norm", "get_total_norm"), norm),
    "parameters_to_vector": parameters_to_vector,
    "weight_norm": weight_norm,
    "spectral_norm": spectral_norm,
    "remove_weight_norm": remove_weight_norm,
}


class _SpectralNorm(Module):
    """Two vectors beside a matrix; a weight of one axis needs none."""

    def __init__(self, shape: Value) -> None:
        super().__init__()
        if len(shape) > 1:
            self.register_buffer("_u", make((shape[0],)))
            self.register_buffer("_v", make((product(shape[1:]),)))


_WeightNorm, _Orthogonal, ParametrizationList = (
    type(name, (Module,), {})
    for name in ("_WeightNorm", "_Orthogonal", "ParametrizationList")
)


def weight_norm_parametrized(
    module: Value, name: Value = "weight", dim: Value = 0
) -> Value:
    """As weight_norm, under torch.nn.utils.parametrize's names."""
    return parametrized(module, name, _WeightNorm(), ("original0", "original1"))


def spectral_norm_parametrized(
    module: Value, name: Value = "weight", *arguments: Value, **named: Value
) -> Value:
    norm = _SpectralNorm(owned(module, name)._shape)
    return parametrized(module, name, norm, ("original",))


def orthogonal_parametrized(
    module: Value, name: Value = "weight", *arguments: Value, **named: Value
) -> Value:
    return parametrized(module, name, _Orthogonal(), ("original",))


def parametrized(
    module: Value, name: str, how: Module, originals: tuple[str, ...]
) -> Value:
    weight = owned(module, name)
    shape = weight._shape
    parts = ParametrizationList()
    parts.add_module("0", how)
    for original in originals:
        smaller = original == "original0"
        sizes = (shape[0], *(1,) * (len(shape) - 1)) if smaller else shape
        parts.register_parameter(original, Parameter(make(sizes, weight._dtype)))
    del module._parameters[name]
    object.__setattr__(module, name, derived(weight, shape))
    if "parametrizations" not in module._modules:
        module.add_module("parametrizations", ModuleDict())
        kind = type(module)
        named = {"__module__": "torch.nn.utils.parametrize"}
        module.__class__ = type(f"Parametrized{kind.__name__}", (kind,), named)
    module._modules["parametrizations"].add_module(name, parts)
    return module


PARAMETRIZATIONS: dict[str, Value] = {
    "weight_norm": weight_norm_parametrized,
    "spectral_norm": spectral_norm_parametrized,
    "orthogonal": orthogonal_parametrized,
}
