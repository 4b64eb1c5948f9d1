"""Haiku's functions of functions: `hk.transform` notes the weights that one makes."""

from __future__ import annotations

from ....types import TYPE_CHECKING, Routine, Shape, Value
from ...libraries.array import Array, Data
from ...session import current
from ...unknown import Unknown
from .. import arrays
from ..held import Held, whole
from .scopes import Frame, frame, frames

if TYPE_CHECKING:
    from ....jax import Key


class Transformed(Held):
    """hk.transform(f), whose `init` gives the weights that f asks for."""

    framework = "haiku"

    def __init__(
        self, function: Value, stateful: Value = False, rng: Value = True
    ) -> None:
        vars(self).update(_function=function, _stateful=stateful, _rng=rng)
        vars(self)["_rows"] = []

    def rows(self) -> Value:
        return self._rows

    def __iter__(self) -> Value:
        return iter((self.init, self.apply))

    def init(self, rng: Value = None, *values: Value, **named: Value) -> Value:
        return self._init(self._function, values, named)

    def _init(self, function: Routine, values: Value, named: Value) -> Value:
        _, done = self._ran(function, values, named, True)
        params = whole(done.params, "params")
        return (params, done.state) if self._stateful else params

    def apply(self, params: Value = None, *values: Value, **named: Value) -> Value:
        left_out = (1 if self._stateful else 0) + (1 if self._rng else 0)
        for each in ("rng", "state"):
            left_out -= named.pop(each, self) is not self
        values = values[max(left_out, 0) :]
        found, done = self._ran(self._function, values, named, False)
        return (found, done.state) if self._stateful else found

    def _ran(
        self, function: Routine, values: Value, named: Value, initialising: bool
    ) -> Value:
        self.means()
        done, session = Frame(initialising), current()
        frames().append(done)
        before, session.state["haiku_now"] = session.state.get("haiku_now"), self
        try:
            found = function(*values, **named)
        finally:
            frames().pop()
            session.state["haiku_now"] = before
        if initialising or not self._rows:  # weights from a file: apply tells them
            vars(self)["_rows"] = list(done.rows.values())
        return found, done


class MultiTransformed(Transformed):
    """hk.multi_transform(f): f gives what initialises, and several functions."""

    def __init__(
        self, function: Routine, stateful: Value = False, rng: Value = True
    ) -> None:
        super().__init__(lambda *values, **named: function()[0](*values, **named),
                         stateful, rng)  # fmt: skip
        vars(self)["_given"] = function

    @property
    def apply(self) -> Value:
        made, _ = self._ran(self._given, (), {}, False)
        return self._each(made[1], ())

    def _each(self, tree: Value, way: Shape) -> Value:
        if isinstance(tree, dict):
            return {key: self._each(each, (*way, key)) for key, each in tree.items()}
        if isinstance(tree, (list, tuple)):
            parts = [self._each(each, (*way, n)) for n, each in enumerate(tree)]
            return arrays.rebuilt(tree, parts)

        def chosen(*values: Array, **named: Value) -> Value:
            function = self._given()[1]
            for step in way:
                function = function[step]
            return function(*values, **named)

        part = Part(chosen, self._stateful, self._rng)
        return part.apply


class Part(Transformed):
    """One of several functions: its weights are those of the whole."""

    def rows(self) -> list[Value]:
        return []


def called(kind: type[Value], function: Value) -> type[Value]:
    """For a model the name of its function."""
    name = getattr(function, "__name__", "")
    return type(name if name.isidentifier() else "transform", (kind,), {})


def transform(f: Value, *, apply_rng: Value = True, **more: Value) -> Value:
    return called(Transformed, f)(f, rng=apply_rng)


def transform_with_state(f: Value) -> Value:
    return called(Transformed, f)(f, stateful=True)


def multi_transform(f: Value) -> Value:
    return called(MultiTransformed, f)(f)


def multi_transform_with_state(f: Value) -> Value:
    return called(MultiTransformed, f)(f, stateful=True)


def changed(**what: Value) -> Routine:
    """without_apply_rng, without_state, …: the same with another `apply`."""

    def change(f: Value) -> Value:
        if isinstance(f, Transformed):
            vars(f).update(what)
        return f

    return change


def tabulate(f: Value, **named_: Value) -> Value:
    """hk.experimental.tabulate(f)(x): a table that is not printed here."""

    def table(*values: Value, **named: Value) -> Value:
        made = f if isinstance(f, Transformed) else transform_with_state(f)
        made.init(arrays.KEY, *values, **named)
        return Unknown("tabulate(…)")

    return table


def run_at_once(f: Value = None, **named_: Value) -> Value:
    """@hk.testing.transform_and_run"""
    if f is None:
        return run_at_once
    return lambda *values, **named: transform(f)._ran(f, values, named, True)[0]


class PRNGSequence:
    """hk.PRNGSequence(42): keys without end."""

    def __init__(self, *seed: Value) -> None:
        pass

    def __iter__(self) -> Value:
        return self

    def __next__(self) -> Key:
        return arrays.KEY

    def take(self, number: Value) -> Value:
        return arrays.Keys([arrays.KEY] * number)


def unroll(
    core: Value,
    input_sequence: Value,
    initial_state: Value,
    time_major: Value = True,
    reverse: Value = False,
    return_all_states: Value = False,
    unroll: Value = 1,
) -> Value:
    """dynamic_unroll, static_unroll: one step, for all are alike."""
    axis = 0 if time_major else 1
    steps = arrays.size_at(input_sequence, axis)
    steps = Unknown("steps") if steps is None else steps
    outputs, state = core(arrays.fewer(input_sequence, axis), initial_state)
    if return_all_states:
        state = arrays.more(state, axis, steps)
    return arrays.more(outputs, axis, steps), state


def gradient(function: Value, *values: Value, **named_: Value) -> Value:
    def made(*values: Value, **named: Value) -> Value:
        function(*values, **named)
        return Data("gradients")

    return made


def cond(predicate: Value, *given: Value, **named: Value) -> Value:
    """hk.cond: both branches make their weights."""
    if len(given) == 4 and callable(given[1]) and callable(given[3]):
        return [given[1](given[0]), given[3](given[2])][0]
    one, two, *operands = given
    operands += named.values()
    return [one(*operands), two(*operands)][0]


def switch(index: Value, branches: Value, *operands: Value) -> Value:
    found = [branch(*operands) for branch in branches]
    return found[0]


def fori_loop(lower: Value, upper: Value, body_fun: Value, init_val: Value) -> Value:
    return body_fun(lower, init_val)


def while_loop(cond_fun: Value, body_fun: Value, init_val: Value) -> Value:
    return body_fun(init_val)


def mapped(f: Value, xs: Value) -> Value:
    return arrays.scan(lambda carry, x: (carry, f(x)), None, xs)[1]


def vmap(
    fun: Value,
    in_axes: Value = 0,
    out_axes: Value = 0,
    axis_name: Value = None,
    axis_size: Value = None,
    *,
    split_rng: Value = None,
) -> Routine:
    """With `split_rng` other weights for each part may be drawn: not known."""
    if callable(split_rng) or (split_rng and frame("vmap").initialising):
        current().lack("haiku.vmap")
    return arrays.vmap(fun, in_axes, out_axes)


def initialising() -> Value:
    return frame("running_init").initialising
