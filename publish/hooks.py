"""MkDocs hooks: what is peculiar to MkDocs stands here and in theme/."""

import re
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.utils import normalize_url

from calculator.drawing import draw
from calculator.page import calculator
from figures import drawn
from figures.layers import layers
from figures.orders import orders
from gatecount import count
from publish import accessible, assets, notebooks, python
from publish.mathematics import render

# Built into site/, both languages share one folder of assets beside them; a
# single language that is being written carries its own.
shared = "../"

STYLES = ("katex/katex.min.css", "figures/gates.css", "calculator/calculator.css")
SCRIPTS = ("figures/gates.mjs", *(f"calculator/{each}" for each in assets.SCRIPTS))

CITATION = Path("CITATION.cff").read_text(encoding="utf-8")
VERSION = re.search(r"^version: (.+)$", CITATION, re.M)[1]

# <div data-place="weights" data-code="LSTM(10)" data-input-shape="13,5"></div>
PLACE = re.compile(r'<div data-place="(\w+)"([^>]*)></div>')
ATTRIBUTE = re.compile(r'data-([\w-]+)="([^"]*)"')
FIGURES = {
    "sample": lambda counts, shape: drawn.sample(*shape),
    "product": lambda counts, shape: drawn.product(counts[0].cells[0]),
    "weights": lambda counts, shape: draw(counts[0])[0],
    "layers": lambda counts, shape: layers(shape, counts),
}


def on_startup(command, dirty):
    global shared
    shared = "" if command == "serve" else "../"


def on_config(config):
    language = config.theme["language"]
    config.site_url = f"{config.site_url.rstrip('/')}/{language}/"
    config.edit_uri_template = (
        f"{config.extra['repository']}/edit/main/docs/{language}/{{path}}"
    )
    config.copyright += f" · {VERSION}"
    config.extra_css[:0] = [f"{shared}assets/{each}" for each in STYLES]
    config.extra_javascript += [module(f"{shared}assets/{each}") for each in SCRIPTS]
    return config


def module(path):
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def on_page_content(html, page, config, files):
    language = config.theme["language"]
    if notebooks.is_notebook(page):
        html = notebooks.tidy(html, page, config.mdx_configs["toc"]["permalink_title"])
    return PLACE.sub(lambda match: place(language, *match.groups()), html)


def place(language, kind, attributes):
    """What stands where a page says `data-place`."""
    given = dict(ATTRIBUTE.findall(attributes))
    if kind == "calculator":
        return calculator(language, given["kind"], python.size())
    if kind == "orders":
        return orders()
    shape = tuple(map(int, given["input-shape"].split(",")))
    counts = list(counted_in_turn(given["code"].split(";"), shape))
    return FIGURES[kind](counts, shape)


def counted_in_turn(codes, shape):
    """The count of each layer, when each reads what the one before returns."""
    for code in codes:
        counted = count(code.strip(), input_shape=shape)
        yield counted
        shape = counted.output_shape[1:]


def on_post_page(output, page, config):
    # Search has read the page by now, so a formula is not in its index thrice.
    output = accessible.mend(render(output), search=config.extra["search"])
    return hurry(output, page) if 'data-calculator="full"' in output else output


def hurry(html, page):
    """Start Python while the rest of the page is still on its way."""
    early = normalize_url(f"{shared}assets/calculator/{assets.EARLY}", page)
    script = f'<script type="module" async src="{early}"></script>'
    return html.replace("</title>", f"</title>{script}", 1)


def on_post_template(output, template_name, config):
    if template_name == "404.html":
        output = accessible.mend(output, search=config.extra["search"])
    return output


def on_post_build(config):
    if not shared:
        assets.copy(Path(config.site_dir) / "assets")
    notebooks.publish(config)
