"""The layers behind a printed list of shapes: `[w.shape for w in model.weights]`."""

import re
from collections.abc import Iterator

from ...types import Shape, Value
from . import state
from .notes import note
from .reading import Explanation, Layer, Reading, reading

SHAPE = re.compile(
    r"(?:torch\.Size|(?:tf\.)?TensorShape)?\(?[\[(]"
    r"\s{0,9}(\d{1,18}(?:\s{0,9},\s{0,9}\d{1,18}){0,9})\s{0,9},?\s{0,9}[\])]\)?"
)
NAME = r"[A-Za-z_][\w./]{0,200}(?::0)?"
GAP = re.compile(
    rf"[\s\[\](){{}},;'\"]*(?:({NAME})['\"]?[\s:,=(>-]{{1,40}}(?:shape=)?)?"
)
VARIABLE = re.compile(
    rf"<(?:tf\.)?Variable (?:path=)?'?({NAME})'?,? shape=\(([\d, ]{{1,80}})\)"
)
END = re.compile(r"[\s\[\](){},;'\"]*")
TORCH = re.compile(r"(?:.*\.)?(?:weight|bias)(?:_(?:ih|hh|hr)_l\d+(?:_reverse)?)?")
DEEPEST = 4  # stacked layers of one PyTorch module
LONGEST = 2_000  # shapes; a longer list is read no further
FRAMEWORKS = ("keras", "torch")
UNKNOWN = 100  # what a shape costs that no layer explains


def entries(lines: list[str]) -> list[tuple[str, tuple[Value, ...]]]:
    """(name or "", shape) where the text is such a list and nothing else; else []."""
    text = "\n".join(lines)
    found = VARIABLE.findall(text)
    if not found:
        found, end = [], 0
        for match in SHAPE.finditer(text):
            gap = GAP.fullmatch(text[end : match.start()])
            if not gap:
                return []
            found.append((gap[1] or "", match[1]))
            end = match.end()
        if not END.fullmatch(text[end:]) or len(found) < 2:
            return []
    return [
        (
            name.removesuffix(":0"),
            tuple(int(size) for size in re.findall(r"\d+", sizes)),
        )
        for name, sizes in found[:LONGEST]
    ]


def explained(lines: list[str]) -> Explanation:
    return told(entries(lines), any("torch.Size" in line for line in lines))


def told(
    weights: list[tuple[str, tuple[Value, ...]]], torch: bool = False
) -> Explanation:
    """The layers behind (name, shape), a name being "" where there is none; `torch`:
    PyTorch has printed them."""
    if all(TORCH.fullmatch(name) for name, _ in weights):
        return Explanation("state_dict", state.layers(weights))
    known: dict[Value, Value] = {}
    ways = [divided(weights, framework, known) for framework in FRAMEWORKS]
    costs = [sum(UNKNOWN if not each[1] else 1 for each in way) for way in ways]
    named = any("/" in name for name, _ in weights)
    if torch or any(re.search(r"\.(?:weight|bias)", name) for name, _ in weights):
        named, costs[0] = True, costs[1] + 1
    elif named:
        costs[1] = costs[0] + 1
    best = 0 if costs[0] <= costs[1] else 1
    notes: tuple[Value, ...] = ()
    if not named and costs[0] == costs[1] < UNKNOWN:
        codes = [each[1][0].code for each in ways[1 - best]]
        notes = (
            note(
                "The shapes alone also fit {framework}: {codes}.",
                framework=("Keras", "PyTorch")[1 - best],
                codes=", ".join(codes),
            ),
        )
    layers = [layer(*each, number) for number, each in enumerate(ways[best], 1)]
    return Explanation("shapes", tuple(layers), None, notes)


def divided(
    weights: Value,
    framework: str,
    known: dict[tuple[str | tuple[Value, ...], ...], list[Value]],
) -> list[tuple[list[Value], tuple[Value, ...]]]:
    """The fewest layers of the framework that have these weights, in order.

    Pairs of weights and readings; no reading where nothing known has the shape.
    """
    best: list[Value] = [(0, None, ()), *[None] * len(weights)]
    for begin in range(len(weights)):
        so_far = best[begin][0]
        choices: dict[Value, Value] = {1: []}
        for made in fitting(weights[begin:], framework, known):
            choices.setdefault(len(made.count.weights), []).append(made)
        for length, readings in choices.items():
            cost = so_far + (1 if readings else UNKNOWN)
            place = best[begin + length]
            if place is None or cost < place[0]:
                best[begin + length] = (cost, begin, readings)
    end = len(weights)
    parts: list[Value] = []
    while end:
        _, begin, readings = best[end]
        parts.append((weights[begin:end], tuple(readings)))
        end = begin
    return parts[::-1]


def fitting(
    weights: Value,
    framework: Value,
    known: dict[tuple[str | tuple[Value, ...], ...], list[Value]],
) -> Iterator[Reading]:
    """The readings whose weights have the shapes at the start of `weights`."""
    shapes = [shape for _, shape in weights]
    head = (framework, *shapes[:2])
    if head not in known:
        known[head] = [
            made
            for code, shape in PROPOSALS[framework](*shapes[:2])
            if (made := reading(code, framework, shape))
        ]
    for made in known[head]:
        own = [each.shape for each in made.count.weights]
        if own and own == shapes[: len(own)]:
            yield made


def keras(first: Value, second: Shape = ()) -> Iterator[tuple[str, Shape]]:
    """(code, input shape), the likeliest first, from the first two shapes."""
    if len(first) == 2:
        n, width = first
        m = second[0] if len(second) == 2 and second[1] == width else 0
        kind = {4: "LSTM", 3: "GRU", 1: "SimpleRNN"}.get(width // m if m else 0)
        if kind:
            biases = ("", ", reset_after=False") if kind == "GRU" else ("",)
            for bias in (*biases, ", use_bias=False"):
                yield f"{kind}({m}{bias})", (None, n)
                yield f"Bidirectional({kind}({m}{bias}))", (None, n)
        yield f"Dense({width})", (n,)
        yield f"Dense({width}, use_bias=False)", (n,)
        yield f"Embedding({n}, {width})", (None,)
    elif len(first) == 1:
        yield "BatchNormalization()", first
        yield "LayerNormalization()", first
    elif len(first) in (3, 4, 5):
        *window, channels, filters = first
        axes, size = len(window), ", ".join(map(str, window))
        size = size if axes == 1 else f"({size})"
        for bias in ("", ", use_bias=False"):
            yield f"Conv{axes}D({filters}, {size}{bias})", (*window, channels)
            if filters % 4 == 0:
                call = f"ConvLSTM{axes}D({filters // 4}, {size}{bias})"
                yield call, (None, *window, channels)


def torch(first: Value, second: Shape = ()) -> Iterator[tuple[str, Value]]:
    if len(first) == 2:
        width, n = first
        m = second[1] if len(second) == 2 and second[0] == width else 0
        kind = {4: "LSTM", 3: "GRU", 1: "RNN"}.get(width // m if m else 0)
        if kind:
            for deep in range(DEEPEST, 0, -1):
                for both in (", bidirectional=True", ""):
                    for bias in ("", ", bias=False"):
                        layers = f", num_layers={deep}" if deep > 1 else ""
                        yield f"nn.{kind}({n}, {m}{layers}{both}{bias})", None
        yield f"nn.Linear({n}, {width})", None
        yield f"nn.Linear({n}, {width}, bias=False)", None
        yield f"nn.Embedding({width}, {n})", None
    elif len(first) == 1:
        yield f"nn.LayerNorm({first[0]})", None
    elif len(first) in (3, 4, 5):
        filters, channels, *window = first
        size = ", ".join(map(str, window))
        size = size if len(window) == 1 else f"({size})"
        for bias in ("", ", bias=False"):
            yield f"nn.Conv{len(window)}d({channels}, {filters}, {size}{bias})", None


PROPOSALS = {"keras": keras, "torch": torch}


def layer(
    weights: list[tuple[str, tuple[Value, ...]]], readings: Value, number: int | str
) -> Layer:
    names = [name for name, _ in weights if name]
    notes: tuple[Value, ...] = ()
    if not readings:
        notes = (
            note(
                "No layer known here has just these weights: {names}.",
                names=", ".join(str(shape) for _, shape in weights),
            ),
        )
        return Layer(names[0] if names else f"{number}", "", (), None, None,
                     tuple(weights), (), notes)  # fmt: skip
    kind = readings[0].code.partition("(")[0].removeprefix("nn.")
    name = names[0].rpartition("/")[0] if names else f"{number}"
    if len(readings) > 1:
        others = ", ".join(each.code for each in readings[1:])
        notes = (note("The shapes alone also fit: {codes}.", codes=others),)
    return Layer(name or kind, kind, (), None, None, tuple(weights), readings, notes)
