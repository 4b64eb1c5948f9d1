"""`and`, `or`, `not`, `is`, `in` and `a if c else b`, where a value is not known.

What decided is kept on the session until the whole expression has its value.
"""

from __future__ import annotations

import sys

from ..types import Value
from .doubt import CONTAINERS, doubted, doubtful, maybe, push, text_of
from .making import is_maker, is_part
from .session import current
from .unknown import Answer, Unknown, answered, open_up


def both(key: Value, value: Value) -> Value:
    """One of the values of `and`."""
    if doubtful(value):
        current().state.setdefault("asked", {})[key] = value
        return True
    return value


def either(key: Value, value: Value) -> Value:
    if doubtful(value):
        current().state.setdefault("asked", {})[key] = value
        return False
    return value


def all_of(key: Value, value: Value) -> Value | Unknown:
    found = current().state.get("asked", {}).pop(key, None)
    if found is None or (not doubtful(value) and not value):
        return value
    if is_maker(value, set()):
        return doubted(value, text_of(found))
    if is_part(type(value)):
        current().lack(f"{text_of(found)} and …")
    return Unknown(f"{text_of(found)} and …")


def any_of(key: Value, value: Value) -> Value:
    found = current().state.get("asked", {}).pop(key, None)
    if found is None or value is True:
        return value
    if is_maker(value, set()):
        return doubted(value, text_of(found))
    if is_part(type(value)):
        current().lack(f"{text_of(found)} or …")
    return Unknown(f"{text_of(found)} or …")


def choose(key: Value, value: Value) -> Value:
    """The condition of `a if value else b`."""
    if doubtful(value := answered(value)):
        doubt = push(text_of(value), current().line, forks=True)
        doubt.code = sys._getframe(1).f_code
        current().state.setdefault("asked", {})[key] = doubt
        return not isinstance(value, Answer)
    return value


def chosen(key: Value, value: Value, *both: Value) -> Value:
    """`a if c else b`: of two containers, each may be the one that is changed."""
    found = current().state.get("asked", {}).pop(key, None)
    if found is None:
        return value
    if found in current().doubts:
        current().doubts.remove(found)
    if both and all(isinstance(each, CONTAINERS) for each in both):
        opened = [open_up(each) for each in both]
        return opened[0] if value is both[0] else opened[1]
    return maybe(value, f"… if {found.text} else …")


def not_(value: Value) -> Answer | bool:
    if doubtful(value := answered(value)):
        return Answer(f"not {text_of(value)}")
    return not value


def is_(one: Value, two: Value) -> Value:
    if isinstance(one, Unknown) or isinstance(two, Unknown):
        return one is two or Answer(f"{text_of(one)} is …")
    return one is two


def is_not(one: Value, two: Value) -> Answer | bool:
    if isinstance(one, Unknown) or isinstance(two, Unknown):
        return Answer(f"{text_of(one)} is not …")
    return one is not two


def within(value: Value, container: Value) -> Unknown | bool:
    if doubtful(container):
        return Unknown(f"… in {text_of(container)}")
    if isinstance(value, Unknown):
        holds = isinstance(container, (list, tuple, set, frozenset, dict, str, range))
        if holds and len(container) == 0:
            return False
        return Unknown(f"{value.text} in …")
    if isinstance(container, (list, tuple)):
        for each in container:
            if isinstance(each, Unknown):
                return Unknown(f"… in {each.text}")
    return value in container


def not_within(value: Value, container: Value) -> Answer | bool:
    found = within(value, container)
    return Answer(f"not {found.text}") if isinstance(found, Unknown) else not found


HELPERS = {
    "__both__": both,
    "__either__": either,
    "__all_of__": all_of,
    "__any_of__": any_of,
    "__choose__": choose,
    "__chosen__": chosen,
    "__not__": not_,
    "__is__": is_,
    "__is_not__": is_not,
    "__within__": within,
    "__not_within__": not_within,
}
