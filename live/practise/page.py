"""The exercises on their page: fields, progress, one at a time, new numbers."""

from html import escape

from ..shared.markup import data
from ..shared.status import broken
from ..shared.words import html, say
from .exercises import EXERCISES


def progress(language):
    """How many are solved; whether to print answers. For a script, a style sheet."""
    count = html(language, "{solved} of {all} solved", solved="{solved}", all="{all}")
    forget = html(language, "Forget what is solved")
    kept = html(language, "Kept in this browser only; nothing is sent.")
    return (
        f'<div class="gc-progress"><p data-progress hidden data-count="{count}">'
        f'<strong></strong> <button type="button" class="gc-copy" data-forget>{forget}'
        f"</button> <small>{kept}</small></p>{path(language)}{printing(language)}</div>"
    )


def path(language):
    """What shows one exercise at a time; for a script."""
    said = {
        "one": say(language, "One at a time"),
        "all": say(language, "All on one page"),
        "place": say(language, "{number} of {all}", number="{number}", all="{all}"),
    }
    buttons = "".join(
        f'<button type="button" class="gc-copy">{html(language, label)}</button> '
        for label in ("One at a time", "Previous", "Next")
    )
    return f'<p {data("path", said)} hidden>{buttons}<span role="status"></span></p>'


def printing(language):
    return (
        '<p class="gc-printing"><label><input type="checkbox" data-with-answers> '
        f"{html(language, 'Print with answers')}</label> "
        '<button type="button" class="gc-copy" data-print>'
        f"{html(language, 'Print')}</button></p>"
    )


def form(language, name, base, title=""):
    """The field for an answer; it rests, disabled, until a script can check it."""
    EXERCISES[name]  # a mistyped name stops the build
    return field(language, f'data-exercise="{name}"', name, base, title)


def field(language, attributes, name, base, title="", before=""):
    loading = html(language, "Starting Python to check this …")
    failed = html(language, "Python did not start. The answer is folded below.")
    solved = html(language, "Solved before.")
    return (
        f'<div class="gc-exercise" {attributes} data-base="{escape(base)}" '
        f'data-loading="{loading}" data-failed="{failed}" '
        f'data-broken="{broken(language)}">{before}<form autocomplete="off">'
        f'<fieldset disabled><label><span class="gc-label">'
        f"{html(language, 'Your answer')}"
        f'<span class="gc-hidden"> · {title}</span></span>'
        f'<input name="answer" id="answer-{name}" autocapitalize="none" '
        'autocorrect="off" spellcheck="false"></label>'
        f'<button class="md-button">{html(language, "Check")}</button>'
        '</fieldset></form><p class="gc-verdict" role="status" '
        f'data-solved-note="{solved}"></p></div>'
    )


def answer(language, name):
    """The engine's answer, for the folded solution; nothing for one in symbols."""
    shown = EXERCISES[name].shown()
    if not shown:
        return ""
    said = html(language, "Answer: {answer}", answer=f"<strong>{shown}</strong>")
    return f'<span data-answer="{name}">{said}</span>'


def fresh(language, base):
    """A question of the worksheet's kinds, with new numbers at every press."""
    label = html(language, "Another question")
    before = (
        '<p class="gc-asked-here" role="status"></p><p><button type="button" '
        f'class="md-button" data-another disabled>{label}</button></p>'
    )
    title = html(language, "New numbers")
    return field(language, "data-fresh", "fresh", base, title, before)
