"""What assistants and scripts read: pages as Markdown, llms.txt, all counts."""

import json
import re

import pytest
import yaml

from gatecount import count
from live.shared.versions import titled
from publish.pages import evidence, texts
from tests.pages import SITE, included


def text(page):
    return (SITE / page.address.strip("/") / texts.NAME).read_text(encoding="utf-8")


def test_each_page_is_there_as_markdown(page, tally):
    """With its programs and what they print; nothing is left to be filled in."""
    _, head, body = text(page).split("---\n", 2)
    said = yaml.safe_load(head)
    assert said["url"].endswith(page.address) and said["description"]
    assert titled("keras") in said["compared_with"]
    for reference in page.includes:
        if not reference.endswith(".svg"):
            assert included(reference).strip().splitlines()[-1].strip() in body
            tally["programs and outputs in the Markdown of a page"] += 1
    left = r"--8<--|data-place|\{ ?#[\w-]+ ?\}|<svg|\\gate|^ *(?:!!!|\?\?\?)"
    assert not re.search(left, body, re.M)
    data = json.loads(page.html.find("script", type="application/ld+json").string)
    assert data["encoding"]["contentUrl"] == f"{said['url']}{texts.NAME}"


def test_its_links_lead_somewhere(page):
    """Whole addresses, for a text may be read anywhere."""
    body = re.sub(r"```.*?```", "", text(page), flags=re.S)
    root = yaml.safe_load(text(page).split("---\n")[1])["url"]
    root = root.removesuffix(page.address) + "/"
    for link in re.findall(r"\]\(([^)\s]+)\)|<a href=\"([^\"]+)\"", body):
        address = "".join(link)
        assert address.startswith("http"), address
        if address.startswith(root):
            path = re.split("[?#]", address.removeprefix(root))[0]
            assert (SITE / path).exists(), address


def test_numbers_stand_in_the_text():
    assert re.search(
        r"\| Keras .*160.*640.*510", (SITE / "en/whose-640/index.md").read_text()
    )
    assert "**640**" in (SITE / "zh/index.md").read_text(encoding="utf-8")


def test_the_list_has_every_page(page):
    listed = (SITE / texts.LIST).read_text(encoding="utf-8")
    if page.name not in ("history", "variations"):  # these only send on
        assert f"{page.address}{texts.NAME})" in listed
    assert listed.startswith("# Gatecount\n\n> ")


@pytest.mark.parametrize(
    "row", json.loads(evidence.conventions()), ids=lambda row: row["code"]
)
def test_the_formula_is_the_engines(row):
    """And the line of code has the count that stands beside it."""
    sizes = {"n": row["n"], "m": row["m"]}
    assert eval(row["formula"], sizes) == row["parameters"]
    counted = count(row["code"], row["framework"], row["input_shape"])
    assert counted.total == row["parameters"]
