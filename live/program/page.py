"""The page for a reader's own program: editor, buttons, and a first answer.

Without a script the first program and its result stand in the HTML; a script
puts an editor in the program's place and wakes the buttons.
"""

from dataclasses import dataclass

from gatecount.program.saved import ENDINGS

from ..shared import routes
from ..shared.markup import code, data, join, script, tag
from ..shared.status import status as state
from ..shared.words import html, say
from .program import program, whole

SENTENCES = {
    "arrived": "This program came with the link. None of it has run: read it, then "
    "press Run.",
    "damaged": "The link holds no program that can be read; perhaps a part of it got "
    "lost. Ask for it again.",
    "copied": "The link is copied. It carries the whole program; whoever opens it sees "
    "the program and decides whether to run it.",
    "done": "Copied",
    "uncopied": "The link now stands in the address bar: copy it from there.",
    "long": "The program is too long for a link. Download it and send the file.",
    "large": "The file is larger than a megabyte, so it is hardly a program. Open the "
    "one that builds the model.",
    "notebook": "This file is not a notebook that can be read. Save it as .ipynb "
    "again, or paste its cells.",
    "binary": "This file holds no text, so it is not a program: perhaps a picture, a "
    "PDF or an archive. Open the .py file or the notebook that builds the model.",
    "alone": "A saved model is opened alone: choose one file.",
    "replaced": "Before, a program of your own stood here.",
    "back": "Bring it back",
    "begun": "The program was refused. Up to that point it had built:",
    "earlier": "Show the result of the program before",
    "add": "Add a file",
    "added": "The file is added: the editor holds all of them, each below a line "
    "with its name.",
    "press": "Press Run to count this program.",
    "headStopped": "Stopped.",
    "headRefused": "Not counted.",
    "slow": "The program did not end within ten seconds. Look for a loop without an "
    "end; training and loading data can be left out.",
    "stopped": "You have stopped the program; nothing of it was counted.",
    "broken": "This program broke the Python that it ran in. A new one is starting; "
    "take out what does not build the model, and run again.",
    "line": "Line {line}:",
    "sizes": "Write the sizes that the program takes from data: the total follows.",
}


@dataclass(frozen=True)
class Example:
    """A program on the shelf: `name` in addresses and files, `label` for readers."""

    name: str
    label: str
    text: str


def page(language, examples, python_bytes):
    """The inside of the page; the first of `examples` is shown with its result.

    `python_bytes` is what a browser fetches to start Python, unpacked.
    """
    first = examples[0]
    sentences = {
        name: say(language, each, line="{line}") for name, each in SENTENCES.items()
    }
    edited, doing = (
        html(language, sentence)
        for sentence in (
            "The program has been changed since; this is the result of the one before.",
            "The program is running. After ten seconds it is stopped.",
        )
    )
    said, routed = data("sentences", sentences), routes.attribute(language)
    form = tag(
        '<fieldset disabled>{}<p class="gc-note" role="status" hidden></p>'
        '<div class="gc-editor" data-label="{}"><pre tabindex="0">{}</pre></div>{}'
        '<p class="gc-error" data-error role="alert" hidden></p>'
        '<p class="gc-under" role="status" hidden></p>{}</fieldset>'
    )(
        shelf(language, examples),
        html(language, "Program"),
        code(first.text),
        buttons(language),
        keys(language),
    )
    shown = status(language, python_bytes)
    result = whole(program(first.text, language))
    held = {each.name: each.text for each in examples}
    return tag(
        '<div class="gc gc-program" data-program data-state="static" '
        'data-bytes="{0}" {1} {2}>{3}'
        '<p class="gc-doing"><progress aria-label="{4}"></progress> {4}</p>'
        '{5}<div class="gc-result" data-edited-note="{6}">{7}</div>'
        '<p class="gc-live gc-hidden" aria-live="polite"></p>'
        '<script type="application/json" data-examples>{8}</script></div>'
    )(python_bytes, said, routed, form, doing, shown, edited, result, script(held))


def shelf(language, examples):
    option = tag('<option value="{}">{}</option>')
    options = join(option(each.name, html(language, each.label)) for each in examples)
    saved = ",".join(ENDINGS)
    return tag(
        '<div class="gc-shelf"><label class="gc-field"><span class="gc-label">'
        '{}</span><select name="example" autocomplete="off">'
        '{}<option value="">{}</option><option value="own" hidden>{}</option>'
        '</select></label><label class="gc-open md-button">'
        '<input class="gc-hidden" type="file" name="file" multiple '
        'accept=".py,.ipynb,.txt,text/plain,{}" data-saved="{}">'
        "{}</label></div>"
    )(
        html(language, "Program"),
        options,
        html(language, "Empty, for your own"),
        html(language, "Your own program"),
        saved,
        saved,
        html(language, "Open files"),
    )


def buttons(language):
    labels = (
        ("run", "Run"),
        ("stop", "Stop"),
        ("reset", "Reset"),
        ("download", "Download"),
        ("link", "Copy a link"),
    )
    button = tag('<button type="button" name="{}" class="md-button{}"{}>{}</button>')
    more = {"run": (" md-button--primary", ""), "stop": ("", " disabled")}
    listed = join(
        button(name, *more.get(name, ("", "")), html(language, label))
        for name, label in labels
    )
    return tag('<div class="gc-buttons">{}</div>')(listed)


def keys(language):
    said = html(
        language,
        "{run} runs the program. Tab indents; to leave the editor with the keyboard, "
        "press {escape}, then {tab}.",
        run=tag("<kbd>Ctrl</kbd>+<kbd>Enter</kbd>"),
        escape=tag("<kbd>Esc</kbd>"),
        tab=tag("<kbd>Tab</kbd>"),
    )
    return tag('<p class="gc-keys">{}</p>')(said)


def status(language, python_bytes):
    """What Python is doing; without a script, what to do about it."""
    return state(
        language,
        python_bytes,
        "The result below was computed when the page was built.",
        "Python did not start, so no program can run. Check the connection.",
        "To paste a program of your own, switch on JavaScript: Python then runs "
        "in your browser. Above is the first example, below its result.",
    )
