"""What a reader may carry away: the derivation as LaTeX, as Markdown, and a program."""

import re
from functools import cache
from itertools import islice

from ..shared.layers import FRAMEWORKS
from ..shared.markup import join, tag
from ..shared.versions import titled
from ..shared.words import html, say
from .citing import bibtex, citation, frame, ris
from .verifying import program

MOST = 200  # tensors that are listed


def copies(reading, counted, parts, language, site):
    """Buttons that hold what they copy, and the field for where copying fails."""
    texts = (
        ("latex", "LaTeX", latex(parts)),
        ("markdown", "Markdown", markdown(reading, counted, parts, language)),
        ("program", FRAMEWORKS[reading.framework].title, program(reading, counted)),
    )
    if site:
        framed = frame(f"{site['embed']}?{reading.query}", language)
        texts += (
            (
                "citation",
                html(language, "Citation"),
                citation(reading, counted, language, site),
            ),
            ("bibtex", "BibTeX", bibtex(reading, counted, language, site)),
            ("ris", "RIS", ris(reading, counted, language, site)),
            ("embed", html(language, "Embed code"), framed),
        )
    button = tag(
        '<button type="button" class="gc-copy" data-copy="{}" '
        'data-text="{}">{}</button>'
    )
    buttons = join(button(name, text, title) for name, title, text in texts if text)
    link = html(language, "Link to this layer")
    return tag(
        '<p class="gc-copies">{} {}<a href="?{}" data-coded>{}</a> {}</p>'
        '<textarea class="gc-copied" readonly placeholder=" " rows="8" '
        'aria-label="{}"></textarea>'
    )(
        html(language, "Copy as"),
        buttons,
        reading.query,
        link,
        codes(language),
        html(language, "The text to copy"),
    )


@cache
def codes(language, kind="gc-copy"):
    """The button that draws the links beside it as QR codes, too."""
    said = html(language, "QR code: {address}", address="{address}")
    return tag(
        '<button type="button" class="{}" data-codes="{}" aria-pressed="false">'
        "{}</button>"
    )(kind, said, html(language, "QR code"))


def latex(parts):
    r"""The derivation in plain amsmath, without the page's own \gate."""
    if not parts:
        return "\\[\n\\mathbf{0}\n\\]\n"
    return "".join(
        "\\[\n" + re.sub(r"\\gate\{\w+\}", "", part.tex) + "\n\\]\n" for part in parts
    )


def markdown(reading, counted, parts, language):
    """The count, its derivation and its tensors."""
    shape = "" if reading.input_shape is None else f", `{tuple(reading.input_shape)}`"
    heads = [say(language, each) for each in ("Stored tensor", "Shape", "Parameters")]
    total = say(language, "{total} parameters", total=f"**{counted.total:,}**")
    formulas = latex(parts).replace("\\[", "$$").replace("\\]", "$$")
    rows = [
        f"| `{plain(each.path)}` | `{each.shape}` | {each.size:,} |"
        for each in islice(counted.weights, MOST)
    ]
    if len(counted.weights) > MOST:
        rows.append("| … | … | … |")
    table = [f"| {' | '.join(heads)} |", "| --- | --- | ---: |", *rows]
    table.append(f"| {say(language, 'Total')} | | {counted.total:,} |")
    return (
        f"`{plain(reading.code)}`{shape}: {total} ({titled(reading.framework)})\n\n"
        f"{formulas}\n" + "\n".join(table) + "\n"
    )


def plain(text):
    """Nothing in it ends a piece of code or a cell of a table."""
    return text.replace("`", "'").replace("|", "/").replace("\n", " ")
