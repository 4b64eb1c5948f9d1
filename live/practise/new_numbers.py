"""New numbers on demand: the worksheet's questions, one at a time, as exercises."""

import re

from gatecount.teaching.worksheet import Question, worksheet

from ..worksheet.worksheet import sentence
from .exercises import Exercise, Sought, asked

NAME = "fresh "  # before the seed, where an exercise of the page has its name


def fresh(seed: str, language: str) -> dict[str, str]:
    """The question of a seed, decimal digits, and the name by which it is checked."""
    return {"name": f"{NAME}{seed}", "html": sentence(drawn(seed), language)}


def drawn(seed: str) -> Question:
    """One of the worksheet's questions: which one, and its sizes, the seed says."""
    questions = list(worksheet(seed))
    return questions[int(seed) % len(questions)]


def exercise(name: str) -> Exercise | Sought:
    """What is checked; a slip is named where the question is about one layer."""
    question = drawn(name.removeprefix(NAME))
    if question.wanted != "total":
        return Sought(lambda: question.answer)
    shape = ", ".join(map(str, question.shape))
    case = {} if question.kind == "stack" else known(question)
    frameworks = (question.framework,)
    return Exercise(question.layers, shape, frameworks=frameworks, case=case)


def known(question):
    """What the clinic has to know of the recurrent layer of a question."""
    [recurrent] = (each for each in question.counts if each.cells)
    code = question.layers[question.counts.index(recurrent)]
    name = re.search("SimpleRNN|LSTM|GRU", code)[0]
    option = " reset_after=False" if "reset_after=False" in code else ""
    cell = recurrent.cells[0]
    more = {"bidirectional": True} if "Bidirectional" in code else {}
    counted = f"{question.framework}{option} {name}"
    return asked(counted, cell.rows("kernel"), cell.units, **more)
