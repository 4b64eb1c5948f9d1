"""The line of code: written from the form's values, and read back into texts."""

import ast
import json
from dataclasses import dataclass

from gatecount import arguments, classes_of
from gatecount.reading import expression

from ..shared.layers import FRAMEWORKS, Layer, find
from .controls import DEFAULTS

# The inputs of an ONNX node by place, and what the form calls them.
PLACES = ("X", "W", "R", "B", "", "", "", "P")
SIZES = {
    name
    for framework in FRAMEWORKS.values()
    for layer in framework.layers
    for name in layer.sizes
}


@dataclass(frozen=True)
class Line:
    """A line of code as the form sees it.

    `layer` is None where the form has no such layer; `texts` are the arguments
    that it can show, and `whole` tells that there is nothing else in the line.
    """

    framework: str
    layer: Layer | None
    texts: dict
    whole: bool


def wraps(framework, layer):
    """Whether both directions are a layer around this one, not an argument."""
    return "bidirectional" not in arguments(framework, layer.made_of)


def write(framework, layer, values):
    """The constructor call that the values, by argument name, stand for."""
    form = FRAMEWORKS[framework]
    around = wraps(framework, layer)
    written = [
        literal(name, values[name]) if not form.named else equals(name, values[name])
        for name in layer.sizes
    ] + [
        equals(name, values[name])
        for name in layer.options
        if not (name == "bidirectional" and around)
        and str(values[name]) != DEFAULTS[name]
    ]
    inside = ", ".join([*written, form.last] if form.last else written)
    call = f"{form.prefix}{layer.made_of}({inside})"
    if layer.carried:
        call = f"{form.prefix}RNN({call})"
    if not (around and values.get("bidirectional")):
        return call
    twice = call if framework == "keras" else f"{call}, {call}"
    return f"{form.prefix}Bidirectional({twice})"


def equals(name, value):
    return f"{name}={literal(name, value)}"


def literal(name, value):
    if name == "inputs":
        given = [place if place in value else "" for place in PLACES]
        while not given[-1]:
            given.pop()
        return json.dumps(given)
    return json.dumps(value) if isinstance(value, str) else repr(value)


def read_line(framework, code):
    """The line as the form sees it; what is no call at all has no layer."""
    node = expression(code.strip())
    if node is None:
        return Line(framework, None, {}, False)
    framework = framework_of(framework, node)
    node, both, whole = unwrap(framework, node)
    carried = name_of(node) == "RNN" and framework.startswith("flax")
    if carried and node.args:
        whole = whole and len(node.args) == 1 and not node.keywords
        node = node.args[0]
    name = name_of(node)
    layer = find(framework, f"RNN({name})" if carried else name)
    if layer is None or (both and "bidirectional" not in layer.options):
        return Line(framework, None, {}, False)
    texts, understood = arguments_of(framework, layer, node)
    if wraps(framework, layer) and "bidirectional" in layer.options:
        texts["bidirectional"] = str(both)
    return Line(framework, layer, texts, whole and understood)


def framework_of(framework, node):
    """Another framework, where prefix or sizes belong only to others."""
    if not isinstance(node, ast.Call):
        return framework
    prefix, _, name = ast.unparse(node.func).rpartition(".")
    sizes = SIZES & {each.arg for each in node.keywords}
    for each in (framework, *FRAMEWORKS):
        known = classes_of(each)
        if (
            name in known.LAYERS
            and (not prefix or prefix in known.PREFIXES)
            and sizes <= set(arguments(each, name))
        ):
            return each
    return framework


def unwrap(framework, node):
    """(what Bidirectional is around, whether it was there, whether that is all)"""
    if name_of(node) != "Bidirectional":
        return node, False, True
    sides = 1 if framework == "keras" else 2
    same = len({ast.dump(each) for each in node.args}) == 1
    if len(node.args) < 1 or (sides == 2 and not (same and len(node.args) == 2)):
        return None, False, False
    return node.args[0], True, len(node.args) == sides and not node.keywords


def name_of(node):
    """The class that is called, without its prefix; "" where nothing is."""
    if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
        return ast.unparse(node.func).rpartition(".")[2]
    return ""


def arguments_of(framework, layer, node):
    """(the texts of the arguments that the form shows, whether those are all)"""
    known = arguments(framework, layer.made_of)
    given = dict(zip(known, node.args))
    given |= {each.arg: each.value for each in node.keywords}
    last = FRAMEWORKS[framework].last.partition("=")[0]
    whole = len(node.args) <= len(known)
    texts = {}
    for name, value in given.items():
        text = text_of(name, value) if name in layer.arguments else None
        if text is not None:
            texts[name] = text
        elif name != last or ast.unparse(value) != last:
            whole = False
    return texts, whole


def text_of(name, node):
    """The text that a control shows for this value, None where it cannot."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    if name == "inputs":
        return text_of_inputs(value)
    if isinstance(value, (tuple, list)):
        whole = value and all(type(each) is int for each in value)
        return ",".join(map(str, value)) if whole else None
    if isinstance(value, (bool, int, float)):
        switch = DEFAULTS[name] in ("True", "False")
        return str(value) if isinstance(value, bool) is switch else None
    return value if isinstance(value, str) and name == "direction" else None


def text_of_inputs(names):
    if not isinstance(names, (list, tuple)) or len(names) > len(PLACES):
        return None
    if any(name not in ("", place) for name, place in zip(names, PLACES)):
        return None
    return ",".join(filter(None, names))
