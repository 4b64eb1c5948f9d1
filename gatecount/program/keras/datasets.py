"""`keras.datasets`: the shapes of the data sets, as their pages document them."""

from ..libraries.array import Array
from ..session import current


def arrays(name, *shapes):
    def load_data(*values, **named):
        current().ignore(f"{name}.load_data")
        pairs = [Array(shape, "float32", f"{name} data") for shape in shapes]
        return (pairs[0], pairs[1]), (pairs[2], pairs[3])

    return load_data


def words():
    """The index of words: as many as the data set's page says are kept."""
    from ..libraries.array import Data

    return lambda *values, **named: Data("word index")


def images(name, size, channels=(), train=60000, labels=()):
    shape = (size, size, *channels)
    return {
        "load_data": arrays(
            name, (train, *shape), (train, *labels), (10000, *shape), (10000, *labels)
        )
    }


def texts(name, train, test):
    load = arrays(name, (train,), (train,), (test,), (test,))
    labels = {"get_label_names": words()} if name == "reuters" else {}
    return {"load_data": load, "get_word_index": words(), **labels}


def table(name, train, test, columns):
    return {
        "load_data": arrays(name, (train, columns), (train,), (test, columns), (test,))
    }


LOADERS = {
    "mnist": images("mnist", 28),
    "fashion_mnist": images("fashion_mnist", 28),
    "cifar10": images("cifar10", 32, (3,), 50000, (1,)),
    "cifar100": images("cifar100", 32, (3,), 50000, (1,)),
    "imdb": texts("imdb", 25000, 25000),
    "reuters": texts("reuters", 8982, 2246),
    "boston_housing": table("boston_housing", 404, 102, 13),
    "california_housing": table("california_housing", 16512, 4128, 8),
}
