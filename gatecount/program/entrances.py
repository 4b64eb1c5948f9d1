"""Functions that the program calls nowhere, but gives to a library that will:
`fire.Fire(main)`, `@hydra.main(…)`, `@app.command()`; or leaves to who imports it.

Where nothing was built they run once. What they are not given is not known.
"""

import inspect
import types
from contextlib import suppress

from ..types import Routine, Value
from .making import is_maker
from .session import Session, current
from .symbols import SOURCE
from .syntax import codes_of
from .unknown import Unknown

FRAMEWORKS = ("torch", "jax", "tf1")  # of what is built, in the state of a session


def handed(values: Value) -> None:
    """Note what a value that is not known here is called with: a function, and whether
    there is more, which may be meant for that; in a dict, commands by their names."""
    given = [each for each in values if is_own(each) or isinstance(each, type)]
    for each in given:
        current().state.setdefault("handed", []).append((each, len(values) > 1))
    for each in values:
        if type(each) is dict and len(values) == 1:
            for command in each.values():
                handed([command])


def is_own(value: Value) -> bool:
    """Is it a function of the program?"""
    return isinstance(value, types.FunctionType) and (
        value.__code__.co_filename == SOURCE
    )


def entered(session: Session, world: dict[str, Value]) -> None:
    """Run the functions of which only others know when, if they make the model."""
    kept, keras = session.state, session.state.get("keras")
    if any(map(kept.get, FRAMEWORKS)) or (keras and (keras.layers or keras.models)):
        return
    given = [each for each in kept.get("handed", ()) if is_own(each[0])]
    left = [each for each in world.values() if is_own(each)]
    classes = {each.__name__ for each in kept.get("torch classes", ())}
    for function, more in given:
        if is_maker(function, set()):
            function(**unknown(function, more))
    for function in left if not given else ():
        if classes & named(function):
            with suppress(Exception):  # nobody says that it is called like this
                function(**unknown(function, False))


def named(function: Routine) -> set[str]:
    return {name for code in codes_of(function.__code__) for name in code.co_names}


def unknown(function: Routine, more: bool) -> dict[str, Unknown]:
    """What it cannot be called without; where it may be given `more`, all."""
    line = function.__code__.co_firstlineno
    return {
        each.name: Unknown(each.name, line)
        for each in inspect.signature(function).parameters.values()
        if (more or each.default is each.empty)
        and each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
    }
