"""The trees that `print(net)` gives in MindSpore and PaddlePaddle.

Neither has all sizes: MindSpore's recurrent cells print none, PaddlePaddle's layers not
whether they have a bias.
"""

import re
from collections.abc import Iterator
from math import prod

from ...types import Shape, Value
from . import tree
from .named import MINDSPORE as PARAMETER
from .named import sizes
from .notes import note
from .reading import Explanation, Layer, confirmed

MINDSPORE = re.compile(
    r"Parameter \(name=|\binput_channels=\d|\b_Dynamic(?:RNN|GRU|LSTM)\w*\("
    r"|\b(?:SequentialCell|CellList|CellDict)\(|: (?:RNN|GRU|LSTM)Cell\(\)$",
    re.M,
)
PADDLE = re.compile(
    r"Linear\(in_features=\d+, out_features=\d+, dtype=|\bmode=upscale_in_train\b"
    r"|\bLayerList\(|: (?:SimpleRNN|LSTM|GRU)\(\d+, \d+[^()\n]*$|\bSimpleRNNCell\("
    r"|\((?:cell|cell_fw)\): \w+Cell\(|: Conv[123]D\(|: BatchNorm[123]D\(",
    re.M,
)
EMPTY = re.compile(
    r"(?:Dropout|(?:Max|Avg|AdaptiveAvg|AdaptiveMax)Pool)\w*|(?:Leaky)?ReLU6?|Sigmoid"
    r"|Tanh|(?:Log)?Softmax|GELU|SiLU|ELU|Flatten|Identity|HSwish|HSigmoid|Softplus"
)
HIDDEN = re.compile(r"(?:_Dynamic)?(RNN|GRU|LSTM)(?:Cell|\w*)|(MultiheadAttention)")
SIZE = re.compile(r"(\w+)=\(?([\d, ]+)\)?(?=, |\)?$)")
ARGUMENTS = re.compile(r" {2,200}(\w+=.*)")
# The root may be a layer with arguments, as in "LSTM(5, 10, num_layers=2".
ROOT = re.compile(r"(?P<kind>\w{1,200})\((?P<rest>[^()]*)$")
RECURRENT = re.compile(r"(SimpleRNN|LSTM|GRU)")


def rows(lines: list[str]) -> list[list[int | str]]:
    """(line, name, kind, arguments, whether others are inside) of each layer, where
    the text is such a tree; else []."""
    text = "\n".join(lines)
    if not (MINDSPORE.search(text) or PADDLE.search(text)):
        return []
    found: list[Value] = []
    above: list[Value] = []
    for n, line in enumerate(lines, 1):
        match = tree.ROW.match(line) or (None if found else ROOT.fullmatch(line))
        if match:
            root = "indent" not in match.groupdict()
            indent = 0 if root else len(match["indent"])
            above = [each for each in above if each[0] < indent]
            name = "" if root else (above[-1][1] if above else "") + match["name"]
            rest = match["rest"].strip()
            holds = rest.count(")") <= rest.count("(")
            found.append([n, name, match["kind"], rest, holds])
            if holds:
                above.append((indent, f"{name}." if name else ""))
        elif found and found[-1][4] and ARGUMENTS.fullmatch(line):
            found[-1][3] = line.strip()
    return found[: tree.MOST]


def explained(lines: list[str]) -> Explanation:
    if MINDSPORE.search("\n".join(lines)):
        return mindspore(rows(lines))
    return paddle(rows(lines))


def mindspore(found: Value) -> Explanation:
    seen: set[Value] = set()
    layers: list[Value] = []
    for line, name, kind, rest, holds in found:
        named = [each for each in PARAMETER.finditer(rest) if each["name"] not in seen]
        seen.update(each["name"] for each in named)
        layers += mindspore_layers(line, name, kind, rest, holds, named)
    said = note(
        "print(net) does not show the parameters that a cell holds itself, outside its "
        "layers."
    )
    return Explanation("mindspore_tree", tuple(layers), notes=(said,))


def mindspore_layers(
    line: Value,
    name: Value,
    kind: Value,
    rest: Value,
    holds: bool | int | str,
    named: Value,
) -> Iterator[Value]:
    given = {each[1]: sizes(each[2]) for each in SIZE.finditer(rest)}
    made = [
        (call, "mindspore", None, ()) for call in mindspore_calls(kind, given, rest)
    ]
    readings = confirmed(made)
    if readings and (named or kind == "Dense"):
        yield Layer(name or kind, kind, (line,), readings=readings)
    elif named:
        for on in ("True", "False"):
            own = [(e["name"], sizes(e["sizes"])) for e in named if e["on"] == on]
            if own:
                yield Layer(
                    name or kind, kind, (line,), weights=tuple(own),
                    number=sum(prod(shape) for _, shape in own), frozen=on == "False",
                )  # fmt: skip
    elif kind.startswith("Conv") and "output_channels" in given:
        [before], [after], [group] = (
            given[each] for each in ("input_channels", "output_channels", "group")
        )
        number = after * before // group * prod(given["kernel_size"])
        number += after * ("has_bias=True" in rest)
        yield Layer(name or kind, kind, (line,), number=number)
    elif EMPTY.fullmatch(kind):
        yield Layer(name or kind, kind, (line,), number=0)
    elif (not holds and "Parameter (" not in rest) or kind == "MultiheadAttention":
        yield hidden(line, name, kind)


def mindspore_calls(
    kind: str | int, given: dict[str, Shape], rest: str
) -> Iterator[str]:
    if kind == "Dense" and {"input_channels", "output_channels"} <= set(given):
        bias = "" if "has_bias=True" in rest else ", has_bias=False"
        n, m = given["input_channels"][0], given["output_channels"][0]
        yield f"nn.Dense({n}, {m}{bias})"
    elif kind == "Embedding" and {"vocab_size", "embedding_size"} <= set(given):
        yield f"nn.Embedding({given['vocab_size'][0]}, {given['embedding_size'][0]})"


def hidden(line: Value, name: Value, kind: Value) -> Layer:
    """What has weights, or may have, but prints no sizes."""
    known = HIDDEN.fullmatch(kind)
    if known and kind.startswith("_Dynamic"):
        kind, name = known[1], name.removesuffix("rnn").removesuffix(".")
    said = note(
        "MindSpore prints no sizes of {kind}, so what it holds is missing from the "
        "total. This prints them: for p in net.get_parameters(): print(p)",
        [line],
        kind=kind,
    )
    return Layer(name or kind, kind, (line,), notes=(said,), short=True)


def paddle(found: Value) -> Explanation:
    layers: list[Value] = []
    known: list[Value] = []
    for line, name, kind, rest, holds in found:
        if any(name.startswith(f"{above}.") or not above for above in known):
            continue
        below = [
            each[1] for each in found if each[1].startswith(f"{name}.") or not name
        ]
        both = any(each.endswith("cell_fw") for each in below)
        made = [(call, "paddle", None, ()) for call in paddle_calls(kind, rest, both)]
        readings = confirmed(made)
        if holds and readings:
            known.append(name)
        if not holds or readings:
            layers.append(Layer(name or kind, kind, (line,), readings=readings))
    said = note(
        "PaddlePaddle does not print whether a layer has a bias or a projection, so "
        "the total is not known. paddle.summary(...) tells, or the shapes: "
        "for k, v in net.state_dict().items(): print(k, v.shape)"
    )
    return Explanation("paddle_tree", tuple(layers), None, (said,), True)


def paddle_calls(kind: Value, rest: Value, both: bool) -> Iterator[str]:
    """The layer with its biases and without a projection, as most are."""
    given = re.findall(r"(?<![\w.])\d+(?![\w.])", rest)[:2]
    if len(given) < 2:
        return
    n, m = given
    if kind == "Linear" or kind == "Embedding" or kind.endswith("Cell"):
        yield f"nn.{kind}({n}, {m})"
    elif RECURRENT.fullmatch(kind):
        deep = re.search(r", num_layers=\d+", rest)
        more = (deep[0] if deep else "") + ", direction='bidirect'" * both
        yield f"nn.{kind}({n}, {m}{more})"
