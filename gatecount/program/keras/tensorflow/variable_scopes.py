"""tf.variable_scope of TensorFlow 1: what is made there again, with `reuse`, is what
stands there.

After variable_scope.py of TensorFlow 1.15: a scope's layers and cells without a name
are numbered from the beginning each time that it is opened.
"""

from __future__ import annotations

from collections import Counter

from ....types import Value
from ...session import current
from ...unknown import Unknown


class Scope:
    """`with tf.variable_scope("a", reuse=True) as scope`; `path`: below all others."""

    def __init__(
        self,
        name_or_scope: Value = None,
        default_name: Value = None,
        *values: Value,
        **named: Value,
    ) -> None:
        self.asked = name_or_scope if name_or_scope is not None else default_name
        self.own = name_or_scope is not None
        self.again, self.reuse, self.path = named.get("reuse"), False, ""
        self.made: Counter[str] = Counter()

    def __enter__(self) -> Scope:
        above = innermost()
        if isinstance(self.asked, Scope):
            self.path = self.asked.path
        else:
            name = self.asked if self.own else numbered(str(self.asked))
            self.path = f"{above.path}/{name}"
        self.reuse = bool(self.again) or above.reuse
        self.made.clear()
        opened().append(self)
        return self

    def __exit__(self, *error: Value) -> Value:
        opened().remove(self)
        return False

    def reuse_variables(self) -> None:
        self.reuse = True

    @property
    def name(self) -> Value:
        return self.path.removeprefix("/")

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"scope.{name}")


def opened() -> Value:
    return current().state.setdefault("tf1 scopes", [Scope()])


def innermost() -> Value:
    return opened()[-1]


def numbered(title: Value) -> Value:
    """The name of what has none of its own: the third in this scope is dense_2."""
    made = innermost().made
    made[title] += 1
    return f"{title}_{made[title] - 1}" if made[title] > 1 else title


def shared(name: str, make: Value, reuse: bool = False) -> Value:
    """What this scope has under the name, if it is to be used again; else a new one."""
    kept = current().state.setdefault("tf1 variables", {})
    path = f"{innermost().path}/{name}"
    if (reuse or innermost().reuse) and path in kept:
        return kept[path]
    made = make()
    kept.setdefault(path, made)
    return made


TOP: dict[str, Value] = {
    "variable_scope": Scope,
    "get_variable_scope": innermost,
    "AUTO_REUSE": True,
}
