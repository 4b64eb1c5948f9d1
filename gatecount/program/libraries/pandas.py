"""`pandas`: tables of which only the named columns are known."""

from ..session import current
from ..stand_ins import StandIn
from ..unknown import Unknown, is_open, written
from .array import Array, Data
from .other import Placeholder


class Table(Array):
    """A DataFrame: (rows, columns). A Series is an Array of one axis."""

    kind = property(lambda self: Data)
    values = property(lambda self: Array(self.shape, None, self.text, self.line))

    @property
    def columns(self):
        return Array(self.shape[1:], "object", f"{self.text}.columns", self.line)

    @property
    def index(self):
        return Array(self.shape[:1], "object", f"{self.text}.index", self.line)

    iloc = property(lambda self: Places(self))
    loc = iloc

    @columns.setter
    def columns(self, names):
        if isinstance(names, (list, tuple)) and not is_open(names):
            self.shape = (self.shape[0], len(names))

    @index.setter
    def index(self, names):
        pass

    def table(self, columns, text):
        return Table((self.shape[0], columns), text=text, line=self.line)

    def __getattr__(self, name):
        if name in KEPT:
            return lambda *values, **named: self
        if name in ("to_numpy", "as_matrix"):
            return lambda *values, **named: self.values
        if name in CHANGED:
            text = f"{self.text}.{name}(…)"
            return lambda *values, **named: self.table(
                self.number(f"{text}.shape[1]"), text
            )
        return super().__getattr__(name)

    def __getitem__(self, key):
        text = f"{self.text}[{written(key)}]"
        if isinstance(key, str):
            return Array(self.shape[:1], None, text, self.line)
        if isinstance(key, list) and all(isinstance(each, str) for each in key):
            return self.table(len(key), text)
        if isinstance(key, slice):
            return super().__getitem__(key)
        return self.table(self.shape[1], text)

    def __iter__(self):
        yield Data(f"{self.text}.columns[…]", self.line, each=True)


class Places:
    def __init__(self, table):
        self.table = table

    def __getitem__(self, key):
        spans = key if isinstance(key, tuple) else (key,)
        text = f"{self.table.text}.iloc[{written(key)}]"
        if any(isinstance(each, str) for each in spans):
            return Data(text, self.table.line)
        made = Array.__getitem__(self.table, key)
        if len(getattr(made, "shape", None) or ()) == 2:
            return self.table.table(made.shape[1], text)
        return made

    def __setitem__(self, key, value):
        pass


KEPT = """copy dropna fillna sort_values sort_index reset_index astype sample head tail
    ffill bfill interpolate drop_duplicates rename round""".split()
CHANGED = "drop join merge assign set_index pivot resample select_dtypes".split()


def reader(name):
    return lambda *values, **named: read(name, *values, **named)


def read(name, *values, **named):
    current().ignore(f"pandas.{name}")
    text = f"{name}({', '.join(map(written, values[:1]))})"
    names = named.get("usecols") or named.get("names")
    columns = (
        len(names) if isinstance(names, (list, tuple)) else Unknown(f"{text}.shape[1]")
    )
    return Table((Unknown(f"len({text})"), columns), text=text)


def frame(data=None, *others, columns=None, **named):
    shape = getattr(data, "shape", None)
    if columns is not None and isinstance(columns, (list, tuple)):
        rows = shape[0] if shape else Unknown("len(DataFrame)")
        return Table((rows, len(columns)), text="DataFrame(…)")
    if shape is not None and len(shape) == 2:
        return Table(shape, text="DataFrame(…)")
    return Table(
        (Unknown("len(DataFrame)"), Unknown("DataFrame.shape[1]")), text="DataFrame"
    )


def modules(session):
    def missing(name):
        reads = name.startswith("read_")
        return reader(name) if reads else Placeholder(f"pandas.{name}")

    return {"pandas": StandIn("pandas", {"DataFrame": frame, "concat": frame}, missing)}
