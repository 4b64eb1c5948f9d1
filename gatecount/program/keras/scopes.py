"""What Keras keeps for the whole process, here for one run of a program."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from ...keras.base import snake_case
from ...types import Value
from ..session import current

KERAS_2 = {"InputLayer": "Input", "Functional": "Model"}  # as Keras 2 named them


class State:
    def __init__(self) -> None:
        self.names: Counter[str] = Counter()  # how often each automatic name was given
        self.scopes: list[
            Value
        ] = []  # (name, caller, parent path), for the paths of weights
        self.calls: dict[str, Value] | None = (
            None  # the arguments that outer calls hand on to inner ones
        )
        self.tracing = 0  # inside the `call` of a layer, on tensors without values
        self.tracking = True
        self.policy = "float32"
        self.data_format = "channels_last"
        self.models: list[Value] = []  # in the order in which they were made
        self.layers: list[Value] = []
        self.on_data = False  # has any been built, or called, on unknown data?
        self.guessing = False
        self.meant: dict[int, int] = {}  # id of a model: when it was last used


def state() -> State:
    kept: dict[str, State] = current().state
    if "keras" not in kept:
        kept["keras"] = State()
    return kept["keras"]


def auto_name(class_name: str) -> Value:
    """`LSTM` -> lstm, lstm_1, ..."""
    if is_keras_2():
        class_name = KERAS_2.get(class_name, class_name)
    name = snake_case("".join(filter(is_word, class_name)))
    if name == "input":
        state().names[name] = state().names[name] or 1  # counted from 1
    return uniquify(name)


def is_keras_2() -> bool:
    """Does the program say itself that it is one of Keras 2?"""
    return "tf_keras" in current().modules


def is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def uniquify(name: Value) -> Value:
    names = state().names
    given = names[name]
    names[name] += 1
    return f"{name}_{given}" if given else name


def current_path() -> Value:
    parts = []
    for name, _, parent in state().scopes:
        if parent is not None:
            parts = [part for part in parent.split("/") if part]
        parts.append(name)
    return "/".join(parts)


@contextmanager
def name_scope(name: str, caller: Value = None) -> Iterator[None]:
    """The name under which the weights made in here stand."""
    scopes = state().scopes
    if caller is not None and scopes and scopes[-1][:2] == (name, caller):
        yield
        return
    scopes.append((name, caller, getattr(caller, "_parent_path", None)))
    try:
        yield
    finally:
        scopes.pop()


@contextmanager
def tracing() -> Iterator[None]:
    """Inside, layers run on tensors without values, and leave no trace in a graph."""
    now = state()
    now.tracing += 1
    try:
        yield
    finally:
        now.tracing -= 1


@contextmanager
def untracked() -> Iterator[None]:
    now = state()
    before, now.tracking = now.tracking, False
    try:
        yield
    finally:
        now.tracking = before
