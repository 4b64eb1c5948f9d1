"""A layer on other pages than ours: how to cite it, and how to frame it.

`site` says where the calculator is: `calculator`, the address that stays with
this version; `embed`, the page for frames; `version`, and its `date`.
"""

from html import escape
from urllib.parse import urlencode, urlsplit

from .marks import shown
from .versions import titled
from .words import say

HEIGHT = 960  # px, where the page around a frame does not listen
LISTENER = """<script>
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== "ORIGIN" || data?.type !== "gatecount") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = `${Number(data.height)}px`;
});
</script>"""


def query(reading):
    return urlencode(reading.address, safe=",")


def citation(reading, counted, language, site):
    """A line for a list of references: GB/T 7714 in Chinese, APA in English."""
    spoken = reading.code
    if reading.input_shape is not None:
        spoken = say(
            language,
            "{code} on an input of shape {shape}",
            code=spoken,
            shape=shown(reading.input_shape),
        )
    year = site["date"][:4]  # GB/T 7714 has the day besides
    total = say(language, "{total} parameters", total=f"{counted.total:,}")
    return say(
        language,
        "The Gatecount authors. ({year}). {layer}: {total} ({framework}) "
        "[Computed result]. Gatecount (Version {version}). {address}",
        layer=spoken,
        total=total,
        framework=titled(reading.framework),
        version=site["version"],
        year=f"{year}({site['date']})" if language == "zh" else year,
        address=f"{site['calculator']}?{query(reading)}",
    )


def frame(address, language, title=None):
    """HTML that shows a page of ours in another: copying is all that it may do.

    The script gives the frame the height that its content says it has.
    """
    title = title or say(language, "Gatecount: how many parameters a layer has")
    parts = urlsplit(address)
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{HEIGHT}" loading="lazy" allow="clipboard-write" '
        'style="border: 0"></iframe>\n'
        + LISTENER.replace("ORIGIN", f"{parts.scheme}://{parts.netloc}")
    )
