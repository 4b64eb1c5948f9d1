"""A browser on the built site, for every test that needs one."""

import threading
from contextlib import contextmanager
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from publish.serve import server
from tests.browser import FLAGS, find
from tests.pages import LANGUAGES, SITE, pages, texts

PATIENCE = 30_000  # ms; Python starts in seconds, on a busy machine in more

expect.set_options(timeout=PATIENCE)


@contextmanager
def serving(folder):
    with server(folder, 0) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.fixture(scope="session")
def host():
    with serving(SITE) as address:
        yield address


@contextmanager
def case(name):
    """Of several cases on one page: which it was that failed."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"in the case {name}")
        raise


# Where words take room, or are looked at, though the test asks for no language.
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def in_turn(names, cases, **options):
    """Each case in one language: for what differs by numbers, not by words."""
    languages = cycle(LANGUAGES)
    turned = [(*each, next(languages)) for each in cases]
    return pytest.mark.parametrize(f"{names}, language", turned, **options)


@pytest.fixture(scope="session")
def launch():
    """Starts a Chromium, which a module may have for itself, and ends it with all."""
    with sync_playwright() as playwright:

        def started(*flags, whole=False):
            return playwright.chromium.launch(
                executable_path=find(whole), args=[*FLAGS, *flags]
            )

        yield started


@pytest.fixture(scope="session")
def chromium(launch):
    # Python is compiled at once and once: it starts twice as fast, and runs well.
    # One process has all pages of the site: to begin another costs a fifth of a page.
    return launch("--js-flags=--liftoff-only", "--process-per-site")


# What a tab is told to be before each visit; other options make another context.
USUAL = {"color_scheme": "light", "reduced_motion": "no-preference"}
USUAL |= {"forced_colors": "none"}
DESK = {"width": 1280, "height": 900}


FREE = {}


class Window:
    """A context with a tab, what was seen in it, and whether others may have it."""

    def __init__(self, chromium, viewport, told, **options):
        # What a service worker fetches, no test can hold or cut: see test_offline.py.
        options = {"service_workers": "block"} | options | told
        self.scripts = options.get("java_script_enabled", True)
        self.context = chromium.new_context(viewport=viewport, **options)
        self.context.set_default_timeout(PATIENCE)
        self.tab = self.context.new_page()
        self.errors, self.hosts = [], set()
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("dialog", self._refuse)
        self.tab.on(
            "request", lambda request: self.hosts.add(urlsplit(request.url).netloc)
        )

    def _hear(self, message):
        url = message.location.get("url", "")
        # A Chromium with windows asks for it beside a picture, which names no icon.
        if message.type == "error" and not url.endswith("/favicon.ico"):
            self.errors.append(f"{message.text} {url}")

    def _refuse(self, dialog):
        self.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def leave(self, host):
        """As a new one, but for the files it has, and Python's memory among them.

        Returns the errors and the hosts that were seen.
        """
        for other in self.context.pages[1:]:
            other.close()
        self.tab.unroute_all()
        self.context.unroute_all()
        self.tab.mouse.move(-1, -1)
        self.tab.goto("about:blank")
        errors, hosts = [*self.errors], {*self.hosts}
        self.tab.goto(f"{host}/zh/images/favicon.svg")  # where no script keeps anything
        if self.scripts:
            self.tab.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.context.clear_cookies()
        self.errors, self.hosts = [], set()
        return errors, hosts


@contextmanager
def visiting(chromium, host, free):
    """Opens addresses; at the end, no error and no other host may have been seen.

    A page costs half where files are already there: so a context that was left is
    used again, by the same options, of those that are `free`. Who gives it what
    cannot be taken back (`before`, `expect_errors`), or looks at what happens
    while files come (`fresh`), has one alone.
    """
    opened, expected = [], []

    def open_page(address, expect_errors=False, before=None, fresh=False, **options):
        viewport = options.pop("viewport", DESK)
        told = {name: options.pop(name, text) for name, text in USUAL.items()}
        alone = expect_errors or before or fresh
        key = repr(sorted(options.items()))
        rest = None if alone else free.setdefault(key, [])
        window = rest.pop() if rest else Window(chromium, viewport, told, **options)
        opened.append((window, rest))
        window.tab.set_viewport_size(viewport)
        window.tab.emulate_media(**told, media="null")
        expected.append(expect_errors)
        if before:
            before(window.tab)
        window.tab.goto(address if "://" in address else host + address)
        return window.tab

    yield open_page
    errors, hosts = [], set()
    for window, rest in opened:
        if rest is None:
            window.context.close()
            seen = window.errors, window.hosts
        else:
            seen = window.leave(host)
            rest.append(window)
        errors += seen[0]
        hosts |= seen[1]
    assert hosts - {""} <= {urlsplit(host).netloc}, hosts
    assert any(expected) or not errors, errors


@pytest.fixture(scope="module")
def free(chromium):
    """The contexts of a browser that nobody uses just now."""
    return FREE.setdefault(chromium, {})


DRAWN = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""


def drawn(tab):
    """When what was done has been drawn, and the observers of that have told."""
    tab.evaluate(DRAWN)


GO = """address => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""


def go(tab, address):
    """As by Back or Forward: the page stands, and answers what its address says."""
    tab.evaluate(GO, address)


class Waiting:
    """Python's program is held, so that what stands before it comes can be seen."""

    def __init__(self, visit, address, **options):
        self.held = []
        self.tab = visit(
            address, before=lambda tab: tab.route("**/*.wasm", self._hold), **options
        )

    def _hold(self, route):
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)

    def release(self):
        held, self.held = self.held, None
        for route in held:
            route.continue_()


@pytest.fixture
def visit(chromium, host, free):
    with visiting(chromium, host, free) as open_page:
        yield open_page


@pytest.fixture(scope="module", params=pages(), ids=str)
def shown(request, chromium, host, free):
    """A page and a tab with it, for all tests of a module: each sets what it needs.

    It begins narrow: a script mends nothing on a wide screen first.
    """
    with visiting(chromium, host, free) as open_page:
        narrow = {"width": 320, "height": 800}
        yield request.param, open_page(request.param.address, viewport=narrow)


# Where the slides have nothing to look at.
every_text = pytest.mark.parametrize("shown", texts(), indirect=True, ids=str)
