"""What surrounds every live figure: its title, its buttons, its counters."""

from live.shared.markup import join, tag
from live.shared.words import html

CURRENT = ("false", "step")


def figure(kind, language, title, inside, attributes="", projected=True):
    """The root that the script of the same name brings to life."""
    named = html(language, title)
    button = tag(
        '<button type="button" data-project aria-pressed="false" title="{}">{}</button>'
    )(html(language, "Projector mode (key P)"), html(language, "Projector"))
    return tag(
        '<div class="lv" role="region" data-figure="{0}" aria-label="{1}"{2} '
        'data-search-exclude><div class="lv-head"><p class="lv-title">{1}</p>{3}</div>'
        "{4}</div>"
    )(kind, named, attributes, button * projected, inside)


def counter(language, sentence, name, number):
    """A number that the script changes, in its sentence."""
    shown = tag('<output data-{0}="{1}">{1}</output>')(name, number)
    return tag('<p class="lv-count">{}</p>')(html(language, sentence, number=shown))


def buttons(language, stops):
    """One for each stop, and one step to either side."""
    stop = tag(
        '<button type="button" data-go="{0}" aria-current="{1}" aria-label="{2}">{0}'
        "</button>"
    )
    dots = join(
        stop(k, CURRENT[k == 0], html(language, "Stop {number}", number=k))
        for k in range(stops)
    )
    back, forth = html(language, "Back"), html(language, "Next step")
    return tag(
        '<div class="lv-go" role="group" aria-label="{}">'
        '<button type="button" data-step="-1">← {}</button>'
        '<span class="lv-dots">{}</span>'
        '<button type="button" data-step="1">{} →</button></div>'
    )(html(language, "Stops"), back, dots, forth)


def choices(name, titles, label="", css="lv-go lv-groups"):
    """A button for each; the first is pressed."""
    button = tag('<button type="button" data-{}="{}" aria-pressed="{}">{}</button>')
    first = next(iter(titles))
    pressed = {True: "true", False: "false"}
    listed = join(
        button(name, each, pressed[each == first], title)
        for each, title in titles.items()
    )
    group = tag('<div class="{}" role="group" aria-label="{}">{}</div>')
    return group(css, label, listed)


def chosen(name, number, words, drawn, on):
    """A still that one of these buttons shows."""
    return tag(
        '<figure class="fig" data-of="{0}" data-counts="{1}" aria-label="{2}"{3}>{4}'
        "<figcaption>{2}</figcaption></figure>"
    )(name, number, words, " data-on" * on, drawn)
