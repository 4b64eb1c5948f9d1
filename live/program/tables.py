"""The table of a model's layers, and what opens under each of them, as HTML."""

from ..calculator.result import derivation
from ..count.derivation import derive
from ..count.picture import picture
from ..count.tensors import tensors
from ..shared.markup import code, join, shown, tag
from ..shared.table import NUMBER, table
from ..shared.words import html

COLUMNS = (
    ("Layer", ""),
    ("Output shape", ""),
    ("Parameters", NUMBER),
    ("Trainable", tag(' class="gc-trained"')),
)


class Tables:
    """The tables of one answer, a model's or a layer's; `details` grows on the way."""

    def __init__(self, language):
        self.language = language
        self.details = []

    def say(self, template, **values):
        return html(self.language, template, **values)

    def table(self, name, layers, counted):
        """Layers with the totals of `counted`, a model or what a layer holds."""
        # Where all are trained, a narrow screen needs no column for it.
        simple = " gc-layers" + " gc-all" * (not counted.non_trainable)
        # Rows that may not be there add up to one of the cases.
        open_ = bool(getattr(counted, "doubts", ()))
        total = "?" if open_ else written(counted.total)
        trained = "?" if open_ else self.trained(counted)
        rows = tag(
            '{}<tfoot><tr><th scope="row" colspan="2">{}</th><td class="gc-number">{}'
            '</td><td class="gc-trained">{}</td></tr></tfoot>'
        )(join(map(self.row, layers)), self.say("Total"), total, trained)
        label = self.say("Layers of {name}", name=name)
        return table(label, COLUMNS, rows, self.language, simple)

    def row(self, layer):
        """A layer's own row, and the one that opens into where its number is from."""
        call = code(" ".join(layer.code.split())) if layer.code else ""
        opens = layer.layers or layer.count.weights or layer.tied or layer.shared
        opens = opens or layer.notes
        if opens:
            label = call or self.say("Where this comes from")
            call = tag("<details><summary>{}</summary>{}</details>")(
                label, self.later(self.detail(layer))
            )
        return tag(
            '<tbody><tr><th scope="row">{}<br>{}</th><td>{}</td>'
            '<td class="gc-number">{}</td><td class="gc-trained">{}</td></tr>'
            '<tr class="gc-more"><td colspan="4"><div>{}{}</div></td></tr></tbody>'
        )(
            code(layer.name),
            kind(layer),
            shapes(layer.output_shape),
            "?" if layer.short else written(layer.total),
            self.trained(layer.count),
            call,
            self.place(layer),
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
        return tag('<div data-detail="{}"></div>')(self.details.index(text))

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
                    names=tag(", ").join(map(code, layer.tied)),
                )
            )
        text = join(tag("<p>{}</p>")(note) for note in notes)
        text += join(map(self.note, layer.notes)) + self.others(layer)
        if layer.layers:
            return text + self.table(layer.name, layer.layers, layer.count)
        return text + weights(layer.count, self.language)

    def others(self, layer):
        """The other calls that give the same numbers."""
        if not layer.others:
            return ""
        item, label = tag("<li>{}{}</li>"), self.say("The same numbers come from")
        items = join(
            item(code(each.code), " " + code(shown(each.input_shape)))
            if each.input_shape
            else item(code(each.code), "")
            for each in layer.others
        )
        return tag("<p>{}</p><ul>{}</ul>")(label, items)

    def place(self, part):
        """A button that leads to the line of the program."""
        if not part.line:
            return ""
        return tag(' <button type="button" class="gc-line" data-line="{}">{}</button>')(
            part.line, self.say("line {line}", line=part.line)
        )

    def note(self, note):
        return tag("<p>{}</p>")(self.say(note.template, **note.values))


def written(number):
    """A number; a formula where letters stand for sizes that are not known."""
    formula = getattr(number, "formula", None)
    return formula.replace(" x ", " × ") if formula else f"{number:,}"


def kind(part):
    return tag('<span class="gc-kind">{}</span>')(part.kind)


def shapes(shape):
    """One shape in a line of its own, so that several of them fit a phone."""
    several = shape if isinstance(shape, list) else [shape]
    return tag("<br>").join(code(shown(each)) for each in several)


def weights(counted, language):
    """Derivation, tensors and picture of a layer that has weights."""
    if not counted.weights:
        return ""
    return (
        derivation(derive(counted), language)
        + tensors(counted, language)
        + picture(counted, language)
    )
