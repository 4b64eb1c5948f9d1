"""A guess before the answer: the clinic's engine has answered every slip at build."""

from html import escape

from figures.live.frame import figure
from gatecount.teaching.diagnosis import slips
from live.clinic import clinic
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
        title = escape(clinic.title(each, language))
        found.setdefault(each.working.total, []).append(f"<b>{title}</b> {reason}")
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
    told = "".join(
        f'<li data-number="{number}"{" data-often" * (number in often)}'
        f"{' data-right' * (number == right)}>{said[0]}</li>"
        for number, said in answers(language).items()
    )
    inside = (
        f"<p>{html(language, QUESTION)}</p>"
        '<form data-guess novalidate autocomplete="off" '
        f'action="{root}clinic/"><input name="number" inputmode="numeric" size="9" '
        f'aria-label="{html(language, "Your guess")}"> '
        f"<button>{html(language, 'Check my guess')}</button>"
        '<p data-guess-answer aria-live="polite"></p>'
        f'<p data-refused class="lv-refused" hidden>{html(language, REFUSED)}</p>'
        f'<ul class="lv-often">{told}</ul><p data-unknown hidden>'
        f'{html(language, NONE)} <a href="{root}clinic/">'
        f"{html(language, 'To the clinic')}</a></p></form>"
    )
    return figure("guess", language, "Guess first", inside, projected=False)
