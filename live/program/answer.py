"""The answer about a program, as HTML in the page's language.

One table for each model; what opens under a layer is handed over apart, since a
large model has much of it and a reader opens little.
"""

import re
from dataclasses import replace

from gatecount.program.files import absent

from ..shared.markup import code, join, shown, tag
from ..shared.words import html, say
from .tables import Tables, kind, written

# The lines below Keras' table of a model that is trained: the first holds the last.
WHOLE = re.compile(r"^ *Total params: ([\d,]+)", re.M)
KEPT = re.compile(r"^ *Optimizer params: ([\d,]+)", re.M)
CHOSEN = 10**12  # what a reader chooses is meant more than all: see Model.meant
MOST_SHOWN = 100_000  # characters of what a program prints, on the page
MISSING = tag('<p class="gc-missing">{}{}</p>')


class Answer(Tables):
    """One answer, as it is written, with what opens in its tables."""

    def __init__(self, counted, language, chosen=None):
        """`chosen` is the number of the model that is meant, if a reader says so."""
        models = counted.models
        self.chosen = chosen is not None and 0 <= chosen < len(models)
        if self.chosen:
            meant = replace(models[chosen], meant=CHOSEN)
            models = (*models[:chosen], meant, *models[chosen + 1 :])
            # Of a saved model it is only in doubt which part is meant.
            doubtful = counted.doubtful and not counted.saved
            counted = replace(counted, models=models, doubtful=doubtful)
        super().__init__(language)
        self.counted = counted

    def html(self):
        main = self.counted.model
        others = [model for model in self.counted.models if model is not main]
        return (
            self.headline(main)
            + self.models()
            + self.unknown()
            + self.missing()
            + self.era()
            + self.skipped()
            + self.pasted()
            + self.table(main.name, main.layers, main)
            + join(map(self.other, others))
            + self.ignored()
            + self.printed()
        )

    def spoken(self):
        main, unclear = self.counted.model, self.counted.total is None
        return say(
            self.language,
            "{name}: {total} parameters in all. Layers: {layers}.",
            name=main.name,
            total=self.counted.formula or ("?" if unclear else f"{main.total:,}"),
            layers=len(main.layers),
        )

    def headline(self, model):
        total, known = written(model.total), self.counted.total
        if known is None and not (self.counted.formula or self.counted.wanted):
            total = "?"  # what stands in the table is one of the cases
        data = "" if known is None else known
        strong = tag('<strong data-total="{}" style="--length:{}">{}</strong>')
        strong = strong(data, len(total), total)
        inputs = [code(shown(shape)) for shape in model.input_shapes]
        parts = [
            self.say("trainable {number}", number=written(self.counted.trainable)),
            self.say(
                "not trainable {number}", number=written(self.counted.non_trainable)
            ),
        ]
        if inputs:
            parts.insert(0, self.say("input {shapes}", shapes=tag(", ").join(inputs)))
        head = tag('<p class="gc-code">{} {}{}</p>')(
            code(model.name), kind(model), self.place(model)
        )
        sentence = "{total} parameters"
        if self.counted.incomplete:
            sentence = "{total} parameters, and more: incomplete"
        elif known is None:
            sentence = "Not known: {total} parameters"
        return tag('{}<p class="gc-total">{}</p><p class="gc-output">{}</p>')(
            head * bool(model.kind),
            self.say(sentence, total=strong),
            tag(" · ").join(parts),
        )

    def models(self):
        """All models with their totals, which one is counted and why; the page lets
        the reader choose another."""
        models, main = self.counted.models, self.counted.model
        if len(models) < 2:
            return ""
        if self.counted.saved:
            text = "Counted is {name}."
        elif self.chosen:
            text = "The program builds {number} models; counted is {name}, as chosen."
        else:
            text = self.counted.choice
        number = sum(not each.joined for each in models)
        said = self.say(text, number=number, name=code(main.name))
        button = tag(
            '<button type="button" class="gc-choice" data-model="{}" '
            'aria-pressed="{}">{} {} {}</button>'
        )
        buttons = join(
            button(number, pressed, code(each.name), kind(each), written(each.total))
            for number, each in enumerate(models)
            for pressed in ("true" if each is main else "false",)
        )
        label = self.say("Models of the program")
        return tag(
            '<p class="gc-which">{}</p>'
            '<div class="gc-choices" role="group" aria-label="{}">{}</div>'
        )(said, label, buttons)

    def unknown(self):
        """The sizes that only data would tell, with what they are in the program."""
        sentences = []
        for each in self.counted.unknown:
            text = "{name} is {code}; it comes from {origin}, which is not here."
            if each.code == each.name:
                text = "{name} comes from {origin}, which is not here."
            if each.name == "?":
                text = "Which layers there are depends on {code}, which is not here."
            said = self.say(
                text,
                name=code(each.name),
                code=code(each.code),
                origin=code(each.origin),
            )
            sentences.append(MISSING(said, self.place(each)))
        return join(sentences)

    def era(self):
        """For which version the program was written, and what is otherwise today."""
        if not self.counted.era:
            return ""
        text = "Counted as in {era}, for which it is written. Different today: {number}"
        changes = self.counted.changes
        label = self.say(text, era=self.counted.era, number=len(changes))
        return self.listed(label, ((code(each.what), each) for each in changes))

    def skipped(self):
        """The lines that could not run here, each with its reason."""
        if not self.counted.skipped:
            return ""
        label = self.say(
            "Lines that could not run here, and were passed over: {number}",
            number=len(self.counted.skipped),
        )
        items = (
            (say(self.language, each.why.template, **each.why.values), each)
            for each in self.counted.skipped
        )
        return self.listed(label, items)

    def listed(self, label, items):
        item = tag("<li>{}{}</li>")
        rows = join(item(text, self.place(each)) for text, each in items)
        return tag(
            '<details class="gc-ignored"><summary>{}</summary><ul>{}</ul></details>'
        )(label, rows)

    def other(self, model):
        said = self.say("{total} parameters", total=written(model.total))
        table = self.table(model.name, model.layers, model)
        return tag('<details class="gc-model"><summary>{} {}</summary>{}</details>')(
            code(model.name), said, table
        )

    def pasted(self):
        """What was made of a transcript, or of printed output."""
        notes = [self.note(each) for each in self.counted.notes]
        tidy = ""
        if self.counted.saved:
            text = "This is a saved model: its names and shapes are read, no numbers."
            notes.insert(0, tag("<p>{}</p>")(self.say(text)))
        elif self.counted.source is None:
            text = "This is not a program but what one prints. These layers fit it."
            notes.insert(0, tag("<p>{}</p>")(self.say(text)))
        elif notes:
            tidy = tag(
                '<p><button type="button" class="md-button" data-plain>{}</button></p>'
            )(self.say("Put the plain program into the editor"))
        if not notes:
            return ""
        return tag('<div class="gc-pasted">{}{}</div>')(join(notes), tidy)

    def missing(self):
        """Parts that are not in the number: first of all, that must be said."""
        text = (
            "{name} is not here, and may hold layers of its own: their parameters are "
            "missing from this total, which is incomplete."
        )
        said = join(
            MISSING(self.say(text, name=code(each.what)), self.place(each))
            for each in self.counted.missing
        )
        if files := self.adds():
            text = "If one of these is a file of your own, open it together: {files}."
            files = tag(", ").join(map(code, files))
            said += MISSING(self.say(text, files=files), "")
        return said

    def adds(self):
        """The files that may define what is missing."""
        files = [absent(each.what) for each in self.counted.missing]
        files += [each.why.values.get("file") for each in self.counted.skipped]
        return list(dict.fromkeys(filter(None, files)))

    def ignored(self):
        if not self.counted.ignored:
            return ""
        label = self.say(
            "Not run as written, since it does not change the count: {number}",
            number=len(self.counted.ignored),
        )
        items = ((code(each.what), each) for each in self.counted.ignored)
        return self.listed(label, items)

    def optimizer(self):
        """Why a table shows more than the model has, where it counts an optimizer."""
        text = self.counted.printed
        totals = {model.total for model in self.counted.models}
        said = []
        for last in KEPT.finditer(text):
            whole = [*WHOLE.finditer(text, 0, last.start())][-1:]
            if not whole:
                continue
            whole, kept = (int(each[1].replace(",", "")) for each in (*whole, last))
            if whole - kept in totals:
                said.append((whole, whole - kept, kept))
        text = (
            "The table says {whole} = {model} + {kept}: the {model} parameters of the "
            "model, and {kept} numbers of the optimizer's own, which training needs "
            "and the trained model does not."
        )
        return join(
            tag("<p>{}</p>")(
                self.say(text, whole=f"{whole:,}", model=f"{model:,}", kept=f"{kept:,}")
            )
            for whole, model, kept in dict.fromkeys(said)
        )

    def printed(self):
        return printed(self.counted.printed, self.language, self.optimizer())


def printed(text, language, before=""):
    """What a program prints, cut where it is very long; nothing where it is silent."""
    if not text:
        return ""
    cut = ""
    if len(text) > MOST_SHOWN:
        text, rest = text[:MOST_SHOWN], len(text) - MOST_SHOWN
        more = html(language, "… and {number} more characters", number=f"{rest:,}")
        cut = tag("<p>{}</p>")(more)
    return tag('<p class="gc-printed">{}</p>{}<pre tabindex="0">{}</pre>{}')(
        html(language, "What the program prints"), before, code(text), cut
    )


def plainly(output, language):
    """The answer about a program that builds no layers, and truly ran."""
    said = say(
        language, "This program builds no layers: it ran as plain Python, unchanged."
    )
    return {
        "ok": True,
        "total": "",
        "html": tag("<p>{}</p>{}")(said, printed(output, language)),
        "details": [],
        "spoken": said,
        "plain": None,
    }
