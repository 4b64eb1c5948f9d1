"""A whole pasted program: its models, counted layer by layer.

>>> count_model("import keras\\nmodel = keras.Sequential([keras.Input((13, 5)), "
...             "keras.layers.LSTM(10)])").total
640

The program runs, against stand-ins that know only shapes: nothing is loaded,
trained or computed. A framework is a package in here with

- `modules(session)`: its modules by their dotted names, new for each run, and
- `results(session)`: the models that the program has built, as `result.Model`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from ..counting import CountError
from ..types import TYPE_CHECKING, Any, Value
from .explaining import explained
from .files import absent
from .libraries.foreign import is_model_class
from .libraries.pretrained import is_model
from .making import required, unused_maker
from .older import python_3
from .pasted import clean, described, explain, total
from .pasted.notebook import is_notebook
from .recovering import recovered
from .result import Ignored, LayerCount, Model, ModelCount, Skipped
from .running import FRAMEWORKS, run
from .session import Session, running
from .settled import settled
from .symbols import OTHER, PROBE

if TYPE_CHECKING:
    from .pasted.transcript import Cleaned

__all__ = ["Ignored", "LayerCount", "Model", "ModelCount", "count_model"]


def count_model(
    source: str, framework: str | None = None, sizes: Any = ()
) -> ModelCount:
    """The models that the program `source` builds, as a ModelCount.

    A transcript of a console or a notebook is a program, too. Of what a program
    prints, a summary, `state_dict()` or shapes, come the layers that fit it.

    `framework` is "keras" or "torch"; without it, the program's imports tell.
    `sizes` gives values to sizes that only data would tell, by their names in
    ModelCount.unknown.

    Where the program cannot be counted, or the framework would refuse it, raises
    CountError, with `line` (of the program, or None), and with what it has
    `printed` and what was `ignored` up to there.
    """
    if framework is not None and framework not in FRAMEWORKS.values():
        raise CountError(
            "There is no framework {framework} here. Known: {known}.",
            framework=framework,
            known=", ".join(dict.fromkeys(FRAMEWORKS.values())),
        )
    number = total.alone(source)
    if number is not None:
        raise located(total.refused(number))
    try:
        return counting(source, framework, sizes)
    except CountError as error:
        text = clean(source).source if is_notebook(source) else source
        found = None if getattr(error, "built", None) else described(text)
        if found is None:
            raise
        found.line, found.printed, found.ignored = None, error.printed, error.ignored
        raise found from error


class Given(dict[str, int]):
    """What the reader says of sizes. `asked` has the names by which they were asked
    for, before anything was answered: an answer settles others, whose letters would
    else go to those that follow."""

    def __init__(self, sizes: Value) -> None:
        super().__init__(sizes)
        self.asked: dict[tuple[str, int | None], list[str]] = {}


def counting(source: str, framework: str | None, sizes: Value) -> ModelCount:
    """The same; why not, as Python or the framework says it."""
    explanation = explain(source)
    if explanation:
        return recovered(explanation)
    cleaned = clean(source)
    if sizes:
        sizes = Given(sizes)
        with suppress(CountError):
            for each in counting(source, framework, ()).sizes:
                sizes.asked.setdefault((each.code, each.line), []).append(each.name)
    answer: ModelCount | None
    try:
        answer = once(cleaned, framework, sizes)
    except CountError as error:
        stopped = error.framework_error in ("KeyboardInterrupt", "MemoryError")
        line = error.line or 0
        answer = None if stopped else as_it_was(cleaned, framework, sizes, line)
        if answer is None:
            raise
    if answer.model.unbuilt:
        built = as_it_was(cleaned, framework, sizes)
        if built is not None:
            return replace(built, printed=answer.printed)
    return answer


def as_it_was(
    cleaned: Cleaned,
    framework: str | None,
    sizes: Value,
    line: int = 0,
    eras: list[str] | tuple[Value, ...] = (),
) -> ModelCount | None:
    """The count in the version that the program was written for, if that is another
    one; None if it is not, and what that version would refuse. `eras` are known.

    In a notebook, a line that stops does not end the cells below it."""
    session = Session(cleaned.source, sizes)
    session.lenient, session.eras = True, list(eras)
    session.cells = cleaned.cells
    session.source = python_3(session)
    answer: ModelCount | None = None
    other: CountError | None = None
    try:
        answer = once(cleaned, framework, sizes, session)
    except CountError as error:
        other = error
    dated = session.state.get("dated", set)()
    if dated - set(eras):
        # What tells so may stand behind a layer that was another one then.
        return as_it_was(cleaned, framework, sizes, line, list(dated))
    if other is not None:
        defines = re.search(r"^(?:def|class) ", session.source, re.M)
        further = (session.finished and defines) or (other.line or 0) > line
        # Of a line of Python 2, what today's Python says is nothing to the point.
        if (further and session.changes) or ("Python 2" in session.eras and other.line):
            raise other
        return None
    return answer if session.changes or session.cells else None


def once(
    cleaned: Cleaned,
    framework: str | None,
    sizes: Value,
    session: Session | None = None,
) -> ModelCount:
    session = session or Session(cleaned.source, sizes)
    try:
        run(session)
    except CountError as error:
        error.built = standing(session, framework, cleaned)
        raise
    session.finished = True
    answer = answered(session, framework, cleaned)
    if answer is not None and session.symbols and session.probe == PROBE:
        other = Session(session.source, sizes)
        other.lenient, other.cells = session.lenient, session.cells
        other.eras, other.probe = list(session.eras), OTHER
        other.floors, other.encoded = session.floors, session.encoded
        with suppress(CountError):
            return settled(answer, once(cleaned, framework, sizes, other))
        return replace(answer, unsure=True)
    if answer is not None:
        return answer
    told = [error for error, _ in session.skipped if isinstance(error, SENTENCES)]
    told.sort(key=lambda error: not is_model_class(getattr(error, "name", None) or ""))
    if told:
        raise explained(told[0], session) from told[0]
    raise nothing(session, framework, session.state.get("frameworks", []))


def standing(session: Session, framework: Value, cleaned: Cleaned) -> ModelCount | None:
    """What had been built when the program stopped, or None."""
    try:
        return answered(session, framework, cleaned)
    except Exception:  # what is half built may be in no state to be counted
        return None


def answered(
    session: Session, framework: str | None, cleaned: Cleaned
) -> ModelCount | None:
    """The models that stand, as a ModelCount; None if there is none."""
    used = session.state.get("frameworks", [])
    for name in dict.fromkeys([framework] if framework else used):
        if name not in used:
            continue
        models = tuple(counted(session, name))
        if models:
            answer = ModelCount(
                session.state.get("label", name),
                models,
                session.printed,
                harmless(session),
                cleaned.notes,
                session.source,
                tuple(session.missing),
                passed_over(session),
                tuple(session.symbols.values()),
                session.era,
                tuple(session.changes),
                split=not session.state.get("frozen"),
            )
            all_said = replace(answer, ignored=tuple(session.ignored))
            return all_said if answer.model.whole else answer
    return None


def harmless(session: Session) -> tuple[Ignored, ...]:
    """What is not run and changes no count: nothing that is missing from it."""
    lost = [f"{each.what}." for each in session.missing]
    return tuple(
        each
        for each in session.ignored
        if not any(name.startswith(f"{each.what}.") for name in lost)
    )


SENTENCES = (CountError, ImportError, NameError)  # these say what is missing


def passed_over(session: Session) -> tuple[Skipped, ...]:
    """The lines that could not run, each with the sentence that says why."""
    found = {}
    for error, line in session.skipped:
        if line is not None and line not in found:
            found[line] = Skipped(line, explained(error, session))
    return tuple(found.values())


def located(error: Value) -> Value:
    """The refusal of a text that is no program."""
    error.line, error.printed, error.ignored = None, "", ()
    return error


def counted(session: Value, framework: Value) -> Value:
    """The models that the framework has built; a refusal knows what was printed."""
    try:
        with running(session):
            return import_module(f".{framework}", __name__).results(session)
    except CountError as error:
        error.printed, error.ignored = session.printed, tuple(session.ignored)
        error.line = getattr(error, "line", None)
        raise


def nothing(session: Session, framework: Value, used: list[str]) -> Value:
    """Why there is nothing to count."""
    lost = next((each for each in session.ignored if absent(each.what)), None)
    if lost:
        error = CountError(
            "{name} is not here, and nothing else builds a model. If {file} is a file "
            "of your own, open it together with this one.",
            name=lost.what,
            file=absent(lost.what),
        )
        error.line = lost.line
    elif not used:
        error = CountError(
            "The program imports neither Keras nor PyTorch. Begin with import keras, "
            "from tensorflow import keras, or import torch."
        )
    elif framework and framework not in used:
        error = CountError(
            "The program does not import {framework}.", framework=framework
        )
    elif session.missing and not is_model(session.missing[0].what):
        error = CountError(
            "{name} makes weights that are not known here, and the program builds no "
            "other layer.",
            name=session.missing[0].what,
        )
        error.line = session.missing[0].line
    elif session.missing:
        error = CountError(
            "{name} is a large model whose layers are not known here, and the program "
            "builds no layer of its own beside it. Its authors state its parameters.",
            name=session.missing[0].what,
        )
        error.line = session.missing[0].line
    elif maker := unused_maker(session):
        error = CountError(
            "The program builds no model: {maker} would, but nothing calls it. Add a "
            "line that does: model = {maker}({arguments}).",
            maker=maker.__name__,
            arguments=", ".join(f"{name}=…" for name in required(maker)),
        )
    else:
        error = CountError(
            "The program builds no model: it defines functions or classes, but calls "
            "none of them. Add a line that does, such as model = build_model()."
        )
    error.line, error.printed = getattr(error, "line", None), session.printed
    error.ignored = tuple(session.ignored)
    return error
