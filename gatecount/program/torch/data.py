"""torch.utils.data: a loader gives one batch, which has the size of every full one."""

from ..refusing import refused
from ..unknown import Unknown, is_unknown, length
from .dtypes import DTYPES
from .places import unknown
from .reshaping import stack
from .tensor import Tensor, as_tensor, derived, make


class Dataset:
    def __getitem__(self, index):
        raise NotImplementedError

    def __class_getitem__(cls, kinds):
        return cls

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    pass


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        sizes = {each._shape[0] for each in tensors if each._shape}
        if len(sizes - {None}) > 1:
            raise refused(
                "The tensors of a TensorDataset need equal first sizes; here are "
                "{sizes}.",
                "AssertionError",
                sizes=", ".join(map(str, sorted(sizes - {None}))),
            )
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(each[index] for each in self.tensors)

    def __len__(self):
        return len(self.tensors[0])


class Part(Dataset):
    """A part of a dataset: its examples, but another number of them."""

    def __init__(self, dataset, indices):
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index):
        whole = known_length(self.dataset)
        return self.dataset[0 if whole is None or index >= whole else index]

    def __len__(self):
        return len(self.indices)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __getitem__(self, index):
        return self.datasets[0][0]

    def __len__(self):
        return sum(map(len, self.datasets))


def known_length(dataset):
    """How many examples; None if nobody knows."""
    if isinstance(dataset, TensorDataset):
        first = dataset.tensors[0]._shape
        return first[0] if first else None
    if isinstance(dataset, Tensor):
        return dataset._shape[0] if dataset._shape else None
    if isinstance(dataset, Part):
        return None if is_unknown(dataset.indices) else len(dataset.indices)
    if isinstance(dataset, ConcatDataset):
        sizes = [known_length(each) for each in dataset.datasets]
        return None if None in sizes else sum(sizes)
    try:
        found = type(dataset).__len__(dataset)
    except TypeError:
        # Python itself insists on a number where __len__ gave an unknown one.
        return None
    except AttributeError:
        return None
    return None if is_unknown(found) else found


def random_split(dataset, lengths, generator=None):
    whole = known_length(dataset)
    parts = []
    for each in lengths:
        if is_unknown(each):
            parts.append(Part(dataset, each))
        elif isinstance(each, float):
            size = None if whole is None else int(each * whole)
            parts.append(
                Part(dataset, unknown("len()") if size is None else range(size))
            )
        else:
            parts.append(Part(dataset, range(each)))
    sizes = [known_length(each) for each in parts]
    fractions = any(isinstance(each, float) for each in lengths)
    if not fractions and None not in (*sizes, whole) and sum(sizes) != whole:
        raise refused(
            "The lengths add up to {total}, but the dataset has {whole} examples.",
            total=sum(sizes),
            whole=whole,
        )
    return parts


class DataLoader:
    def __class_getitem__(cls, kinds):
        return cls

    def __init__(
        self,
        dataset,
        batch_size=1,
        shuffle=None,
        sampler=None,
        batch_sampler=None,
        num_workers=0,
        collate_fn=None,
        pin_memory=False,
        drop_last=False,
        **named,
    ):
        self.dataset, self.batch_size = dataset, batch_size
        self.drop_last, self.collate_fn = drop_last, collate_fn
        self.sampler, self.batch_sampler = sampler, batch_sampler

    def __len__(self):
        count = self._count()
        return 1 if count is None else count

    def _count(self):
        size = known_length(self.dataset)
        if None in (size, self.batch_size) or is_unknown(self.batch_size):
            return None
        whole = size // self.batch_size
        return whole if self.drop_last else -(-size // self.batch_size)

    def __iter__(self):
        if isinstance(self.dataset, Unknown):
            yield self.dataset.derived(f"{self.dataset.text}[…]", each=True)
            return
        size = known_length(self.dataset)
        if size == 0 or self._count() == 0:
            return
        batch = self._batch_size(size)
        if isinstance(self.dataset, (TensorDataset, Tensor)) and not self.collate_fn:
            yield self._sliced(batch)
            return
        example = self._example()
        if self.batch_size is None:
            yield example
        elif self.collate_fn is not None:
            yield self.collate_fn([example] * min(batch or 2, 64))
        else:
            yield collated(example, batch)

    def _batch_size(self, size):
        if self.batch_size is None or is_unknown(self.batch_size):
            return None
        return self.batch_size if size is None else min(self.batch_size, size)

    def _sliced(self, batch):
        dataset = self.dataset
        tensors = dataset.tensors if isinstance(dataset, TensorDataset) else (dataset,)
        rows = [
            derived(each, each._shape and (batch, *each._shape[1:])) for each in tensors
        ]
        return rows if isinstance(dataset, TensorDataset) else rows[0]

    def _example(self):
        if isinstance(self.dataset, IterableDataset):
            return next(iter(self.dataset))
        return self.dataset[0]


def collated(example, batch):
    """A batch of examples like this one."""
    if isinstance(example, Tensor):
        return grown(example, batch)
    if isinstance(example, dict):
        return {name: collated(value, batch) for name, value in example.items()}
    if isinstance(example, (tuple, list)):
        return [collated(value, batch) for value in example]
    if isinstance(example, bool) or (
        isinstance(example, int) and not is_unknown(example)
    ):
        return make((batch,), DTYPES["int64"])
    if isinstance(example, float):
        return make((batch,), DTYPES["float64"])
    if isinstance(example, str):
        return [example] * (batch or 1)
    return grown(as_tensor(example), batch)


def grown(tensor, batch):
    shape = tensor._shape
    return derived(tensor, None if shape is None else (batch, *shape))


def default_collate(batch):
    if all(isinstance(each, Tensor) for each in batch):
        return stack(batch)
    return collated(batch[0], None if is_unknown(length(batch)) else len(batch))


class Sampler:
    def __init__(self, data_source=None, *arguments, **named):
        self.data_source = data_source

    def __class_getitem__(cls, kinds):
        return cls

    def __iter__(self):
        return iter(range(1))

    def __len__(self):
        return known_length(self.data_source) or 1


NAMES = {
    "Dataset": Dataset,
    "IterableDataset": IterableDataset,
    "TensorDataset": TensorDataset,
    "ConcatDataset": ConcatDataset,
    "ChainDataset": ConcatDataset,
    "Subset": Part,
    "DataLoader": DataLoader,
    "random_split": random_split,
    "default_collate": default_collate,
    **{
        name: type(name, (Sampler,), {})
        for name in """Sampler SequentialSampler RandomSampler SubsetRandomSampler
            WeightedRandomSampler BatchSampler""".split()
    },
}
