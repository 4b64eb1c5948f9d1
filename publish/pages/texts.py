"""Each page as Markdown beside itself, and llms.txt, which lists them.

Included programs, outputs and drawn tables stand in the text; a drawing is what its
label says, a live part the first answer that the page shows. See https://llmstxt.org
"""

import re
from pathlib import Path
from urllib.parse import urljoin

import jupytext
import yaml
from bs4 import BeautifulSoup
from markdown import Markdown

from live.conventions.conventions import FRAMEWORKS
from live.shared.versions import titled
from publish.citation import DATE, LANGUAGES, LICENSE, VERSION
from publish.mkdocs import notebooks

NAME = "index.md"
LIST = "llms.txt"
SNIPPETS = "pymdownx.snippets"
ID = re.compile(r"[ \t]*\{ ?#[\w-]+ ?\}$", re.M)
DRAWN = re.compile(r"<svg.*?</svg>|<!--.*?-->", re.S)
FIGURE = re.compile(r'<figure[^>]*aria-label="([^"]*)"[^>]*>')
TAG = re.compile(r"</?(?:figure|figcaption|aside|div|p|small|br|span|kbd)\b[^>]*>")
FENCE = re.compile(r"^( *```.*?^ *```$)", re.M | re.S)
BOX = re.compile(r'^(?:!!!|\?\?\?)\+? [\w ]+?"(.*)"$')
LINK = re.compile(r"(?<=\]\()(?!\w+:)([^)\s]*)(?=\))|(?<=<a href=\")(?!\w+:)([^\"]*)")
GATE = re.compile(r"\\gate\{\w\}\{((?:[^{}]|\{[^{}]*\})*)\}")
MUTE = """form, script, noscript, style, svg, button, template, [hidden],
    .gc-status, [role=alert]"""


def write(page, config, html, place):
    """Put the page beside itself as Markdown.

    `html` is its content, `place` what a `data-place` is replaced by, as HTML.
    """
    if notebooks.is_notebook(page):
        body = notebook(page.file.abs_src_path, html)
    else:
        settings = {SNIPPETS: config.mdx_configs[SNIPPETS]}
        whole = Markdown(extensions=[SNIPPETS], extension_configs=settings)
        lines = whole.preprocessors["snippet"].run(page.markdown.splitlines())
        body = place("\n".join(lines), said)
    text = f"---\n{head(page, config)}---\n\n{plain(body, page.canonical_url)}\n"
    target = Path(page.file.abs_dest_path).with_name(NAME)
    target.write_text(text, encoding="utf-8")


def head(page, config):
    """What the page is, and which versions its numbers were compared with."""
    language = config.theme["language"]
    fields = {
        "title": str(page.meta.get("title", page.title)),
        "description": page.meta["description"],
        "url": page.canonical_url,
        "language": LANGUAGES[language],
        "version": VERSION,
        "date": DATE,
        "license": LICENSE,
        "compared_with": list(dict.fromkeys(map(titled, FRAMEWORKS))),
    }
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)


def plain(text, address):
    """Markdown without extensions; links are whole, for it may be read anywhere."""
    parts = FENCE.split(text)
    for number in range(0, len(parts), 2):  # between the programs
        part = DRAWN.sub("", parts[number])
        part = FIGURE.sub(lambda found: f"\n[{found[1]}]\n", part)
        part = GATE.sub(r"\1", ID.sub("", TAG.sub("", part)))
        parts[number] = LINK.sub(lambda found: whole(found[0], address), part)
    return re.sub(r"\n{3,}", "\n\n", "".join(unboxed("".join(parts)))).strip()


def whole(link, address):
    """The address of what a page's source links to: a file beside it, or an address."""
    path, rest = re.match(r"([^?#]*)(.*)", link).groups()
    if path.endswith((".md", ".py")):
        # A source lies in its language's root; its page one folder deeper.
        root = re.match(r".*?/(?:zh|en)/", address)[0]
        path = f"{root}{path[:-3]}/".replace("/index/", "/")
    return urljoin(address, path + rest)


def unboxed(text):
    """The lines of a text, those of notes and answers no longer indented."""
    inside = False
    for line in text.splitlines(keepends=True):
        if box := BOX.match(line.rstrip()):
            inside = True
            yield f"**{box[1]}**\n"
        elif inside and (line.startswith("    ") or not line.strip()):
            yield line[4:] or "\n"
        else:
            inside = False
            yield line


def said(html):
    """What a drawn part says: its tables and sentences, without what only moves."""
    soup = BeautifulSoup(html, "html.parser")
    for each in soup.select(MUTE):
        each.extract()
    found = []
    for each in soup.find_all(["table", "p", "li", "figcaption"]):
        if each.find_parent("table") or not (words := line(each)):
            continue
        found.append(table(each) if each.name == "table" else words)
    return "\n\n".join(found)


def line(element):
    return " ".join(element.get_text(" ").split())


def table(element):
    rows = [
        [line(cell).replace("|", "\\|") for cell in row.find_all(["th", "td"])]
        for row in element.find_all("tr")
    ]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def notebook(path, html):
    """The cells of a notebook, each program with what it printed at this build."""
    printed = {}
    last = None
    for block in BeautifulSoup(html, "html.parser").select("div.highlight"):
        if "output" in block["class"]:
            printed.setdefault(last, []).append(block.get_text().strip())
        else:
            last = block.get_text().strip()
    parts = []
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for each in printed.get(cell.source.strip(), ()):
            parts.append(f"```text\n{each}\n```")
    return "\n\n".join(parts)


def write_list(config):
    """llms.txt of one language: its pages in the order of the menu."""
    site, lines = Path(config.site_dir), []
    for [[section, entries]] in map(dict.items, config.nav):
        lines += [f"## {section}", ""]
        for [[title, source]] in map(dict.items, entries):
            path = re.sub(r"(^index)?\.\w+$", "", source)
            address = f"{config.site_url}{path}/{NAME}".replace("//index", "/index")
            text = (site / path / NAME).read_text(encoding="utf-8")
            said = yaml.safe_load(text.split("---\n")[1])["description"]
            lines.append(f"- [{title}]({address}): {said}")
        lines.append("")
    head = f"# {config.site_name}\n\n> {config.site_description}\n\n"
    (site / LIST).write_text(head + "\n".join(lines), encoding="utf-8")


def join_lists(site, base):
    """The list of the whole site: both languages', and its data."""
    lists = [(site / each / LIST).read_text("utf-8") for each in ("en", "zh")]
    data = {
        "conventions.json": "each framework's recurrent layers: formula in n and m, "
        "value for n = 5 and m = 10",
        "cases.json": "layers with the frameworks' own weights and counts",
        "table.json": "what the comparison with the frameworks came to",
    }
    listed = "".join(
        f"- [{name}]({base}assets/evidence/{name}): {text}\n"
        for name, text in data.items()
    )
    text = f"{lists[0]}\n## Data\n\n{listed}\n{lists[1].replace('# ', '## ', 1)}"
    (site / LIST).write_text(text, encoding="utf-8")
