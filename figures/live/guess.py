"""A guess before the answer: the clinic's engine has answered every slip at build."""

from figures.live.frame import figure
from gatecount.teaching.diagnosis import slips
from live.clinic import clinic
from live.shared.markup import join, tag
from live.shared.words import html

RIGHT = "{number} is right. Below you can see why."
NONE = (
    "No slip known here leads to this number. See how it is counted below, "
    "or take it to the clinic."
)
REFUSED = "Write a whole number in digits, such as 1000."
# Slips whose numbers are given most often; they are told where nobody can guess.
OFTEN = ("one_gate", "no_bias", "convention", "work")
QUESTION = (
    "LSTM(10) reads samples of 13 time steps with 5 features each. How many "
    "parameters does it have?"
)


def answers(language):
    """{number: [what was counted, as HTML]}, the likeliest slip first."""
    case, *_ = clinic.understand(clinic.DEFAULTS)
    found = {case.right.total: [html(language, RIGHT, number=str(case.right.total))]}
    for each in slips(case):
        said = clinic.values(each.names[0], each, case, language)
        reason = html(language, clinic.WORDS[each.names[0]][1], **(said | {"T": "13"}))
        told = tag("<b>{}</b> {}")(clinic.title(each, language), reason)
        found.setdefault(each.working.total, []).append(told)
    return found


def numbers():
    """The right total and those that are given most often, in order."""
    case, *_ = clinic.understand(clinic.DEFAULTS)
    found = [case.right.total]
    for name in OFTEN:
        slip = next(each for each in slips(case) if each.names == (name,))
        found.append(slip.working.total)
    return sorted(found)


def place(language, root):
    often, right = numbers(), next(iter(answers(language)))
    item = tag('<li data-number="{}"{}{}>{}</li>')
    told = join(
        item(number, " data-often" * (number in often), mark, said[0])
        for number, said in answers(language).items()
        for mark in (" data-right" * (number == right),)
    )
    ask = tag(
        '<p>{}</p><form data-guess novalidate autocomplete="off" action="{}clinic/">'
        '<input name="number" inputmode="numeric" size="9" aria-label="{}"> '
        "<button>{}</button>"
    )
    hear = tag(
        '<p data-guess-answer aria-live="polite"></p>'
        '<p data-refused class="lv-refused" hidden>{}</p><ul class="lv-often">{}</ul>'
        '<p data-unknown hidden>{} <a href="{}clinic/">{}</a></p></form>'
    )
    guess, check = html(language, "Your guess"), html(language, "Check my guess")
    refused, none = html(language, REFUSED), html(language, NONE)
    inside = ask(html(language, QUESTION), root, guess, check)
    inside += hear(refused, told, none, root, html(language, "To the clinic"))
    return figure("guess", language, "Guess first", inside, projected=False)
