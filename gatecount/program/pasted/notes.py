"""A sentence about what was pasted, before its values are put in."""

from dataclasses import dataclass, field

from ...types import Value


@dataclass(frozen=True)
class Note:
    """`template` is the English sentence, the key of its translation; `lines`
    are the lines that it is about, counted from 1."""

    template: str
    lines: tuple[int, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)

    line = property(lambda self: self.lines[0] if self.lines else None)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def note(template: str, lines: Value = (), **values: Value) -> Value:
    """What is said of these lines; large numbers with separators, as everywhere."""
    said = {
        name: f"{each:,}" if isinstance(each, int) else each
        for name, each in values.items()
    }
    return Note(template, tuple(lines), said)
