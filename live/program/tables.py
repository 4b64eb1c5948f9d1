"""The table of a model's layers, and what opens under each of them, as HTML."""

from html import escape

from ..calculator.result import derivation
from ..count.derivation import derive
from ..count.picture import picture
from ..count.tensors import tensors
from ..shared.markup import code, shown
from ..shared.words import html


class Tables:
    """The tables of one answer, a model's or a layer's; `details` grows on the way."""

    def __init__(self, language):
        self.language = language
        self.details = []

    def say(self, template, **values):
        return html(self.language, template, **values)

    def table(self, name, layers, counted):
        """Layers with the totals of `counted`, a model or what a layer holds."""
        heads = "".join(
            f'<th scope="col"{css}>{self.say(head)}</th>'
            for head, css in (
                ("Layer", ""),
                ("Output shape", ""),
                ("Parameters", ' class="gc-number"'),
                ("Trainable", ' class="gc-trained"'),
            )
        )
        # Where all are trained, a narrow screen needs no column for it.
        simple = " gc-all" * (not counted.non_trainable)
        # Rows that may not be there add up to one of the cases.
        open_ = bool(getattr(counted, "doubts", ()))
        total = "?" if open_ else written(counted.total)
        trained = "?" if open_ else self.trained(counted)
        return (
            '<div class="gc-scroll" tabindex="0" role="group" '
            f'aria-label="{self.say("Layers of {name}", name=escape(name))}">'
            f'<table class="gc-table gc-layers{simple}"><thead><tr>{heads}</tr></thead>'
            f"{''.join(map(self.row, layers))}"
            f'<tfoot><tr><th scope="row" colspan="2">{self.say("Total")}</th>'
            f'<td class="gc-number">{total}</td>'
            f'<td class="gc-trained">{trained}</td></tr></tfoot>'
            "</table></div>"
        )

    def row(self, layer):
        """A layer's own row, and the one that opens into where its number is from."""
        call = code(" ".join(layer.code.split())) if layer.code else ""
        opens = layer.layers or layer.count.weights or layer.tied or layer.shared
        opens = opens or layer.notes
        if opens:
            label = call or self.say("Where this comes from")
            call = (
                f"<details><summary>{label}</summary>"
                f"{self.later(self.detail(layer))}</details>"
            )
        return (
            f'<tbody><tr><th scope="row">{code(layer.name)}<br>{kind(layer)}</th>'
            f"<td>{shapes(layer.output_shape)}</td>"
            f'<td class="gc-number">{"?" if layer.short else written(layer.total)}</td>'
            f'<td class="gc-trained">{self.trained(layer.count)}</td></tr>'
            f'<tr class="gc-more"><td colspan="4"><div>{call}{self.place(layer)}</div>'
            "</td></tr></tbody>"
        )

    def trained(self, counted):
        """How many are trained, in a word where it is all or none."""
        if not counted.total:
            return "–"
        if counted.trainable == counted.total:
            return self.say("all")
        return written(counted.trainable) if counted.trainable else self.say("none")

    def later(self, text):
        """A place for what is set when the reader opens it."""
        if text not in self.details:
            self.details.append(text)
        return f'<div data-detail="{self.details.index(text)}"></div>'

    def detail(self, layer):
        notes = []
        if layer.shared:
            notes.append(
                self.say(
                    "The program uses this layer more than once; its parameters count "
                    "once."
                )
            )
        if layer.tied:
            notes.append(
                self.say(
                    "{names}: the same tensor as in a layer above, counted there.",
                    names=", ".join(map(code, layer.tied)),
                )
            )
        text = "".join(f"<p>{note}</p>" for note in notes)
        text += "".join(map(self.note, layer.notes)) + self.others(layer)
        if layer.layers:
            return text + self.table(layer.name, layer.layers, layer.count)
        return text + weights(layer.count, self.language)

    def others(self, layer):
        """The other calls that give the same numbers."""
        if not layer.others:
            return ""
        items = "".join(
            f"<li>{code(each.code)}"
            + (f" {code(shown(each.input_shape))}" if each.input_shape else "")
            + "</li>"
            for each in layer.others
        )
        label = self.say("The same numbers come from")
        return f"<p>{label}</p><ul>{items}</ul>"

    def place(self, part):
        """A button that leads to the line of the program."""
        if not part.line:
            return ""
        return (
            f' <button type="button" class="gc-line" data-line="{part.line}">'
            f"{self.say('line {line}', line=part.line)}</button>"
        )

    def note(self, note):
        values = {name: escape(str(each)) for name, each in note.values.items()}
        return f"<p>{self.say(note.template, **values)}</p>"


def written(number):
    """A number; a formula where letters stand for sizes that are not known."""
    formula = getattr(number, "formula", None)
    return escape(formula).replace(" x ", " × ") if formula else f"{number:,}"


def kind(part):
    return f'<span class="gc-kind">{escape(part.kind)}</span>'


def shapes(shape):
    """One shape in a line of its own, so that several of them fit a phone."""
    several = shape if isinstance(shape, list) else [shape]
    return "<br>".join(code(shown(each)) for each in several)


def weights(counted, language):
    """Derivation, tensors and picture of a layer that has weights."""
    if not counted.weights:
        return ""
    return (
        derivation(derive(counted), language)
        + tensors(counted, language)
        + picture(counted, language)
    )
