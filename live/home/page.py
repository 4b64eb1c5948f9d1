"""The three ways in, on the home page: sizes, a number, a program, as HTML.

Each is a form that leads to the page that answers, also without a script. The
script of this name writes the number of the first beside its fields: it has the
family's coefficients from here, so that no formula stands twice.
"""

import json

from gatecount.teaching.inverse import coefficients

from ..conventions.conventions import BY_NAME
from ..shared import routes
from ..shared.markup import data
from ..shared.words import html, say

N, M = 5, 10  # the layer of the article
SENTENCES = {
    "empty": "{name} is empty. Write a number, such as 10.",
    "least": "{argument} must be a whole number of at least {least}, not {value}.",
    "number": "{name}: {value} is not a number. Write digits, such as 10.",
    "long": "{name} is too long to be a size.",
    "nothing": "Nothing stands here yet. Paste a program, a line of code or what was "
    "printed.",
    "agreed": "Python says so, too",
    "differs": "Python counts {total}. Please report this: one of the two is wrong.",
}


def entrances(language: str) -> str:
    """All three; their addresses are relative to the language's root."""
    sentences = {
        name: say(
            language,
            sentence,
            **{each: f"{{{each}}}" for each in ("name", "value", "total")},
            argument="{name}",
            least=1,
        )
        for name, sentence in SENTENCES.items()
    }
    return (
        f'<div class="gc-entrances" {data("sentences", sentences)} '
        f'{routes.attribute(language)}><div class="gc-ways">'
        f"{sizes(language)}{number(language)}{program(language)}</div></div>"
    )


def sizes(language):
    lstm, other = (BY_NAME[name].family("LSTM") for name in ("keras", "torch"))
    total, others = (f"{family(N, M).total:,}" for family in (lstm, other))
    learnt = json.dumps([coefficients(lstm), coefficients(other)])
    answer = html(
        language,
        "{total} parameters",
        total=f'<output data-total="{lstm(N, M).total}">{total}</output>',
    )
    whose = html(
        language, "PyTorch: {total}", total=f"<span data-others>{others}</span>"
    )
    fields = field(language, "Features n", "input_shape", N) + field(
        language, "Units m", "units", M
    )
    return way(
        language,
        "count",
        "How many?",
        "calculator/",
        f'<div class="gc-asked">{fields}</div><p class="gc-counted">{answer}</p>'
        f'<p class="gc-whose"><a href="whose-640/">{whose}</a> '
        '<span class="gc-agreed" role="status"></span></p>',
        "See why",
        f' data-coefficients="{learnt}"',
    )


def number(language):
    return way(
        language,
        "number",
        "I get another number",
        "clinic/",
        field(language, "Your number", "number", "", "680"),
        "Find out why",
    )


def program(language):
    label = html(language, "Program, line of code or printout")
    return way(
        language,
        "program",
        "Count my program",
        "program/",
        f'<label><span>{label}</span><textarea rows="1" '
        f'placeholder="model.add(LSTM(10))" {AS_TYPED}></textarea></label>',
        "Count it",
    )


AS_TYPED = (
    'autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false"'
)


def way(language, name, title, action, inside, button, more=""):
    return (
        f'<form class="gc-way" data-entrance="{name}" action="{action}"{more} '
        f'aria-labelledby="gc-way-{name}">'
        f'<p class="gc-way-title" id="gc-way-{name}">{html(language, title)}</p>'
        f'{inside}<button class="md-button">{html(language, button)}</button>'
        '<p class="gc-error" role="alert" hidden></p></form>'
    )


def field(language, label, name, value, example=""):
    shown = f' placeholder="{example}"' if example else ""
    return (
        f"<label><span>{html(language, label)}</span><input "
        f'name="{name}" value="{value}"{shown} inputmode="numeric" {AS_TYPED}></label>'
    )
