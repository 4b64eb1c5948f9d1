"""Weights with names and shapes, in whatever words: one a line, or in Equinox' tree."""

import re
from math import prod

from ...types import Value
from .notes import note
from .reading import Explanation, Layer
from .tables import TOTAL, totals

# "a/kernel:0, shape: (56, 96)", "a/kernel:0 (float32_ref 15x40) [600, bytes: 2400]",
# "%fc.weight[FLOAT, 1x20]", "onnx::LSTM_51 [1, 80, 6]", "weight_ih=f32[40,5],"
WORD = r"(?:shape|size|dims|dtype|type|DT_\w+|float\w*|FLOAT\w*|DOUBLE|b?f\d\d|numpy)"
LINE = re.compile(
    r"[\s#(\[%'\"]{0,40}(?P<name>(?:\d{1,3}\.)?[A-Za-z_/][\w./:-]{0,200}(?<!:))['\"]?"
    rf"[\s:,=|(]{{0,40}}(?:\[(?=[A-Z]))?(?:{WORD}[\s:,=|)]{{0,8}}){{0,3}}"
    r"(?:[(\[](?P<sizes>[\d, ]{0,80})[)\]]|(?P<times>\d{1,18}(?:x\d{1,18}){0,7}))"
    r"[\s)\],;'\"]*(?:\[\d+, bytes: \d+\])?(?:float\w*)?\s*"
)
WEIGHT = re.compile(
    r"(?:weight|bias)(?:_[ih][hro](?:_l\d+(?:_reverse)?)?)?|(?:recurrent_)?kernel|embeddings?"
    r"|gamma|beta|.*:0|onnx::\w+",
    re.IGNORECASE,
)
SLOT = re.compile(r".*/(?:Adam|Adam_1|Momentum|RMSProp\w*|Adagrad)(?::0)?")
HEADING = re.compile(r"^(?:Variables: name .*|Total bytes of .*|[\W_]*)$")
OPEN = re.compile(r"\s*(?:(\w+)=)?(\w*)\(")
ARRAY = re.compile(r"\s*(\w+)=b?f\d\d\[([\d,]*)\](?:\(numpy\))?,?\s*")


def entries(lines: list[str]) -> list[tuple[int, str, tuple[Value, ...]]]:
    """(line, name, shape) where the text is such a list and nothing else; else []."""
    found, arrays = [], any(map(ARRAY.fullmatch, lines))
    if arrays:
        return tree(lines)
    for n, line in enumerate(lines, 1):
        match = LINE.fullmatch(line) if len(line) < 400 else None
        if match and named(match):
            sizes = match["sizes"] if match["times"] is None else match["times"]
            shape = tuple(map(int, re.findall(r"\d+", sizes)))
            found.append((n, match["name"].removesuffix(":0"), shape))
        elif not any(each.search(line) for each in (HEADING, TOTAL)):
            return []
    return found if len(found) > 1 else []


def named(match: re.Match[str]) -> bool:
    """Is it the name of a weight? A single number needs one with its module."""
    name, times = match["name"], match["times"]
    if times and "x" not in times and not re.search("[./]", name):
        return False
    own = re.split(r"[./]", name)[-1]
    return bool(WEIGHT.fullmatch(own) or SLOT.fullmatch(name))


def tree(lines: list[str]) -> list[tuple[int, str, tuple[Value, ...]]]:
    """The arrays of floats, named by the calls that they stand in."""
    found: list[Value] = []
    path: list[Value] = []
    for n, line in enumerate(lines, 1):
        array, opened = ARRAY.fullmatch(line), OPEN.match(line)
        if array:
            name = ".".join([*filter(None, path), array[1]])
            found.append((n, name, tuple(map(int, re.findall(r"\d+", array[2])))))
        elif opened and line.rstrip().endswith("("):
            path.append(opened[1] or opened[2])
        elif line.strip(" ,") == ")" and path:
            path.pop()
    return found


def explained(lines: list[str]) -> Value:
    weights, slots = entries(lines), 0
    modules: dict[Value, Value] = {}
    for n, name, shape in weights:
        if SLOT.fullmatch(name):
            slots += prod(shape)
            continue
        module = re.split(r"[./](?=[^./]*$)", name)[0]
        modules.setdefault(module, []).append((n, name, shape))
    layers = tuple(
        Layer(
            module,
            "",
            tuple(n for n, _, _ in own),
            weights=tuple((name, shape) for _, name, shape in own),
            number=sum(prod(shape) for _, _, shape in own),
        )
        for module, own in modules.items()
    )
    kind = "torch_listing"
    if any(map(ARRAY.fullmatch, lines)):
        kind = "equinox_tree"
    elif any("/" in name for _, name, _ in weights):
        kind = "variables"
    whole = totals(lines).get("Total")
    added = sum(each.number or 0 for each in layers)
    if slots and whole in (None, added + slots):
        said = note(
            "The optimizer's own {kept} numbers stand in the list as well: the model "
            "itself has {sum}.",
            kept=slots,
            sum=added,
        )
        return Explanation(kind, layers, None, (said,))
    return Explanation(kind, layers, whole)
