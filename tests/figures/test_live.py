"""Figures that a reader moves: true numbers, every stop in sight, by hand and key."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from figures.live import biases, both, conventions, guess, names, ten_stops, walk
from live.shared.words import say
from tests.pages import LANGUAGES
from tests.visiting import drawn

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# The address of what lies on top in the middle of an element.
ON_TOP = """(each) => {
  const box = each.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return each === top || each.contains(top);
}"""


# What of a drawing is cut off, by more than a pixel.
OUTSIDE = """(svg) => {
  const { left, top, right, bottom } = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("rect, text")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.left < left - 1 || box.top < top - 1 || box.right > right + 1
      || box.bottom > bottom + 1;
  }).map((each) => each.outerHTML);
}"""


# How much of its colour an element keeps, with all that it stands in.
FAINT = """(each) => {
  let left = 1;
  for (; each; each = each.parentElement) left *= getComputedStyle(each).opacity;
  return String(left);
}"""


def test_the_weights_are_those_of_the_program():
    """What walk.json holds is what From scratch computes today."""
    for name, array in walk.run().items():
        kept = walk.read()[name]
        assert abs(array - kept).max() < 1e-6, name


def test_the_last_number_is_that_of_keras():
    ours, expected = walk.states()[1:], walk.read()["expected"]
    for h, wanted in zip(ours, expected, strict=True):
        assert h == pytest.approx(wanted, abs=1e-6)
    shown = float(ten_stops.last_number().replace("−", "-"))
    assert abs(shown - expected[-1][-1]) < 1e-6
    assert ten_stops.last_number() in ten_stops.stills()[8]


def test_the_counter_is_the_engine_s():
    counted = [counted for _, counted, _ in ten_stops.STOPS]
    assert {0, 160, 320, 480, 640} <= set(counted) and counted == sorted(counted)
    assert counted[-1] == ten_stops.LAYER.total
    assert ten_stops.STOPS[-1][2] == ten_stops.LAYER.macs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_each_stop_is_seen(visit, language, options):
    tab = visit(f"/{language}/", reduced_motion="reduce", **options)
    root = tab.locator("[data-figure=build]")
    counted = root.locator("[data-counted]")
    tops = set()
    for stop, (_, number, work) in enumerate(ten_stops.STOPS):
        dot = root.locator(f"[data-go='{stop}']")
        if options:
            assert min(dot.bounding_box()[side] for side in ("width", "height")) >= 40
        dot.click()
        expect(counted).to_have_text(str(number))
        expect(root.locator("[data-work]")).to_have_text(str(work))
        shown = root.locator("figure:visible")
        expect(shown).to_have_count(1)
        assert shown.get_attribute("id") == f"build-{stop}"
        drawing = shown.locator("svg")
        drawing.scroll_into_view_if_needed()
        assert drawing.evaluate(ON_TOP)
        high = root.evaluate("each => each.offsetHeight")
        begin = root.locator(".lv-stills").evaluate("each => each.offsetTop")
        tops.add((round(drawing.bounding_box()["height"]), high, begin))
        assert tab.url.endswith(f"#build-{stop}")
    assert len(tops) == 1  # nothing jumps
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_stop_has_an_address_and_keys(visit, a_language):
    tab = visit(f"/{a_language}/#build-3", reduced_motion="reduce")
    root = tab.locator("[data-figure=build]")
    expect(root).to_have_attribute("data-stop", "3")
    expect(root.locator("#build-3")).to_be_in_viewport()
    root.locator("[data-go='3']").focus()
    for key, stop in {"ArrowRight": 4, "ArrowLeft": 3, "End": 9, "Home": 0}.items():
        tab.keyboard.press(key)
        expect(root).to_have_attribute("data-stop", str(stop))
    tab.keyboard.press("p")
    expect(root).to_have_attribute("data-projected", "")
    box, window = root.bounding_box(), tab.viewport_size
    assert (box["width"], box["height"]) == (window["width"], window["height"])
    tab.keyboard.press("ArrowRight")
    assert root.locator("#build-1 svg").evaluate(ON_TOP)
    tab.keyboard.press("p")
    expect(root).not_to_have_attribute("data-projected", "")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_scrolling_past_goes_through_the_stops(visit, options):
    """The figure stays in view meanwhile, and the page goes on; there and back."""
    tab = visit("/en/", **options)
    root = tab.locator("[data-figure=build]")
    begin, one = root.evaluate("""(root) => {
      const track = root.parentElement, stops = root.querySelectorAll("[data-go]");
      return [track.getBoundingClientRect().top + scrollY,
        (track.offsetHeight - root.offsetHeight) / stops.length];
    }""")
    scroll = "to => scrollTo({ top: to, behavior: 'instant' })"
    tops = set()
    for stop in (*range(len(ten_stops.STOPS)), 4, 0, 3):
        tab.evaluate(scroll, begin + stop * one)
        expect(root).to_have_attribute("data-stop", str(stop))
        box = root.bounding_box()
        tops.add(round(box["y"]))
        assert box["y"] + box["height"] <= tab.viewport_size["height"]
        assert root.locator("[data-on] svg").evaluate(ON_TOP)
    assert len(tops) == 1
    # By hand from there, and on by scrolling.
    root.locator("[data-step='1']").click()
    tab.evaluate("by => scrollBy({ top: by, behavior: 'instant' })", one)
    expect(root).to_have_attribute("data-stop", "5")
    tab.evaluate(scroll, begin + (len(ten_stops.STOPS) + 4) * one)
    assert root.bounding_box()["y"] < 0


def test_nothing_is_held_for_who_wants_less_motion(visit):
    tab = visit("/en/", reduced_motion="reduce")
    root = tab.locator("[data-figure=build]")
    high = root.locator("xpath=..").bounding_box()["height"]
    assert root.bounding_box()["height"] == high
    assert root.evaluate("each => getComputedStyle(each).position") == "static"


# Whether both counters show what they have come to.
COUNTED = """(root) => [...root.querySelectorAll(".lv-count output")].every((each) =>
  each.textContent === (each.dataset.counted ?? each.dataset.work))"""
# The counter while its drawing moves, looked at in each frame.
WATCHED = """async (root) => {
  const seen = [];
  for (let frame = 0; frame < 400; frame += 1) {
    const running = root.querySelector("[data-on]").getAnimations({ subtree: true })
      .some((each) => each.playState === "running");
    seen.push([running, (COUNTED)(root)]);
    if (!running && frame) break;
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return seen;
}""".replace("COUNTED", COUNTED)


def test_a_counter_is_done_with_its_drawing(visit):
    """On a jump at once; on the next step it runs up, but no longer than that."""
    tab = visit("/en/")
    root = tab.locator("[data-figure=build]")
    for stop in (9, 0, 7, 1):
        root.locator(f"[data-go='{stop}']").evaluate("each => each.click()")
        assert root.evaluate(COUNTED), stop
    ran = False
    for stop in (4, 8):  # one counter each
        root.locator(f"[data-go='{stop - 1}']").evaluate("each => each.click()")
        root.locator("[data-step='1']").evaluate("each => each.click()")
        seen = root.evaluate(WATCHED)
        ran = ran or not seen[0][1]
        # The frame after the last movement is the latest.
        root.evaluate("() => new Promise(requestAnimationFrame)")
        expect(root.locator("[data-counted]")).to_have_text(
            str(ten_stops.STOPS[stop][1]), timeout=100
        )
    assert ran


def test_the_width_is_pulled_by_hand_and_by_key(visit):
    tab = visit("/en/#build-2", reduced_motion="reduce")
    figure = tab.locator("#build-2")
    grip = figure.locator(".grip circle")
    shape = figure.locator("[data-part=shape]")
    expect(shape).to_have_text("15 × 4")
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one = figure.locator("[data-part=matrix]").bounding_box()["width"] / 4
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 6 * one, y, steps=4)
    tab.mouse.up()
    expect(shape).to_have_text("15 × 10")
    assert "fits" in figure.locator("svg").get_attribute("class")
    figure.locator("input").focus()
    tab.keyboard.press("ArrowLeft")
    expect(shape).to_have_text("15 × 9")
    assert tab.locator("[data-figure=build]").get_attribute("data-stop") == "2"


def test_all_stands_still_without_scripts(visit, a_language):
    tab = visit(f"/{a_language}/", java_script_enabled=False)
    root = tab.locator("[data-figure=build]")
    assert root.locator("figure:visible svg").count() == len(ten_stops.STOPS)
    assert root.locator("button:visible, input:visible").count() == 0


# Which weight is this?


def test_the_names_are_places_in_the_frameworks_tensors():
    """Keras' weights, put by name into PyTorch's layer, give Keras' output."""
    torch = pytest.importorskip("torch")
    given = walk.read()
    layer = torch.nn.LSTM(5, 10)
    tensors = {name: each.data.zero_() for name, each in layer.named_parameters()}
    for part, rows in names.PARTS.items():
        for place, gate in enumerate(names.GATES):
            for row in range(rows):
                for unit in range(10):
                    found = given[part] if part == "bias" else given[part][row]
                    first = names.named("PyTorch", part, gate, row, unit).split(" + ")
                    name, index = re.fullmatch(r"(\w+)\[(.+)\]", first[0]).groups()
                    at = tuple(map(int, index.split(", ")))
                    tensors[name][at] = found[place * 10 + unit]
    with torch.no_grad():
        states, _ = layer(torch.tensor(given["sample"]))
    for h, wanted in zip(states.tolist(), given["expected"], strict=True):
        assert h == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("title", names.FRAMEWORKS)
def test_every_place_of_every_tensor_is_named_once(title):
    found = []
    for part, rows in names.PARTS.items():
        for gate in names.GATES:
            for row in range(rows):
                for unit in range(10):
                    found += names.named(title, part, gate, row, unit).split(" + ")
    wanted = [
        f"{weight.path.removeprefix('lstm_cell/')}[{', '.join(map(str, at))}]"
        for weight in names.tensors(title).weights
        for at in product(*map(range, weight.shape))
    ]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_a_weight_says_what_it_is(visit, a_language, options):
    tab = visit(f"/{a_language}/units/", reduced_motion="reduce", **options)
    root = tab.locator("[data-figure=weights]")
    squares, said = root.locator("[data-weight]"), root.locator("[data-weight-names]")
    expect(squares).to_have_count(640)
    square = squares.nth(6 * 16 + 2)  # gate i, unit 7, feature 3
    square.click()
    for name in ("kernel[2, 6]", "weight_ih_l0[6, 2]", "W[0, 6, 2]"):
        expect(said).to_contain_text(name)
    assert root.locator("[tabindex='0']").count() == 1
    square.focus()
    tab.keyboard.press("ArrowDown")
    expect(said).to_contain_text("kernel[3, 6]")
    tab.keyboard.press("ArrowRight")
    expect(said).to_contain_text("kernel[3, 7]")
    # Lit at once in the stored tensors, the formula and the program.
    for _ in range(2):
        tab.keyboard.press("ArrowDown")
    expect(said).to_contain_text("recurrent_kernel[0, 7]")
    expect(said.locator(".part.lit")).to_have_text("Ui")
    expect(said.locator("code.lit")).to_contain_text('blocks["i"]')
    for each in said.locator(".lit").all():
        each.scroll_into_view_if_needed()
        assert each.evaluate(ON_TOP)
    stored = root.locator(".found").bounding_box()
    tensor = root.locator("svg").nth(1).locator(".gate-i .hidden").bounding_box()
    assert stored["x"] > tensor["x"] and stored["width"] < tensor["width"] / 4
    assert abs(stored["y"] - tensor["y"]) < 3  # its first row
    for group in ("unit", "tensor", "gate"):
        root.locator(f"[data-group={group}]").click()
        window = root.locator("svg").first.bounding_box()
        for each in (squares.first, squares.nth(320), squares.last):
            box = each.bounding_box()
            assert box["x"] >= window["x"]
            assert box["x"] + box["width"] <= window["x"] + window["width"]
            assert box["y"] + box["height"] <= window["y"] + window["height"]


# How does each framework store them?


def test_regrouping_restyles_only_what_moves(visit):
    """On a phone the 640 squares would take longer than a frame, each time."""
    tab = visit("/en/", **PHONE)
    unit = tab.locator("[data-figure=weights] [data-group=unit]")
    unit.scroll_into_view_if_needed()
    drawn(tab)  # what came into the window is styled once, and not by the tap
    pieces = tab.locator("[data-figure=weights] .piece").count()
    session, events, ended = tab.context.new_cdp_session(tab), [], []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    session.send(
        "Tracing.start",
        {"transferMode": "ReportEvents", "categories": "devtools.timeline"},
    )
    unit.tap()
    tab.wait_for_timeout(900)  # ms; it moves for 700
    session.send("Tracing.end")
    while not ended:
        tab.wait_for_timeout(50)
    styled = [
        event["args"]["elementCount"]
        for event in events
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event["args"]
    ]
    assert pieces == 120 < max(styled) < 2 * pieces, styled


def test_conventions_count_as_the_engine_does(visit, a_language):
    tab = visit(f"/{a_language}/whose-640/", reduced_motion="reduce")
    root = tab.locator("[data-figure=conventions]")
    wanted = {"keras": 640, "torch": 680, "onnx": 680, "flax": 640, "equinox": 640}
    wanted |= {"paddle": 680, "mindspore": 680, "haiku": 640, "mlx": 640}
    for name, total in wanted.items():
        root.locator(f"[data-convention={name}]").click()
        expect(root.locator("[data-total]")).to_have_attribute("data-total", str(total))
        drawing = root.locator("figure:visible svg")
        expect(drawing).to_have_count(1)
        assert not drawing.evaluate(OUTSIDE)


def test_as_many_squares_as_the_framework_stores():
    for name, title in conventions.TITLES.items():
        sizes = re.findall(
            r'width="([\d.]+)" height="([\d.]+)"', conventions.drawing(name)
        )
        side = conventions.SIDE
        squares = sum(round(float(w) / side) * round(float(h) / side) for w, h in sizes)
        assert squares == names.tensors(title).total


# Layers and directions


def test_layers_and_directions_count_as_the_engine_does(visit, a_language):
    tab = visit(f"/{a_language}/bidirectional-and-stacked/", reduced_motion="reduce")
    root = tab.locator("[data-figure=both]")
    wanted = {"one": 640, "layers": 1480, "directions": 1280, "both": 3760}
    for name, total in wanted.items():
        assert both.total(name) == total
        root.locator(f"[data-model={name}]").click()
        expect(root.locator("[data-total]")).to_have_attribute("data-total", str(total))
        drawing = root.locator("figure:visible svg")
        expect(drawing).to_have_count(1)
        drawing.scroll_into_view_if_needed()
        assert drawing.evaluate(ON_TOP)
        sizes = drawing.locator(":is(.hidden, .feature, .bias)").evaluate_all(
            "all => all.map(({ width, height }) => [width, height].map(({ baseVal }) =>"
            " baseVal.value))"
        )
        side = both.SIDE
        assert sum(round(w / side) * round(h / side) for w, h in sizes) == total
    assert not drawing.evaluate(OUTSIDE)


# Guess first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guess_is_answered(visit, language):
    tab = visit(f"/{language}/")
    box = tab.locator("[data-guess] input")
    answer = tab.locator("[data-guess-answer]")
    accepted = {"8320": "13", "８，３２０": "13", "680": "PyTorch", "640 ": "640"}
    for number, said in accepted.items():
        box.fill(number)
        box.press("Enter")
        expect(answer).to_contain_text(said)
    box.fill("12345")
    box.press("Enter")
    expect(answer.locator("a")).to_have_attribute("href", "clinic/")
    for text in ("abc", "", "-5"):
        box.fill(text)
        box.press("Enter")
        refused = tab.locator("[data-guess] [data-refused]")
        expect(refused).to_have_text(say(language, guess.REFUSED))
        expect(refused).to_be_visible()
        expect(answer).to_be_empty()
        assert box.input_value() == text and box.evaluate("each => each.validity.valid")
    box.fill("1,000")
    box.press("Enter")
    expect(refused).to_be_hidden()
    expect(answer).not_to_be_empty()


# Two biases


def test_a_bias_moves_and_only_one_output_does(visit):
    """As Python computes it; the two candidates start from one number each."""
    tab = visit("/en/gru/")
    root = tab.locator("[data-figure=biases]")
    for moved in (0, 0.25, 0.5):
        root.locator("[name=moved]").fill(str(moved))
        for where in biases.GATES:
            wanted = f"{biases.state(moved, where):.4f}"
            expect(root.locator(f"[data-h={where}]")).to_have_text(wanted)
    starts = {where: biases.state(0, where) for where in biases.GATES}
    ends = {where: biases.state(0.5, where) for where in biases.GATES}
    same = [each for each in starts if starts[each] == pytest.approx(ends[each])]
    assert same == ["z", "before"]


def test_the_two_biases_are_those_of_pytorch():
    """Its GRU resets after the product: the second bias is multiplied by r."""
    torch = pytest.importorskip("torch")
    layer = torch.nn.GRUCell(1, 1)
    W, U, _ = zip(*(biases.WEIGHTS[gate] for gate in "rzh"), strict=True)
    for moved in (0, 0.5):
        first = [0.0, biases.MOST, biases.MOST - moved]
        with torch.no_grad():
            layer.weight_ih.copy_(torch.tensor(W).reshape(3, 1))
            layer.weight_hh.copy_(torch.tensor(U).reshape(3, 1))
            layer.bias_ih.copy_(torch.tensor(first))
            layer.bias_hh.copy_(torch.tensor([0.0, 0.0, moved]))
            h = layer(torch.tensor([[biases.X]]), torch.tensor([[biases.H]]))
        assert h.item() == pytest.approx(biases.state(moved, "after"), abs=1e-6)


def test_a_swipe_turns_the_stop(visit):
    tab = visit("/en/#build-4", reduced_motion="reduce", **PHONE)
    root = tab.locator("[data-figure=build]")
    expect(root).to_have_attribute("data-stop", "4")
    box = root.locator("figure:visible svg").bounding_box()
    y, left, right = box["y"] + 60, box["x"] + 60, box["x"] + 260
    touch = tab.context.new_cdp_session(tab)
    for begin, end, stop in ((right, left, "5"), (left, right, "4")):
        for kind, x in (
            ("touchStart", begin),
            ("touchMove", (begin + end) / 2),
            ("touchMove", end),
        ):
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": x, "y": y}]},
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(root).to_have_attribute("data-stop", stop)
