"""A whole pasted program: its models, counted layer by layer.

>>> count_model("import keras\\nmodel = keras.Sequential([keras.Input((13, 5)), "
...             "keras.layers.LSTM(10)])").total
640

The program runs, against stand-ins that know only shapes: nothing is loaded,
trained or computed. A framework is a package in here with

- `modules(session)`: its modules by their dotted names, new for each run, and
- `results(session)`: the models that the program has built, as `result.Model`.
"""

from importlib import import_module

from ..counting import CountError
from .pasted import clean, described, explain, total
from .recovering import recovered
from .result import Ignored, LayerCount, Model, ModelCount
from .running import FRAMEWORKS, run
from .session import Session, running

__all__ = ["Ignored", "LayerCount", "Model", "ModelCount", "count_model"]


def count_model(source, framework=None):
    """The models that the program `source` builds, as a ModelCount.

    A transcript of a console or a notebook is a program, too. Of what a program
    prints, a summary, `state_dict()` or shapes, come the layers that fit it.

    `framework` is "keras" or "torch"; without it, the program's imports tell.
    Where the program cannot be counted, or the framework would refuse it, raises
    CountError, with `line` (of the program, or None), and with what it has
    `printed` and what was `ignored` up to there.
    """
    if framework is not None and framework not in FRAMEWORKS.values():
        raise CountError(
            "There is no framework {framework} here. Known are: {known}.",
            framework=framework,
            known=", ".join(dict.fromkeys(FRAMEWORKS.values())),
        )
    number = total.alone(source)
    if number is not None:
        raise located(total.refused(number))
    try:
        return counting(source, framework)
    except CountError as error:
        found = described(source)
        if found is None:
            raise
        found.line, found.printed, found.ignored = None, error.printed, error.ignored
        raise found from error


def counting(source, framework):
    """The same; why not, as Python or the framework says it."""
    explanation = explain(source)
    if explanation:
        return recovered(explanation)
    cleaned = clean(source)
    session = Session(cleaned.source)
    run(session)
    used = session.state.get("frameworks", [])
    for name in dict.fromkeys([framework] if framework else used):
        if name not in used:
            continue
        models = tuple(counted(session, name))
        if models:
            return ModelCount(
                name,
                models,
                session.printed,
                tuple(session.ignored),
                cleaned.notes,
                session.source,
                tuple(session.missing),
            )
    raise nothing(session, framework, used)


def located(error):
    """The refusal of a text that is no program."""
    error.line, error.printed, error.ignored = None, "", ()
    return error


def counted(session, framework):
    """The models that the framework has built; a refusal knows what was printed."""
    try:
        with running(session):
            return import_module(f".{framework}", __name__).results(session)
    except CountError as error:
        error.printed, error.ignored = session.printed, tuple(session.ignored)
        error.line = getattr(error, "line", None)
        raise


def nothing(session, framework, used):
    """Why there is nothing to count."""
    if not used:
        error = CountError(
            "The program imports neither Keras nor PyTorch. Begin with import keras, "
            "from tensorflow import keras, or import torch."
        )
    elif framework and framework not in used:
        error = CountError(
            "The program does not import {framework}.", framework=framework
        )
    elif session.missing:
        error = CountError(
            "{name} is a large model whose layers are not known here, and the program "
            "builds no layer of its own beside it. Its authors state its parameters.",
            name=session.missing[0].what,
        )
        error.line = session.missing[0].line
    else:
        error = CountError(
            "The program builds no model: it defines functions or classes, but calls "
            "none of them. Add a line that does, such as model = build_model()."
        )
    error.line, error.printed = getattr(error, "line", None), session.printed
    error.ignored = tuple(session.ignored)
    return error
