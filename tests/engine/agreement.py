"""Give the same constructor text to Gatecount and to the framework, and compare.

A case is the text and the shape of the input. Both sides either refuse, or
agree on every weight (path, shape, trained or not) and on the output.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from gatecount import CountError, count


@dataclass(frozen=True)
class Refusal:
    """The error's class and its bases; the words are for a failing test only."""

    kinds: tuple = ()
    why: str = ""

    @classmethod
    def of(cls, error):
        kinds = tuple(each.__name__ for each in type(error).__mro__)
        return cls(kinds, f"{kinds[0]}: {error}"[:300])


def ours(framework, code, shape):
    try:
        answer = count(code, framework, shape)
    except CountError as error:
        return Refusal((error.framework_error,), f"{error.framework_error}: {error}")
    weights = {each.path: (each.shape, each.trainable) for each in answer.weights}
    assert len(weights) == len(answer.weights)
    recurrent = sum(each.size for each in answer.weights if each.role)
    assert sum(cell.total for cell in answer.cells) == recurrent
    output = answer.output_shape
    return weights, output if isinstance(output, list) else [output]


def agree(said, true, any_refusal=False):
    """Both refuse with the same class of error, or both accept the same weights
    and the same output.

    The framework's output is None where it was not called; a refusal without a
    class is one that only a real run would meet. With `any_refusal`, of a call with
    several faults each side may name another.
    """
    if isinstance(said, Refusal) or isinstance(true, Refusal):
        return type(said) is type(true) and (
            any_refusal or not true.kinds or said.kinds[0] in true.kinds
        )
    (our_weights, our_output), (weights, output) = said, true
    return our_weights == weights and (
        output is None
        or (len(our_output) == len(output) and all(map(matches, our_output, output)))
    )


def names(true):
    """(path, shape) of the framework's weights, None where it refuses."""
    if isinstance(true, Refusal):
        return None
    return [(path, shape) for path, (shape, _) in true[0].items()]


def matches(said, true):
    """The same shape, but that the batch, one axis, is called None."""
    return (
        len(said) == len(true)
        and said.count(None) <= 1
        and all(a in (None, b) for a, b in zip(said, true))
    )


@dataclass(frozen=True)
class Layer:
    """What to try with one class: texts for its arguments, shapes of inputs.

    `needed` are arguments that every call has, the first text being a good
    one; `options` are tried one by one and in random combinations.
    """

    name: str
    needed: dict
    options: dict
    shapes: tuple
    always: tuple = ()

    def code(self, given):
        arguments = [f"{name}={text}" for name, text in given.items()]
        return f"{self.name}({', '.join([*arguments, *self.always])})"

    def grid(self):
        """Every text of every argument, one at a time, and every shape."""
        usual = {name: texts[0] for name, texts in self.needed.items()}
        for shape in self.shapes:
            yield self.code(usual), shape
        for name, texts in (self.needed | self.options).items():
            for text in texts:
                for shape in self.shapes[:2]:
                    yield self.code(usual | {name: text}), shape
        for name in usual:
            yield (
                self.code({k: v for k, v in usual.items() if k != name}),
                self.shapes[0],
            )
        yield self.code(usual | {"unknown_argument": "1"}), self.shapes[0]
        values = list(usual.values())
        positional = ", ".join([*values, *self.always])
        yield f"{self.name}({positional})", self.shapes[0]
        many = ", ".join([*values, *["None"] * 40, *self.always])
        yield f"{self.name}({many})", self.shapes[0]

    def cases(self):
        """Random configurations, as a Hypothesis strategy."""
        options = {name: st.sampled_from(texts) for name, texts in self.options.items()}
        needed = {name: st.sampled_from(texts) for name, texts in self.needed.items()}
        return st.tuples(
            st.fixed_dictionaries(needed, optional=options).map(self.code),
            st.sampled_from(self.shapes),
        )
