"""`pandas`: tables of which only the columns that the program names are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...types import Routine, Value
from ..session import Session, current
from ..stand_ins import StandIn
from ..unknown import Answer, Unknown, is_open, written
from .array import METHODS, Array, Data
from .other import Placeholder

ASKING = "isnull isna notnull notna isin between duplicated".split()
MASK = re.compile(  # what picks rows, in its text
    rf" (?:==|!=|[<>]=?|[&|]) |^~|\.(?:{'|'.join(ASKING)})\([^()]*\)$"
)


class Table(Array):
    """A DataFrame: (rows, columns). A Series is an Array of one axis.

    `_names` are those of its columns, None where they are not known.
    """

    def __init__(
        self,
        shape: Value,
        names: Value = None,
        text: Value = "DataFrame",
        line: Value = None,
    ) -> None:
        super().__init__(shape, None, text, line)
        self._names = names
        self._doubts = list(current().doubts)

    kind = property(lambda self: Data)
    values = property(lambda self: Array(self.shape, None, self.text, self.line))

    @property
    def columns(self) -> Array:
        return Array(self.shape[1:], "object", f"{self.text}.columns", self.line)

    @columns.setter
    def columns(self, names: Value) -> None:
        self._become(listed(names))

    @property
    def index(self) -> Value:
        return Array(self.shape[:1], "object", f"{self.text}.index", self.line)

    @index.setter
    def index(self, names: Value) -> None:
        pass

    loc = property(lambda self: Labels(self))
    iloc = property(lambda self: Places(self))

    def _become(self, names: Value) -> None:
        """It has these columns from here on; None: nobody knows how many. Nor does
        anybody where the line may not run that changes it."""
        if self._doubts != current().doubts:
            names = None
        size = Unknown(f"{self.text}.shape[1]") if names is None else len(names)
        self._names, self.shape = names, (self.shape[0], size)

    def _made(
        self,
        columns: Unknown | int,
        names: Value = None,
        rows: Unknown | bool | None = None,
        text: str | None = None,
    ) -> Table:
        rows = self.shape[0] if rows is None else rows
        return Table((rows, columns), names, text or self.text, self.line)

    def _copied(self, rows: Value = False) -> Value:
        """The same columns; other rows, if the program picks some."""
        rows = Unknown(f"len({self.text})", self.line) if rows else None
        return self._made(self.shape[1], self._names and [*self._names], rows)

    def _changed(
        self, names: Value, inplace: bool = False, text: str | None = None
    ) -> Value:
        """With these columns; None, if the table itself is changed."""
        if inplace is not False:
            return self._become(names)
        size = len(names) if names is not None else Unknown(f"{text}.shape[1]")
        return self._made(size, names, text=text)

    def _with(self, added: Value) -> list[int | str] | None:
        """Its columns and these; None, if either are not known."""
        if self._names is None or added is None:
            return None
        return [*dict.fromkeys([*self._names, *added])]

    def _without(self, gone: Value) -> Value:
        known = self._names is not None and gone is not None
        return [each for each in self._names if each not in gone] if known else None

    def __getattr__(self, name: Value) -> Value:
        if name in KEPT:
            return lambda *values, inplace=False, **named: (
                None if inplace is not False else self._copied(name in FEWER)
            )
        if name in ("to_numpy", "as_matrix"):
            return lambda columns=None, **named: (
                self[columns].values if isinstance(columns, list) else self.values
            )
        if name in CHANGING:
            text = f"{self.text}.{name}(…)"
            return lambda *values, **named: CHANGING[name](self, text, *values, **named)
        if self.__dict__.get("_names") is not None and name in self._names:
            return self[name]
        return super().__getattr__(name)

    def __getitem__(self, key: Value) -> Value:
        text = f"{self.text}[{written(key)}]"
        if isinstance(key, (str, int)) and not isinstance(key, bool):
            return Array(self.shape[:1], None, text, self.line)
        if isinstance(key, slice):
            if isinstance(key.start, str) or isinstance(key.stop, str):
                return self._copied(rows=True)
            rows = super().__getitem__(key).shape[0]
            return self._made(self.shape[1], self._names, rows, text)
        if is_mask(key):
            return self._copied(rows=True)
        names = listed(key) if isinstance(key, (list, Array)) else None
        return self._changed(names, text=text)

    def __setitem__(self, key: Value, value: Value) -> None:
        if not is_mask(key):
            self._become(self._with(labels(key)))

    def __delitem__(self, key: Value) -> None:
        self._become(self._without(labels(key)))

    def __iter__(self) -> Iterator[Value]:
        yield Data(f"{self.text}.columns[…]", self.line, each=True)


def listed(names: Value) -> Value:
    """A row of names whose length is known, or None."""
    if isinstance(names, Array) and len(names.shape) == 1:
        size = names.shape[0]
        return [object() for _ in range(size)] if type(size) is int else None
    known = isinstance(names, (list, tuple)) and not is_open(names)
    return list(names) if known else None


def labels(key: Value) -> Value:
    """The columns that a label or a row of them names; None, if that is not known."""
    key = [key] if isinstance(key, (str, int)) else key
    names = listed(key) if isinstance(key, (list, tuple)) else None
    plain = names is not None and all(isinstance(each, (str, int)) for each in names)
    return names if plain else None


def is_mask(key: Value) -> Value:
    """Does it pick rows, one by one?"""
    if isinstance(key, Array):
        return key.dtype == "bool"
    if isinstance(key, list):
        return bool(key) and all(isinstance(each, bool) for each in key)
    unknown = isinstance(key, Unknown)
    return isinstance(key, Answer) or (unknown and bool(MASK.search(key.text)))


class Places:
    """`iloc`: by number, as an array is."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __getitem__(self, key: Value) -> Value:
        text = f"{self.table.text}.iloc[{written(key)}]"
        made = Array.__getitem__(self.table, key)
        if len(getattr(made, "shape", None) or ()) == 2:
            return self.table._made(made.shape[1], rows=made.shape[0], text=text)
        return made

    def __setitem__(self, key: Value, value: Value) -> None:
        pass


class Labels(Places):
    """`loc`: by name; both ends of a slice belong to it."""

    def __getitem__(self, key: Value) -> Value:
        table = self.table
        rows, columns = key if isinstance(key, tuple) and len(key) == 2 else (key, None)
        text = f"{table.text}.loc[{written(key)}]"
        if isinstance(rows, (str, int)):
            return Data(text, table.line)
        made = table if rows == slice(None) else table._copied(rows=True)
        if columns is None or columns == slice(None):
            return made
        if isinstance(columns, (str, list, Array)) and not is_mask(columns):
            return made[columns]
        names, ends = table._names, None
        if isinstance(columns, slice) and columns.step is None and names is not None:
            ends = [columns.start, columns.stop]
            ends = [names.index(each) if each in names else None for each in ends]
        if ends is None or None in ends:
            return made._changed(None, text=text)
        return made._changed(names[ends[0] : ends[1] + 1], text=text)

    def __setitem__(self, key: Value, value: Value) -> None:
        columns = key[1] if isinstance(key, tuple) and len(key) == 2 else slice(None)
        if not isinstance(columns, slice):
            self.table[columns] = value


def dropped(
    table: Value,
    text: Value,
    label: Value = None,
    axis: Value = 0,
    index: Value = None,
    columns: Value = None,
    inplace: Value = False,
    **named: Value,
) -> Value:
    if columns is None and axis in (1, "columns"):
        columns = label
    if columns is None and axis in (0, "index", "rows"):
        return None if inplace is not False else table._copied(rows=True)
    return table._changed(table._without(labels(columns)), inplace, text)


def without_gaps(
    table: Value, text: Value, axis: Value = 0, inplace: Value = False, **named: Value
) -> Value:
    if axis in (0, "index", "rows"):
        return None if inplace is not False else table._copied(rows=True)
    return table._changed(None, inplace, text)


def numbered(
    table: Value,
    text: Value,
    level: Value = None,
    drop: Value = False,
    inplace: Value = False,
    **named: Value,
) -> Value:
    """The index becomes a column, unless it is dropped: of one that was set, nobody
    knows how many."""
    if drop is True:
        return None if inplace is not False else table._copied()
    plain = table._names is not None and not getattr(table, "_indexed", False)
    names = ["index", *table._names] if plain else None
    return table._changed(names, inplace, text)


def indexed(
    table: Value,
    text: Value,
    keys: Value = None,
    drop: Value = True,
    append: Value = False,
    inplace: Value = False,
    **named: Value,
) -> Value:
    names = table._without(labels(keys)) if drop is True else table._names
    made = table._changed(names, inplace, text)
    (table if made is None else made)._indexed = True
    return made


def renamed(
    table: Value,
    text: Value,
    *values: Value,
    columns: Value = None,
    inplace: Value = False,
    **named: Value,
) -> Value:
    made = table if inplace is not False else table._copied()
    if isinstance(columns, dict) and made._names is not None:
        made._names = [columns.get(each, each) for each in made._names]
    elif columns is not None:
        made._names = None
    return None if made is table else made


def popped(table: Value, text: Value, item: Value) -> Value:
    series = table[item]
    del table[item]
    return series


def inserted(
    table: Value,
    text: Value,
    loc: Value,
    column: Value,
    value: Value = None,
    **named: Value,
) -> None:
    table[column] = value


KEPT = """copy fillna sort_values sort_index astype sample head tail ffill bfill
    interpolate drop_duplicates round shift diff pct_change replace clip applymap
    where query""".split()
FEWER = "sample head tail drop_duplicates query".split()
CHANGING: dict[str, Value] = {
    "assign": lambda table, text, **named: table._changed(
        table._with(list(named)), text=text
    ),
    "drop": dropped,
    "dropna": without_gaps,
    "insert": inserted,
    "pop": popped,
    "rename": renamed,
    "reset_index": numbered,
    "set_index": indexed,
    **dict.fromkeys(
        ("join", "merge", "pivot", "pivot_table", "select_dtypes"),
        lambda table, text, *values, **named: table._changed(None, text=text),
    ),
    "resample": lambda table, text, *values, **named: Data(text, table.line),
}
for _name in ASKING:
    METHODS[_name] = lambda self, *values, **named: self.like(self.shape, "bool")


def read(name: str, *values: Data | str, **named: Value) -> Value:
    current().ignore(f"pandas.{name}")
    text = f"{name}({', '.join(map(written, values[:1]))})"
    if name == "read_html" or named.get("squeeze"):
        return Data(text)
    index, dates = named.get("index_col"), named.get("parse_dates")
    chosen = named.get("usecols")
    names = listed(named.get("names") if chosen is None else chosen)
    joins = isinstance(dates, (list, tuple)) and any(
        isinstance(each, (list, tuple)) for each in dates
    )
    if isinstance(dates, (dict, Unknown)) or joins:
        names = None  # it makes one column of several
    if names is not None and not (index is None or index is False):
        gone = listed(index if isinstance(index, (list, tuple)) else [index])
        left = len(names) - len(gone or ())
        names = None if isinstance(index, Unknown) or gone is None else names
        by_name = names and all(each in names for each in gone)
        names = names and ([n for n in names if n not in gone] if by_name else names)
        names = names and names[:left]
    plain = names is not None and all(isinstance(each, str) for each in names)
    size = len(names) if names is not None else Unknown(f"{text}.shape[1]")
    made: Value = Table((Unknown(f"len({text})"), size), names if plain else None, text)
    made._indexed = index is not None
    return made


def frame(
    data: Value = None,
    index: Value = None,
    columns: Value = None,
    *others: Value,
    **named: Value,
) -> Table:
    shape = getattr(data, "shape", None)
    names = listed(columns)
    if columns is None and isinstance(data, dict) and not is_open(data):
        names = list(data)
    if columns is None and data is None:
        names = []
    if columns is None and isinstance(data, Table):
        names = data._names
    text = "DataFrame" if shape is None and names is None else "DataFrame(…)"
    rows = shape[0] if shape else Unknown(f"len({text})")
    if names is not None:
        return Table((rows, len(names)), names, text)
    if shape is not None and len(shape) == 2:
        plain = columns is None and type(shape[1]) is int and shape[1] < 1000
        return Table(shape, list(range(shape[1])) if plain else None, text)
    return Table((rows, Unknown("DataFrame.shape[1]")), text=text)


def joined(data: Value = None, *values: Value, **named: Value) -> Table:
    return Table((Unknown("len(DataFrame)"), Unknown("DataFrame.shape[1]")))


def modules(session: Session) -> dict[str, StandIn]:
    def missing(name: str) -> Placeholder | Routine:
        if name.startswith("read_"):
            return lambda *values, **named: read(name, *values, **named)
        return Placeholder(f"pandas.{name}")

    names = {"DataFrame": frame, "concat": joined}
    return {"pandas": StandIn("pandas", names, missing)}
