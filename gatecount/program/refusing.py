"""Refusals that a program can catch as it would catch the framework's own.

So `except TypeError`, `hasattr` and `getattr` with a default do what they should.
"""

import builtins
from functools import cache

from ..counting import CountError


@cache
def kind_of(name):
    """CountError and, at the same time, the exception class of this name."""
    known = getattr(builtins, name, Exception)
    bases = (CountError,) if issubclass(CountError, known) else (CountError, known)
    return type(name, bases, {})


def refusal(error):
    """The same refusal, as an exception of the class that the framework raises."""
    kind = kind_of(error.framework_error)
    if isinstance(error, kind):
        return error
    made = kind(error.template, error.framework_error, **error.values)
    made.__cause__ = error.__cause__
    return made


def refused(template, framework_error="ValueError", /, **values):
    """What to raise where the framework refuses: see CountError."""
    return refusal(CountError(template, framework_error, **values))
