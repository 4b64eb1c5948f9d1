"""What the page shows of a count, as HTML: the number, why, and what unfolds."""

from ..count.derivation import derive, label, number, window
from ..count.picture import picture
from ..count.tensors import tensors
from ..count.work import facts
from ..shared.markup import code, formula, join, math, shown, tag
from ..shared.versions import titled
from ..shared.words import html
from . import other_frameworks as elsewhere
from .copies import copies


def result(reading, counted, language, compact, site=None):
    why = derive(counted)
    blocks = [headline(reading, counted, language), derivation(why, language)]
    if not compact:
        blocks += [
            copies(reading, counted, why, language, site),
            unfolding("picture", "Picture", picture(counted, language), language, True),
            unfolding(
                "tensors",
                "Stored tensors and the order of their gates",
                tensors(counted, language),
                language,
            ),
            unfolding(
                "work", "Memory and work", facts(reading, counted, language), language
            ),
            unfolding(
                "elsewhere",
                "The same layer in every framework that can say it, with programs",
                elsewhere.place(reading),
                language,
            ),
        ]
    return join(blocks)


def unfolding(name, title, inside, language, opened=False):
    """A part that the reader opens; the script keeps it open by its name."""
    if not inside:
        return ""
    return tag(
        '<details class="gc-more" data-part="{}"{}><summary>{}</summary>{}</details>'
    )(name, " open" * opened, html(language, title), inside)


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
        total=tag('<strong data-total="{0}" style="--length:{1}">{0:,}</strong>')(
            counted.total, len(f"{counted.total:,}")
        ),
    )
    said = tag(
        '<p class="gc-code">{}</p><p class="gc-total">{} '
        '<span class="gc-version">{}</span></p>'
    )(spoken, total, titled(reading.framework))
    if counted.output_shape is not None:
        output = html(
            language, "Output shape {shape}", shape=code(shown(counted.output_shape))
        )
        said += tag('<p class="gc-output">{}</p>')(output)
    return said


def derivation(parts, language):
    """Why: one block for each kind of cell, each with its legend."""
    if not parts:
        none = html(language, "This layer stores no parameters.")
        return tag('<div class="gc-derivation"><p>{}</p></div>')(none)
    blocks, group = [], tag('<p class="gc-group">{}</p>')
    for part in parts:
        if len(parts) > 1 and part.cells:
            blocks.append(group(code(label(part.cells))))
        elif len(parts) > 1:
            last = part is parts[-1]
            blocks.append(group(html(language, "Total" if last else "Other tensors")))
        blocks.append(formula(part.tex))
        if part.cells:
            said = legend(part.cells[0], language)
            blocks.append(tag('<p class="gc-legend">{}</p>')(said))
    return tag('<div class="gc-derivation">{}</div>')(join(blocks))


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
        # PyTorch's name of the candidate is also that of the features.
        template = (
            "gates {gates} (here the last is the candidate, not the features)"
            if "n" in cell.gates
            else "gates {gates}"
        )
        said.append(html(language, template, gates=math(symbols)))
    return html(language, ", ").join(said)


def equal(symbol, value):
    return math(f"{symbol} = {number(value)}")
