"""The three ways in, on the home page: sizes, a number, a program, as HTML.

Each is a form that leads to the page that answers, also without a script. The
script of this name writes the number of the first beside its fields: it has the
family's coefficients from here, so that no formula stands twice.
"""

import json

from gatecount.teaching.inverse import coefficients

from ..conventions.conventions import BY_NAME
from ..shared import routes
from ..shared.markup import data, join, tag
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
    ways = join(each(language) for each in (sizes, number, program))
    return tag('<div class="gc-entrances" {} {}><div class="gc-ways">{}</div></div>')(
        data("sentences", sentences), routes.attribute(language), ways
    )


def sizes(language):
    lstm, other = (BY_NAME[name].family("LSTM") for name in ("keras", "torch"))
    total, others = (f"{family(N, M).total:,}" for family in (lstm, other))
    learnt = json.dumps([coefficients(lstm), coefficients(other)])
    answer = html(
        language,
        "{total} parameters",
        total=tag('<output data-total="{}">{}</output>')(lstm(N, M).total, total),
    )
    whose = html(
        language, "PyTorch: {total}", total=tag("<span data-others>{}</span>")(others)
    )
    fields = field(language, "Features n", "input_shape", N) + field(
        language, "Units m", "units", M
    )
    return way(
        language,
        "count",
        "How many?",
        "calculator/",
        tag(
            '<div class="gc-asked">{}</div><p class="gc-counted">{}</p>'
            '<p class="gc-whose"><a href="whose-640/">{}</a> '
            '<span class="gc-agreed" role="status"></span></p>'
        )(fields, answer, whose),
        "See why",
        tag(' data-coefficients="{}"')(learnt),
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
        tag(
            '<label><span>{}</span><textarea rows="1" '
            'placeholder="model.add(LSTM(10))" {}></textarea></label>'
        )(label, AS_TYPED),
        "Count it",
    )


AS_TYPED = tag(
    'autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false"'
)


def way(language, name, title, action, inside, button, more=""):
    title, button = html(language, title), html(language, button)
    return tag(
        '<form class="gc-way" data-entrance="{0}" action="{1}"{2} '
        'aria-labelledby="gc-way-{0}"><p class="gc-way-title" id="gc-way-{0}">{3}</p>'
        '{4}<button class="md-button">{5}</button>'
        '<p class="gc-error" role="alert" hidden></p></form>'
    )(name, action, more, title, inside, button)


def field(language, label, name, value, example=""):
    shown = tag(' placeholder="{}"')(example) if example else ""
    return tag(
        "<label><span>{}</span><input "
        'name="{}" value="{}"{} inputmode="numeric" {}></label>'
    )(html(language, label), name, value, shown, AS_TYPED)
