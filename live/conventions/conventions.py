"""Who counts how: each framework's simple RNN, LSTM and GRU for the same n and m."""

from dataclasses import dataclass

from ..form import form
from ..shared.layers import FRAMEWORKS
from ..shared.markup import code, tag
from ..shared.versions import titled, version
from ..shared.words import html

KINDS = {"SimpleRNN": "Simple RNN", "LSTM": "LSTM", "GRU": "GRU"}


@dataclass(frozen=True)
class Convention:
    """A framework with its defaults, or with one option that changes a count.

    `kinds` are the layers that this is about.
    """

    framework: str
    option: str = ""
    text: str = ""
    kinds: tuple[str, ...] = tuple(KINDS)

    @property
    def name(self):
        """How an address or a control calls it."""
        return f"{self.framework} {self.option}={self.text}".removesuffix(" =")

    @property
    def written(self):
        """The option as it is written; "" for the framework's defaults."""
        if self.option == "inputs":
            return self.text.replace(",", ", ")
        return f"{self.option}={self.text}" if self.option else ""

    @property
    def words(self):
        """Keras 3.15.1 reset_after=False"""
        return f"{titled(self.framework)} {self.written}".rstrip()

    @property
    def plain(self):
        """Keras reset_after=False, without a version."""
        return f"{FRAMEWORKS[self.framework].title} {self.written}".rstrip()

    @property
    def title(self):
        """The same as HTML, in lines that fit a narrow column."""
        named = tag('<b>{}</b> <span class="gc-version">{}</span>')(
            FRAMEWORKS[self.framework].title, version(self.framework)
        )
        return named + " " + code(self.written) if self.option else named

    def layer(self, kind):
        """The layer of this kind, None where there is none."""
        layers = FRAMEWORKS[self.framework].layers if kind in self.kinds else ()
        return next((layer for layer in layers if layer.kind == kind), None)

    def reading(self, kind, n, m):
        """The layer of this kind with n features and m units."""
        layer = self.layer(kind)
        fields = {"framework": self.framework, "layer": layer.name}
        fields |= {"input_size": str(n), "units": str(m)}  # read by their meaning
        return form.read(fields | ({self.option: self.text} if self.option else {}))

    def family(self, kind):
        """The function (n, m) -> Count that gatecount.teaching.inverse asks."""
        return lambda n, m: self.reading(kind, n, m).count()


CONVENTIONS = (
    Convention("keras"),
    Convention("keras", "reset_after", "False", ("GRU",)),
    Convention("keras", "use_bias", "False"),
    Convention("torch"),
    Convention("torch", "bias", "False"),
    Convention("flax.linen"),
    Convention("flax.nnx"),
    Convention("equinox"),
    Convention("onnx", "inputs", "X,W,R"),
    Convention("onnx", "inputs", "X,W,R,B"),
    Convention("onnx", "inputs", "X,W,R,B,P", ("LSTM",)),
    Convention("paddle"),
    Convention("mindspore"),
    Convention("haiku"),
    Convention("haiku", "double_bias", "False", ("SimpleRNN",)),
    Convention("mlx"),
)
BY_NAME = {each.name: each for each in CONVENTIONS}


def link(reading, base, inside):
    """A link to the calculator, at `base`, with this very layer.

    The texts are names and whole numbers, which an address takes as they are.
    """
    query = "&".join(f"{name}={text}" for name, text in reading.address.items())
    return tag('<a href="{}?{}#calculator" data-open>{}</a>')(base, query, inside)


def linked(reading, base):
    return link(reading, base, code(reading.code))


def strong(counted):
    """The number of parameters, as a script finds it."""
    return tag('<strong data-count="{0}">{0:,}</strong>')(counted.total)


def why(counted, language):
    """What makes the count differ, in few words, read off the weights."""
    [cell] = counted.cells
    vectors = {gate: cell.rows("bias", gate) for gate in cell.gates}
    least, most = min(vectors.values()), max(vectors.values())
    if least != most:
        more = ", ".join(gate for gate in vectors if vectors[gate] == most)
        said = html(
            language,
            "one bias; {gate} has two",
            gate=tag('<span class="gc-chip gate-{0}">{0}</span>')(more),
        )
    else:
        said = html(language, ("no bias", "one bias", "two biases")[most])
    if any(cell.rows("peephole", gate) for gate in cell.gates):
        said += html(language, ", and peepholes")
    return said
