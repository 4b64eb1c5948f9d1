"""A program of the site run where it stands, beside the output that the page states."""

import ast
import re
from pprint import pformat

from gatecount import CountError
from gatecount.program import count_model

from ..program import plain_python as plain
from ..program.program import WIDTH, terminal
from ..shared.words import joined, say


def here(source, stated, language):
    """What the program `source` prints here, and how that differs from `stated`.

    A list is the cells of a notebook, of which the last one is asked for its value.
    `rows` are its lines, each with "same", "open" (a value in it is "?") or "other";
    `said` is a sentence for all of them, and `ok` tells whether none is "other".
    """
    if isinstance(source, list):
        truly, output, stopped = outcome(asked(*source))
        output = laid_out(output)
    else:
        truly, output, stopped = outcome(source)
    rows = compared(output, stated)
    kinds = [kind for _, kind in rows]
    lines = len(stated.splitlines())
    same = "other" not in kinds and len(rows) == lines
    if stopped:
        said = joined(
            language,
            say(language, "Line {line}:", line=stopped.line),
            say(language, stopped.template, **stopped.values),
        )
    elif not same:
        said = say(
            language,
            "This differs from the output that the page states; that one was printed "
            "by the framework.",
        )
    elif "open" in kinds:
        text = (
            "Counted, not computed: the same as stated, but for values that need real "
            "arithmetic (?): {number}."
        )
        number = sum(text.count("?") for text, kind in rows if kind == "open")
        said = say(language, text, number=number)
    elif not rows:
        said = say(language, "This ran; it has nothing to show.")
    elif truly:
        said = say(language, "Run in this browser: line by line as stated.")
    else:
        said = say(language, "Counted in this browser: line by line as stated.")
    return {"ok": same and not stopped, "rows": rows, "said": said}


def asked(*cells):
    """The program of these cells, printing what the last one would show."""
    lines = cells[-1].split("\n")
    end = ast.parse(cells[-1]).body[-1]
    if isinstance(end, ast.Expr):
        value = ast.get_source_segment(cells[-1], end)
        lines[end.lineno - 1 :] = [f"print(repr(({value})))"]
    return "\n".join([*cells[:-1], *lines])


def laid_out(output):
    """The value that was printed, in lines as a notebook shows it."""
    try:
        value = ast.literal_eval(output)
    except (SyntaxError, ValueError):  # not all of it is known
        return output
    return f"{pformat(value, sort_dicts=False)}\n"


def outcome(source):
    """Whether the program truly ran, what it printed, and what stopped it or None."""
    with terminal(WIDTH):
        output = plain.printed(source)
        if output is not None:
            return True, output, None
        try:
            return False, count_model(source).printed, None
        except CountError as error:
            # One that has no line ran to its end, and built no model.
            return False, error.printed, error if error.line else None


def compared(output, stated):
    """The lines of `output`, each with its kind: see `here`."""
    wanted = stated.splitlines()
    rows = []
    for number, line in enumerate(output.splitlines()):
        other = wanted[number] if number < len(wanted) else None
        kind = "other"
        if line == other:
            kind = "same"
        elif other is not None and "?" in line and fits(line, other):
            kind = "open"
        rows.append([line, kind])
    return rows


def fits(line, stated):
    """Is it the stated line, with "?" in the place of some values?"""
    parts = [re.escape(each) for each in line.split()]
    pattern = r"\s+".join(parts).replace(r"\?", r"\S.*?")
    return re.fullmatch(pattern, stated.strip()) is not None
