"""The drawing with its caption, and what it says in words, as HTML."""

from functools import cache

from ..shared.markup import data, tag
from ..shared.words import html, say
from . import weight_names as naming
from .drawing import MOST, draw

CAPTIONS = {
    "squares": "The parameters to scale: one square is one parameter.",
    "areas": "The parameters to scale: each area is proportional to their number.",
    "thickened": "The parameters to scale, but for rows too thin to be seen: they are "
    "drawn thicker.",
    "sketch": "A sketch, not to scale: otherwise the thinnest part could not be seen.",
}
HINT = (
    "Point at the picture, tap it, or walk with the arrow keys: every weight has a "
    "name."
)
MORE = "and the same in {number} more cells"


def picture(counted, language):
    blocks = []
    drawn = draw(counted, blocks)
    if not drawn:
        return ""
    svg, manner = drawn
    said, caption = describe(counted, language), html(language, CAPTIONS[manner])
    return tag(
        '<figure class="gc-picture" {} {} aria-label="{}">{}'
        "<figcaption>{}</figcaption>"
        '<p class="gc-named" data-weight-names aria-live="polite">{}</p></figure>'
    )(told(language), data("blocks", blocks), said, svg, caption, html(language, HINT))


@cache
def told(language):
    """What the script says of any weight, as an attribute."""
    more = say(language, MORE, number="{number}")
    return data("told", naming.told(language) | {"more": more})


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
        for cell in counted.cells[:MOST]
    )


def is_plain(cell):
    rows = cell.rows("kernel") + cell.units + cell.rows("bias")
    return cell.even and cell.height == rows and not cell.projected
