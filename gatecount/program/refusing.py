"""Refusals: exceptions that a program can catch as it would the framework's own."""

from ..counting import CountError

refused = CountError
