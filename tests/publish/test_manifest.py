"""The site as an application: what its manifests name is there."""

import json

from PIL import Image

from publish.site import manifest
from tests.pages import LANGUAGES, SITE


def test_the_manifest_names_what_is_there(language):
    folder = SITE / language
    said = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
    assert (folder / said["start_url"] / "index.html").exists()
    scope = (folder / said["scope"]).resolve()
    assert all((scope / each).is_dir() for each in LANGUAGES)
    assert {each["purpose"] for each in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        image = Image.open(folder / icon["src"]).convert("RGBA")
        assert icon["sizes"] == f"{image.width}x{image.height}"
        corner = image.getpixel((1, 1))  # of its ground, or nothing where it is round
        assert corner[3] == (255 if icon["purpose"] == "maskable" else 0)


def test_every_page_leads_to_it(page):
    if page.is_deck:
        return
    link = page.html.find("link", rel="manifest")
    here = SITE / page.address.strip("/")
    assert (here / link["href"]).resolve() == SITE / page.language / manifest.NAME
    icon = page.html.find("link", rel="apple-touch-icon")
    assert (here / icon["href"]).resolve().is_file()
