"""What counting a program gives: its models, layer by layer, and what it printed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..counting import Count, Weight
from ..types import Any, Output
from .symbols import named

TRAINED = 10**9  # a model that is trained is meant more than one that is shown


@dataclass(frozen=True)
class LayerCount:
    """One layer of a model, as the framework's own table lists it.

    Shapes have None for the batch axis; several inputs or outputs are a list of
    shapes, and None is a shape that the program does not tell. `count` holds the
    weights that are counted here; `tied` names those that an earlier layer has
    counted already. `code` is the call as the program writes it, `line` its
    line; `shared` says that the layer is used more than once.

    Of a layer found in printed output, `notes` (pasted.Note) say how, and `others`
    (pasted.Reading) are the other calls that fit; `short` says that its parameters,
    or some, were not printed.
    """

    name: str
    kind: str
    input_shape: Output | None
    output_shape: Output | None
    count: Count
    code: str = ""
    line: int | None = None
    trainable: bool = True
    shared: bool = False
    tied: tuple[str, ...] = ()
    layers: "tuple[LayerCount, ...]" = ()
    notes: tuple[Any, ...] = ()
    others: tuple[Any, ...] = ()
    short: bool = False

    @property
    def total(self) -> int:
        return self.count.total


@dataclass(frozen=True)
class UnknownSize:
    """A size, or a condition, that only data would tell.

    `name` stands for it in the formula; `code` is how the program writes it, at
    `line`, and it comes from `origin`, at `origin_line`. Of what is `wanted`, such as
    how many layers there are, no formula tells: only its number does; of a `switch`,
    only True or False.
    """

    name: str
    line: int | None
    code: str = ""
    origin: str = ""
    origin_line: int | None = None
    wanted: bool = False
    switch: bool = False


@dataclass(frozen=True)
class Model:
    """One model: its layers in the framework's order, and its distinct weights.

    `weights` has each stored tensor once, however often layers share it.
    `input_shapes` are the shapes that the model was understood to read, with the
    batch axis. `meant` grows each time the program compiles, trains, prints or
    summarises the model: the model with the greatest is most likely meant, but for one
    that is `part` of another, which is meant as much. `joined` are several models that
    are trained together, counted as one. `table`
    is the framework's own, as text, where it has one: `drawn` when it is asked for.
    `doubts` are what would tell whether all layers belong to it; `unbuilt` says that
    they have no weights yet, `whole` that whatever the program lacks is not in it.
    """

    name: str
    kind: str
    layers: tuple[LayerCount, ...]
    weights: tuple[Weight, ...]
    input_shapes: tuple[Output, ...] = ()
    output_shapes: tuple[Output, ...] = ()
    code: str = ""
    line: int | None = None
    meant: int = 0
    drawn: Callable[[], str] = str
    doubts: tuple[UnknownSize, ...] = ()
    unbuilt: bool = False
    part: bool = False
    joined: bool = False
    whole: bool = False

    @property
    def trained(self) -> bool:
        return self.meant >= 2 * TRAINED

    @cached_property
    def table(self) -> str:
        return self.drawn()

    @cached_property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)

    @cached_property
    def trainable(self) -> int:
        return sum(weight.size for weight in self.weights if weight.trainable)

    @property
    def non_trainable(self) -> int:
        return self.total - self.trainable


@dataclass(frozen=True)
class Ignored:
    """A line of the program that was not run as written, since it needs data,
    files or a library that is not here. `what` names it: a module, a function."""

    line: int
    what: str


@dataclass(frozen=True)
class Skipped:
    """A line that could not run here, and why (a CountError)."""

    line: int
    why: Exception


@dataclass(frozen=True)
class ModelCount:
    """The models of a program in the order in which they were built.

    What is asked of the answer itself, such as `.layers` or `.total`, is that of
    `.model`: what the program trains, or else the model that it used last, or built
    last.

    `notes` (pasted.Note) say what was left out of a pasted transcript, or what was
    found in printed output: that may be `short` of parameters, or `doubtful`, as the
    notes say. `missing` names the calls that give whole models which are not known
    here, so that their parameters are in no total; `source` is the program that was
    run, None if what was pasted is no program but what one prints. Of a model that was
    `saved`, it is the program, or the listing of tensors, that says the same.
    """

    framework: str
    models: tuple[Model, ...]
    printed: str = ""
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[Any, ...] = ()
    source: str | None = None
    lost: tuple[Ignored, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sizes: tuple[UnknownSize, ...] = ()
    era: str = ""
    changes: tuple[Ignored, ...] = ()
    doubtful: bool = False
    short: bool = False
    unsure: bool = False  # its sizes depend on numbers that stand for letters
    saved: bool = False
    split: bool = True  # is it known which weights are trained?

    @property
    def model(self) -> Model:
        def rank(number: int) -> tuple[int, bool, int, int]:
            each = self.models[number]
            level = max(each.meant // TRAINED, 1)
            return level, not each.part, each.meant, number

        return self.models[max(range(len(self.models)), key=rank)]

    @property
    def choice(self) -> str:
        """Why it is this one, where there are several models."""
        main = self.model
        trained = [each for each in self.models if each.trained and not each.part]
        if main.joined:
            return (
                "The program builds {number} models; counted is {name}, which it "
                "trains together."
            )
        if main.trained and any(each is not main for each in trained):
            return (
                "The program builds {number} models and trains several; counted is "
                "{name}, which it trains last."
            )
        if main.trained:
            return (
                "The program builds {number} models; counted is {name}, "
                "which it trains."
            )
        if main.meant:
            return (
                "The program builds {number} models; counted is {name}, which it uses "
                "last: it compiles, prints or saves it."
            )
        return (
            "The program builds {number} models; counted is {name}, which it "
            "builds last."
        )

    @property
    def layers(self) -> tuple[LayerCount, ...]:
        return self.model.layers

    @property
    def total(self) -> int | None:
        """None where what is not known decides it."""
        total = self.model.total
        return None if self.unknown or self.doubtful or self.unsure else int(total)

    @property
    def missing(self) -> tuple[Ignored, ...]:
        """What may be layers of this very model, and is not known here."""
        return () if self.model.whole else tuple(dict.fromkeys(self.lost))

    @property
    def incomplete(self) -> bool:
        """Are layers missing from the total?"""
        return bool(self.missing) or self.short or self.model.unbuilt

    @property
    def unknown(self) -> tuple[UnknownSize, ...]:
        """The sizes in the total that are not known, and the conditions."""
        names = getattr(self.model.total, "names", ())
        text = " ".join(names)
        sizes = [each for each in self.sizes if not each.wanted]
        found = tuple(each for each in sizes if each.name in names)
        found += tuple(
            each
            for each in sizes
            if each not in found and re.search(rf"\b{each.name}\b", text)
        )
        return found + self.wanted + self.model.doubts

    @property
    def wanted(self) -> tuple[UnknownSize, ...]:
        """What would tell of a part that is missing how large it is."""
        return tuple(each for each in self.sizes if each.wanted and self.missing)

    @property
    def formula(self) -> str | None:
        """The total, with a letter for each unknown size; None where a condition that
        is not known decides it, too."""
        open_ = self.unsure or self.wanted or self.model.doubts
        return None if open_ else getattr(self.model.total, "formula", None)

    @property
    def trainable(self) -> int:
        known = self.split and not (self.wanted or self.model.doubts)
        return self.model.trainable if known else named("?", 0)

    @property
    def non_trainable(self) -> int:
        known = self.split and not (self.wanted or self.model.doubts)
        return self.model.non_trainable if known else named("?", 0)

    @property
    def input_shapes(self) -> tuple[Output, ...]:
        return self.model.input_shapes

    @property
    def output_shapes(self) -> tuple[Output, ...]:
        return self.model.output_shapes
