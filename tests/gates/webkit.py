"""The site in the engine that half of the phones have: WebKitGTK's MiniBrowser.

From the system come webkit2gtk-driver and xvfb. A display that nobody sees has no
touch, and no window narrower than 447 px.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob

from selenium import webdriver
from selenium.common.exceptions import (
    ElementNotInteractableException,
    WebDriverException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.pages import LANGUAGES, SITE
from tests.visiting import serving

PATIENCE = 90  # s
QUIET = 6  # s after an answer, in which Python's memory is kept
READY = '[data-calculator][data-state="ready"]'
KEPT = """const done = arguments[0];
caches.open("gatecount-python").then((kept) => kept.keys()).then(
  (keys) => done(keys.length), (error) => done(String(error)));"""
# The editor keeps its styles to itself.
EDITOR = """const { shadowRoot } = document.querySelector(".gc-editor");
return shadowRoot.querySelector(".cm-content");"""
# How many copies of Python's program the service worker has kept.
WITHOUT_NETWORK = """const done = arguments[0];
const all = (names) => Promise.all(names.map((name) => caches.open(name)));
caches.keys().then(all).then((kept) => Promise.all(kept.map((each) => each.keys())))
  .then((keys) => done(keys.flat().filter(({ url }) => url.includes(".wasm")).length),
    (error) => done(String(error)));"""
NARROW = "return document.documentElement.scrollWidth <= innerWidth"


class Reader:
    """What a person does, and sees."""

    def __init__(self, driver: webdriver.WebKitGTK, host: str):
        self.driver, self.host = driver, host

    def opens(self, address: str) -> None:
        self.driver.get(self.host + address)

    def sees(self, selector: str):
        wait = WebDriverWait(self.driver, PATIENCE)
        return wait.until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, selector),
            f"{selector} is not there",
        )

    def clicks(self, selector: str) -> None:
        found = self.sees(selector)
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block:'center'})", found
        )
        stands = [ElementNotInteractableException]  # a menu that still slides does not
        wait = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=stands)
        wait.until(lambda driver: found.click() or True)

    def types(self, selector: str, text: str) -> None:
        field = self.sees(selector)
        field.clear()
        field.send_keys(text)


def calculator(reader: Reader) -> None:
    for language in LANGUAGES:
        reader.opens(f"/{language}/calculator/?units=11")
        reader.sees(f'{READY} [data-total="748"]')
        reader.types("[data-calculator] [name=units]", "many")
        reader.sees("[data-calculator] [data-error]:not([hidden])")
        reader.types("[data-calculator] [name=units]", "64")
        reader.sees('[data-calculator] [data-total="17920"]')


def second_start(reader: Reader) -> None:
    """Python's memory is kept after the first visit, and answers at the second."""
    time.sleep(QUIET)
    assert reader.driver.execute_async_script(KEPT) == 1, "nothing is kept"
    reader.opens("/zh/calculator/?layer=GRU&units=64")
    reader.sees(f'{READY} [data-total="13632"]')


def figures(reader: Reader) -> None:
    reader.opens("/en/")
    for stop, counted in ((4, 160), (9, 640)):
        reader.clicks(f"[data-figure=build] [data-go='{stop}']")
        bar = f"[data-figure=build] [data-counted='{counted}']"
        reader.sees(bar)
    reader.clicks("[data-figure=weights] [data-group=unit]")
    reader.sees("[data-figure=weights][data-grouped=unit]")
    reader.types("[data-figure=grow] [name=units]", "11")
    reader.sees("[data-figure=grow] [data-total='748']")


def program(reader: Reader) -> None:
    reader.opens("/zh/program/")
    reader.sees("[data-program][data-state=ready]")
    reader.clicks("[name=run]")
    reader.sees(".gc-result [data-total='640']")


def endless(reader: Reader) -> None:
    """A program that does not end is stopped, and the page lives."""
    reader.opens("/en/program/")
    reader.sees("[data-program][data-state=ready]")
    field = reader.driver.execute_script(EDITOR)
    field.click()
    field.send_keys("while True: sum(range(10 ** 6))\n")
    reader.clicks("[name=run]")
    reader.clicks("[name=stop]")
    reader.sees("[data-program]:not([data-running]) [data-error]:not([hidden])")


def offline(reader: Reader) -> None:
    """With the server gone, the page and its Python come from what was kept."""
    with serving(SITE) as host:
        alone = Reader(reader.driver, host)
        alone.opens("/zh/calculator/")
        alone.sees(READY)
        wait = WebDriverWait(alone.driver, PATIENCE)
        wait.until(
            lambda driver: driver.execute_async_script(WITHOUT_NETWORK) == 1,
            "Python is not kept",
        )
    alone.opens("/zh/calculator/?units=11")
    alone.sees(f'{READY} [data-total="748"]')


def phone(reader: Reader) -> None:
    reader.driver.set_window_size(390, 844)
    for address in ("/zh/", "/zh/calculator/", "/zh/clinic/"):
        reader.opens(address)
        reader.sees("h1")
        assert reader.driver.execute_script(NARROW), f"{address} is too wide"
    reader.clicks(".md-header [for=__drawer]")
    reader.clicks(".md-nav--primary a[href$='gru/']")
    reader.sees("#counts")


VISITS: tuple[Callable[[Reader], None], ...] = (
    calculator,
    second_start,
    figures,
    program,
    endless,
    offline,
    phone,
)


@contextmanager
def screen() -> Iterator[str]:
    """A display that nobody sees."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1440x1000x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()


@contextmanager
def browser(display: str) -> Iterator[webdriver.WebKitGTK]:
    [found, *_] = glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    options = Options()
    options.binary_location = found
    options.add_argument("--automation")
    service = Service(shutil.which("WebKitWebDriver"), env={"DISPLAY": display})
    driver = webdriver.WebKitGTK(options=options, service=service)
    driver.set_script_timeout(PATIENCE)
    try:
        yield driver
    finally:
        driver.quit()


def findings() -> Iterator[str]:
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        yield "there is no WebKit: apt-get install webkit2gtk-driver xvfb"
        return
    with serving(SITE) as host, screen() as display, browser(display) as driver:
        driver.set_window_size(1280, 900)
        for visit in VISITS:
            try:
                visit(Reader(driver, host))
                print(f"WebKit: {visit.__name__} is right")
            except (AssertionError, WebDriverException) as problem:
                yield f"{visit.__name__}: {str(problem).splitlines()[0]}"
