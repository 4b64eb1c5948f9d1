"""The arguments of one call of a layer, and the shapes that they have.

Follows CallSpec, get_shapes_dict and update_shapes_dict_for_target_fn of
keras/src/layers/layer.py.
"""

from __future__ import annotations

import inspect
import re
from weakref import WeakKeyDictionary

from ...counting import CountError
from ...types import TYPE_CHECKING, Routine, Value
from . import tree
from .tensors import AnyTensor, Tensor, Variable

if TYPE_CHECKING:
    from .builtin import BuiltIn


def default(method: Value) -> Value:
    """Mark a method as Keras' own, so that one that replaces it is known."""
    method._is_default = True
    return method


def is_default(method: Routine) -> bool:
    return getattr(method, "_is_default", False)


class CallSpec:
    def __init__(self, layer: Value, values: Value, named: dict[str, Value]) -> None:
        signature = layer._call_signature
        others = {}
        if "training" in named and "training" not in signature.parameters:
            others["training"] = named.pop("training")
        try:
            bound = signature.bind(*values, **named)
        except TypeError as error:
            raise refuse_call(layer, signature, error) from error
        self.given = {**others, **bound.arguments}
        bound.apply_defaults()
        self.arguments = dict(bound.arguments)
        self.tensors = {
            name: value
            for name, value in self.arguments.items()
            if is_tensors(name, value)
        }
        self.first = next(iter(self.arguments.values()), None)
        self.eager = all(
            isinstance(leaf, (Tensor, Variable))
            for leaf in tree.flatten(list(self.tensors.values()))
        )

    def shapes(self) -> Value:
        """The shape of every argument that is a tensor, as `name_shape`."""
        return {
            f"{name}_shape": tree.map_structure(shape_of, value)
            for name, value in self.tensors.items()
            if name not in ("mask", "kwargs", "args")
        }


def refuse_call(
    layer: BuiltIn, signature: inspect.Signature, error: TypeError
) -> Value:
    missing = re.match("missing a required argument: '(.*)'", str(error))
    if missing:
        return CountError(
            "{layer} must be called with {argument} as well: call{signature}.",
            "TypeError",
            layer=layer.name,
            argument=missing[1],
            signature=str(signature),
        )
    return CountError(
        "{layer} is called with other arguments than its method call takes: "
        "call{signature}.",
        "TypeError",
        layer=layer.name,
        signature=str(signature),
    )


def is_tensors(name: str, value: Value) -> bool:
    if isinstance(value, AnyTensor):
        return True
    if not tree.is_nested(value) or not value:
        return False
    leaves = tree.flatten(value)
    if all(each is None or isinstance(each, AnyTensor) for each in leaves):
        return True
    if any(isinstance(each, AnyTensor) for each in leaves):
        raise CountError(
            "The argument {name} mixes tensors with other values. Give them one by "
            "one.",
            name=name,
        )
    return False


def shape_of(tensor: AnyTensor) -> Value:
    return None if tensor is None else tuple(tensor.shape)


SIGNATURES: WeakKeyDictionary[Value, Value] = WeakKeyDictionary()


def signature(method: Routine) -> Value:
    """As `inspect.signature`, which is slow, but once for all layers of a class."""
    if not hasattr(method, "__func__"):  # as the `build` of a layer, wrapped by ours
        method = getattr(method, "__wrapped__", method)
    function = getattr(method, "__func__", None)
    if function is None:
        return inspect.signature(method)
    if function not in SIGNATURES:
        SIGNATURES[function] = inspect.signature(method)
    return SIGNATURES[function]


def bound_shapes(function: Routine, spec: CallSpec, layer: str) -> dict[str, Value]:
    """The shapes for the parameters of `build` or `compute_output_shape`."""
    shapes = spec.shapes()
    expected = [
        name
        for name, each in signature(function).parameters.items()
        if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]
    if len(expected) == 1:
        return {expected[0]: next(iter(shapes.values()), None)}
    for name in expected:
        if not name.endswith("_shape") or name[:-6] not in spec.arguments:
            raise CountError(
                "{method} of {layer} has the argument {name}: with more than one, "
                "each must be named after an argument of call, as in inputs_shape.",
                method=getattr(function, "__name__", "build"),
                layer=layer,
                name=name,
            )
    return {name: shapes[name] for name in expected if name in shapes}
