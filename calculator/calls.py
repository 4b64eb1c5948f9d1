"""What the browser may call, by name: JSON in, JSON out.

A module is imported when one of its functions is first called.
"""

import json
from importlib import import_module

FUNCTIONS = {
    "answer": "calculator.answer",
    "elsewhere": "calculator.elsewhere",
    "strip": "calculator.strip",
    "pairs": "calculator.pairs",
    "budget": "calculator.budget",
    "clinic": "calculator.clinic",
    "check": "calculator.exercises",
    "fresh": "calculator.fresh",
    "worksheet": "calculator.worksheet",
    "file": "calculator.worksheet",
    "program": "calculator.program",
    "saved": "calculator.program",
    "marks": "calculator.program_marks",
    "here": "calculator.here",
    "typeset": "calculator.program",
}


def call(name, arguments):
    """The function's value as JSON; `arguments` is a JSON list."""
    function = getattr(import_module(FUNCTIONS[name]), name)
    return json.dumps(function(*json.loads(arguments)))
