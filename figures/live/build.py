"""The figure that builds the 640 as HTML: a still and its caption for each stop."""

import re

from figures.live import one_gate, ten_stops
from figures.live.frame import buttons, counter, figure
from live.shared.markup import join, tag
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
    stills = join(
        still(language, stop, drawing, counted, work)
        for stop, (drawing, (_, counted, work)) in enumerate(
            zip(ten_stops.stills(), ten_stops.STOPS, strict=True)
        )
    )
    bar = counter(language, "{number} parameters", "counted", 0) + counter(
        language, "{number} multiplications", "work", 0
    )
    inside = tag(
        '<div class="lv-bar">{}</div>{}'
        '<div class="lv-stills" aria-live="polite">{}</div>'
    )(bar, buttons(language, len(ten_stops.STOPS)), stills)
    whole = figure("build", language, TITLE, inside, tag(' data-stop="0"'))
    track = tag('<div class="lv-track" style="--stops:{}">{}</div>')
    return track(len(ten_stops.STOPS), whole) if scrolled else whole


def unbroken(equation):
    return equation[0].replace(" ", "\N{NO-BREAK SPACE}")


def still(language, stop, drawing, counted, work):
    words = say(language, CAPTIONS[stop], **values())
    inside = drawing + (drag(language) if stop == ten_stops.DRAGGED else "")
    caption = WHOLE.sub(unbroken, words)
    return tag(
        '<figure class="fig" id="build-{}" data-counts="{}" data-works="{}" '
        'aria-label="{}"{}>{}<figcaption>{}</figcaption></figure>'
    )(stop, counted, work, words, " data-on" * (not stop), inside, caption)


def drag(language):
    return tag(
        '<label class="lv-drag">{} <input type="range" name="columns" min="1" '
        'max="{}" value="{}"></label>'
    )(html(language, "Columns"), ten_stops.WIDEST, ten_stops.M)
