"""Notebook pages in the form of the site's other pages.

mkdocs-jupyter runs the cells and brings its own styles, scripts and boxes;
what is kept of them is the text, the highlighted code and the printed output.
"""

import re
from pathlib import Path

import jupytext
from bs4 import BeautifulSoup, Comment
from mkdocs.structure.toc import get_toc

HEADING_ID = re.compile(r"\s*\{#([\w-]+)\}")
INLINE_MATHS = re.compile(r"\$([^$]+)\$")
PERMALINK = '<a class="headerlink" href="#{id}" title="{title}">¶</a>'


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
            parts.append(block("python", piece.pre.decode_contents()))
        else:
            parts.append(block("text output", piece.pre.decode_contents()))
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
    return f'<span class="arithmatex">\\({match[1]}\\)</span>'


def block(language, code):
    return (
        f'<div class="language-{language} highlight"><pre><code>'
        f"{code.strip()}\n</code></pre></div>"
    )


def name_headings(soup, permalink_title):
    """Give every heading the id written behind it; the tokens of the contents."""
    tokens, open_tokens = [], []
    for heading in soup.find_all(re.compile("h[1-6]")):
        written = heading.get_text().removesuffix("¶")
        heading["id"] = HEADING_ID.search(written)[1]
        name = HEADING_ID.sub("", written)
        link = PERMALINK.format(id=heading["id"], title=permalink_title)
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
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        target = Path(config.site_dir) / source.relative_to(config.docs_dir)
        jupytext.write(notebook, target.with_suffix(".ipynb"))
