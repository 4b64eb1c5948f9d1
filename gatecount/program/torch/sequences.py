"""torch.nn.utils.rnn: sequences of unequal length, packed or padded."""

from __future__ import annotations

from ...counting import CountError
from ...types import Value
from ..unknown import Unknown
from .dtypes import INT64
from .literals import as_tensor
from .shapes import size_of
from .tensor import Tensor, derived, make


class PackedSequence:
    """`total` numbers of steps in all, of `batch` sequences, the longest `steps`."""

    packed = True

    def __init__(
        self,
        data: Value,
        batch_sizes: Value = None,
        sorted_indices: Value = None,
        *more: Value,
    ) -> None:
        self.data = data
        self.steps: Value = None
        self.batch: Value = None
        self.lengths: Value = None
        self.total = data._shape[0] if data._shape else None
        if batch_sizes is None:
            batch_sizes = make((None,), INT64)
        self.batch_sizes = batch_sizes
        self.sorted_indices = self.unsorted_indices = None

    is_cuda = property(lambda self: False)

    def like(self, data: Value) -> PackedSequence:
        made = PackedSequence(data, self.batch_sizes)
        made.steps, made.batch, made.lengths = self.steps, self.batch, self.lengths
        return made

    def to(self, *arguments: Value, **named: Value) -> Value:
        return self

    cuda = cpu = float = double = to

    def __iter__(self) -> Value:
        return iter((self.data, self.batch_sizes, None, None))

    def __getitem__(self, index: Value) -> Value:
        return tuple(self)[index]


def numbers(lengths: Value) -> Value:
    """The lengths, as far as they are known; None if not even how many."""
    if isinstance(lengths, Tensor):
        if lengths._values is not None:
            return list(lengths._values)
        size = lengths._shape[0] if lengths._shape else None
        return None if size is None else [None] * size
    if isinstance(lengths, Unknown):
        return None
    return [size_of(each) for each in lengths]


def pack_padded_sequence(
    input: Value,
    lengths: Value,
    batch_first: Value = False,
    enforce_sorted: Value = True,
) -> PackedSequence:
    known = numbers(lengths)
    shape = as_tensor(input)._shape
    batch = None if shape is None else shape[0 if batch_first else 1]
    if known is not None:
        check_lengths(known, batch, enforce_sorted)
    whole = None if known is None or None in known else known
    total = None if whole is None else sum(whole)
    rest = () if shape is None else shape[2:]
    made = PackedSequence(derived(input, None if shape is None else (total, *rest)))
    made.batch = batch if known is None else len(known)
    made.steps = None if whole is None else max(whole)
    made.lengths = whole
    made.total = total
    made.batch_sizes = make((made.steps,), INT64)
    return made


def check_lengths(known: Value, batch: int | None, enforce_sorted: bool) -> None:
    if batch is not None and len(known) != batch:
        raise CountError(
            "There are {given} lengths for a batch of {batch}. Give one for each "
            "sequence, and mind batch_first.",
            "RuntimeError",
            given=len(known),
            batch=batch,
        )
    whole = [each for each in known if each is not None]
    if whole and min(whole) <= 0:
        raise CountError(
            "A sequence to be packed must have at least one step.", "RuntimeError"
        )
    if enforce_sorted and None not in known and known != sorted(known, reverse=True):
        raise CountError(
            "The lengths must fall from the longest sequence to the shortest. Sort "
            "them, or write enforce_sorted=False.",
            "RuntimeError",
        )


def pad_packed_sequence(
    sequence: Value,
    batch_first: Value = False,
    padding_value: Value = 0.0,
    total_length: Value = None,
) -> tuple[Tensor, Tensor]:
    steps = sequence.steps if total_length is None else size_of(total_length)
    rest = (sequence.data._shape or (None, None))[1:]
    front = (sequence.batch, steps) if batch_first else (steps, sequence.batch)
    values = None if sequence.lengths is None else tuple(sequence.lengths)
    lengths = make((sequence.batch,), INT64, values=values)
    return derived(sequence.data, (*front, *rest)), lengths


def pad_sequence(
    sequences: Value,
    batch_first: Value = False,
    padding_value: Value = 0.0,
    padding_side: Value = "right",
) -> Value:
    parts = [as_tensor(each) for each in sequences]
    shapes = [each._shape for each in parts]
    count = None if any(each._each for each in parts) else len(parts)
    if not parts:
        raise CountError(
            "There is nothing to join: the list of tensors is empty.", "RuntimeError"
        )
    if None in shapes:
        return derived(parts[0], None)
    lengths = [shape[0] for shape in shapes]
    steps = None if None in lengths or count is None else max(lengths)
    front = (count, steps) if batch_first else (steps, count)
    return derived(parts[0], (*front, *shapes[0][1:]), others=tuple(parts[1:]))


def pack_sequence(sequences: Value, enforce_sorted: Value = True) -> PackedSequence:
    lengths = [as_tensor(each)._shape[0] for each in sequences]
    padded = pad_sequence(sequences, batch_first=True)
    return pack_padded_sequence(padded, lengths, True, enforce_sorted)


def unpad_sequence(
    padded_sequences: Value, lengths: Value, batch_first: Value = False
) -> Value:
    rest = padded_sequences._shape[2:]
    return [derived(padded_sequences, (each, *rest)) for each in numbers(lengths)]


def unpack_sequence(packed_sequences: Value) -> Value:
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)


NAMES: dict[str, Value] = {
    each.__name__: each
    for each in (
        PackedSequence,
        pack_padded_sequence,
        pad_packed_sequence,
        pad_sequence,
        pack_sequence,
        unpad_sequence,
        unpack_sequence,
    )
}
