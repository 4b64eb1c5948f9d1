"""What the calls in a functional model of Keras are given: tensors by their history.

A history is [layer, call, output]: which output of which call of which layer.
"""

from collections.abc import Iterator

from ...types import Value
from .calls import MODELS, identifier, part, unknown, written

RECURRENT = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM2D")
CALLED = {"training", "mask"}  # said of a call, and no matter of shapes


class Tensors:
    """The variables of a model's tensors, by layer and call."""

    def __init__(self, layers: Value) -> None:
        self.known: dict[Value, Value] = {}
        self.several = set(several(layers))
        self.begins = begins(layers)

    def put(self, name: Value, number: Value, variable: Value) -> None:
        self.known[name, number + self.begins.get(name, 0)] = variable

    def arguments(self, node: Value, kind: Value) -> Value:
        """The arguments of a call, as Keras 3 or 2 writes them; None: not yet known."""
        if isinstance(node, dict):
            given = [self.value(each) for each in node.get("args") or ()]
            named = (node.get("kwargs") or {}).items()
            more = [(name, self.value(each)) for name, each in named
                    if name not in CALLED]  # fmt: skip
            if None in given or None in dict(more).values():
                return None
            return ", ".join(
                [*given, *(f"{identifier(name)}={text}" for name, text in more)]
            )
        if not isinstance(node, list) or any(
            set((*each[3:], {})[0]) - CALLED for each in node
        ):
            raise unknown("inbound_nodes")
        if kind in RECURRENT and len(node) > 1:
            first, *states = map(self.place, node)
            if None in (first, *states):
                return None
            return f"{first}, initial_state=[{', '.join(states)}]"
        return self.places(node)

    def value(self, each: Value) -> Value:
        """An argument of a call: a tensor, a list of them, or plain."""
        if isinstance(each, dict):
            if each.get("class_name") != "__keras_tensor__":
                raise unknown(each.get("class_name"))
            return self.place(part(each).get("keras_history"))
        if isinstance(each, list) and any(isinstance(inner, dict) for inner in each):
            texts = [self.value(inner) for inner in each]
            return None if None in texts else f"[{', '.join(texts)}]"
        return written(each)

    def places(self, found: Value) -> Value:
        """One tensor, or a list of them."""
        if not isinstance(found, list) or not found:
            raise unknown("inbound_nodes")
        if isinstance(found[0], str):
            return self.place(found)
        texts = [self.place(each) for each in found]
        if None in texts:
            return None
        return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"

    def place(self, history: Value) -> Value:
        if not is_history(history):
            raise unknown("keras_history")
        name, number, output = history[:3]
        found = self.known.get((name, number))
        return f"{found}[{output}]" if found and name in self.several else found


def is_history(each: Value) -> Value:
    return (
        isinstance(each, list)
        and len(each) > 2
        and isinstance(each[0], str)
        and all(type(number) is int for number in each[1:3])
    )


def begins(layers: Value) -> Value:
    """The first call of a model inside: making it is one, in some versions."""
    inner = {each.get("name") or part(each).get("name") for each in layers
             if each.get("class_name") in MODELS}  # fmt: skip
    stack = [each.get("inbound_nodes") for each in layers]
    found: dict[Value, Value] = {}
    while stack and inner:
        each = stack.pop()
        if is_history(each) and each[0] in inner:
            found[each[0]] = min(each[1], found.get(each[0], each[1]))
        elif isinstance(each, (list, dict)):
            stack += each.values() if isinstance(each, dict) else each
    return found


def several(layers: Value) -> Iterator[Value]:
    """The names of layers that give several tensors."""
    for each in layers:
        config = part(each)
        inner = config.get("layer")
        inner = inner.get("config") if isinstance(inner, dict) else None
        ends: Value = config.get("output_layers")
        many = each.get("class_name") in MODELS and isinstance(ends, list)
        if (
            config.get("return_state")
            or (isinstance(inner, dict) and inner.get("return_state"))
            or (many and len(ends) > 1 and isinstance(ends[0], list))
        ):
            yield each.get("name") or config.get("name")
