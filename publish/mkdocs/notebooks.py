"""Notebook pages in the form of the site's other pages.

mkdocs-jupyter runs the cells and brings its own styles, scripts and boxes;
what is kept of them is the text, the highlighted code and the printed output.
"""

import ast
import re
from pathlib import Path

import jupytext
import nbformat
from bs4 import BeautifulSoup, Comment
from mkdocs.structure.toc import get_toc
from nbformat import v4

from live.shared.markup import Html, math, tag
from live.shared.versions import PACKAGES, pinned

HEADING_ID = re.compile(r"\s*\{#([\w-]+)\}")
INLINE_MATHS = re.compile(r"\$([^$]+)\$")
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
PERMALINK = tag('<a class="headerlink" href="#{id}" title="{title}">¶</a>')


def is_notebook(page):
    return page.file.src_uri.endswith(".py")


def tidy(html, page, permalink_title):
    """The notebook's cells as plain HTML; sets the page's contents and summary."""
    soup = BeautifulSoup(html, "html.parser")
    parts = []
    for piece in soup.select(
        ".jp-MarkdownOutput, .highlight-ipynb, "
        ".jp-RenderedText[data-mime-type='text/plain']"
    ):
        if "jp-MarkdownOutput" in piece["class"]:
            parts.append(INLINE_MATHS.sub(formula, piece.decode_contents()))
        elif "highlight-ipynb" in piece["class"]:
            parts.append(block("python highlight", piece, ' data-cell=""'))
        else:
            parts.append(block("text output highlight", piece))
    soup = BeautifulSoup("".join(parts), "html.parser")
    page.toc = get_toc(name_headings(soup, permalink_title))
    page.title = soup.h1.find(string=True).strip()
    page.meta["description"] = description(soup)
    return str(soup)


def description(soup):
    """What a page of Markdown says in its front matter; here it is a comment."""
    comment = soup.find(string=lambda text: isinstance(text, Comment))
    name, said = comment.extract().split(":", 1)
    if name.strip() != "description":
        raise ValueError(f"A notebook begins with its description, not {name}")
    return said.strip()


def formula(match):
    return math(Html(match[1]))


def block(kind, piece, marks=""):
    """`marks` are attributes that others look for: see runs.CELL."""
    inside = Html(piece.pre.decode_contents().strip())
    return tag('<div class="language-{}"{}><pre><code>{}\n</code></pre></div>')(
        kind, Html(marks), inside
    )


def name_headings(soup, permalink_title):
    """Give every heading the id written behind it; the tokens of the contents."""
    tokens, open_tokens = [], []
    for heading in soup.find_all(re.compile("h[1-6]")):
        written = heading.get_text().removesuffix("¶")
        heading["id"] = HEADING_ID.search(written)[1]
        name = HEADING_ID.sub("", written)
        link = PERMALINK(id=heading["id"], title=permalink_title)
        heading.clear()
        heading.append(name)
        heading.append(BeautifulSoup(link, "html.parser"))
        level = int(heading.name[1])
        token = {"level": level, "id": heading["id"], "name": name, "children": []}
        while open_tokens and open_tokens[-1]["level"] >= level:
            open_tokens.pop()
        (open_tokens[-1]["children"] if open_tokens else tokens).append(token)
        open_tokens.append(token)
    return tokens


def publish(config):
    """Put every notebook page beside itself as a .ipynb to download."""
    for source in sorted(Path(config.docs_dir).rglob("*.py")):
        notebook = jupytext.read(source)
        for number, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{number}"
            if cell.cell_type == "markdown":
                text = HEADING_ID.sub("", cell.source)
                cell["source"] = text.replace("](../", f"]({config.site_url}")
        notebook.metadata["kernelspec"] = KERNEL
        target = Path(config.site_dir) / source.relative_to(config.docs_dir)
        jupytext.write(notebook, target.with_suffix(".ipynb"))


def of_programs(snippets, target):
    """Each program as it is and as a notebook, with what it printed and needs."""
    for source in [*snippets.glob("*.py"), *snippets.glob("recorded/*.py")]:
        program = source.read_text(encoding="utf-8")
        printed = source.with_suffix(".txt").read_text(encoding="utf-8")
        cell = v4.new_code_cell(
            program.strip(), outputs=[v4.new_output("stream", text=printed)]
        )
        cells = [v4.new_code_cell(needed) for needed in needs(program)] + [cell]
        for number, each in enumerate(cells):
            each["id"] = f"cell-{number}"
        notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        place = target / source.relative_to(snippets)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(program, encoding="utf-8")
        nbformat.write(notebook, place.with_suffix(".ipynb"))


def imported(program):
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def needs(program):
    """The line that installs what the program imports, in the versions of the tests."""
    names = {name.partition(".")[0].replace("_", "-") for name in imported(program)}
    if "keras" in names:
        names.add("tensorflow")  # which brings NumPy along, as all of them do
    packages = {PACKAGES.get(name, name) for name in names - {"numpy"}}
    pins = [f"{name}=={pinned()[name]}" for name in sorted(packages & pinned().keys())]
    if pins:
        yield f"%pip install -q {' '.join(pins)}"
