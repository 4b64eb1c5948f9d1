"""What a count is: a list of weight shapes, and everything read off it."""

import builtins
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from math import prod

from .types import TYPE_CHECKING, Any, Output, Size, Steps

# The bytes of one number.
DTYPES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "float8_e4m3fn": 1,
    "float8_e5m2": 1,
    "complex64": 8,
    "complex128": 16,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint8": 1,
}

# The terms of a gate, in the order of a derivation.
ROLES = ("kernel", "recurrent_kernel", "bias", "peephole")


class CountError(ValueError):
    """The framework refuses this layer or this input.

    `str(error)` is a sentence that says what to change. `template` and `values`
    are the same sentence before the values were put in, for translators;
    `framework_error` names the exception class that the framework raises. The error is
    of this class, too, so that `except TypeError`, `hasattr` and `getattr` with a
    default do in a program what they should.
    """

    if TYPE_CHECKING:  # of a program: where it stopped, and what it had done
        line: int | None
        printed: str
        ignored: tuple[Any, ...]
        built: Any
        while_building: bool
        theirs: str

    def __new__(
        cls, template: str, framework_error: str = "ValueError", /, **values: Any
    ) -> "CountError":
        kind = refusal_class(cls, framework_error)  # type: ignore[arg-type]
        return super().__new__(kind)

    def __init__(
        self, template: str, framework_error: str = "ValueError", /, **values: Any
    ) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values
        self.framework_error = framework_error

    def __str__(self) -> str:
        return str(self.args[0])

    def of(self, framework_error: str) -> "CountError":
        """The same sentence, as an exception of another class."""
        return CountError(self.template, framework_error, **self.values)


@cache
def refusal_class(cls: type[CountError], name: str) -> type[CountError]:
    """A CountError that is an exception of the named class, too."""
    known = getattr(builtins, name, Exception)
    return type(name, (cls,) if issubclass(cls, known) else (cls, known), {})


def whole(size: Any) -> int:
    """A size as a plain int; a symbol for an unknown one stays a symbol."""
    return size if hasattr(size, "formula") else int(size)


@dataclass(frozen=True)
class Weight:
    """One stored tensor.

    `name` and `path` are the framework's own (`kernel`, `lstm_cell/kernel`).

    A weight of a recurrent cell also has `cell`, which cell it belongs to;
    `role`, what it does there ("kernel", "recurrent_kernel", "bias", "peephole"
    or "projection"); and `gates`, the blocks packed side by side along `axis`,
    in stored order. A projection belongs to no gate, and its `axis` is that of the
    projected values. Where one tensor holds two cells along its first axis,
    `directions` names them. Where one tensor holds the kernel above the recurrent
    kernel, `parts` says the role and the rows of each.

    A weight that is multiplied as a matrix also has `steps`, in how many steps of
    one sample: time steps, or positions where the layer has no time. It is one
    number, or one for each equal part of a tensor whose parts are used apart, and
    None where it is not known. `uses` says how often in each of these steps.
    """

    name: str
    path: str
    shape: tuple[int, ...]
    trainable: bool = True
    cell: str = ""
    role: str = ""
    gates: tuple[str, ...] = ()
    axis: int = -1
    directions: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    steps: tuple[int | None, ...] = ()
    uses: int | None = 1

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def columns(self) -> int:
        """Length of the packed axis: the units of all gates together."""
        return self.shape[self.axis]

    @property
    def macs_per_step(self) -> int | None:
        """Multiply-accumulates in one step: 0 of what is no matrix."""
        return product((self.size, self.uses)) if self.steps else 0

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates for one sample."""
        if not self.steps:
            return 0
        part = product((self.size // len(self.steps), self.uses))
        return summed(product((part, steps)) for steps in self.steps)

    def but(self, **changed: Any) -> "Weight":
        """The same weight but for these fields; a deep model asks for hundreds."""
        made = object.__new__(Weight)
        fields = made.__dict__
        fields.update(self.__dict__)
        fields.update(changed)
        return made

    def used(self, steps: Steps, uses: Size = 1) -> "Weight":
        """The same weight, used as a matrix in so many steps."""
        steps = steps if isinstance(steps, tuple) else (steps,)
        return self.but(steps=steps, uses=uses)

    def split(self) -> "tuple[Weight, ...]":
        """What each cell holds of it, where it holds several, in each role."""
        if self.parts:
            return tuple(self._rows())
        return tuple(
            self.but(
                name=f"{self.name}[{place}]",
                path=f"{self.path}[{place}]",
                shape=self.shape[1:],
                axis=self.axis - 1,
                cell=cell,
                directions=(),
            )
            for place, cell in enumerate(self.directions)
        ) or (self,)

    def _rows(self) -> "Iterator[Weight]":
        begin = 0
        for role, rows in self.parts:
            end = begin + rows
            yield self.but(
                name=f"{self.name}[{begin}:{end}]",
                path=f"{self.path}[{begin}:{end}]",
                shape=(rows, *self.shape[1:]),
                role=role,
                parts=(),
            )
            begin = end


def product(factors: Iterable[Size]) -> Size:
    """The product; None if a factor is not known and matters."""
    factors = tuple(factors)
    if 0 in factors:
        return 0
    known = [each for each in factors if each is not None]
    return prod(known) if len(known) == len(factors) else None


def summed(numbers: Iterable[Size]) -> Size:
    """The sum; None if a number is not known."""
    numbers = tuple(numbers)
    known = [each for each in numbers if each is not None]
    return sum(known) if len(known) == len(numbers) else None


def over(weights: Iterable[Weight], steps: Size) -> "Iterator[Weight]":
    """The weights of a layer that is applied in each of so many time steps."""
    for weight in weights:
        if weight.steps:
            uses = product((summed(weight.steps), weight.uses))
            weight = weight.used(steps, uses)
        yield weight


@dataclass(frozen=True)
class Count:
    """The weights of a layer and the shape of what it returns.

    `output_shape` has None for the batch axis; a layer that returns several
    tensors has a list of such shapes. It is None where the layer takes an input
    of any shape and none was given.
    """

    weights: tuple[Weight, ...]
    output_shape: Output | None

    @property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)

    @property
    def trainable(self) -> int:
        return sum(weight.size for weight in self.weights if weight.trainable)

    @property
    def non_trainable(self) -> int:
        return self.total - self.trainable

    def bytes(self, dtype: str = "float32") -> int:
        """The memory of all weights, if each number is of this type."""
        if not isinstance(dtype, str) or dtype not in DTYPES:
            raise CountError(
                "{argument} cannot be {value}. Known: {known}.",
                "TypeError",
                argument="dtype",
                value=repr(dtype),
                known=", ".join(DTYPES),
            )
        return self.total * DTYPES[dtype]

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates with the weights for one sample, the whole input.

        A matrix is used once for each time step or position: a Dense kernel for
        each vector, a convolution's for each place of its output (a transposed
        one's for each place of its input), a projection of attention for each
        position, the recurrent kernel in every time step. What is no matrix
        counts 0: biases, peepholes, scales of norms, looking up an embedding; so
        do products between activations, such as queries times keys, and work on
        the weights alone. One multiply-accumulate is two floating-point
        operations. None where the number of steps or positions is not known.
        """
        return summed(weight.macs for weight in self.weights)

    @property
    def macs_per_step(self) -> int | None:
        """Multiply-accumulates for one time step; without time, for one position.

        Of a layer without time axis (Dense, a convolution, attention) a step is
        one position, of a cell one call. Without an input shape, several inputs
        are taken as equally long. None where the matrices are not all used in
        the same steps, as in a decoder that reads two sequences.
        """
        steps = {
            each for weight in self.weights if weight.size for each in weight.steps
        }
        if len(steps) > 1:
            return None
        return summed(weight.macs_per_step for weight in self.weights)

    @cached_property
    def cells(self) -> "tuple[Cell, ...]":
        """The recurrent cells that hold the weights, in order of storage."""
        held: dict[str, list[Weight]] = {}
        for weight in self.weights:
            for part in weight.split() if weight.role else ():
                held.setdefault(part.cell, []).append(part)
        return tuple(Cell(name, tuple(weights)) for name, weights in held.items())

    @property
    def terms(self) -> "tuple[Term, ...]":
        """The terms of the derivation: cell by cell, gate by gate.

        Their sizes add up to the total of the recurrent cells.
        """
        return tuple(term for cell in self.cells for term in cell.terms)


@dataclass(frozen=True)
class Term:
    """What one gate of one cell holds in one role: rows x columns numbers.

    With n features and m units: kernel (n, m), recurrent_kernel (m, m), bias
    (1, m) or (2, m), peephole (1, m). With p values projected, recurrent_kernel
    (p, m), and once for the cell, for no gate (""), projection (p, m).
    """

    cell: str
    gate: str
    role: str
    rows: int
    columns: int

    @property
    def size(self) -> int:
        return self.rows * self.columns


@dataclass(frozen=True)
class Cell:
    """The weights of one recurrent cell, seen as one stack of rows.

    Laid on top of each other, kernel (n rows), recurrent kernel (m rows), bias
    (1 or 2 rows) and peepholes (1 row) have the same columns: m for each gate. It
    does not matter whether the gates are stored side by side or each on its own,
    nor whether one tensor holds two biases: it is as many rows as it fills. Where
    one gate has more rows than another, its column is higher. A projection
    belongs to no gate: it is among the weights, but not in the stack.
    """

    name: str
    weights: tuple[Weight, ...]

    @cached_property
    def gates(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(gate for each in self.weights for gate in each.gates)
        )

    @property
    def columns(self) -> int:
        return self.units * len(self.gates)

    @cached_property
    def units(self) -> int:
        first = self.weights[0]
        return first.columns // len(first.gates)

    def rows(self, role: str, gate: str = "") -> int:
        """Rows that the weights of this role add to the stack, 0 without any.

        Of one gate, or of the gate that has most.
        """
        return max(self._held[role, each] for each in ([gate] if gate else self.gates))

    @property
    def height(self) -> int:
        return max(map(self.height_of, self.gates))

    def height_of(self, gate: str) -> int:
        """Rows of one gate: what each of its units holds."""
        return self._held["", gate]

    @cached_property
    def _held(self) -> Counter[tuple[str, str]]:
        """Rows by role and gate, and by gate, where the role is empty."""
        held: Counter[tuple[str, str]] = Counter()
        for weight in self.weights:
            share = self.units * len(gates := set(weight.gates))
            for gate in gates:
                rows = weight.size // max(1, share)
                held[weight.role, gate] += rows
                held["", gate] += rows
        return held

    @property
    def even(self) -> bool:
        """Whether every gate has the same rows, so that the stack is a rectangle."""
        return len(set(map(self.height_of, self.gates))) == 1

    @property
    def projected(self) -> int:
        """p, the values that the state is projected to; 0 without a projection."""
        held = (each for each in self.weights if each.role == "projection")
        return sum(each.columns for each in held)

    @property
    def terms(self) -> tuple[Term, ...]:
        terms = [
            Term(self.name, gate, role, self.rows(role, gate), self.units)
            for gate in self.gates
            for role in ROLES
        ]
        terms.append(Term(self.name, "", "projection", self.projected, self.units))
        return tuple(term for term in terms if term.size)

    @property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)
