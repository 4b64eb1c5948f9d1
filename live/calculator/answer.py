"""The answer to what a reader typed, in the page's language."""

import re

from gatecount import CountError, count

from ..form import form
from ..form.controls import AXES, BY_NAME, label_of
from ..shared.layers import FRAMEWORKS, SEQUENCE
from ..shared.markup import shown
from ..shared.words import joined, say
from .refusal import cut, refusal
from .result import result


def answer(
    given,
    language,
    compact=False,
    edited=None,
    before=None,
    site=None,
    memory=None,
):
    """What to show for the texts `given`, by the name of their control.

    `edited` is the control that the reader changed, None for an address, and
    `before` the fields that were shown before, with the `memory` that came with
    them; `site` is that of citing.py. With a count come `total`, `html`, `spoken`
    and `address`, the texts that bring it back; without one `error`, a sentence,
    `field`, the control that it speaks of, and `meant`, a line of code that is near.
    `controls`, where it is there, says what the form has to show.
    """
    settled = None
    try:
        settled = form.settle(given, edited, before, memory)
        reading = form.understand(settled)
        counted = reading.count()
    except CountError as error:
        line = settled.fields.get("code", "") if settled else ""
        framework = settled.framework if settled else ""
        refused = {
            "ok": False,
            "field": field_of(error, settled, edited),
        } | refusal(error, language, framework, line)
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
        "memory": what.memory,
        "note": note(what, language),
    }


def note(what, language):
    """What the form says besides: what another framework had, what is left open."""
    framework, layer = FRAMEWORKS[what.framework].title, what.layer
    sentences = []
    if what.instead:
        sentences.append(
            say(
                language,
                "{framework} has nothing like {wanted}: this is {layer}. Change back, "
                "and {wanted} returns.",
                framework=framework,
                wanted=cut(what.instead),
                layer=layer.name,
            )
        )
    elif what.dropped:
        sentences.append(
            say(
                language,
                "A single {layer} of {framework} cannot express {settings}: this is "
                "the count without. Change back, and it returns.",
                layer=layer.name,
                framework=framework,
                settings=", ".join(what.dropped),
            )
        )
    shape = what.fields.get("input_shape", "")
    if layer and layer.axes == SEQUENCE and shape.startswith("None,"):
        sentences.append(
            say(
                language,
                "{n} features; the number of time steps is left open (None). The "
                "count does not depend on it.",
                n=shape.removeprefix("None,"),
            )
        )
    return joined(language, *sentences)


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
    said = [str(error.values.get("argument")), *re.findall(r"\w+", error.template)]
    if "input" in error.template or "number of features" in error.template:
        return shape
    if "code" in fields:
        return shape if stands(settled) else "code"
    named = (word for word in said if word in fields and BY_NAME[word].is_argument)
    return next(named, shape)


def stands(settled):
    """Whether the line counts on a usual input, so that its own is what is refused."""
    axes = settled.layer.axes if settled.layer else ()
    usual = tuple(int(AXES[axis][1]) for axis in axes)
    try:
        count(settled.fields["code"], settled.framework, usual)
    except CountError:
        return False
    return bool(axes)
