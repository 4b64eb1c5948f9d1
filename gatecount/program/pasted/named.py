"""Tensors as PaddlePaddle and MindSpore print them, with names and shapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from ...types import Value
from .notes import note
from .reading import Explanation, Layer, confirmed

NAME = r"(?:\d{1,9}\.)*[A-Za-z_][\w.]{0,200}"
SIZES = r"[\d, ]{0,80}"
# "Parameter (name=lstm.weight_ih_l0, shape=(40, 5), dtype=Float32, requires_grad=True)"
MINDSPORE = re.compile(
    rf"(?:['\"]?{NAME}['\"]?[,:]? )?Parameter \(name=(?P<name>{NAME}), "
    rf"shape=\((?P<sizes>{SIZES})\), dtype=\w{{1,20}}, "
    r"requires_grad=(?P<on>True|False)\)"
)
AROUND = re.compile(r"(?:OrderedDict|[\[\](){}\s,])*")
# "lstm.weight_ih_l0 paddle.Size([40, 5])", also with the values of the tensor; of
# MindSpore "e.embedding_table (100, 8)".
ROW = re.compile(
    rf"(?<![\w.])(?P<name>{NAME})['\"]?[\s:,=(]{{1,40}}"
    r"(?:Parameter containing:\s{1,9})?"
    rf"(?P<own>paddle\.Size\(|Tensor\(shape=)?[\[(](?P<sizes>{SIZES})[\])]\)?"
    r"(?:, dtype=\w{1,20}, place=[\w():]{1,40}, stop_gradient=(?P<off>True|False))?"
)
SHAPES = re.compile(r"paddle\.Size\(|Tensor\(shape=")
# What PaddlePaddle has under two names: lstm.weight_ih_l0 is lstm.0.cell.weight_ih.
FIRST = re.compile(r"(?:(.*)\.)?((?:weight|bias)_[ih]h_l\d{1,3}(?:_reverse)?)")
SECOND = re.compile(r"(?:(.*)\.)?(\d{1,3})\.cell(_fw|_bw|)\.(\w+)")
WEIGHT = re.compile(r"weight|bias|(?:^|\.)[wb]_\d")
STATISTICS = re.compile(
    r"(?:.*\.)?(?:_|moving_)(?:mean|variance)|batch_norm\w*\.w_[12]"
)
# Names that only one framework gives.
MINDSPORES = re.compile(r"(?:.*\.)?(?:embedding_table|moving_mean)")
PADDLES = re.compile(rf"{SECOND.pattern}|(?:.*\.)?_mean")
# PaddlePaddle's own names of the tensors: lstm_cell_0.w_0.
OWN: dict[str, Value] = {"w_0": "weight", "b_0": "bias"}
CELL = {"w_0": "weight_ih", "w_1": "weight_hh", "b_0": "bias_ih", "b_1": "bias_hh"}
KEYS = ("weight_ih", "weight_ih_l0", "0.cell.weight_ih", "0.cell_fw.weight_ih")
PLACE = re.compile(r"^\d{1,3}|(?<=_l)\d{1,3}")
LAYER = re.compile("linear|embedding")
GATES = {4: "LSTM", 3: "GRU", 1: "RNN"}


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    trained: bool


def entries(lines: list[str]) -> list[Tensor]:
    """The Tensors, where the text is such a list; else []."""
    text = "\n".join(lines)
    if "Parameter (name=" in text:
        whole = AROUND.fullmatch(MINDSPORE.sub("", text))
        return [
            Tensor(each["name"], sizes(each["sizes"]), each["on"] == "True")
            for each in MINDSPORE.finditer(text)
            if whole
        ]
    found = list(ROW.finditer(text))
    if "Tensor(shape=" in text:
        found = [each for each in found if each["own"]]
    elif not all(map(a_row, lines)):
        return []
    names = [each["name"] for each in found]
    own = any(PADDLES.fullmatch(name) or MINDSPORES.fullmatch(name) for name in names)
    if not (own or SHAPES.search(text)) or not any(map(WEIGHT.search, names)):
        return []
    return [
        Tensor(
            each["name"],
            sizes(each["sizes"]),
            each["off"] != "True" and not STATISTICS.fullmatch(each["name"]),
        )
        for each in found
    ]


def a_row(line: str) -> bool | re.Match[str] | None:
    inner = line.strip(" \t,;(){}'\"")
    closed = inner + ")" * ("(" in inner) if inner[-1:].isdigit() else inner
    return not re.search(r"\w", inner) or ROW.fullmatch(closed)


def sizes(text: str) -> Value:
    return tuple(map(int, re.findall(r"\d+", text)))


def explained(lines: list[str]) -> Explanation:
    tensors, text = entries(lines), "\n".join(lines)
    theirs = any(MINDSPORES.fullmatch(each.name) for each in tensors)
    framework = "mindspore" if theirs or "Parameter (name=" in text else "paddle"
    kept, first, notes, cut = once(tensors)
    lost = len(SHAPES.findall(text)) - len(tensors)
    if lost > 0:
        said = note(
            "{number} of the shapes stand beside no name that can be read here, so the "
            "total is not known.",
            number=lost,
        )
        notes = (said, *notes)
    modules: dict[Value, Value] = {}
    for each in {each.name: each for each in kept}.values():
        second: Value = SECOND.fullmatch(each.name)
        held = second and (second[1] or "") in first
        module = second[1] or "" if held else each.name.rpartition(".")[0]
        modules.setdefault(module, []).append(each)
    layers = [
        layer
        for module, own in modules.items()
        for layer in explained_module(framework, module, own, first.get(module))
    ]
    doubtful = cut or lost > 0
    return Explanation(f"{framework}_list", tuple(layers), None, notes, doubtful)


def once(tensors: list[Tensor]) -> Value:
    """The tensors without the first of PaddlePaddle's two names; those names by module;
    and a note of that. Where state_dict has both, a layer's cells have all tensors."""
    first: dict[Value, Value] = {}
    second: dict[Value, Value] = {}
    for each in tensors:
        one, two = FIRST.fullmatch(each.name), SECOND.fullmatch(each.name)
        if one:
            first.setdefault(one[1] or "", {})[one[2]] = each.name
        elif two:
            side = "_reverse" if two[3] == "_bw" else ""
            second.setdefault(two[1] or "", set()).add(f"{two[4]}_l{two[2]}{side}")
    both = {
        module: own
        for module, own in first.items()
        if len(own) <= len(second.get(module, ()))
    }
    cut = [
        own[name]
        for module, own in first.items()
        if module not in both
        for name in second.get(module, ())
        if name in own
    ]
    if cut:
        said = note(
            "PaddlePaddle has each tensor of a recurrent layer under two names, and "
            "here are not all of them: {names} may be counted twice, so the total is "
            "not known.",
            names=", ".join(sorted(cut)),
        )
        return tensors, both, (said,), True
    again = [name for own in both.values() for name in own.values()]
    if not again:
        return tensors, both, (), False
    said = note(
        "PaddlePaddle's state_dict has each tensor of a recurrent layer under two "
        "names: {names} are in its cells, and counted once.",
        names=", ".join(again),
    )
    return [each for each in tensors if each.name not in again], both, (said,), False


def explained_module(
    framework: str, module: str, tensors: list[Tensor], first: dict[str, str] | None
) -> Iterator[Layer]:
    """The layer that has these tensors, or else the tensors, trained ones apart."""
    own = {each.name.removeprefix(f"{module}."): each.shape for each in tensors}
    if set(own) <= {*OWN, *CELL}:
        known = CELL if "cell" in module else OWN if LAYER.match(module) else {}
        own = {known.get(name, name): own[name] for name in own}
    calls = (paddle if framework == "paddle" else mindspore)(own, first)
    made = ((call, framework, None, ()) for call in calls)
    readings = confirmed(made, shapes=own.values())
    if readings:
        kind = readings[0].code.partition("(")[0]
        yield Layer(module or kind, kind, weights=tuple(own.items()), lines=(),
                    readings=readings)  # fmt: skip
        return
    for trained in (True, False):
        part = [(e.name, e.shape) for e in tensors if e.trained == trained]
        if part:
            number = sum(prod(shape) for _, shape in part)
            yield Layer(module or part[0][0], "", (), number=number,
                        weights=tuple(part), frozen=not trained)  # fmt: skip


def paddle(own: Value, first: dict[str, str] | None) -> Iterator[str]:
    if len(own.get("weight", ())) == 2:
        n, m = own["weight"]
        bias = "" if "bias" in own else ", bias_attr=False"
        if bias:
            yield f"nn.Embedding({n}, {m})"
        yield f"nn.Linear({n}, {m}{bias})"
    found = recurrent(own)
    if found:
        kind, n, m, deep, both = found
        more = "".join(
            f", {off}_attr=False"
            for off in ("bias_ih", "bias_hh")
            if not any(off in name for name in first or own)
        )
        held = [own[name] for name in own if name.endswith("weight_ho")]
        more += f", proj_size={held[0][-1]}" if held else ""
        more = (", direction='bidirect'" if both else "") + more
        yield f"nn.{kind.replace('RNN', 'SimpleRNN')}({n}, {m}{deep}{more})"


def mindspore(own: Value, first: Value) -> Iterator[str]:
    bias = "" if any("bias" in name for name in own) else ", has_bias=False"
    if len(own.get("embedding_table", ())) == 2:
        yield "nn.Embedding({}, {})".format(*own["embedding_table"])
    elif len(own.get("weight", ())) == 2:
        m, n = own["weight"]
        yield f"nn.Dense({n}, {m}{bias})"
    found = recurrent(own)
    if found:
        kind, n, m, deep, both = found
        yield f"nn.{kind}({n}, {m}{deep}{bias}{', bidirectional=True' * both})"


def recurrent(own: Value) -> Value:
    """Its class, n, the width of its state, more layers as text, and both ways?"""
    key = next((each for each in KEYS if each in own), "")
    given, hidden = own.get(key, ()), own.get(key.replace("_ih", "_hh"), ())
    if len(given) != 2 or len(hidden) != 2 or not hidden[1]:
        return None
    # Where the output is projected, the state is wider than what the layer reads.
    projected = own.get(key.replace("_ih", "_ho"), ())
    m = projected[0] if len(projected) == 2 else hidden[1]
    kind = GATES.get(given[0] // m) if m else None
    if kind and key == "weight_ih":
        return f"{kind}Cell", given[1], m, "", False
    places = {place[0] for place in map(PLACE.search, own) if place}
    deep = f", num_layers={len(places)}" if len(places) > 1 else ""
    both = any(re.search("_bw|_reverse", name) for name in own)
    return kind and (kind, given[1], m, deep, both)
