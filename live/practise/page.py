"""The exercises on their page: fields, progress, one at a time, new numbers."""

from ..shared.markup import data, join, tag
from ..shared.status import broken
from ..shared.words import html, say
from .exercises import EXERCISES


def progress(language):
    """How many are solved; whether to print answers. For a script, a style sheet."""
    count = html(language, "{solved} of {all} solved", solved="{solved}", all="{all}")
    forget = html(language, "Forget what is solved")
    kept = html(language, "Kept in this browser only; nothing is sent.")
    return tag(
        '<div class="gc-progress"><p data-progress hidden data-count="{}">'
        '<strong></strong> <button type="button" class="gc-copy" data-forget>{}'
        "</button> <small>{}</small></p>{}{}</div>"
    )(count, forget, kept, path(language), printing(language))


def path(language):
    """What shows one exercise at a time; for a script."""
    said = {
        "one": say(language, "One at a time"),
        "all": say(language, "All on one page"),
        "place": say(language, "{number} of {all}", number="{number}", all="{all}"),
    }
    button = tag('<button type="button" class="gc-copy">{}</button> ')
    labels = ("One at a time", "Previous", "Next")
    buttons = join(button(html(language, label)) for label in labels)
    shown = tag('<p {} hidden>{}<span role="status"></span></p>')
    return shown(data("path", said), buttons)


def printing(language):
    return tag(
        '<p class="gc-printing"><label><input type="checkbox" data-with-answers> '
        '{}</label> <button type="button" class="gc-copy" data-print>{}</button></p>'
    )(html(language, "Print with answers"), html(language, "Print"))


def form(language, name, base, title=""):
    """The field for an answer; it rests, disabled, until a script can check it."""
    EXERCISES[name]  # a mistyped name stops the build
    return field(language, tag('data-exercise="{}"')(name), name, base, title)


def field(language, attributes, name, base, title="", before=""):
    loading = html(language, "Starting Python to check this …")
    failed = html(language, "Python did not start. The answer is folded below.")
    asked, check = html(language, "Your answer"), html(language, "Check")
    return tag(
        '<div class="gc-exercise" {} data-base="{}" '
        'data-loading="{}" data-failed="{}" data-broken="{}">{}'
    )(attributes, base, loading, failed, broken(language), before) + tag(
        '<form autocomplete="off"><fieldset disabled><label><span class="gc-label">{}'
        '<span class="gc-hidden"> · {}</span></span>'
        '<input name="answer" id="answer-{}" autocapitalize="none" '
        'autocorrect="off" spellcheck="false"></label>'
        '<button class="md-button">{}</button></fieldset></form>'
        '<p class="gc-verdict" role="status" data-solved-note="{}"></p></div>'
    )(asked, title, name, check, html(language, "Solved before."))


def answer(language, name):
    """The engine's answer, for the folded solution; nothing for one in symbols."""
    shown = EXERCISES[name].shown()
    if not shown:
        return ""
    said = html(language, "Answer: {answer}", answer=tag("<strong>{}</strong>")(shown))
    return tag('<span data-answer="{}">{}</span>')(name, said)


def fresh(language, base):
    """A question of the worksheet's kinds, with new numbers at every press."""
    label = html(language, "Another question")
    before = tag(
        '<p class="gc-asked-here" role="status"></p><p><button type="button" '
        'class="md-button" data-another disabled>{}</button></p>'
    )(label)
    title = html(language, "New numbers")
    return field(language, "data-fresh", "fresh", base, title, before)
