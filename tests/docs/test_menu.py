"""The menu of a phone and of a tablet: its entries are seen, and taps hit them."""

import base64

import pytest

from tests.pages import texts

OPENER = ".md-header [for=__drawer]"
# Opened, and come to rest.
OPEN = """async () => {
  const drawer = document.querySelector(".md-sidebar--primary");
  await Promise.all(drawer.getAnimations().map(({ finished }) => finished));
  return drawer.contains(document.activeElement) ? "" : "the focus is not in the menu";
}"""
# Boxes of the entries in the window as it is, then faults of all, each scrolled to.
ENTRIES = """() => {
  const drawer = document.querySelector(".md-sidebar--primary");
  const reached = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, label[for], [tabindex]")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) &&
      !each.closest("[inert]") && getComputedStyle(each).pointerEvents !== "none" &&
      !each.matches(".md-overlay"));
  const box = (each) => each.getBoundingClientRect();
  const middle = (each) => {
    const { left, top, width, height } = box(each);
    return [left + width / 2, top + height / 2];
  };
  const hit = (each) => {
    const [x, y] = middle(each);
    const inside = box(each).left >= 0 && box(each).right <= innerWidth;
    return inside && each.contains(document.elementFromPoint(x, y));
  };
  const entries = reached.filter((each) => drawer.contains(each) && hit(each));
  const shown = entries.map((each) => {
    const { left, top, width, height } = box(each);
    return [left, top, width, Math.min(height, innerHeight - top)].map(Math.round);
  });
  const faults = reached.filter((each) => {
    each.scrollIntoView({ block: "center" });
    return !drawer.contains(each) || !hit(each);
  }).map((each) => `${each.textContent.trim()} ${each.className} ${middle(each)}`);
  return { shown, faults };
}"""
# The boxes of a picture in which nothing is drawn: no two pixels differ clearly.
BLANK = """async ([png, boxes]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  return boxes.filter((box) => {
    const { data } = canvas.getImageData(...box);
    let [low, high] = [765, 0];
    for (let at = 0; at < data.length; at += 4) {
      const light = data[at] + data[at + 1] + data[at + 2];
      [low, high] = [Math.min(low, light), Math.max(high, light)];
    }
    return high - low < 150;
  });
}"""


def faults(tab):
    """What is wrong with the menu that has just been opened."""
    lost = tab.evaluate(OPEN)
    png = base64.b64encode(tab.screenshot()).decode()
    seen = tab.evaluate(ENTRIES)
    blank = tab.evaluate(BLANK, [png, seen["shown"]])
    few = len(seen["shown"]) < 5 and f"only {len(seen['shown'])} entries"
    return [*filter(None, (lost, few)), *seen["faults"], *blank]


@pytest.fixture(scope="module")
def touched(chromium):
    context = chromium.new_context(has_touch=True, service_workers="block")
    context.route("**/*worker.mjs", lambda route: route.abort())  # no Python here
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", texts(), ids=str)
def test_every_entry_is_seen_and_hit(touched, host, page, tally):
    tab, found = touched, {}
    tab.goto(host + page.address)
    for width in (390, 768, 900):
        tab.set_viewport_size({"width": width, "height": 844})
        tab.locator(OPENER).tap()
        found[f"{width} by touch"] = faults(tab)
        tab.keyboard.press("Escape")
        tally["openings of the menu on phone and tablet"] += 1
    tab.locator(OPENER).press("Enter")
    found["by key"] = faults(tab)
    assert not {where: wrong for where, wrong in found.items() if wrong}


def test_the_contents_of_a_page_open_in_the_menu(visit):
    tab = visit("/en/gru/", viewport={"width": 390, "height": 844}, has_touch=True)
    tab.locator(OPENER).tap()
    contents = tab.locator(".md-nav--primary button[for=__toc]")
    assert contents.get_attribute("aria-expanded") == "false"
    contents.press("Enter")
    assert contents.get_attribute("aria-expanded") == "true"
    assert not faults(tab)
    tab.locator(".md-nav--primary a[href='#answer']").tap()
    tab.wait_for_url("**/gru/#answer")
    tab.locator("#answer").tap()  # nothing covers the page any more
