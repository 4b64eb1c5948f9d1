"""What a reader may carry away: the derivation as LaTeX, as Markdown, and a program."""

import re
from html import escape
from itertools import islice

from ..shared.layers import FRAMEWORKS
from ..shared.versions import titled
from ..shared.words import html, say
from .citing import bibtex, citation, frame, query, ris
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
        framed = frame(f"{site['embed']}?{query(reading)}", language)
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
    buttons = "".join(
        f'<button type="button" class="gc-copy" data-copy="{name}" '
        f'data-text="{escape(text)}">{title}</button>'
        for name, title, text in texts
        if text
    )
    return (
        f'<p class="gc-copies">{html(language, "Copy as")} {buttons}'
        f'<a href="?{escape(query(reading))}" data-coded>'
        f"{html(language, 'Link to this layer')}</a> {codes(language)}</p>"
        f'<textarea class="gc-copied" readonly placeholder=" " rows="8" '
        f'aria-label="{html(language, "The text to copy")}"></textarea>'
    )


def codes(language, kind="gc-copy"):
    """The button that draws the links beside it as QR codes, too."""
    said = html(language, "QR code: {address}", address="{address}")
    return (
        f'<button type="button" class="{kind}" data-codes="{said}" '
        f'aria-pressed="false">{html(language, "QR code")}</button>'
    )


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
