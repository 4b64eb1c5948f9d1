"""With the server gone: pages, search and calculator from what the browser kept."""

import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from playwright.sync_api import expect

from live.shared.words import say
from publish.pack import pack
from publish.serve import Handler, server
from publish.site import offline
from tests.pages import SITE
from tests.visiting import PATIENCE

KEPT = """async (python) => {
  if (!navigator.serviceWorker.controller) return false;
  const keys = await caches.keys();
  const name = keys.find((each) => each.startsWith("gatecount-site"));
  if (!name) return false;
  const kept = (await (await caches.open(name)).keys()).map(({ url }) => url);
  return kept.some((url) => url.includes(python ? ".wasm?" : "search/documents"));
}"""


# Only this build is kept: each address once, the page as it is now.
RENEWED = """async ([page, digest]) => {
  const names = await caches.keys();
  const name = names.find((each) => each.startsWith("gatecount-site"));
  const kept = (await (await caches.open(name)).keys()).map(({ url }) => url);
  const of = kept.filter((url) => url.startsWith(page + "?"));
  return of.length === 1 && of[0].endsWith(encodeURIComponent(digest));
}"""


class Recording(Handler):
    """Keeps what was asked, in order; Python's largest file takes its time."""

    def send_head(self):
        path = self.path.split("?")[0]
        self.server.asked.append(path)
        if path.endswith(".wasm") and self.server.slow:
            time.sleep(3)
            self.server.asked.append("Python sent")
        return super().send_head()


class Release:
    """A copy of the site with a server that can be stopped and started again."""

    def __init__(self, folder):
        self.folder, self.port, self.httpd = folder, 0, None
        shutil.copytree(SITE, folder)

    def start(self):
        self.httpd = server(self.folder, self.port)
        self.httpd.RequestHandlerClass = partial(Recording, directory=self.folder)
        self.httpd.asked, self.httpd.slow = [], False
        self.open = []
        accept = self.httpd.get_request

        def remembered():
            connection = accept()
            self.open.append(connection[0])
            return connection

        self.httpd.get_request = remembered
        self.port = self.httpd.server_address[1]
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def stop(self):
        if self.httpd:
            self.httpd.shutdown()
            self.httpd.server_close()
            for connection in self.open:  # those kept alive would still answer
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.httpd = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def release(tmp_path):
    release = Release(tmp_path / "site")
    release.start()
    yield release
    release.stop()


@pytest.fixture
def tab(chromium):
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def eventually(tab, script, argument):
    for _ in range(200):
        if tab.evaluate(script, argument):
            return
        tab.wait_for_timeout(100)
    raise AssertionError(script)


def kept(tab, python=False):
    eventually(tab, KEPT, python)


def works(tab):
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    tab.fill("[data-calculator] [name=units]", "11")
    expect(tab.locator("[data-calculator] [data-total]")).to_have_attribute(
        "data-total", "748"
    )


def test_with_the_server_gone(tab, release):
    tab.goto(f"{release.address}/zh/calculator/")
    works(tab)
    kept(tab)
    kept(tab, python=True)
    release.stop()

    tab.reload()
    works(tab)
    tab.click(".md-search__input")
    tab.keyboard.insert_text("遗忘门")
    tab.keyboard.press("Shift")
    expect(tab.locator(".md-search-result__item").first).to_be_visible()
    tab.goto(f"{release.address}/zh/gru/")  # never opened before
    expect(tab.locator("article h1")).to_be_visible()
    tab.click("a[hreflang=en]")
    expect(tab.locator("article h1")).to_contain_text("GRU")


@pytest.mark.parametrize("name", ["calculator", "program"])
def test_the_first_answer_comes_before_what_is_kept(tab, release, name):
    release.httpd.slow = True
    tab.goto(f"{release.address}/en/{name}/")
    tab.wait_for_selector('[data-state="ready"]')
    kept(tab)
    asked = release.httpd.asked
    assert asked.index("/sw.js") > asked.index("Python sent")


@pytest.mark.parametrize(
    "path, said, link, leads",
    [("/en/never/was/", "this page was not kept", "Calculator", "/en/calculator/"),
     ("/v/0.0.1/zh/gru/", "这一页也没有存下来", "常见问题", "/zh/questions/")],
)  # fmt: skip
def test_what_is_not_kept_gets_our_own_page(tab, release, path, said, link, leads):
    tab.goto(f"{release.address}/en/gru/")
    kept(tab)
    release.stop()
    tab.goto(release.address + path)
    expect(tab.locator("h1:visible")).to_contain_text(said)
    expect(tab.locator("header")).to_have_css("background-color", "rgb(22, 50, 79)")
    tab.locator("a:visible", has_text=link).click()
    tab.wait_for_url(f"**{leads}")
    expect(tab.locator("article h1")).to_be_visible()


def test_python_is_kept_only_once_used(tab, release):
    tab.goto(f"{release.address}/en/gru/")
    kept(tab)
    assert not tab.evaluate(KEPT, True)
    release.stop()
    tab.goto(f"{release.address}/en/calculator/")
    tab.wait_for_selector('[data-calculator][data-state="failed"]')
    expect(tab.locator("[data-calculator] [data-total]")).to_have_attribute(
        "data-total", "640"
    )
    release.start()
    tab.click("[data-calculator] .gc-retry:visible")
    works(tab)


def test_a_release_is_seen_at_once(tab, release):
    """The page is new while the old worker still serves; offline, it is new too."""
    address = f"{release.address}/en/gru/"
    tab.goto(address)
    kept(tab)
    tab.reload()
    page = release.folder / "en/gru/index.html"
    html = page.read_text(encoding="utf-8")
    for suffix in (".br", ".gz"):
        page.with_name(page.name + suffix).unlink()
        (release.folder / f"sw.js{suffix}").unlink()
    page.write_text(html.replace("</h1>", " (revised)</h1>", 1), encoding="utf-8")
    (release.folder / "sw.js").unlink()
    (release.folder / "sw-off.js").unlink()
    offline.write(release.folder)

    tab.goto(address)
    expect(tab.locator("article h1")).to_contain_text("(revised)")
    eventually(tab, RENEWED, [address, offline.digest(page)])
    release.stop()
    tab.goto(address)
    expect(tab.locator("article h1")).to_contain_text("(revised)")


def test_one_file_switches_it_off(tab, release):
    tab.goto(f"{release.address}/en/gru/")
    kept(tab)
    for suffix in (".br", ".gz"):
        (release.folder / f"sw.js{suffix}").unlink()
    shutil.copyfile(release.folder / "sw-off.js", release.folder / "sw.js")
    tab.goto(f"{release.address}/en/")
    for _ in range(100):
        if not tab.evaluate("caches.keys().then((keys) => keys.length)"):
            break
        tab.wait_for_timeout(100)
    assert not tab.evaluate("caches.keys().then((keys) => keys.length)")


def test_a_file_of_another_build_is_not_kept(tab, release):
    """What a cache on the way still has of an older build is refused by its hash."""
    (release.folder / "en/gru/index.html").write_text("old", encoding="utf-8")
    for suffix in (".br", ".gz"):
        (release.folder / f"en/gru/index.html{suffix}").unlink()
    tab.goto(f"{release.address}/en/cost/")
    tab.wait_for_timeout(3_000)
    assert not tab.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => !!found?.active)"
    )


# --- the zip ----------------------------------------------------------------------


@contextmanager
def any_server(folder):
    """Python's own, without our headers."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "-b", "127.0.0.1"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().split()[5]}"
        finally:
            process.terminate()


def test_the_zip_works_from_any_server(tab, tmp_path):
    pack(SITE, tmp_path / "site.zip")
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    with any_server(tmp_path / "unpacked") as address:
        tab.goto(f"{address}/en/calculator/")
        works(tab)


def test_a_button_keeps_all_beforehand(tab, release, language):
    """From a page that uses no Python: afterwards the calculator works offline."""
    tab.goto(f"{release.address}/{language}/about/")
    button = tab.locator("[data-keep]")
    said = offline.SENTENCES["kept"]
    button.click()
    expect(tab.locator("[data-keep] + [role=status]")).to_have_text(say(language, said))
    kept(tab, python=True)
    release.stop()
    tab.goto(f"{release.address}/{language}/calculator/")
    works(tab)


def test_a_button_says_when_it_could_not(tab, release):
    (release.folder / "assets/pyodide").rename(release.folder / "gone")
    tab.goto(f"{release.address}/en/about/")
    tab.locator("[data-keep]").click()
    expect(tab.locator("[data-keep] + [role=status]")).to_have_text(
        offline.SENTENCES["failed"]
    )
