"""How fast the site is, beside a stock start of Pyodide: `make bench` prints it.

Stock is a bare page, a module worker and the unmodified Pyodide from the same
server, compressed the same way. Both are measured in turn, so that whatever else
the machine does meets both; medians are printed.
"""

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from publish.browser.python import PYODIDE
from publish.node import NODE
from publish.site.finish import COMPRESS
from tests.browser import FLAGS, find
from tests.gates.line import Line, serving
from tests.pages import ROOT, SITE

ROUNDS = 7
# Chromium's own address bar is a page, too, and loads while ours does.
QUIET = "--disable-features=" + ",".join(
    f"WebUIOmnibox{kind}Popup" for kind in ("", "Aim", "Full")
)
TYPING = 60  # ms from one key to the next, faster than people type
SLOW = {"rate": 10e6 / 8, "delay": 0.040}  # 10 Mbit/s, 40 ms
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
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
OURS = "/zh/calculator/?units=11"
# When the answer stands in the page, in ms after the navigation began.
WATCH = """
new MutationObserver(() => {
  const shown = document.querySelector("[data-calculator] [data-total='748']");
  if (shown && !globalThis.answered) globalThis.answered = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
globalThis.shift = 0;
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
        (root / "pyodide").mkdir()
        for name in (*FILES, "pyodide-lock.json"):
            shutil.copyfile(PYODIDE / name, root / "pyodide" / name)
        command = [NODE, COMPRESS, root, ROOT / ".cache/compressed"]
        subprocess.run(command, check=True)
        yield root


def fresh(browser):
    """A context with empty caches."""
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    return context


def answered(context, address):
    """ms from navigation to the live answer; the tab is left open."""
    tab = context.new_page()
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector("[data-total='748']", state="attached")
    return tab.evaluate("answered"), tab


def start(browser, address, line):
    """(cold ms, warm ms, what passed cold, what passed warm)"""
    context = fresh(browser)
    line.sent.clear()
    cold, tab = answered(context, address)
    passed = dict(line.sent)
    if "calculator" in address:
        for _ in range(200):  # until the memory is kept
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


def compare(browser, rounds, **slow):
    """Medians of ours and stock, in turn, and what Python needed of the line."""
    ours, theirs = [], []
    with stock() as folder:
        line, other = Line(**slow), Line(**slow)
        with serving(SITE, line) as here, serving(folder, other) as there:
            for _ in range(rounds):
                ours.append(start(browser, here + OURS, line))
                theirs.append(start(browser, f"{there}/", other))
    return ours, theirs


def report(name, ours, theirs):
    for k, when in enumerate(("cold", "warm")):
        mine, stock = (median(each[k] for each in runs) for runs in (ours, theirs))
        ratios = sorted(a[k] / b[k] for a, b in zip(ours, theirs))
        print(
            f"Python ready, {name}, {when}: {mine:.0f} ms, stock {stock:.0f} ms, "
            f"ratio {mine / stock:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}, "
            f"n = {len(ours)})",
            flush=True,
        )


def weights(run):
    for k, when in ((2, "cold"), (3, "warm")):
        sent = python_only(run[k])
        print(
            f"for Python, {when}: {len(sent)} requests, "
            f"{sum(sent.values()) / 1e6:.2f} MB brotli"
        )


def keystrokes(browser):
    with serving(SITE, Line()) as here:
        context = fresh(browser)
        _, tab = answered(context, here + OURS)
        tab.wait_for_timeout(4_000)
        for pause, how in ((TYPING, f"one every {TYPING} ms"), (0, "without a pause")):
            times = sorted(tab.evaluate(TYPE, pause))
            print(
                f"keystroke to answer, {how}: median {median(times):.1f} ms, "
                f"p99 {times[int(len(times) * 0.99)]:.1f} ms (n = {len(times)})"
            )
        context.close()


def pages(browser):
    """Bytes and layout shift of article and calculator, Python not counted."""
    for path in ("/zh/", "/en/", "/zh/calculator/"):
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
        print(f"{path}: {size / 1e3:.0f} kB compressed, layout shift {shift:.3f}")


def main(rounds):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(whole=True), args=[*FLAGS, QUIET]
        )
        pages(browser)
        ours, theirs = compare(browser, rounds)
        report("loopback", ours, theirs)
        weights(ours[0])
        report("10 Mbit/s, 40 ms", *compare(browser, rounds, **SLOW))
        keystrokes(browser)
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
