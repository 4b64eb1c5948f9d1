"""A layer on other pages than ours: how to cite it, and how to frame it.

`site` says where the calculator is: `calculator`, the address that stays with
this version; `embed`, the page for frames; `version`, and its `date`.
"""

import re
from urllib.parse import urlsplit

from ..shared.markup import shown, tag
from ..shared.versions import titled
from ..shared.words import say

HEIGHT = 960  # px, where the page around a frame does not listen
LISTENER = """<script>
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== "ORIGIN" || data?.type !== "gatecount") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = `${Number(data.height)}px`;
});
</script>"""


AUTHORS = "The Gatecount authors"
# What ends or changes TeX's text; and what would end a line of RIS.
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX |= {each: f"\\{each}" for each in "&%$#_"}
# Escaped by a backslash, these would still count where BibTeX looks for pairs.
TEX |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def found(reading, counted, language):
    """What was computed: LSTM(10) on an input of shape (13, 5): 640 parameters."""
    total = say(language, "{total} parameters", total=f"{counted.total:,}")
    values = {"layer": spoken(reading, language), "total": total}
    framework = titled(reading.framework)
    return say(
        language, "{layer}: {total} ({framework})", framework=framework, **values
    )


def source(reading, site):
    return f"{site['calculator']}?{reading.query}"


def bibtex(reading, counted, language, site):
    """The answer as an entry, by a key of its framework, layer and count."""
    title = "".join(TEX.get(each, each) for each in found(reading, counted, language))
    layer = reading.shown.layer.name if reading.shown.layer else "model"
    name = re.sub(r"\W+", "-", f"gatecount {reading.framework} {layer} {counted.total}")
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{title}}}",
        "year": site["date"][:4],
        "note": f"Computed result, Gatecount {site['version']}",
        "url": source(reading, site),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return f"@misc{{{name.lower().strip('-')},\n{lines}}}\n"


def ris(reading, counted, language, site):
    fields = (
        ("TY", "ELEC"),
        ("AU", AUTHORS),
        ("TI", " ".join(found(reading, counted, language).split())),
        ("T2", "Gatecount"),
        ("PY", site["date"][:4]),
        ("DA", site["date"].replace("-", "/")),
        ("ET", site["version"]),
        ("UR", source(reading, site)),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\n" for tag, value in fields)


def spoken(reading, language):
    if reading.input_shape is None:
        return reading.code
    said = "{code} on an input of shape {shape}"
    shape = shown(reading.input_shape)
    return say(language, said, code=reading.code, shape=shape)


def citation(reading, counted, language, site):
    """A line for a list of references: GB/T 7714 in Chinese, APA in English."""
    year = site["date"][:4]  # GB/T 7714 has the day besides
    total = say(language, "{total} parameters", total=f"{counted.total:,}")
    return say(
        language,
        "The Gatecount authors. ({year}). {layer}: {total} ({framework}) "
        "[Computed result]. Gatecount (Version {version}). {address}",
        layer=spoken(reading, language),
        total=total,
        framework=titled(reading.framework),
        version=site["version"],
        year=f"{year}({site['date']})" if language == "zh" else year,
        address=source(reading, site),
    )


def frame(address, language, title=None):
    """HTML that shows a page of ours in another: copying is all that it may do.

    The script gives the frame the height that its content says it has.
    """
    title = title or say(language, "Gatecount: how many parameters a layer has")
    parts = urlsplit(address)
    framed = tag(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'allow="clipboard-write" style="border: 0"></iframe>\n'
    )(address, title, HEIGHT)
    return str(framed) + LISTENER.replace("ORIGIN", f"{parts.scheme}://{parts.netloc}")
