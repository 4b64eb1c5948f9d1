"""The shapes of a tree of weights, as Haiku and Flax programs print it:
`jax.tree.map(jnp.shape, params)`, `jax.eval_shape(net.init, key, x)`."""

import ast
import re
from collections.abc import Iterator
from math import prod

from ...flax import linen
from ...parsing import parse
from ...types import Routine, Shape, Value
from .reading import Explanation, Layer, confirmed

LONGEST = 200_000  # characters
# What holds the dictionaries of a tree, and its leaves, besides Python's own.
HOLDERS = ("FlatMap", "FlatMapping", "FrozenDict", "frozendict", "defaultdict", "dict")
LEAVES = ("ShapeDtypeStruct", "ShapedArray")
HAIKU = {"w", "b", "w_i", "w_h", "embeddings", "offset"}
FLAX = {"kernel", "embedding"}
TOTAL = re.compile(r"(.*\})\)?\s*\n\s*(\d{1,18}|\d{1,3}(?:,\d{3})+)\s*", re.S)


def entries(lines: list[str]) -> list[tuple[tuple[Value, ...], tuple[Value, ...]]]:
    """[(path, shape)], a path as a tuple of names, where the text is such a tree of one
    of the two libraries; else []."""
    return read("\n".join(lines))[0]


def read(text: str) -> tuple[list[Value], int | None]:
    """The same, and the number that is printed below, or None."""
    text = text.strip()
    if len(text) > LONGEST or not re.match(rf"(?:{'|'.join(HOLDERS)})?\(*\{{", text):
        return [], None
    below = TOTAL.fullmatch(text)
    whole = below and int(below[2].replace(",", ""))
    text = text[: below.start(2)].strip() if below else text
    try:
        found = list(walked(parse(text, mode="eval").body, ()))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return [], None
    own = {path[-1] for path, _ in found}
    deep = found and all(len(path) > 1 for path, _ in found)
    return (found if deep and own & (HAIKU | FLAX) else []), whole


def walked(node: ast.expr, path: Value) -> Iterator[tuple[tuple[str, str], Shape]]:
    """Each leaf with its path; ValueError for what is none."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values):
            if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
                raise ValueError
            yield from walked(value, (*path, key.value))
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        named = [each.value for each in node.keywords if each.arg == "shape"]
        given = named or node.args[-1:]
        if given and node.func.id in (*HOLDERS, *LEAVES):
            yield from walked(given[0], path)
            return
    shape = ast.literal_eval(node)
    if not isinstance(shape, (tuple, list)) or any(
        type(n) is not int or n < 0 for n in shape
    ):
        raise ValueError
    yield path, tuple(shape)


def explained(lines: list[str]) -> Explanation:
    weights, printed = read("\n".join(lines))
    theirs = {path[-1] for path, _ in weights} & FLAX
    groups: dict[Value, Value] = {}
    for path, shape in weights:
        groups.setdefault(path[:-1], []).append((path[-1], shape))
    modules = joined(groups, FLAX_CELL if theirs else HAIKU_CELL)
    calls = flax if theirs else of_haiku
    layers = tuple(layer(path, own, calls) for path, own in modules.items())
    kind = "flax_tree" if theirs else "haiku_tree"
    return Explanation(kind, layers, printed)


# A cell whose weights stand in modules of its own, by the name that it gets.
HAIKU_CELL = re.compile(r"(?:.*/)?(lstm|vanilla_rnn)(?:_\d+)?")
FLAX_CELL = re.compile(r"(\w+Cell)(?:_\d+)?")


def joined(
    groups: dict[tuple[str, ...], list[Value]], cell: re.Pattern[str]
) -> dict[str, list[tuple[Value, ...]]]:
    """The weights by module, those of a cell together."""
    found: dict[Value, Value] = {}
    for path, own in groups.items():
        *above, last = "/".join(path).split("/")
        whole = "/".join(above)
        if above and cell.fullmatch(whole if cell is HAIKU_CELL else above[-1]):
            inside = [(f"{last}/{name}", shape) for name, shape in own]
            found.setdefault(whole, []).extend(inside)
        else:
            found.setdefault("/".join(path), []).extend(own)
    return found


def layer(path: str, own: list[tuple[str, tuple[Value, ...]]], calls: Routine) -> Layer:
    shapes = dict(own)
    readings = confirmed(calls(path, shapes), shapes=shapes.values())
    kind = readings[0].code.partition("(")[0].rpartition(".")[2] if readings else ""
    still = path.startswith("batch_stats/")
    number = None if readings else sum(map(prod, shapes.values()))
    return Layer(path, kind, (), weights=tuple(own), readings=readings, frozen=still,
                 number=number)  # fmt: skip


def of_haiku(
    path: str, shapes: Value
) -> Iterator[tuple[str, str, Shape, tuple[Value, ...]]]:
    kind = HAIKU_CELL.fullmatch(path)
    if kind and kind[1] == "lstm" and len(shapes.get("linear/w", ())) == 2:
        rows, columns = shapes["linear/w"]
        yield f"hk.LSTM({columns // 4})", "haiku", (None, rows - columns // 4), ()
    if kind and kind[1] == "vanilla_rnn" and len(shapes.get("linear/w", ())) == 2:
        n, m = shapes["linear/w"]
        once = "" if "linear_1/b" in shapes else ", double_bias=False"
        yield f"hk.VanillaRNN({m}{once})", "haiku", (None, n), ()
    if len(shapes.get("w_i", ())) == 2:
        n, columns = shapes["w_i"]
        yield f"hk.GRU({columns // 3})", "haiku", (None, n), ()
    if len(shapes.get("w", ())) == 2:
        n, m = shapes["w"]
        bias = "" if "b" in shapes else ", with_bias=False"
        yield f"hk.Linear({m}{bias})", "haiku", (None, n), ()
    if len(shapes.get("embeddings", ())) == 2:
        yield "hk.Embed({}, {})".format(*shapes["embeddings"]), "haiku", (None,), ()


def flax(path: Value, shapes: Value) -> Iterator[Value]:
    kind = FLAX_CELL.fullmatch(path.rpartition("/")[2])
    if kind and kind[1] in linen.LAYERS:
        given = [each for name, each in shapes.items()
                 if name.startswith("i") and name.endswith("/kernel")]  # fmt: skip
        if given and len(given[0]) == 2:
            n, m = given[0]
            yield f"nn.{kind[1]}({m})", "flax.linen", (None, n), ()
    elif len(shapes.get("kernel", ())) == 2:
        n, m = shapes["kernel"]
        bias = "" if "bias" in shapes else ", use_bias=False"
        yield f"nn.Dense({m}{bias})", "flax.linen", (None, n), ()
    elif len(shapes.get("embedding", ())) == 2:
        yield "nn.Embed({}, {})".format(*shapes["embedding"]), "flax.linen", (None,), ()
    elif shapes.keys() == {"scale", "bias"} and "LayerNorm" in path:
        yield "nn.LayerNorm()", "flax.linen", (None, *shapes["scale"]), ()
