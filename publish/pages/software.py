"""What others made and this site is made with, with its licence: read off packages."""

import json
from importlib.metadata import metadata

from live.shared.markup import join, tag
from live.shared.words import html
from publish import ROOT

NPM = ROOT / "node_modules"
# What of Python's packages reaches a reader's browser: the theme.
PYTHON = ("mkdocs-material", "mkdocs", "pymdown-extensions")


def npm():
    wanted = json.loads((NPM.parent / "package.json").read_text(encoding="utf-8"))
    for name in wanted["dependencies"]:
        text = (NPM / name / "package.json").read_text(encoding="utf-8")
        package = json.loads(text)
        yield name, package["version"], package["license"]


def python():
    for name in PYTHON:
        package = metadata(name)
        said = package["License-Expression"] or package["License"]
        classes = [
            each.rpartition(":: ")[2]
            for each in package.get_all("Classifier", [])
            if each.startswith("License ::")
        ]
        yield name, package["Version"], said or ", ".join(classes)


def software(language):
    heads = (
        html(language, "Software"),
        html(language, "Version"),
        html(language, "Licence"),
    )
    cell = tag("<td>{}</td>")
    return tag(
        '<div class="gc-scroll" tabindex="0" role="group" data-evidence '
        'aria-label="{}"><table class="gc-table">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    )(
        heads[0],
        join(map(tag('<th scope="col">{}</th>'), heads)),
        join(tag("<tr>{}</tr>")(join(map(cell, row))) for row in (*npm(), *python())),
    )
