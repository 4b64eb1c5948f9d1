"""The program behind a configuration that Keras has saved: the models of it.

Only names and plain values are taken over, so that nothing of the file is run.
"""

import builtins
import keyword
import re

from ...types import Value
from .calls import (
    MODELS,
    call,
    identifier,
    input_of,
    named,
    own,
    part,
    unknown,
    written,
)
from .nodes import Tensors

MOST = 3_000  # layers of one model
DEEPEST = 20
LONGEST = 1_000_000  # characters of a program


def program(config: dict[str, Value]) -> str:
    """Python that builds the model again; CountError where a part of it is code."""
    writer = Writer()
    writer.model(config, "model", DEEPEST)
    head = ("import keras", "from keras import layers", "")
    text = "\n".join([*head, *writer.lines, ""])
    if len(text) > LONGEST:
        raise unknown("layers")
    return text


class Writer:
    def __init__(self) -> None:
        self.lines: list[Value] = []
        self.taken = {"keras", "layers", "model"}

    def variable(self, name: Value) -> Value:
        """A name of Python's that nothing else has."""
        start = re.sub(r"[^A-Za-z0-9_]", "_", str(name))[:60].strip("_") or "x"
        if start[0].isdigit() or keyword.iskeyword(start) or hasattr(builtins, start):
            start = f"x_{start}"
        made, number = start, 1
        while made in self.taken:
            made, number = f"{start}_{number}", number + 1
        self.taken.add(made)
        return made

    def assign(self, name: Value, text: Value) -> Value:
        variable = self.variable(name)
        self.lines.append(f"{variable} = {text}")
        return variable

    def model(
        self, entry: dict[str, dict[str, Value] | str | None], variable: str, depth: int
    ) -> None:
        """Write the lines that make a model, under this variable."""
        kind, config = entry.get("class_name"), entry.get("config")
        if isinstance(config, list):  # Keras before 2.2.3
            config = {"layers": config}
        if kind not in MODELS or not depth or not own(entry):
            raise unknown(kind)
        if not isinstance(config, dict) or not isinstance(config.get("layers"), list):
            raise unknown(kind)
        if len(config["layers"]) > MOST:
            raise unknown(kind)
        write = self.sequential if kind == "Sequential" else self.functional
        write(config, variable, depth)

    def layer(self, each: Value, depth: int) -> Value:
        """What makes a layer: its call, or the variable of a model."""
        if not depth:
            raise unknown("layers")
        if each.get("class_name") not in MODELS:
            return call(each, lambda inner: self.layer(inner, depth - 1))
        variable = self.variable(part(each).get("name") or each["class_name"].lower())
        self.model(each, variable, depth - 1)
        return variable

    def sequential(self, config: dict[str, Value], variable: str, depth: int) -> None:
        rows = []
        for each in config["layers"]:
            inner = part(each)
            if each.get("class_name") == "InputLayer":
                rows.append(input_of(inner))
                continue
            if not rows and inner.get("batch_input_shape"):
                rows.append(input_of(inner, own=False))
            rows.append(self.layer(each, depth))
        body = "".join(f"    {row},\n" for row in rows)
        self.lines.append(f"{variable} = keras.Sequential([\n{body}]{named(config)})")
        shape = config.get("build_input_shape")
        if shape and not any(row.startswith("keras.Input(") for row in rows):
            self.lines.append(f"{variable}.build({written(shape)})")

    def functional(self, config: Value, variable: Value, depth: Value) -> None:
        tensors, waiting, callable_ = Tensors(config["layers"]), [], {}
        for each in config["layers"]:
            name = each.get("name") or part(each).get("name")
            if each.get("class_name") == "InputLayer":
                tensors.put(name, 0, self.assign(name, input_of(part(each))))
                continue
            nodes = each.get("inbound_nodes") or []
            waiting += [(each, name, number) for number in range(len(nodes))]
        while waiting:
            later = []
            for each, name, number in waiting:
                node = each["inbound_nodes"][number]
                given = tensors.arguments(node, each["class_name"])
                if given is None:  # it reads what comes later in the list
                    later.append((each, name, number))
                    continue
                if name not in callable_:
                    callable_[name] = self.called(each, name, depth)
                made = self.assign(name, f"{callable_[name]}({given})")
                tensors.put(name, number, made)
            if len(later) == len(waiting):
                raise unknown("inbound_nodes")
            waiting = later
        ends = [
            tensors.places(config[each]) for each in ("input_layers", "output_layers")
        ]
        if None in ends:
            raise unknown("output_layers")
        self.lines.append(
            f"{variable} = keras.Model({ends[0]}, {ends[1]}{named(config)})"
        )

    def called(self, each: Value, name: Value, depth: Value) -> Value:
        """What is called: a layer, by its variable if it is called again, or a function
        of keras.ops."""
        if str(each.get("module")).startswith("keras.src.ops."):
            kind = identifier(each["class_name"])
            return f"keras.ops.{re.sub('(?<=[a-z0-9])(?=[A-Z])', '_', kind).lower()}"
        made = self.layer(each, depth)
        if len(each["inbound_nodes"]) > 1 and each["class_name"] not in MODELS:
            return self.assign(name, made)
        return made
