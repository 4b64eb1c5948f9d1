"""torch.utils.data: a loader gives one batch, which has the size of every full one."""

from __future__ import annotations

from collections.abc import Iterator

from ...counting import CountError
from ...types import TYPE_CHECKING, Value
from ..unknown import Unknown, is_unknown
from .dtypes import DTYPES
from .literals import as_tensor
from .program_lines import unknown
from .tensor import Tensor, derived, make

if TYPE_CHECKING:
    from ..libraries.array import Data


class Dataset:
    def __getitem__(self, index: Value) -> Value:
        raise NotImplementedError

    def __class_getitem__(cls, kinds: Value) -> Value:
        return cls

    def __add__(self, other: Value) -> Value:
        return joined([self, other])


class TensorDataset(Dataset):
    def __init__(self, *tensors: Value) -> None:
        sizes = {each._shape[0] for each in tensors if each._shape}
        sizes = {size for size in sizes if type(size) is int}
        if len(sizes) > 1:
            raise CountError(
                "The tensors of a TensorDataset need equal first sizes; here are "
                "{sizes}.",
                "AssertionError",
                sizes=", ".join(map(str, sorted(sizes))),
            )
        self.tensors = tensors

    def __getitem__(self, index: Value) -> Value:
        return tuple(each[index] for each in self.tensors)

    def __len__(self) -> int:
        return len(self.tensors[0])


class Part(Dataset):
    """A part of a dataset: its examples, but another number of them."""

    def __init__(self, dataset: Value, indices: Value) -> None:
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index: Value) -> Value:
        whole = known_length(self.dataset)
        return self.dataset[0 if whole is None or index >= whole else index]

    def __len__(self) -> int:
        return len(self.indices)


def joined(datasets: Value) -> Value:
    """ConcatDataset: examples like the first one's."""
    datasets = list(datasets)
    sizes = [known_length(each) for each in datasets]
    whole = unknown("len()") if None in sizes else range(sum(sizes))
    return Part(datasets[0], whole)


def known_length(dataset: Value) -> Value:
    """How many examples; None if nobody knows."""
    if isinstance(dataset, TensorDataset):
        dataset = dataset.tensors[0]
    if isinstance(dataset, Tensor):
        return dataset._shape[0] if dataset._shape else None
    if isinstance(dataset, Part):
        return None if is_unknown(dataset.indices) else len(dataset.indices)
    try:
        found = type(dataset).__len__(dataset)
    except (TypeError, AttributeError):
        # Python itself insists on a number where __len__ gave an unknown one.
        return None
    return None if is_unknown(found) else found


def random_split(dataset: Value, lengths: Value, generator: Value = None) -> list[Part]:
    whole = known_length(dataset)
    parts = []
    for each in lengths:
        if isinstance(each, float):
            each = unknown("len()") if whole is None else int(each * whole)
        parts.append(Part(dataset, each if is_unknown(each) else range(each)))
    sizes = [known_length(each) for each in parts]
    fractions = any(isinstance(each, float) for each in lengths)
    if not fractions and None not in (*sizes, whole) and sum(sizes) != whole:
        raise CountError(
            "The lengths add up to {total}, but the dataset has {whole} examples.",
            total=sum(sizes),
            whole=whole,
        )
    return parts


class DataLoader:
    __class_getitem__ = Dataset.__class_getitem__

    def __init__(
        self,
        dataset: Value,
        batch_size: Value = 1,
        shuffle: Value = None,
        sampler: Value = None,
        batch_sampler: Value = None,
        num_workers: Value = 0,
        collate_fn: Value = None,
        pin_memory: Value = False,
        drop_last: Value = False,
        **named: Value,
    ) -> None:
        self.dataset, self.batch_size = dataset, batch_size
        self.drop_last, self.collate_fn = drop_last, collate_fn
        self.sampler, self.batch_sampler = sampler, batch_sampler

    def __len__(self) -> Value:
        count = self._count()
        return 1 if count is None else count

    def _count(self) -> Value:
        size = known_length(self.dataset)
        if None in (size, self.batch_size) or is_unknown(self.batch_size):
            return None
        whole = size // self.batch_size
        return whole if self.drop_last else -(-size // self.batch_size)

    def __iter__(self) -> Iterator[Data | list[Tensor]]:
        dataset, size = self.dataset, known_length(self.dataset)
        if isinstance(dataset, Unknown):
            yield dataset.derived(f"{dataset.text}[…]", each=True)
            return
        if size == 0 or self._count() == 0:
            return
        batch = self.batch_size
        if is_unknown(batch):
            batch = None
        elif batch is not None and size is not None:
            batch = min(batch, size)
        if isinstance(dataset, (TensorDataset, Tensor)) and not self.collate_fn:
            tensors: Value = getattr(dataset, "tensors", (dataset,))
            rows = [resized(t, t._shape and t._shape[1:], batch) for t in tensors]
            yield rows[0] if isinstance(dataset, Tensor) else rows
            return
        example = first(dataset)
        if self.batch_size is None:
            yield example
        elif self.collate_fn is not None:
            yield self.collate_fn([example] * min(batch or 2, 64))
        else:
            yield collated(example, batch)


def first(dataset: Value) -> Value:
    own = type(dataset).__getitem__ is not Dataset.__getitem__
    return dataset[0] if own else next(iter(dataset))


def collated(example: Value, batch: Value) -> Value:
    """A batch of examples like this one."""
    if isinstance(example, dict):
        return {name: collated(value, batch) for name, value in example.items()}
    if isinstance(example, (tuple, list)):
        return [collated(value, batch) for value in example]
    if isinstance(example, Unknown) and example.shape is None:
        return example.derived(example.text, each=True)  # one, or a pair: who knows
    if isinstance(example, str):
        return [example] * (batch or 1)
    if isinstance(example, (int, float)) and not is_unknown(example):
        whole = isinstance(example, int)
        return make((batch,), DTYPES["int64" if whole else "float64"])
    tensor = as_tensor(example)
    return resized(tensor, tensor._shape, batch)


def resized(tensor: Tensor, rest: Value, batch: Value) -> Value:
    return derived(tensor, None if rest is None else (batch, *rest))


NAMES: dict[str, Value] = {
    "Dataset": Dataset,
    "IterableDataset": type("IterableDataset", (Dataset,), {}),
    "TensorDataset": TensorDataset,
    "ConcatDataset": joined,
    "ChainDataset": joined,
    "Subset": Part,
    "DataLoader": DataLoader,
    "random_split": random_split,
}
