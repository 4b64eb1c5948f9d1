"""Keras' tracker: what a layer finds in its attributes, lists and dicts.

Follows keras/src/utils/tracking.py.
"""

from __future__ import annotations

from collections import OrderedDict

from ...counting import CountError
from ...types import Routine, Value
from .scopes import state


class Tracker:
    """`stores` are (test, list) by name; the first test that fits takes a value."""

    def __init__(self, stores: dict[str, tuple[Routine, list[Value]]]) -> None:
        self.stores = stores
        self.locked = False

    def track(self, value: Value) -> Value:
        if type(value) in PLAIN or not state().tracking:
            return value
        for test, store in self.stores.values():
            if test(value):
                if id(value) not in map(id, store):
                    self.add(store, value)
                return value
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*map(self.track, value))
        if isinstance(value, tuple):
            return type(value)(map(self.track, value))
        for kind, tracked in TRACKED.items():
            if type(value) is kind:
                return tracked(value, self)
        return value

    def add(self, store: Value, value: Value) -> None:
        if self.locked:
            raise CountError(
                "A layer that is built already takes no more layers or weights. "
                "Make them in __init__ or in build.",
            )
        store.append(value)

    def forget(self, value: Value) -> None:
        for _, store in self.stores.values():
            store[:] = [each for each in store if each is not value]


class TrackedList(list[Value]):
    def __init__(self, values: Value = (), tracker: Tracker | None = None) -> None:
        self.tracker = tracker
        super().__init__(
            [tracker.track(each) for each in values] if tracker else values
        )

    def append(self, value: Value) -> None:
        super().append(self.tracker.track(value) if self.tracker else value)

    def insert(self, index: Value, value: Value) -> None:
        super().insert(index, self.tracker.track(value) if self.tracker else value)

    def extend(self, values: Value) -> None:
        for value in values:
            self.append(value)

    def __iadd__(self, values: Value) -> Value:  # type: ignore[misc]  # of any kind
        self.extend(values)
        return self

    def pop(self, index: Value = -1) -> Value:
        value = super().pop(index)
        if self.tracker:
            self.tracker.forget(value)
        return value

    def __deepcopy__(self, memo: Value) -> Value:
        return list(self)


class TrackedDict(dict[Value, Value]):
    def __init__(self, values: Value = (), tracker: Tracker | None = None) -> None:
        self.tracker = tracker
        super().__init__()
        for key, value in dict(values).items():
            self[key] = value

    def __setitem__(self, key: Value, value: Value) -> None:
        super().__setitem__(key, self.tracker.track(value) if self.tracker else value)

    def update(  # type: ignore[override]  # pairs, too
        self, values: Value = (), **named: Value
    ) -> None:
        for key, value in {**dict(values), **named}.items():
            self[key] = value

    def __deepcopy__(self, memo: Value) -> Value:
        return dict(self)


class TrackedSet(set[Value]):
    def __init__(self, values: Value = (), tracker: Value = None) -> None:
        self.tracker = tracker
        super().__init__(
            [tracker.track(each) for each in values] if tracker else values
        )

    def add(self, value: Value) -> None:
        super().add(self.tracker.track(value) if self.tracker else value)


PLAIN = frozenset({bool, int, float, str, type(None)})  # most of what is set
TRACKED = {
    list: TrackedList,
    OrderedDict: TrackedDict,
    dict: TrackedDict,
    set: TrackedSet,
}
