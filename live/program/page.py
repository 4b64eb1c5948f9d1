"""The page for a reader's own program: editor, buttons, and a first answer.

Without a script the first program and its result stand in the HTML; a script
puts an editor in the program's place and wakes the buttons.
"""

import json
from dataclasses import dataclass

from gatecount.program.saved import ENDINGS

from ..shared import routes
from ..shared.markup import code, data
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
    return (
        '<div class="gc gc-program" data-program data-state="static" '
        f'data-bytes="{python_bytes}" '
        f"{data('sentences', sentences)} "
        f"{routes.attribute(language)}>"
        f"<fieldset disabled>{shelf(language, examples)}"
        '<p class="gc-note" role="status" hidden></p>'
        f'<div class="gc-editor" data-label="{html(language, "Program")}">'
        f'<pre tabindex="0">{code(first.text)}</pre></div>'
        f"{buttons(language)}"
        '<p class="gc-error" data-error role="alert" hidden></p>'
        '<p class="gc-under" role="status" hidden></p>'
        f"{keys(language)}</fieldset>"
        f'<p class="gc-doing"><progress aria-label="{doing}"></progress> {doing}</p>'
        f"{status(language, python_bytes)}"
        f'<div class="gc-result" data-edited-note="{edited}">'
        f"{whole(program(first.text, language))}</div>"
        '<p class="gc-live gc-hidden" aria-live="polite"></p>'
        f'<script type="application/json" data-examples>{texts(examples)}</script>'
        "</div>"
    )


def shelf(language, examples):
    options = "".join(
        f'<option value="{each.name}">{html(language, each.label)}</option>'
        for each in examples
    )
    saved = ",".join(ENDINGS)
    return (
        '<div class="gc-shelf"><label class="gc-field"><span class="gc-label">'
        f'{html(language, "Program")}</span><select name="example" autocomplete="off">'
        f'{options}<option value="">{html(language, "Empty, for your own")}</option>'
        f'<option value="own" hidden>{html(language, "Your own program")}</option>'
        '</select></label><label class="gc-open md-button">'
        '<input class="gc-hidden" type="file" name="file" multiple '
        f'accept=".py,.ipynb,.txt,text/plain,{saved}" data-saved="{saved}">'
        f"{html(language, 'Open files')}</label></div>"
    )


def buttons(language):
    labels = (
        ("run", "Run"),
        ("stop", "Stop"),
        ("reset", "Reset"),
        ("download", "Download"),
        ("link", "Copy a link"),
    )
    return (
        '<div class="gc-buttons">'
        + "".join(
            f'<button type="button" name="{name}" class="md-button'
            f'{" md-button--primary" * (name == "run")}"'
            f"{' disabled' * (name == 'stop')}>{html(language, label)}</button>"
            for name, label in labels
        )
        + "</div>"
    )


def keys(language):
    said = html(
        language,
        "{run} runs the program. Tab indents; to leave the editor with the keyboard, "
        "press {escape}, then {tab}.",
        run="<kbd>Ctrl</kbd>+<kbd>Enter</kbd>",
        escape="<kbd>Esc</kbd>",
        tab="<kbd>Tab</kbd>",
    )
    return f'<p class="gc-keys">{said}</p>'


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


def texts(examples):
    """The programs as JSON that cannot end the element it stands in."""
    held = json.dumps({each.name: each.text for each in examples}, ensure_ascii=False)
    return held.replace("<", "\\u003c")
