"""The *Cite* box at the foot of a page, and the files that it offers."""

from live.shared.markup import join, tag
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
    link = tag('<a href="{0}">{0}</a>')(work.permalink)
    rows = join(
        entry(name, label, text, say) for name, (label, text) in work.formats.items()
    )
    return tag(
        '<footer class="gc-cite md-typeset" data-search-exclude><details>'
        "<summary>{}</summary><p>{}<br>{}<br>{}</p><dl>{}</dl>"
        '<p class="gc-hidden" role="status" data-copied="{}"></p>'
        "</details></footer>"
    )(say["cite"], stands, say["permalink"], link, rows, say["copied"])


def entry(name, label, text, say):
    file = FILES.get(name)
    fetch = tag(' <a href="{}" download>{}</a>')(file, say["file"]) if file else ""
    return tag(
        '<dt id="cite-{name}">{label}</dt><dd>'
        '<pre tabindex="0" role="group" aria-labelledby="cite-{name}">{text}</pre>'
        '<button type="button" class="gc-copy" hidden>{copy} {label}</button>'
        "{fetch}</dd>"
    )(name=name, label=label, text=text.strip(), copy=say["copy"], fetch=fetch)


def reference(work):
    """One line for the page's own text: in Chinese by GB/T 7714, in English APA."""
    line = work.gbt if work.language == "zh" else work.apa
    return tag("<blockquote><p>{}</p></blockquote>")(line)


def write(work, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in FILES.items():
        _, text = work.formats[name]
        (folder / file).write_text(text, encoding="utf-8")
