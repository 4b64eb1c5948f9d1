"""The answer that the page shows, as HTML in the page's language."""

from html import escape

from gatecount import CountError, count

from . import form
from .derivation import derive, number
from .drawing import draw
from .words import html, say


def answer(given, language, compact=False):
    """What to show for the fields `given`, a dict of texts.

    `ok` tells whether there is a count. With it come `html`, `total`, `fields`
    (as understood) and `arguments` of the layer; without it `error`, a
    sentence, and `field`, the control that it speaks of.
    """
    try:
        reading = form.read(given)
        counted = count(reading.code, form.FRAMEWORK, reading.input_shape)
    except CountError as error:
        return {
            "ok": False,
            "error": say(language, error.template, **error.values),
            "field": getattr(error, "field", field_of(error)),
        }
    return {
        "ok": True,
        "total": str(counted.total),
        "fields": reading.fields,
        "spoken": say(
            language,
            "{code} on an input of shape {shape}: {total} parameters.",
            code=reading.code,
            shape=shown(reading.input_shape),
            total=f"{counted.total:,}",
        ),
        "html": result(reading, counted, language, compact),
    }


def field_of(error):
    """The control that an error of the engine speaks of."""
    return "units" if error.template.startswith("units") else "input_shape"


def result(reading, counted, language, compact):
    parts = [headline(reading, counted, language), derivation(counted, language)]
    if not compact:
        parts += [weights(counted, language), picture(counted, language)]
    return "".join(parts)


def headline(reading, counted, language):
    spoken = html(
        language,
        "{code} on an input of shape {shape}",
        code=code(reading.code),
        shape=code(shown(reading.input_shape)),
    )
    total = html(
        language,
        "{total} parameters",
        total=f'<strong data-total="{counted.total}" '
        f'style="--length:{len(f"{counted.total:,}")}">{counted.total:,}</strong>',
    )
    output = html(
        language, "Output shape {shape}", shape=code(shown(counted.output_shape))
    )
    return (
        f'<p class="gc-code">{spoken}</p><p class="gc-total">{total}</p>'
        f'<p class="gc-output">{output}</p>'
    )


def derivation(counted, language):
    cell = counted.cells[0]
    values = {
        "n": math(f"n = {number(cell.rows('kernel'))}"),
        "m": math(f"m = {number(cell.units)}"),
    }
    if len(cell.gates) > 1:
        symbols = r",\ ".join(rf"\gate{{{name}}}{{{name}}}" for name in cell.gates)
        template = "features {n}, units {m}, gates {gates}"
        legend = html(language, template, gates=math(symbols), **values)
    else:
        legend = html(language, "features {n}, units {m}", **values)
    return (
        f'<div class="gc-derivation"><div class="arithmatex">'
        f"\\[{escape(derive(counted), quote=False)}\\]</div>"
        f'<p class="gc-legend">{legend}</p></div>'
    )


def math(tex):
    return f'<span class="arithmatex">\\({tex}\\)</span>'


def weights(counted, language):
    heads = "".join(
        f'<th scope="col"{css}>{html(language, head)}</th>'
        for head, css in (
            ("Stored tensor", ""),
            ("Shape", ""),
            ("Parameters", ' class="gc-number"'),
            ("Blocks, in order", ""),
        )
    )
    cells = "".join(cell_rows(cell, len(counted.cells) > 1) for cell in counted.cells)
    return (
        f'<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "Stored tensors")}">'
        f'<table class="gc-table"><thead><tr>{heads}'
        f"</tr></thead>{cells}<tfoot><tr>"
        f'<th scope="row" colspan="2">{html(language, "Total")}</th>'
        f'<td class="gc-number">{counted.total:,}</td><td></td></tr></tfoot>'
        "</table></div>"
    )


def cell_rows(cell, named):
    """The tensors of one cell, under its path where there are several cells."""
    heading = (
        f'<tr><th scope="rowgroup" colspan="2">{code(cell.name)}</th>'
        f'<td class="gc-number">{cell.total:,}</td><td></td></tr>'
    )
    rows = "".join(
        f"<tr><td>{code(each.name)}</td><td>{code(shown(each.shape))}</td>"
        f'<td class="gc-number">{each.size:,}</td><td>{gates(each)}</td></tr>'
        for each in cell.weights
    )
    return f"<tbody>{heading * named}{rows}</tbody>"


def gates(weight):
    return " ".join(
        f'<span class="gc-chip gate-{name}">{name}</span>' for name in weight.gates
    )


CAPTIONS = {
    "squares": "The parameters to scale: one square is one parameter.",
    "areas": "The parameters to scale: each area is proportional to their number.",
    "thickened": "The parameters to scale, but for rows too thin to be seen: they are "
    "drawn thicker.",
    "sketch": "A sketch, not to scale: otherwise the thinnest part could not be seen.",
}


def picture(counted, language):
    svg, manner = draw(counted)
    caption = CAPTIONS[manner]
    return (
        f'<figure class="gc-picture" '
        f'aria-label="{escape(describe(counted, language))}">{svg}'
        f"<figcaption>{html(language, caption)}</figcaption></figure>"
    )


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
            sentence if cell.even else uneven,
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
        for cell in counted.cells
    )


def shown(shape):
    """A shape as Python writes it; several shapes one after the other."""
    if shape is None:
        return "?"
    if isinstance(shape, list):
        return ", ".join(map(shown, shape))
    return str(tuple(shape))


def code(text):
    return f"<code>{escape(text)}</code>"
