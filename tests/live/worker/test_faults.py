"""Ten faults, none silent: the static answer stays, and a sentence says why.

Where a new try may help, there is a button for it; what an address carries is
never run.
"""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from live.form.controls import FIELDS
from live.shared.words import say
from tests.browser import FLAGS, find
from tests.visiting import PATIENCE, case, go, in_turn

WASM = "**/*.wasm"
ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
NO_WORKER = "delete globalThis.Worker"
FAILED = (
    "Python did not start, so the answer shown is the one from when the "
    "page was built. Check the connection."
)
SLOW = "Nothing has come for a while: the connection is slow or cut."
SWITCH_ON = (
    "To change the numbers, switch on JavaScript: Python then runs in your browser."
)


@pytest.fixture(scope="module")
def chromium(launch):
    """With windows: only it lives on when Python's memory is rubbish."""
    browser = launch(whole=True)
    yield browser
    browser.close()


def calculator(language):
    return f"/{language}/calculator/"


def first_answer(tab):
    """The answer that was computed when the page was built."""
    expect(tab.locator("[data-calculator] [data-total]")).to_have_attribute(
        "data-total", "640"
    )


def works(tab):
    """Python runs, and a change is answered."""
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    tab.fill("[data-calculator] [name=units]", "11")
    expect(tab.locator("[data-calculator] [data-total]")).to_have_attribute(
        "data-total", "748"
    )


def says(tab, language, state, sentence):
    """The live part says this sentence, visibly, in the reader's language."""
    shown = tab.locator(f'[data-calculator] [data-when="{state}"]')
    expect(shown).to_be_visible()
    expect(shown).to_contain_text(say(language, sentence))


def failed(tab, language):
    tab.wait_for_selector('[data-calculator][data-state="failed"]')
    first_answer(tab)
    says(tab, language, "failed", FAILED)


# --- 1: no JavaScript -------------------------------------------


def test_no_javascript(visit, language):
    tab = visit(calculator(language), java_script_enabled=False)
    first_answer(tab)
    assert say(language, SWITCH_ON) in tab.locator("body").inner_text()


# --- 2 to 5: Python's program is blocked, something else, cut, absent


def half(route):
    """The first half of the file, as when a proxy breaks off."""
    response = route.fetch()
    body = response.body()
    route.fulfill(
        status=200, content_type="application/wasm", body=body[: len(body) // 2]
    )


WRONG = {
    "blocked": lambda route: route.abort(),
    "answered with HTML": lambda route: route.fulfill(
        content_type="text/html", body="<!doctype html><title>Log in</title>"
    ),
    "cut half way": half,
    "absent": lambda route: route.fulfill(status=404, body="no such file"),
}


@in_turn("fault", zip(WRONG))
def test_program_that_does_not_come(visit, language, fault):
    tab = visit(
        calculator(language),
        expect_errors=True,
        before=lambda tab: tab.route(WASM, WRONG[fault]),
    )
    failed(tab, language)
    tab.unroute(WASM)
    tab.click("[data-calculator] .gc-retry:visible")
    works(tab)


# --- 6: no Worker -----------------------------------------------


def test_no_worker(visit, language):
    tab = visit(calculator(language), before=lambda tab: tab.add_init_script(NO_WORKER))
    failed(tab, language)
    expect(tab.locator("[data-calculator] .gc-retry:visible")).to_have_count(1)


def test_no_worker_for_a_program(visit, language):
    """The editor is there; pressing run says that Python did not come."""
    tab = visit(
        f"/{language}/program/", before=lambda tab: tab.add_init_script(NO_WORKER)
    )
    tab.wait_for_selector('[data-program][data-state="failed"]')
    expect(tab.locator('[data-program] [data-when="failed"]')).to_be_visible()


# --- 7: storage denied ------------------------------------------


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory):
    """A Chromium that is told to keep nothing for any site."""
    profile = tmp_path_factory.mktemp("profile")
    denied = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default").mkdir()
    (profile / "Default/Preferences").write_text(json.dumps(denied))
    return profile


def test_storage_denied(chromium, forgetful, host):
    """Calculator, program and search work; only nothing is remembered."""
    context = chromium.browser_type.launch_persistent_context(
        forgetful, executable_path=find(whole=True), args=FLAGS
    )
    context.set_default_timeout(PATIENCE)
    tab, errors = context.new_page(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(host + calculator("zh"))
    assert tab.evaluate("localStorage.isOurs")  # the browser's own is shut
    first_answer(tab)
    works(tab)
    tab.click(".md-search__input")
    tab.keyboard.insert_text("遗忘门")
    tab.keyboard.press("Shift")
    expect(tab.locator(".md-search-result__item").first).to_be_visible()
    tab.goto(f"{host}/en/program/")
    tab.wait_for_selector('[data-program][data-state="ready"]')
    tab.click("[data-program] [name=run]")
    expect(tab.locator("[data-program] [data-total]").first).to_be_visible()
    context.close()
    assert not errors


# --- 8: markup in the address: no dialog may open, see visiting.py


NAMES = [each.name for each in FIELDS]


def harmless(tab):
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    expect(tab.locator('[data-stale="pending"]')).to_have_count(0)
    expect(tab.locator("[src=x], [onerror]")).to_have_count(0)


def test_markup_in_every_query_parameter(visit):
    """What is refused is said in a sentence, and stands there as text."""
    names = [*NAMES, "q", "h", "no_such_name"]
    every = "&".join(f"{name}={quote(ATTACK)}" for name in names)
    tab = visit(f"{calculator('zh')}?{every}")
    harmless(tab)
    for name in NAMES:
        go(tab, f"?{name}={quote(ATTACK)}")
        harmless(tab)
        if name in ("framework", "layer", "units", "input_shape", "code"):
            expect(tab.locator("[data-error]")).to_be_visible()
            expect(tab.locator("[data-error]")).to_have_text(re.compile("[一-鿿]"))


@pytest.mark.parametrize("path", ["", "calculator/", "program/", "whose-640/"])
@pytest.mark.parametrize("fragment", [ATTACK, f"program=1.{ATTACK}", "program=9.abc"])
def test_markup_in_the_fragment(visit, path, fragment):
    tab = visit(f"/en/{path}#{quote(fragment, safe='=')}")
    expect(tab.locator("article h1")).to_be_visible()
    if path == "program/" and fragment.startswith("program"):
        expect(tab.locator(".gc-note")).not_to_be_empty()
    expect(tab.locator("[src=x], [onerror]")).to_have_count(0)


# --- 9: offline, see test_offline.py; 10: a stall of 30 seconds -


@pytest.fixture
def stalled(visit, language):
    """Open the calculator: all of Python has come but its program, which is held."""
    held, came = [], []

    def hold(route):
        if held:
            return route.continue_()
        held.append(route)

    def before(tab):
        tab.clock.install()  # the page's own timers run ahead, nothing else does
        tab.route(WASM, hold)
        tab.on("requestfinished", lambda request: came.append(request.url))

    tab = visit(calculator(language), before=before)
    tab.wait_for_selector('[data-calculator][data-state="loading"]')
    while not (held and any("python.zip" in url for url in came)):
        tab.wait_for_timeout(50)
    tab.wait_for_timeout(300)  # until the worker has told the page
    return tab, held[0]


def test_a_stall_of_thirty_seconds(stalled, language):
    """Soon the page says so and offers a new try; after all, the old one succeeds."""
    tab, request = stalled
    tab.clock.run_for(30_000)
    slow = tab.locator("[data-calculator] [data-slow]")
    expect(slow).to_be_visible()
    expect(slow).to_contain_text(say(language, SLOW))
    expect(slow.locator(".gc-retry")).to_be_visible()
    first_answer(tab)
    request.continue_()
    works(tab)
    expect(slow).to_be_hidden()


def test_a_stall_and_a_new_try(stalled):
    tab, _ = stalled
    tab.clock.run_for(30_000)
    tab.click("[data-calculator] [data-slow] .gc-retry")
    works(tab)


def test_a_stall_that_does_not_end(stalled, language):
    tab, _ = stalled
    tab.clock.run_for(61_000)
    failed(tab, language)


# --- the memory that the second start copies ----------------------------------

MEMORY = """async () => {
  const kept = await caches.open("gatecount-python");
  const [address] = await kept.keys();
  return address ? (await (await kept.match(address)).arrayBuffer()).byteLength : 0;
}"""
# None of the bytes; the first half; zeros; the right head on a wrong body.
BREAK = """async (how) => {
  const kept = await caches.open("gatecount-python");
  const [address] = await kept.keys();
  const whole = await (await kept.match(address)).arrayBuffer();
  const broken = {
    empty: new ArrayBuffer(0),
    cut: whole.slice(0, whole.byteLength / 2),
    zeros: new ArrayBuffer(whole.byteLength),
    changed: new Uint8Array(whole.slice()).fill(7, 2_000_000),
    grown: new Blob([whole, new ArrayBuffer(2 ** 20)]),
  };
  await kept.put(address, new Response(broken[how]));
}"""


def kept(tab):
    """The size of the memory, once the page has kept it."""
    for _ in range(100):
        if size := tab.evaluate(MEMORY):
            return size
        tab.wait_for_timeout(200)
    raise AssertionError("the memory was not kept")


def test_the_second_start_survives_a_broken_memory(visit):
    """It starts without it, and keeps a sound one anew."""
    tab = visit(calculator("zh"), fresh=True)
    works(tab)
    size = kept(tab)
    said = []
    tab.on("console", lambda message: said.append(message.text))
    for how in (None, "empty", "cut", "zeros", "changed"):
        with case(how):
            if how:
                tab.evaluate(BREAK, how)
            said.clear()
            tab.reload()
            works(tab)
            assert any("without its memory" in each for each in said) == bool(how)
            tab.wait_for_timeout(4_000)  # after three, the memory is kept
            assert kept(tab) == size


def test_the_second_start_copies_a_memory_that_has_grown(visit):
    """An answer may take more than Python begins with: its heap grows by pages."""
    tab = visit(calculator("zh"), fresh=True)
    works(tab)
    size = kept(tab)
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.evaluate(BREAK, "grown")
    tab.reload()
    works(tab)
    assert not [each for each in said if "without its memory" in each]
    assert kept(tab) == size + 2**20


def storage(tab, command, **options):
    tab.context.new_cdp_session(tab).send(f"Storage.{command}", options)


def test_a_full_disk(visit, host):
    """Nothing can be kept, and it is said in the console only."""
    tab, said = visit(calculator("zh"), fresh=True), []
    tab.on("console", lambda message: said.append(message.text))
    storage(tab, "overrideQuotaForOrigin", origin=host, quotaSize=2**20)
    works(tab)
    tab.wait_for_timeout(6_000)
    assert any("memory was not kept" in each for each in said)
    assert not tab.evaluate(MEMORY)
    tab.reload()
    works(tab)


def test_a_browser_that_forgets(visit, host):
    """What was kept is gone between two visits, and while a page is open."""
    tab = visit(calculator("zh"), fresh=True)
    works(tab)
    kept(tab)
    storage(tab, "clearDataForOrigin", origin=host, storageTypes="all")
    assert not tab.evaluate(MEMORY)
    tab.fill("[data-calculator] [name=units]", "12")
    total = tab.locator("[data-calculator] [data-total]")
    expect(total).to_have_attribute("data-total", "864")
    tab.reload()
    works(tab)
    assert kept(tab)


def test_a_second_tab(visit):
    """Two start at once and keep their memory; a third begins with it, and closes."""
    tab = visit(calculator("zh"), fresh=True)
    tabs = [tab, tab.context.new_page()]
    tabs[1].goto(tab.url)
    for each in tabs:
        works(each)
    size = kept(tab)
    tab.wait_for_timeout(4_000)  # the second one keeps its own
    assert kept(tab) == size
    said, third = [], tab.context.new_page()
    third.on("console", lambda message: said.append(message.text))
    third.goto(tab.url)
    works(third)
    third.close()
    assert not [each for each in said if "without its memory" in each]
    for number, each in enumerate(tabs):
        each.fill("[data-calculator] [name=units]", str(12 + number))
        total = each.locator("[data-calculator] [data-total]")
        expect(total).to_have_attribute("data-total", ("864", "988")[number])
