"""The answer to what a reader typed, in the page's language."""

import re

from gatecount import CountError

from . import form
from .controls import BY_NAME, label_of
from .marks import shown
from .result import result
from .words import say


def answer(given, language, compact=False, edited=None, before=None, site=None):
    """What to show for the texts `given`, by the name of their control.

    `edited` is the control that the reader changed, None for an address, and
    `before` the fields that were shown before; `site` is that of carried.py. With a
    count come `total`, `html`, `spoken` and `address`, the texts that bring it back;
    without one `error`, a sentence, and `field`, the control that it speaks of.
    `controls`, where it is there, says what the form has to show.
    """
    settled = None
    try:
        settled = form.settle(given, edited, before)
        reading = form.understand(settled)
        counted = reading.count()
    except CountError as error:
        refused = {
            "ok": False,
            "error": say(language, error.template, **error.values),
            "field": field_of(error, settled, edited),
        }
        if settled and edited in (None, "framework", "layer"):
            refused["controls"] = controls(settled, language)
        return refused
    return {
        "ok": True,
        "total": str(counted.total),
        "controls": controls(reading.shown, language),
        "address": reading.address,
        "spoken": spoken(reading, counted, language),
        "html": result(reading, counted, language, compact, site),
    }


def controls(what, language):
    """The form's fields, and what else depends on the layer."""
    return {
        "fields": what.fields,
        "layers": what.layers,
        "whole": what.whole,
        "input_label": label_of(BY_NAME["input_shape"], language, what),
    }


def spoken(reading, counted, language):
    values = {"code": reading.code, "total": f"{counted.total:,}"}
    if reading.input_shape is None:
        return say(language, "{code}: {total} parameters.", **values)
    return say(
        language,
        "{code} on an input of shape {shape}: {total} parameters.",
        shape=shown(reading.input_shape),
        **values,
    )


def field_of(error, settled, edited):
    """The control that an error speaks of: the line, or one whose name it says."""
    if hasattr(error, "field"):
        return error.field
    fields = settled.fields if settled else {}
    shape = "input_shape" if "input_shape" in fields else "code"
    if "input" in error.template or "number of features" in error.template:
        return shape
    if "code" in fields:
        return "code"
    said = [str(error.values.get("argument")), *re.findall(r"\w+", error.template)]
    named = (word for word in said if word in fields and BY_NAME[word].is_argument)
    return next(named, shape)
