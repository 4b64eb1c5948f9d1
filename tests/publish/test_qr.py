"""QR codes on slides: what a camera reads is the address that stands beside them."""

from io import BytesIO

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import expect

from figures.live import ten_stops
from tests.docs.test_slides import ON_TOP, opened
from tests.pages import SITE, Page

# Slide: what its code opens; at the stops of *Build the 640*, that stop.
LEADS = {
    "build": "#build-{}",
    "weights": "?projector=weights",
    "grow": "time-steps/?projector=grow",
    "conventions": "whose-640/?projector=conventions",
    "stacked": "bidirectional-and-stacked/?projector=both",
    "summary": "",
}
# What else is seen on the slide and lies under the code or its address.
UNDER = """(code) => {
  const own = [...code.children].map((each) => each.getBoundingClientRect());
  const slide = code.closest("section");
  const parts = [...slide.querySelectorAll("button, input, rect, figure text")];
  const texts = document.createNodeIterator(slide, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (node.data.trim() && node.parentElement.checkVisibility()) parts.push(range);
  }
  return parts
    .filter((each) => !code.contains(each.startContainer ?? each))
    .filter((each) => [...each.getClientRects()].some((other) => own.some((box) =>
      other.right > box.left && other.left < box.right &&
      other.bottom > box.top && other.top < box.bottom)))
    .map((each) => each.outerHTML ?? String(each));
}"""


def read(picture):
    """What a reader of QR codes, not the one who wrote them, finds in a picture."""
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))
    return found.text


@pytest.mark.parametrize("slide", LEADS)
def test_a_camera_reads_the_figure_s_address(visit, host, language, slide):
    """From the whole slide as it is on the wall, at every one of its steps."""
    page = Page(language, "slides")
    home = page.html.find("link", rel="canonical")["href"].removesuffix("slides/")
    tab = opened(visit, f"{page.address}#{slide}", reduced_motion="reduce")
    code = tab.locator("section.present .qr:visible")
    hidden = tab.locator("section.present .fragment:not(.visible)")
    for stop in range(1 + hidden.count()):
        assert code.evaluate(ON_TOP) and code.evaluate(UNDER) == []
        assert read(tab.screenshot()) == home + LEADS[slide].format(stop)
        tab.keyboard.press("ArrowRight")
    tab.goto(f"{host}/{language}/{LEADS[slide].format(stop)}")
    if slide == "build":
        expect(tab.locator(f"#build-{stop} svg")).to_be_in_viewport()
    elif slide != "summary":
        kind = LEADS[slide].rpartition("=")[2]
        root = tab.locator(f"[data-figure={kind}]")
        expect(root).to_have_attribute("data-projected", "")


def test_the_address_stands_beside_the_code(language):
    html = (SITE / language / "slides/index.html").read_text(encoding="utf-8")
    codes = BeautifulSoup(html, "html.parser").select(".qr")
    assert len(codes) == len(LEADS) - 1 + len(ten_stops.STOPS)
    for each in codes:
        address = each.code.get_text()
        assert address.startswith("http") and f"/{language}/" in address
        assert address in each.select_one("[role=img]")["aria-label"]
