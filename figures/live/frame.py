"""What surrounds every live figure: its title, its buttons, its counters."""

from live.shared.words import html

CURRENT = ("false", "step")


def figure(kind, language, title, inside, attributes="", projected=True):
    """The root that the script of the same name brings to life."""
    named = html(language, title)
    button = (
        '<button type="button" data-project aria-pressed="false" '
        f'title="{html(language, "Projector mode (key P)")}">'
        f"{html(language, 'Projector')}</button>"
    )
    return (
        f'<div class="lv" role="region" data-figure="{kind}" aria-label="{named}"'
        f"{attributes} data-search-exclude>"
        f'<div class="lv-head"><p class="lv-title">{named}</p>{button * projected}'
        f"</div>{inside}</div>"
    )


def counter(language, sentence, name, number):
    """A number that the script changes, in its sentence."""
    shown = f'<output data-{name}="{number}">{number}</output>'
    return f'<p class="lv-count">{html(language, sentence, number=shown)}</p>'


def buttons(language, stops):
    """One for each stop, and one step to either side."""
    stop = "".join(
        f'<button type="button" data-go="{k}" aria-current="{CURRENT[k == 0]}" '
        f'aria-label="{html(language, "Stop {number}", number=k)}">{k}</button>'
        for k in range(stops)
    )
    return (
        f'<div class="lv-go" role="group" aria-label="{html(language, "Stops")}">'
        f'<button type="button" data-step="-1">← {html(language, "Back")}</button>'
        f'<span class="lv-dots">{stop}</span>'
        f'<button type="button" data-step="1">{html(language, "Next step")} →</button>'
        "</div>"
    )
