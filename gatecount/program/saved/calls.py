"""The constructor call of a layer, from the configuration that Keras has saved."""

import re

from ...counting import CountError
from ...keras import LAYERS, argument_names
from ...types import Routine, Value
from ..keras.arguments import defaults

MODELS = ("Functional", "Model", "Sequential")
INNER = ("layer", "backward_layer", "forward_layer", "cell", "cells")
LEFT = re.compile(
    r".*_(?:initializer|regularizer|constraint)|dtype|weights|seed|implementation|name"
    r"|trainable|lora_\w+|use_cudnn"
)
HOME = re.compile(r"(?:tf_keras|tensorflow\.keras|keras)\b")
LONGEST = 200  # characters of a name


def unknown(what: Value) -> CountError:
    return CountError(
        "{what} in its configuration is not known here.", what=str(what)[:80]
    )


def call(each: dict[str, dict[str, Value] | str | None], layer: Routine) -> str:
    """The call that makes a layer again; `layer` gives that of a layer inside."""
    kind, config = identifier(each.get("class_name")), part(each)
    if kind not in LAYERS or not own(each):
        raise unknown(kind)
    check_plain(kind, config)
    known = argument_names(LAYERS[kind])
    given = {
        name: argument(name, config[name], layer)
        for name in known
        if name in config and not LEFT.fullmatch(name)
    }
    if given.get("layer") == str(given.get("backward_layer")).replace(BACK, ""):
        del given["backward_layer"]  # which Bidirectional makes by itself
    usual = defaults(LAYERS[kind])
    if config.get("activation") == "linear" and usual.get("activation", "") is None:
        given.pop("activation", None)  # it is how Keras writes None
    texts = [
        text if name == known[0] else f"{name}={text}"
        for name, text in given.items()
        if text and (name not in usual or config[name] != usual[name])
    ]
    if config.get("trainable") is False:
        texts.append("trainable=False")
    return f"layers.{kind}({', '.join(texts)}{named(config, bool(texts))})"


BACK = ", go_backwards=True"


def argument(name: str, value: float | str, layer: Routine) -> Value:
    """An argument as Python; "" where it is no plain value, and makes no weight."""
    if name in INNER and value:
        if isinstance(value, list):
            return f"[{', '.join(nameless(each, layer) for each in value)}]"
        return nameless(value, layer)
    if isinstance(value, dict):
        return ""
    if name == "axis" and isinstance(value, list) and len(value) == 1:
        [value] = value
    return written(value)


def nameless(each: Value, layer: Value) -> Value:
    """A layer inside of another has its name from that one."""
    inner = {name: value for name, value in part(each).items() if name != "name"}
    return layer({**each, "config": inner})


def part(each: Value) -> Value:
    if not isinstance(each, dict) or not isinstance(each.get("config"), dict):
        raise unknown("layers")
    return each["config"]


def own(each: dict[str, dict[str, Value] | str | None]) -> bool:
    """Is it a class of Keras itself, and not of the program that saved the model?"""
    module, registered = each.get("module"), each.get("registered_name")
    at_home = module is None or bool(HOME.match(str(module)))
    return at_home and ">" not in str(registered)


def check_plain(kind: str, config: dict[str, Value]) -> None:
    """Quantised weights and those of LoRA are others than the constructor says."""
    policy = config.get("dtype")
    policy = policy.get("class_name") if isinstance(policy, dict) else policy
    quantised = config.get("quantization_config") or config.get("quantization_mode")
    if "Quantized" in str(policy) or quantised or config.get("lora_rank"):
        raise unknown(f"{kind}(dtype={policy})")
    if "output_dim" in config and "output_dim" not in argument_names(LAYERS[kind]):
        raise unknown(f"{kind}(output_dim)")  # of Keras 1


def input_of(config: dict[str, Value], own: bool = True) -> str:
    """keras.Input as the configuration of any version says it, or the first layer's."""
    shape = config.get("batch_shape") or config.get("batch_input_shape")
    if not isinstance(shape, list) or not shape:
        raise unknown("InputLayer")
    more = f", batch_size={written(shape[0])}" if shape[0] is not None else ""
    return f"keras.Input({written(shape[1:])}{more}{named(config) if own else ''})"


def named(config: dict[str, Value], more: bool = True) -> str:
    """The argument `name`, behind others or alone."""
    name = config.get("name")
    if not isinstance(name, str):
        return ""
    return f"{', ' if more else ''}name={name[:LONGEST]!r}"


def identifier(name: Value) -> str:
    if not isinstance(name, str) or not name.isidentifier() or len(name) > LONGEST:
        raise unknown(name)
    return name


def written(value: Value, depth: int = 8) -> str:
    """A plain value as Python: lists of a configuration are tuples there."""
    if isinstance(value, list) and depth:
        inner = ", ".join(written(each, depth - 1) for each in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return repr(value[:LONGEST])
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float) and value - value == 0:
        return repr(value)
    raise unknown(type(value).__name__)
