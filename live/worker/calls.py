"""What the browser may call, by name: JSON in, JSON out.

A module is imported when one of its functions is first called.
"""

import json
from importlib import import_module

FUNCTIONS = {
    "answer": "live.calculator.answer",
    "elsewhere": "live.calculator.other_frameworks",
    "strip": "live.conventions.strip",
    "pairs": "live.inverse.pairs",
    "budget": "live.inverse.budget",
    "clinic": "live.clinic.clinic",
    "check": "live.practise.checking",
    "fresh": "live.practise.new_numbers",
    "worksheet": "live.worksheet.worksheet",
    "file": "live.worksheet.worksheet",
    "program": "live.program.program",
    "saved": "live.program.program",
    "marks": "live.program.line_totals",
    "here": "live.snippets.here",
    "typeset": "live.program.program",
}


def call(name, arguments):
    """The function's value as JSON; `arguments` is a JSON list."""
    function = getattr(import_module(FUNCTIONS[name]), name)
    return json.dumps(function(*json.loads(arguments)))
