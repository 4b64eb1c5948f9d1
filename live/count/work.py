"""Trained or not, bytes, multiply-accumulates, and who was asked, as HTML."""

from ..shared.markup import code, join, tag
from ..shared.versions import titled
from ..shared.words import html

DTYPES = ("float32", "float16", "float64")


def facts(reading, counted, language):
    """Trained or not, bytes, multiply-accumulates, and who was asked."""
    rows = [
        (
            "Trainable",
            html(
                language,
                "{trainable}; not trainable: {fixed}",
                trainable=f"{counted.trainable:,}",
                fixed=f"{counted.non_trainable:,}",
            ),
        ),
        (
            "Bytes",
            html(language, ", ").join(
                tag("{:,} ({})")(counted.bytes(dtype), code(dtype)) for dtype in DTYPES
            ),
        ),
        ("Multiply-accumulates", work(counted, language)),
        ("Checked with", titled(reading.framework)),
    ]
    row = tag("<dt>{}</dt><dd>{}</dd>")
    listed = join(row(html(language, term), said) for term, said in rows)
    return tag('<dl class="gc-facts">{}</dl>')(listed)


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
