"""The figure that builds the 640 as HTML: a still and its caption for each stop."""

import re

from figures.live import one_gate, ten_stops
from figures.live.frame import buttons, counter, figure
from live.shared.words import html, say

TITLE = "Build the 640"
# An equation stays on one line.
WHOLE = re.compile(r"[\d,]+( [×+] [\d,]*\d)+( = [\d,]*\d)?")
CAPTIONS = (
    "At each of the {T} time steps the layer reads {n} numbers, x. Here is step "
    "{step}, with the actual numbers from the chapter “From scratch”.",
    "From the step before, it remembers {m} numbers, h. Laid end to end: "
    "{m} + {n} = {rows}.",
    "Now {m} numbers must come out, one for each unit. A matrix of {rows} rows does "
    "it; how many columns must it have? {rows} × {m}.",
    "One column makes one number: {rows} products, their sum, a bias, and σ. Its "
    "parameters: {rows} + 1 = {one}.",
    "{m} columns make the {m} numbers of the forget gate f: {one} × {m} = {gate}.",
    "The input gate i has the same form and weights of its own: 2 × {gate} = {two}.",
    "So has the candidate c: 3 × {gate} = {three}.",
    "And the output gate o: 4 × {gate} = {total}. That is all there is to learn.",
    "{T} steps go through the same {total} squares, each leaves {m} numbers. "
    "Only the work grows: {T} × {step_macs} = {macs} multiplications. The last number, "
    "{last}, is the one that Keras gives.",
    "Keras keeps the same squares as three tensors: kernel {n} × {wide} = {kernel}, "
    "recurrent_kernel {m} × {wide} = {recurrent}, bias 1 × {wide} = {wide}. "
    "Together {kernel} + {recurrent} + {wide} = {total}.",
)


def values():
    one, gate = ten_stops.ONE, ten_stops.ONE * ten_stops.M
    return {
        "T": ten_stops.T,
        "n": ten_stops.N,
        "m": ten_stops.M,
        "step": one_gate.STEP,
        "rows": ten_stops.ROWS,
        "one": one,
        "gate": gate,
        "two": 2 * gate,
        "three": 3 * gate,
        "total": ten_stops.LAYER.total,
        "step_macs": ten_stops.LAYER.macs // ten_stops.T,
        "macs": ten_stops.LAYER.macs,
        "last": ten_stops.last_number(),
        "wide": 4 * ten_stops.M,
        "kernel": 4 * ten_stops.M * ten_stops.N,
        "recurrent": 4 * ten_stops.M * ten_stops.M,
    }


def place(language, root, scrolled=""):
    """The whole figure; without scripts, all stills one after the other.

    `scrolled`: a page is long enough for it to stay in view while one scrolls.
    """
    stills = "".join(
        still(language, stop, drawing, counted, work)
        for stop, (drawing, (_, counted, work)) in enumerate(
            zip(ten_stops.stills(), ten_stops.STOPS, strict=True)
        )
    )
    bar = counter(language, "{number} parameters", "counted", 0) + counter(
        language, "{number} multiplications", "work", 0
    )
    inside = (
        f'<div class="lv-bar">{bar}</div>{buttons(language, len(ten_stops.STOPS))}'
        f'<div class="lv-stills" aria-live="polite">{stills}</div>'
    )
    whole = figure("build", language, TITLE, inside, ' data-stop="0"')
    track = f'<div class="lv-track" style="--stops:{len(ten_stops.STOPS)}">'
    return f"{track}{whole}</div>" if scrolled else whole


def unbroken(equation):
    return equation[0].replace(" ", "\N{NO-BREAK SPACE}")


def still(language, stop, drawing, counted, work):
    words = say(language, CAPTIONS[stop], **values())
    return (
        f'<figure class="fig" id="build-{stop}" data-counts="{counted}" '
        f'data-works="{work}" aria-label="{words}"{" data-on" * (not stop)}>{drawing}'
        f"{drag(language) if stop == ten_stops.DRAGGED else ''}"
        f"<figcaption>{WHOLE.sub(unbroken, words)}</figcaption></figure>"
    )


def drag(language):
    return (
        f'<label class="lv-drag">{html(language, "Columns")} '
        f'<input type="range" name="columns" min="1" max="{ten_stops.WIDEST}" '
        f'value="{ten_stops.M}"></label>'
    )
