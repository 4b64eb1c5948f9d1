"""The figure "One step in numbers" as a spreadsheet: every value a live formula.

A sheet for LSTM(1), one for LSTM(2): the weights as a matrix, below them a row for
each step. Beside each formula lies its value, so that a preview shows it, too.
"""

from datetime import datetime, time

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from figures.live import one_step, step
from live.shared.words import say
from publish.citation import DATE

FIRST = 4  # row of the matrix; all are counted from 0
TITLE = "LSTM({m}) on 1 feature: 4 × ((1 + {m}) × {m} + {m}) = {total} parameters"
NOTE = (
    "Change a blue cell (a weight, an x, the first h or c) and all else follows. For "
    "more steps fill the last row down."
)
CROSS = "In dashed frames: the cross weights, by which each unit reads the other one."
COUNTED = "Weights in this matrix"
FORMATS = {
    "bold": {"bold": True},
    "head": {"bold": True, "bottom": 1, "align": "right"},
    "value": {"num_format": "0.0000"},
    "input": {"bg_color": "#DDEBF7", "num_format": "General"},
    "cross": {"bg_color": "#DDEBF7", "num_format": "General", "border": 3},
}


def write(folder, language):
    """Put the spreadsheet of a language into its folder."""
    book = xlsxwriter.Workbook(folder / step.SHEET)
    book.set_properties(
        {
            "title": say(language, "One step in numbers"),
            "created": datetime.combine(DATE, time()),
        }
    )
    formats = {name: book.add_format(each) for name, each in FORMATS.items()}
    for m in one_step.TENSORS:
        sheet = book.add_worksheet(f"LSTM({m})")
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 60, 10)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        said = [say(language, TITLE, m=m, total=len(one_step.weights(m)))]
        said += [say(language, NOTE), say(language, CROSS) if m > 1 else ""]
        for row, sentence in enumerate(said):
            sheet.write(row, 0, sentence, formats["bold"] if row == 0 else None)
        below = matrix(book, sheet, m, formats, language)
        walk(sheet, below + 1, m, formats, language)
    book.close()


def matrix(book, sheet, m, formats, language):
    """The weights, each a cell with its name; the number of the row below them."""
    rows = ["x", *(symbol("h", j, m, " (t−1)") for j in range(m)), "1"]
    for row, name in enumerate(rows, FIRST + 1):
        sheet.write(row, 0, name)
    numbers, crosses = one_step.weights(m), one_step.crosses(m)
    columns = [(gate, k) for gate in one_step.GATES for k in range(m)]
    for column, (gate, k) in enumerate(columns, 1):
        head = symbol(step.MADE[gate], k, m)
        sheet.write(FIRST, column, head, formats["head"])
        for row, (name, _) in enumerate(one_step.inputs(gate, k, m), FIRST + 1):
            kind = "cross" if name in crosses else "input"
            sheet.write_number(row, column, numbers[name], formats[kind])
            cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
            book.define_name(name, f"='{sheet.name}'!{cell}")
    end = FIRST + 1 + len(rows)
    corners = [xl_rowcol_to_cell(FIRST + 1, 1)]
    corners += [xl_rowcol_to_cell(end - 1, len(columns))]
    sheet.write(end, 0, say(language, COUNTED))
    sheet.write_formula(end, 1, f"=COUNT({':'.join(corners)})", None, len(numbers))
    return end + 1


def walk(sheet, top, m, formats, language):
    """A row for each step; what it remembers is in the row above."""
    named = heads(m, language)
    sheet.write(top, 0, "t", formats["head"])
    for column, head in enumerate(named.values(), 1):
        sheet.write(top, column, head, formats["head"])
    place = {name: column for column, name in enumerate(named, 1)}
    for t, values in enumerate(one_step.steps(m), 1):
        row = top + t
        if t == 1:
            sheet.write_number(row, 0, t)
        else:
            sheet.write_formula(row, 0, f"={xl_rowcol_to_cell(row - 1, 0)}+1", None, t)
        cells = {name: xl_rowcol_to_cell(row, column) for name, column in place.items()}
        above = {name: xl_rowcol_to_cell(row - 1, place[name]) for name in place}
        made = formulas(m, cells, above if t > 1 else None)
        for name, column in place.items():
            if name in made:
                given = (made[name], formats["value"], values[name])
                sheet.write_formula(row, column, *given)
            else:
                sheet.write_number(row, column, values[name], formats["input"])


def heads(m, language):
    """{name: what stands above its column}, in the order in which it is computed."""
    units = range(m)
    found = {"x": "x"}
    for letter in "hc":
        for k in units:
            name = one_step.own(f"old_{letter}", k, m)
            found[name] = symbol(letter, k, m, " (t−1)")
    for gate in one_step.GATES:
        sign = step.MADE[gate]
        for k in units:
            name = one_step.own(f"sum_{gate}", k, m)
            found[name] = f"{symbol(sign, k, m)}: {say(language, 'sum')}"
        for k in units:
            found[one_step.own(one_step.RESULT[gate], k, m)] = symbol(sign, k, m)
    for name, sign in {"c": "c{}", "tanh_c": "tanh(c{})", "h": "h{}"}.items():
        for k in units:
            found[one_step.own(name, k, m)] = sign.format(symbol("", k, m))
    return found


def formulas(m, cells, above):
    """{name: formula} of a step; at the first, h and c of before are numbers."""
    made = {}
    for k in range(m):

        def at(name, k=k):
            return cells[one_step.own(name, k, m)]

        for letter in "hc" if above else "":
            name = one_step.own(letter, k, m)
            made[one_step.own(f"old_{letter}", k, m)] = f"={above[name]}"
        for gate in one_step.GATES:
            total = "+".join(
                f"{name}*{cells[factor]}" if factor else name
                for name, factor in one_step.inputs(gate, k, m)
            )
            made[one_step.own(f"sum_{gate}", k, m)] = f"={total}"
            total = at(f"sum_{gate}")
            squashed = f"=TANH({total})" if gate == "c" else f"=1/(1+EXP(-{total}))"
            made[one_step.own(one_step.RESULT[gate], k, m)] = squashed
        kept = f"{at('f')}*{at('old_c')}"
        made[one_step.own("c", k, m)] = f"={kept}+{at('i')}*{at('candidate')}"
        made[one_step.own("tanh_c", k, m)] = f"=TANH({at('c')})"
        made[one_step.own("h", k, m)] = f"={at('o')}*{at('tanh_c')}"
    return made


def symbol(letter, k, m, after=""):
    return f"{letter}{'₁₂'[k] if m > 1 else ''}{after}"
