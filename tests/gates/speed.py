"""How fast the site is: `make bench` prints each figure beside the one that is wanted.

Python's start is told beside a stock one: a bare page, a module worker and the
unmodified Pyodide from the same server, compressed the same way. Both are measured in
turn, so that whatever else the machine does meets both; medians are printed. Our own
worker is measured on such a bare page, too: what is left is the page's work; and our
page with an ordinary worker: Pyodide and our sources as they are.
"""

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from publish.browser import python
from publish.browser.python import PYODIDE
from publish.node import NODE
from publish.site.finish import COMPRESS
from tests.browser import FLAGS, find
from tests.gates.__main__ import scores
from tests.gates.line import Line, serving
from tests.pages import ROOT, SITE

ROUNDS = 7
# Chromium's own address bar is a page, too, and loads while ours does.
QUIET = "--disable-features=" + ",".join(
    f"WebUIOmnibox{kind}Popup" for kind in ("", "Aim", "Full")
)
TYPING = 60  # ms from one key to the next, faster than people type
SLOW = {"rate": 10e6 / 8, "delay": 0.040}  # 10 Mbit/s, 40 ms
PHONE = {"rate": 1.6e6 / 8, "delay": 0.150}  # and a processor four times slower
STOCK = {
    "index.html": """<!doctype html><title>stock</title>
<p data-calculator><b data-total="640"></b></p>
<script type="module">
const worker = new Worker("worker.mjs", { type: "module" });
worker.onmessage = ({ data }) => (document.querySelector("b").dataset.total = data);
</script>""",
    "worker.mjs": """import { loadPyodide } from "./pyodide/pyodide.mjs";
const pyodide = await loadPyodide();
postMessage(pyodide.runPython("4 * ((11 + 5) * 11 + 11)"));""",
}
ORDINARY = """import { loadPyodide } from "../stock/pyodide.mjs";
const come = (path) => fetch(new URL(`../${path}`, import.meta.url));
const started = (async () => {
  const [pyodide, sources, words] = await Promise.all([
    loadPyodide(),
    come("stock/sources.zip").then((file) => file.arrayBuffer()),
    come("pyodide/KEY/zh.json").then((file) => file.text()),
  ]);
  pyodide.unpackArchive(sources, "zip");
  pyodide.pyimport("live.shared.words").learn("zh", words);
  return pyodide.pyimport("live.worker.calls").call;
})();
started.then(() => postMessage({ ready: true }));
onmessage = async ({ data: { id, name, args } }) => {
  const call = await started;
  postMessage({ id, value: JSON.parse(call(name, JSON.stringify(args))) });
};"""
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
OURS = "/zh/calculator/?units=11"
BARE = """<!doctype html><html lang="zh"><title>bare</title>
<p data-calculator></p>
<script type="module">
const settings = { type: "module", name: "zh" };
const worker = new Worker("assets/calculator/worker.mjs", settings);
const given = { framework: "keras", layer: "LSTM", units: "11", input_shape: "13, 5" };
worker.postMessage({ id: 1, name: "answer", args: [given, "zh"] });
worker.onmessage = ({ data: { value } }) => {
  if (value) document.querySelector("p").innerHTML = value.html;
};
</script>"""
# When the answer stands in the page, in ms after the navigation began.
WATCH = """
new MutationObserver(() => {
  const shown = document.querySelector("[data-calculator] [data-total='748']");
  if (shown && !globalThis.answered) globalThis.answered = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
globalThis.shift = 0;
globalThis.long = [];
new PerformanceObserver((list) => long.push(...list.getEntries()))
  .observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) shift += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""
TYPE = """async (pause) => {
  const field = document.querySelector("[data-calculator] [name=units]");
  const total = () => document.querySelector("[data-calculator] [data-total]");
  const times = [];
  for (let k = 0; k < 300; k += 1) {
    const before = total();
    field.value = 20 + (k % 60);
    const begin = performance.now();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (total() === before) return;
        observer.disconnect();
        done();
      }).observe(document.body, { subtree: true, childList: true });
    });
    times.push(performance.now() - begin);
    await new Promise(requestAnimationFrame);
    if (pause) await new Promise((done) => setTimeout(done, pause));
  }
  return times;
}"""
# The reader's own n and m, typed into the entrance of the home page.
COUNT = """async () => {
  const place = document.querySelector("[data-entrance=count]");
  const begin = performance.now();
  for (const field of place.querySelectorAll("input")) {
    field.value = 7;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  while (place.querySelector("[data-total]").dataset.total !== "420") {
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begin;
}"""
KEPT = """async () => {
  const kept = await caches.open("gatecount-python");
  return (await kept.keys()).length;
}"""


@contextmanager
def stock():
    """A folder with the stock page."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in STOCK.items():
            (root / name).write_text(text, encoding="utf-8")
        published(root / "pyodide")
        compress(root)
        yield root


def published(folder):
    """Pyodide's files as its authors publish them."""
    folder.mkdir()
    for name in (*FILES, "pyodide-lock.json"):
        shutil.copyfile(PYODIDE / name, folder / name)


def compress(folder):
    command = [NODE, COMPRESS, folder, ROOT / ".cache/compressed"]
    subprocess.run(command, check=True)


@contextmanager
def ordinary():
    """Our site, whose worker starts Pyodide as other pages do."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        workers = root / "assets/calculator"
        workers.mkdir(parents=True)
        for inner in (".", "assets", "assets/calculator"):
            for each in (SITE / inner).iterdir():
                target = root / inner / each.name
                if not target.exists() and not each.name.startswith("worker.mjs"):
                    target.symlink_to(each)
        text = ORDINARY.replace("KEY", python.key())
        (workers / "worker.mjs").write_text(text, encoding="utf-8")
        published(root / "assets/stock")
        (root / "assets/stock/sources.zip").write_bytes(python.sources())
        compress(root / "assets/stock")
        yield root


@contextmanager
def bare():
    """A folder with our worker, and a page with nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "index.html").write_text(BARE, encoding="utf-8")
        (root / "assets").symlink_to(SITE / "assets")
        yield root


def fresh(browser, workers="block", **options):
    """A context with empty caches; `workers`: whether a service worker may install."""
    context = browser.new_context(service_workers=workers, **options)
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    return context


def answered(context, address):
    """ms from navigation to the live answer; the tab is left open."""
    tab = context.new_page()
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector("[data-total='748']", state="attached")
    return tab.evaluate("answered"), tab


def start(browser, address, line, keeps=True):
    """(cold ms, warm ms, what passed cold, what passed warm)"""
    context = fresh(browser)
    line.sent.clear()
    cold, tab = answered(context, address)
    passed = dict(line.sent)
    for _ in range(100 if keeps else 0):  # until the memory is kept
        if tab.evaluate(KEPT):
            break
        tab.wait_for_timeout(100)
    tab.close()
    line.sent.clear()
    warm, tab = answered(context, address)
    again = dict(line.sent)
    context.close()
    return cold, warm, passed, again


def python_only(sent):
    return {
        path: size
        for path, size in sent.items()
        if "pyodide" in path or path.endswith(("worker.mjs", "/katex.mjs"))
    }


def compare(browser, rounds, folder, path, made=stock, beside="/", **slow):
    """(runs of ours, runs of others), in turn; ours is `path` in `folder`."""
    ours, theirs = [], []
    with made() as other_folder:
        line, other = Line(**slow), Line(**slow)
        with serving(folder, line) as here, serving(other_folder, other) as there:
            for _ in range(rounds):
                ours.append(start(browser, here + path, line))
                theirs.append(start(browser, there + beside, other, keeps=False))
    return ours, theirs


def row(name, measured, wanted):
    said = f"   wanted {wanted}" if wanted else ""
    print(f"{name:66} {measured:>24}{said}", flush=True)


def ratios(name, runs, wanted, beside="stock"):
    """Rows of a start beside another, cold and warm; None is wanted of some."""
    for k, (when, most) in enumerate(zip(("cold", "warm"), wanted)):
        mine, stock = (median(each[k] for each in side) for side in runs)
        measured = f"{mine:.0f} / {stock:.0f} ms = {mine / stock:.2f}"
        row(f"{name}, {when}, beside {beside}", measured, most and f"<= {most}")


def of_python(ours):
    sent = python_only(ours[0][2])
    size = f"{sum(sent.values()) / 1e6:.2f} MB"
    row("Python in all, brotli", size, "<= 3.3 MB")


def before_ready(browser, rounds):
    """What the main thread does, and what is fetched, until Python has answered."""
    long, requests = [], []
    line = Line()
    with serving(SITE, line) as here:
        for _ in range(rounds):
            context = fresh(browser, "allow")
            line.sent.clear()
            _, tab = answered(context, here + OURS)
            requests.append(len(line.sent))
            took = "long.filter((each) => each.startTime < answered)"
            total = f"{took}.reduce((sum, each) => sum + each.duration, 0)"
            long.append(tab.evaluate(total))
            context.close()
    tasks = f"{median(long):.0f} ms"
    row("long tasks on the main thread before ready, calculator", tasks, "<= 200 ms")
    row("requests of a first visit before ready", str(median(requests)), "<= 24")


def keystrokes(browser):
    with serving(SITE, Line()) as here:
        context = fresh(browser)
        _, tab = answered(context, here + OURS)
        tab.wait_for_timeout(4_000)
        for pause, how in ((TYPING, f"one every {TYPING} ms"), (0, "without a pause")):
            times = sorted(tab.evaluate(TYPE, pause))
            measured = f"{median(times):.1f} / {times[int(len(times) * 0.99)]:.1f} ms"
            name = f"keystroke to answer, {how}, p50 / p99"
            row(name, measured, "<= 8 / <= 24 ms")
        context.close()


def pages(browser):
    """Bytes and layout shift, Python not counted."""
    for path, most in (("/zh/", 240), ("/en/", 240), ("/zh/calculator/", None)):
        line = Line()
        with serving(SITE, line) as here:
            context = fresh(browser)
            tab = context.new_page()
            tab.goto(here + path, wait_until="networkidle")
            tab.wait_for_timeout(1_000)
            python = python_only(line.sent)
            size = sum(line.sent.values()) - sum(python.values())
            shift = tab.evaluate("shift")
            context.close()
        wanted = f"{f'<= {most} kB, ' if most else ''}0"
        row(f"{path}, layout shift", f"{size / 1e3:.0f} kB, {shift:.3f}", wanted)


def phone(browser, rounds):
    """One's own n and m on the home page, when its fields can first be written in."""
    come, counted = [], []
    with serving(SITE, Line(**PHONE)) as here:
        for _ in range(rounds):
            size = {"width": 390, "height": 844}
            context = fresh(browser, viewport=size, is_mobile=True, has_touch=True)
            tab = context.new_page()
            session = context.new_cdp_session(tab)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            tab.goto(f"{here}/zh/", wait_until="commit")
            tab.wait_for_selector("[data-entrance=count] input")
            counted.append(tab.evaluate(COUNT))
            come.append(tab.evaluate("performance.now()"))
            context.close()
    row(
        "a slow phone: answer to one's own n and m",
        f"{median(counted):.0f} ms",
        "<= 1 s",
    )
    row("the same, with the page's way to the phone", f"{median(come):.0f} ms", None)


def lighthouse():
    with serving(SITE, Line()) as here:
        for path in ("/zh/", "/zh/calculator/"):
            found = median(scores(here + path)["performance"] for _ in range(3))
            row(f"Lighthouse, performance on a phone, {path}", f"{found:.0f}", ">= 97")


def main(rounds):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(whole=True), args=[*FLAGS, QUIET]
        )
        pages(browser)
        runs = compare(browser, rounds, SITE, OURS)
        ratios("calculator page", runs, (0.45, 0.33))
        of_python(runs[0])
        with bare() as folder:
            alone = compare(browser, rounds, folder, "/")
            ratios("bare page", alone, (0.36, 0.25))
        other = compare(browser, rounds, SITE, OURS, ordinary, OURS)
        ratios("calculator page", other, (None, None), "the same with stock Pyodide")
        slow = compare(browser, rounds, SITE, OURS, **SLOW)
        ratios("calculator page, 10 Mbit/s, 40 ms", slow, (0.55,))
        before_ready(browser, rounds)
        keystrokes(browser)
        phone(browser, rounds)
        browser.close()
    lighthouse()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
