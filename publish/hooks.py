"""MkDocs hooks: what is peculiar to MkDocs stands here and in theme/."""

import re
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.utils import get_relative_url

from calculator.drawing import draw
from calculator.page import calculator
from calculator.program_page import page as program
from figures import drawn
from gatecount import count
from publish import accessible, assets, notebooks
from publish.examples import examples
from publish.mathematics import render

# Built into site/, both languages share one folder of assets beside them; a
# single language that is being written carries its own.
shared = "../"

STYLES = ("katex/katex.min.css", "figures/gates.css", "calculator/calculator.css")
SCRIPTS = ("figures/gates.mjs", "calculator/calculator.mjs")

CITATION = Path("CITATION.cff").read_text(encoding="utf-8")
VERSION = re.search(r"^version: (.+)$", CITATION, re.M)[1]

# <div data-place="weights" data-code="LSTM(10)" data-input-shape="13,5"></div>
PLACE = re.compile(r'<div data-place="(\w+)"([^>]*)></div>')
ATTRIBUTE = re.compile(r'data-([\w-]+)="([^"]*)"')
FIGURES = {
    "sample": lambda counted, shape: drawn.sample(*shape),
    "product": lambda counted, shape: drawn.product(counted.cells[0]),
    "weights": lambda counted, shape: draw(counted)[0],
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
    return PLACE.sub(lambda match: place(language, page, *match.groups()), html)


def place(language, page, kind, attributes):
    """What stands where a page says `data-place`."""
    given = dict(ATTRIBUTE.findall(attributes))
    if kind == "calculator":
        return calculator(language, given["kind"], assets.python_bytes())
    if kind == "program":
        home = get_relative_url(".", page.url)
        own = f"{home}/{shared}assets/calculator/program"
        return (
            f'<link rel="stylesheet" href="{own}.css">'
            f"{program(language, examples(), assets.python_bytes())}"
            f'<script type="module" src="{own}.mjs"></script>'
        )
    shape = tuple(map(int, given["input-shape"].split(",")))
    return FIGURES[kind](count(given["code"], input_shape=shape), shape)


def on_post_page(output, page, config):
    # Search has read the page by now, so a formula is not in its index thrice.
    return accessible.mend(render(output), search=config.extra["search"])


def on_post_template(output, template_name, config):
    if template_name == "404.html":
        output = accessible.mend(output, search=config.extra["search"])
    return output


def on_post_build(config):
    if not shared:
        assets.copy(Path(config.site_dir) / "assets")
    notebooks.publish(config)
