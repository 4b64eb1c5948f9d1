"""The page's evidence: what the tests compared with the frameworks, as tables."""

import csv
import json
from itertools import groupby

from gatecount.teaching.inverse import coefficients
from live.conventions.conventions import CONVENTIONS, KINDS
from live.home.page import M, N
from live.shared.markup import code, join, tag
from live.shared.versions import version
from live.shared.words import html
from publish import ROOT
from publish.pages import newest

FOLDER = ROOT / "evidence"
CASES = FOLDER / "cases.csv"
NAMES = {
    "keras": "Keras",
    "torch": "PyTorch",
    "flax.linen": "Flax linen",
    "flax.nnx": "Flax nnx",
    "equinox": "Equinox",
    "onnx": "ONNX",
    "paddle": "PaddlePaddle",
    "mindspore": "MindSpore",
    "haiku": "Haiku",
    "mlx": "MLX",
}
# What the comparison came to is the first number: no narrow screen cuts it off.
COUNTED = ("mismatches", "written", "random", "refused")
HEADS = {
    "framework": "Framework",
    "class": "Class",
    "classes": "Classes",
    "mismatches": "Mismatches",
    "written": "Fixed cases",
    "refused": "Refused by both",
    "random": "Random cases",
}


def cases():
    """The written cases, each with the framework's own answer."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            row
            | {
                "refused": row["refused"] == "True",
                "parameters": json.loads(row["parameters"] or "null"),
                "input_shape": json.loads(row["input_shape"]),
                "weights": json.loads(row["weights"]),
            }
            for row in csv.DictReader(file)
        ]


def as_json():
    """The same as JSON, a case on a line."""
    whole = ",\n".join(map(json.dumps, cases()))
    return f"[\n{whole}\n]\n"


def conventions():
    """How each framework counts its recurrent layers, as JSON, a layer on a line.

    The formula is learnt from the engine's counts; n features, m units.
    """
    lines = []
    for each in CONVENTIONS:
        for kind in filter(each.layer, KINDS):
            family, reading = each.family(kind), each.reading(kind, N, M)
            sizes = zip(coefficients(family), ("n*m", "m**2", "m"))
            row = {
                "framework": each.framework,
                "version": version(each.framework),
                "layer": each.layer(kind).name,
                "kind": kind,
                "option": each.written or None,
                "code": reading.code,
                "input_shape": reading.input_shape,
                "formula": " + ".join(f"{k}*{size}" for k, size in sizes if k),
                "n": N,
                "m": M,
                "parameters": family(N, M).total,
            }
            lines.append(json.dumps(row))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def evidence(language):
    """All frameworks in one table, then the classes of each, folded."""
    rows = json.loads((FOLDER / "table.json").read_text(encoding="utf-8"))
    groups = [
        (framework, list(classes))
        for framework, classes in groupby(rows["rows"], lambda row: row["framework"])
    ]
    overview = [
        (
            tag("{}<small>{}</small>")(NAMES[framework], versions(classes, language)),
            *sums(classes),
            len(classes),
        )
        for framework, classes in groups
    ]
    everything = [row for _, classes in groups for row in classes]
    total = (rows["date"], *sums(everything), len(everything))
    names = ("framework", *COUNTED, "classes")
    heads = [html(language, HEADS[name]) for name in names]
    inside = join(folded(language, framework, classes) for framework, classes in groups)
    label = html(language, "Cases and mismatches")
    whole = table(label, heads, overview, total)
    return tag("<div data-evidence>{}{}</div>")(whole, inside)


def versions(classes, language):
    return tag(", ").join(
        f"{name} {number}" + newest.mark(language, name, number)
        for name, number in classes[0]["versions"].items()
    )


def sums(classes):
    return [sum(row[name] for row in classes) for name in COUNTED]


def folded(language, framework, classes):
    heads = [html(language, HEADS[name]) for name in ("class", *COUNTED)]
    rows = [(code(row["class"]), *(row[name] for name in COUNTED)) for row in classes]
    summary = html(
        language,
        "{framework}: {classes} classes",
        framework=NAMES[framework],
        classes=len(classes),
    )
    inside = table(summary, heads, rows, ("", *sums(classes)))
    return tag("<details><summary>{}</summary>{}</details>")(summary, inside)


def table(label, heads, rows, total):
    return tag(
        '<div class="gc-scroll" tabindex="0" role="group" aria-label="{}">'
        '<table class="gc-table"><thead><tr>{}</tr></thead><tbody>{}</tbody>'
        "<tfoot><tr>{}</tr></tfoot></table></div>"
    )(
        label,
        join(map(tag('<th scope="col">{}</th>'), heads)),
        join(tag("<tr>{}</tr>")(cells(row)) for row in rows),
        cells(total),
    )


def cells(row):
    number, text = tag('<td class="gc-number">{:,}</td>'), tag("<td>{}</td>")
    return join((number if isinstance(each, int) else text)(each) for each in row)
