"""What a program builds or prints, for the page where a reader has it counted."""

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.saved import count_saved

from ..shared.markup import tag
from ..shared.values import read_number
from ..shared.words import say
from . import line_totals
from . import plain_python as plain
from .answer import Answer, plainly
from .counting import WIDTH, counted, terminal

OPENED = "/opened/file"  # where program-worker.mjs puts it


def program(source, language, framework=None, sizes=(), chosen=None):
    """What to show for the program `source`.

    `sizes` has what the reader writes for sizes that only data would tell, as text by
    their names; `chosen` is the number of the model that the reader wants counted.

    `ok` tells whether there is a count. With it come `html`, `details` (the HTML
    that belongs into each `[data-detail]`, by its number), `total`, `spoken`, and the
    `sizes` that are open or given; with both `adds`, files that may be missing,
    and `marks`, the numbers at the ends of its lines;
    without it `error`, a sentence, and `line`, and in `html` what had been built up to
    there, if anything. `plain` is the program without what
    was pasted along, where something was. `restart` asks for a new interpreter,
    since this one has used up its memory.
    """
    with terminal(WIDTH):
        output = plain.printed(source)
    if output is not None:
        # It may have changed the Python that counts: the next one gets another.
        return plainly(output, language) | {"restart": True}
    given, wrong = sizes_given(dict(sizes), language)
    try:
        if framework is None and not given:
            found = counted(source)
        else:
            with terminal(WIDTH):
                found = count_model(source, framework, given)
    except CountError as error:
        return refused(error, language)
    asked = sizes_asked(found, dict(sizes), wrong)
    return shown(found, language, chosen) | {
        "plain": found.source if found.source and found.notes else None,
        "sizes": asked,
    }


def saved(name, language, chosen=None):
    """The same for the file that the worker has opened, which the reader calls `name`.

    `text` is a program, or a listing of tensors, that says what the file holds.
    """
    try:
        with terminal(WIDTH):
            found = count_saved(OPENED, name)
    except CountError as error:
        return refused(error, language)
    return shown(found, language, chosen) | {"text": found.source}


def refused(error, language):
    """Why there is no count, and what had been built up to there."""
    built = getattr(error, "built", None)
    begun = Answer(built, language) if built and built.layers else None
    return {
        "ok": False,
        "error": say(language, error.template, **error.values),
        "line": getattr(error, "line", None),
        "restart": error.framework_error == "MemoryError",
        "html": begun.html() if begun else "",
        "details": begun.details if begun else [],
        "marks": line_totals.of(built),
        "adds": [error.values["file"]] if "file" in error.values else [],
    }


def shown(counted, language, chosen):
    answer = Answer(counted, language, chosen)
    counted = answer.counted
    return {
        "ok": True,
        "total": "" if counted.total is None else str(counted.total),
        "html": answer.html(),
        "details": answer.details,
        "spoken": answer.spoken(),
        "adds": answer.adds(),
        "marks": line_totals.of(counted),
    }


def sizes_given(texts, language):
    """The sizes that the reader's texts say, and a sentence for each other text."""
    given, wrong = {}, {}
    for name, text in texts.items():
        if not text.strip():
            continue
        try:
            given[name] = size(name, text)
        except CountError as error:
            wrong[name] = say(language, error.template, **error.values)
    return given, wrong


SWITCH = {"True": True, "False": False}  # what a setting is, as Python writes it


def size(name, text):
    if text.strip() in SWITCH:
        return SWITCH[text.strip()]
    number = read_number(name, text)
    if not isinstance(number, int) or number < 1:
        raise CountError(
            "{argument} must be a whole number of at least {least}, not {value}.",
            argument=name,
            least=1,
            value=text,
        )
    return number


def sizes_asked(counted, texts, wrong):
    """The open sizes of the total, and those that were given, for a field each."""
    names = {each.name for each in counted.unknown} | texts.keys()
    return [
        {
            "name": each.name,
            "code": each.code,
            "line": each.line,
            "value": texts.get(each.name, ""),
            "error": wrong.get(each.name, ""),
            "switch": each.switch,
        }
        for each in counted.sizes
        if each.name in names
    ]


def typeset(text):
    """HTML whose formulas are still to be set; the worker sets those of `html`."""
    return {"html": text}


def whole(answer):
    """The HTML of an answer with everything in it that opens."""
    text, place = answer["html"], tag('<div data-detail="{}">{}</div>')
    for number, detail in enumerate(answer["details"]):
        text = text.replace(place(number, ""), place(number, detail))
    return text
