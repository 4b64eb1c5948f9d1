"""The *Cite* box at the foot of a page, and the files that it offers."""

from html import escape

from live.shared.words import html
from publish.citation import DATE, VERSION

# What a reference manager imports: name of the format -> file beside the page.
FILES = {"bibtex": "cite.bib", "ris": "cite.ris"}


def box(work):
    """Folded; without a script the texts can still be read and the files fetched."""
    language = work.language
    say = {
        name: html(language, words)
        for name, words in (
            ("cite", "Cite this page"),
            ("permalink", "Address that stays with this version"),
            ("copy", "Copy"),
            ("copied", "Copied."),
            ("file", "File to import"),
        )
    }
    stands = html(
        language, "Version {version} of {date}", version=VERSION, date=DATE.isoformat()
    )
    link = f'<a href="{escape(work.permalink)}">{escape(work.permalink)}</a>'
    rows = "".join(
        entry(name, label, text, say) for name, (label, text) in work.formats.items()
    )
    return (
        '<footer class="gc-cite md-typeset" data-search-exclude><details>'
        f"<summary>{say['cite']}</summary>"
        f"<p>{stands}<br>{say['permalink']}<br>{link}</p>"
        f"<dl>{rows}</dl>"
        f'<p class="gc-hidden" role="status" data-copied="{say["copied"]}"></p>'
        "</details></footer>"
    )


def entry(name, label, text, say):
    file = FILES.get(name)
    fetch = f' <a href="{file}" download>{say["file"]}</a>' if file else ""
    return (
        f'<dt id="cite-{name}">{label}</dt><dd>'
        f'<pre tabindex="0" role="group" aria-labelledby="cite-{name}">'
        f"{escape(text.strip())}</pre>"
        f'<button type="button" class="gc-copy" hidden>{say["copy"]} '
        f"{label}</button>{fetch}</dd>"
    )


def reference(work):
    """One line for the page's own text: in Chinese by GB/T 7714, in English APA."""
    line = work.gbt if work.language == "zh" else work.apa
    return f"<blockquote><p>{escape(line)}</p></blockquote>"


def write(work, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in FILES.items():
        _, text = work.formats[name]
        (folder / file).write_text(text, encoding="utf-8")
