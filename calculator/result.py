"""What the page shows of a count, as HTML: the number, why, and what unfolds."""

from html import escape
from itertools import groupby, islice

from .copies import copies
from .derivation import derive, label, number, window
from .drawing import draw
from .versions import titled
from .words import html, say

MOST = 200  # tensors that are listed
DTYPES = ("float32", "float16", "float64")


def result(reading, counted, language, compact):
    parts = [headline(reading, counted, language), derivation(counted, language)]
    if not compact:
        parts += [
            copies(reading, counted, language),
            picture(counted, language),
            unfolding(
                "tensors", "Stored tensors", tensors(counted, language), language
            ),
            unfolding(
                "work", "Memory and work", facts(reading, counted, language), language
            ),
        ]
    return "".join(parts)


def unfolding(name, title, inside, language, opened=False):
    """A part that the reader opens; the script keeps it open by its name."""
    return (
        f'<details class="gc-more" data-part="{name}"{" open" * opened}>'
        f"<summary>{html(language, title)}</summary>{inside}</details>"
        if inside
        else ""
    )


def headline(reading, counted, language):
    spoken = code(reading.code)
    if reading.input_shape is not None:
        spoken = html(
            language,
            "{code} on an input of shape {shape}",
            code=spoken,
            shape=code(shown(reading.input_shape)),
        )
    total = html(
        language,
        "{total} parameters",
        total=f'<strong data-total="{counted.total}" '
        f'style="--length:{len(f"{counted.total:,}")}">{counted.total:,}</strong>',
    )
    lines = [
        f'<p class="gc-code">{spoken}</p><p class="gc-total">{total}',
        f' <span class="gc-version">{escape(titled(reading.framework))}</span></p>',
    ]
    if counted.output_shape is not None:
        output = html(
            language, "Output shape {shape}", shape=code(shown(counted.output_shape))
        )
        lines.append(f'<p class="gc-output">{output}</p>')
    return "".join(lines)


def derivation(counted, language):
    """Why: one block for each kind of cell, each with its legend."""
    parts = derive(counted)
    if not parts:
        none = html(language, "This layer stores no parameters.")
        return f'<div class="gc-derivation"><p>{none}</p></div>'
    blocks = []
    for part in parts:
        if len(parts) > 1 and part.cells:
            blocks.append(f'<p class="gc-group">{code(label(part.cells))}</p>')
        elif len(parts) > 1:
            last = part is parts[-1]
            name = html(language, "Total" if last else "Other tensors")
            blocks.append(f'<p class="gc-group">{name}</p>')
        blocks.append(
            f'<div class="arithmatex">\\[{escape(part.tex, quote=False)}\\]</div>'
        )
        if part.cells:
            blocks.append(f'<p class="gc-legend">{legend(part.cells[0], language)}</p>')
    return f'<div class="gc-derivation">{"".join(blocks)}</div>'


def legend(cell, language):
    """What n, m, p and k are."""
    k = window(cell)
    said = [
        html(language, "features {n}", n=equal("n", cell.rows("kernel") // k)),
        html(language, "units {m}", m=equal("m", cell.units)),
    ]
    if cell.projected:
        said.append(html(language, "projection {p}", p=equal("p", cell.projected)))
    if k > 1:
        said.append(html(language, "kernel area {k}", k=equal("k", k)))
    if len(cell.gates) > 1:
        symbols = r",\ ".join(rf"\gate{{{name}}}{{{name}}}" for name in cell.gates)
        said.append(html(language, "gates {gates}", gates=math(symbols)))
    return html(language, ", ").join(said)


def equal(symbol, value):
    return math(f"{symbol} = {number(value)}")


def math(tex):
    return f'<span class="arithmatex">\\({tex}\\)</span>'


def tensors(counted, language):
    """The table of what is stored, cell by cell."""
    if not counted.weights:
        return ""
    heads = "".join(
        f'<th scope="col"{css}>{html(language, head)}</th>'
        for head, css in (
            ("Stored tensor", ""),
            ("Shape", ""),
            ("Parameters", ' class="gc-number"'),
            ("Blocks, in order", ""),
        )
    )
    several = len({weight.cell for weight in counted.weights}) > 1
    listed = islice(counted.weights, MOST)
    bodies = "".join(
        body(cell, list(weights), several)
        for cell, weights in groupby(listed, lambda weight: weight.cell)
    )
    more = len(counted.weights) - MOST
    if more > 0:
        rest = html(language, "and {number} more", number=f"{more:,}")
        bodies += f'<tbody><tr><td colspan="4">{rest}</td></tr></tbody>'
    return (
        f'<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "Stored tensors")}">'
        f'<table class="gc-table"><thead><tr>{heads}'
        f"</tr></thead>{bodies}<tfoot><tr>"
        f'<th scope="row" colspan="2">{html(language, "Total")}</th>'
        f'<td class="gc-number">{counted.total:,}</td><td></td></tr></tfoot>'
        "</table></div>"
    )


def body(cell, weights, named):
    """The tensors of one cell, under its path where there are several cells."""
    named = named and cell
    total = sum(weight.size for weight in weights)
    heading = (
        f'<tr><th scope="rowgroup" colspan="2">{code(cell)}</th>'
        f'<td class="gc-number">{total:,}</td><td></td></tr>'
    )
    rows = "".join(
        f"<tr><td>{code(each.name if each.role else each.path)}</td>"
        f"<td>{code(shown(each.shape))}</td>"
        f'<td class="gc-number">{each.size:,}</td><td>{gates(each)}</td></tr>'
        for each in weights
    )
    return f"<tbody>{heading if named else ''}{rows}</tbody>"


def gates(weight):
    return " ".join(
        f'<span class="gc-chip gate-{name}">{name}</span>' for name in weight.gates
    )


def facts(reading, counted, language):
    """Trained or not, bytes, multiply-accumulates, and who was asked."""
    rows = [
        (
            "Trainable",
            html(
                language,
                "{trainable}, not trainable {fixed}",
                trainable=f"{counted.trainable:,}",
                fixed=f"{counted.non_trainable:,}",
            ),
        ),
        (
            "Bytes",
            html(language, ", ").join(
                f"{counted.bytes(dtype):,} ({code(dtype)})" for dtype in DTYPES
            ),
        ),
        ("Multiply-accumulates", work(counted, language)),
        (
            "Checked with",
            escape(titled(reading.framework)),
        ),
    ]
    return (
        '<dl class="gc-facts">'
        + "".join(
            f"<dt>{html(language, term)}</dt><dd>{said}</dd>" for term, said in rows
        )
        + "</dl>"
    )


def work(counted, language):
    said = []
    if counted.macs_per_step is not None:
        step = f"{counted.macs_per_step:,}"
        said.append(html(language, "{number} per step", number=step))
    if counted.macs is not None:
        whole = f"{counted.macs:,}"
        said.append(html(language, "{number} for the whole input", number=whole))
    else:
        said.append(html(language, "for the whole input, its length has to be known"))
    return html(language, ", ").join(said)


CAPTIONS = {
    "squares": "The parameters to scale: one square is one parameter.",
    "areas": "The parameters to scale: each area is proportional to their number.",
    "thickened": "The parameters to scale, but for rows too thin to be seen: they are "
    "drawn thicker.",
    "sketch": "A sketch, not to scale: otherwise the thinnest part could not be seen.",
}


def picture(counted, language):
    drawn = draw(counted)
    if not drawn:
        return ""
    svg, manner = drawn
    figure = (
        f'<figure class="gc-picture" '
        f'aria-label="{escape(describe(counted, language))}">{svg}'
        f"<figcaption>{html(language, CAPTIONS[manner])}</figcaption></figure>"
    )
    return unfolding("picture", "Picture", figure, language, opened=True)


def describe(counted, language):
    """The drawing in words and numbers, for those who do not see it."""
    sentence = (
        "Rows: {rows} (features {n}, units {m}, bias {b}). Columns: {columns} "
        "({gates} × {m}). Parameters: {total}."
    )
    uneven = (
        "{n} features, {m} units; weights of the gates: {sizes}; {total} parameters."
    )
    return " ".join(
        say(
            language,
            sentence if is_plain(cell) else uneven,
            sizes=", ".join(
                f"{gate} {cell.height_of(gate) * cell.units:,}" for gate in cell.gates
            ),
            rows=f"{cell.height:,}",
            n=f"{cell.rows('kernel'):,}",
            m=f"{cell.units:,}",
            b=cell.rows("bias"),
            columns=f"{cell.columns:,}",
            gates=len(cell.gates),
            total=f"{cell.total:,}",
        )
        for cell in counted.cells[:6]
    )


def is_plain(cell):
    rows = cell.rows("kernel") + cell.units + cell.rows("bias")
    return cell.even and cell.height == rows and not cell.projected


def shown(shape):
    """A shape as Python writes it; several shapes one after the other."""
    if shape is None:
        return "?"
    if isinstance(shape, list):
        return ", ".join(map(shown, shape))
    return str(tuple(shape))


def code(text):
    return f"<code>{escape(text)}</code>"
