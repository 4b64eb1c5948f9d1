"""What Flax's two interfaces, linen and nnx, share beyond JAX's own rules."""

import inspect

from ..counting import Count, CountError, product
from ..jax import FUNCTION, Layer, Window, check_vector, dense, least, several
from ..layer import check_size, matrix, shown, under, weight


class Cell:
    """One step of a recurrent layer, on an input of shape (batch, features).

    It returns its states and its output: h and h, an LSTM c, h and h.
    """

    gates: tuple[str, ...]
    states = 1
    axes = 1
    initializers = ("kernel_init", "recurrent_kernel_init")

    def least(self):
        return least(*(getattr(self, each) for each in self.initializers))

    def step(self, shape):
        """The shapes of the states and of the output after one step."""
        state = (*shape[:-1], self.units)
        return [state] * self.states, state

    def output(self, shape):
        states, output = self.step(shape)
        return [*states, output]


class GateByGate:
    """A cell with tensors of its own for each gate, as `ii/kernel`, `hi/bias`."""

    def part(self, side, gate):
        return side + gate

    def tensors(self, n, m):
        for gate in self.gates:
            for role, side, rows in (
                ("kernel", "i", n),
                ("recurrent_kernel", "h", m),
            ):
                yield from dense(
                    self.part(side, gate),
                    (rows, m),
                    self.biased(side, gate),
                    role,
                    (gate,),
                )


class Recurrent:
    """A layer that runs over time: batch axes, time, then an example's own."""

    def check_cell(self, argument, value, wanted, example, error="AttributeError"):
        if not isinstance(value, wanted):
            raise CountError(
                "{argument} must be a recurrent one, as in {example}, not {value}.",
                "TypeError" if inspect.isclass(value) else error,
                argument=argument,
                example=example,
                value=shown(value),
            )

    @property
    def axes(self):
        return self.features_axes + 1

    def batch_at(self, shape):
        if len(shape) <= self.axes:
            return None
        return 1 if self.time_major else 0

    @property
    def too_few(self):
        return self.one_cell().too_few

    def time_at(self, shape):
        return 0 if self.time_major else len(shape) - self.features_axes - 1

    def steps(self, shape):
        time = self.time_at(shape)
        each, uses = self.one_cell().steps(shape[:time] + shape[time + 1 :])
        return shape[time], product((each, uses))

    def output(self, shape):
        states, output = self.run(shape, self.time_major)
        return [*states, output] if self.return_carry else output


class RNN(Recurrent):
    """A cell over the time steps; with `return_carry` also its last states."""

    @property
    def features_axes(self):
        return self.cell.axes

    def one_cell(self):
        return self.cell

    def run(self, shape, time_major):
        check_unroll(self.unroll)
        time = 0 if time_major else len(shape) - self.features_axes - 1
        step = shape[:time] + shape[time + 1 :]
        states, output = self.cell.step(step)
        if states[0][:-1] != step[:-1]:
            raise CountError(
                "The state of the cell has shape {before} before a step and {after} "
                "after it. Padding 'SAME' keeps it the same.",
                "TypeError",
                before=step[:-1],
                after=states[0][:-1],
            )
        return states, (*output[:time], shape[time], *output[time:])


class Bidirectional(Recurrent):
    """Two recurrent layers, one for each direction; outputs are concatenated."""

    @property
    def features_axes(self):
        return max(self.forward_rnn.features_axes, self.backward_rnn.features_axes)

    def one_cell(self):
        cells = self.forward_rnn.one_cell(), self.backward_rnn.one_cell()
        return max(cells, key=lambda cell: cell.axes)

    def run(self, shape, time_major):
        forward, first = self.forward_rnn.run(shape, time_major)
        backward, second = self.backward_rnn.run(shape, time_major)
        return [*forward, *backward], (*first[:-1], first[-1] + second[-1])


def check_unroll(unroll):
    if not isinstance(unroll, int) or unroll < 0:
        raise CountError(
            "{argument} must be a whole number of at least {least}, not {value}.",
            "ValueError" if isinstance(unroll, int) else "TypeError",
            argument="unroll",
            least=0,
            value=shown(unroll),
        )


class Convolution:
    """Shared by Conv and ConvLSTMCell: kernel (*kernel_size, channels, features)."""

    too_few = unlike = "ValueError"

    def spatial(self):
        size = self.kernel_size
        if isinstance(size, int):
            size = (size,)
        if not isinstance(size, (tuple, list)):
            raise CountError(
                "kernel_size is a whole number or a tuple of them, such as (3, 3), "
                "not {value}.",
                "TypeError",
                value=shown(size),
            )
        lowest = least(self.kernel_init)
        return tuple(check_size("kernel_size", each, lowest) for each in size)

    @property
    def axes(self):
        return len(self.spatial()) + 1

    def window(self):
        kernel = self.spatial()
        count = len(kernel)
        strides = positives("strides", self.strides, count)
        spreads = positives("input_dilation", self.input_dilation, count)
        dilations = positives(
            "kernel_dilation", self.kernel_dilation, count, "TypeError"
        )
        return Window(
            kernel,
            strides,
            read_padding(self.padding, kernel, dilations, spreads),
            dilations,
            spreads,
        )

    def steps(self, shape):
        return product(self.convolve(shape, 1)), 1

    def convolve(self, shape, features):
        window = self.window()
        if self.padding == "REFLECT" and 0 in shape[-self.axes : -1]:
            raise CountError("Padding 'REFLECT' needs an input that is not empty.")
        example = shape[len(shape) - self.axes :]
        if 0 in example and len(shape) != self.axes + 1:
            raise CountError(
                "An empty input needs exactly one batch axis, or Flax cannot tell how "
                "large the batch is.",
                "ZeroDivisionError",
            )
        sizes = window.slide(example[:-1])
        return (*shape[: len(shape) - self.axes], *sizes, features)


def check_groups(groups, channels, features):
    """Convolving in groups divides the features of the input and of the output."""
    if channels % groups:
        raise CountError(
            "feature_group_count={groups} does not divide the {value} features of the "
            "input.",
            "AssertionError",
            groups=groups,
            value=channels,
        )
    if features % groups:
        raise CountError(
            "feature_group_count={groups} does not divide the {value} features of the "
            "output.",
            groups=groups,
            value=features,
        )


def positives(argument, value, count, zero="ZeroDivisionError"):
    """One number of at least 1 for each spatial axis; None stands for 1."""
    values = several(argument, 1 if value is None else value, count)
    return tuple(check_size(argument, each, 1, zero=zero) for each in values)


def read_padding(padding, kernel, dilations, spreads):
    """The padding as a name that JAX knows, or as pairs (before, after)."""
    widths = [(size - 1) * each + 1 for size, each in zip(kernel, dilations)]
    if isinstance(padding, str):
        if padding == "CAUSAL" and len(kernel) != 1:
            raise CountError("Padding 'CAUSAL' is for one spatial axis only.")
        if any(each != 1 for each in spreads):
            raise CountError(
                "With input_dilation the padding must be numbers, such as (1, 1), not "
                "{value}.",
                value=repr(padding),
            )
        if padding in ("CIRCULAR", "REFLECT"):
            return tuple(((width - 1) // 2, width // 2) for width in widths)
        if padding == "CAUSAL":
            return ((widths[0] - 1, 0),)
        if padding.upper() in ("SAME", "SAME_LOWER", "VALID"):
            return padding.upper()
        raise CountError(
            "{argument} cannot be {value}. Known: {known}.",
            "RuntimeError",
            argument="padding",
            value=repr(padding),
            known="SAME, SAME_LOWER, VALID, CAUSAL, CIRCULAR, REFLECT",
        )
    pairs = (padding,) * len(kernel) if isinstance(padding, int) else padding
    if isinstance(pairs, (tuple, list)) and len(pairs) == len(kernel):
        pairs = tuple((each, each) if isinstance(each, int) else each for each in pairs)
        if all(
            isinstance(each, (tuple, list))
            and len(each) == 2
            and all(isinstance(side, int) for side in each)
            for each in pairs
        ):
            return pairs
    raise CountError(
        "padding is a name such as 'SAME', a whole number, or a pair (before, after) "
        "for each of the {count} spatial axes, not {value}.",
        count=len(kernel),
        value=shown(padding),
    )


def tuple_of(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def look_up(shape, rows, features):
    """The output of an embedding with so many rows."""
    if rows == 0 and 0 not in shape:
        raise CountError(
            "An embedding without rows has nothing to look up.", "IndexError"
        )
    if rows == 1 and not shape:
        raise CountError(
            "With num_embeddings=1 Flax needs an input with at least one axis."
        )
    return (*shape, features)


def groups_of(features, groups, size, wrong_kind="AssertionError"):
    """(how many groups, how many features in each)"""
    if (groups is None) == (size is None):
        raise CountError(
            "Give either num_groups or group_size. To give group_size, also write "
            "num_groups=None."
        )
    if not isinstance(features, float):
        check_size("num_features", features, negative="ValueError")
    argument, given = ("num_groups", groups) if size is None else ("group_size", size)
    number = isinstance(given, (int, float) if size is not None else int)
    whole = number and isinstance(features, int)
    if not whole or given == 0 or features % given or (size is None and given < 0):
        raise CountError(
            "{argument} must be a whole number that divides the {features} features, "
            "not {value}.",
            "ZeroDivisionError"
            if size == 0
            else "ValueError"
            if number
            else wrong_kind,
            argument=argument,
            features=features,
            value=shown(given),
        )
    return (given, features // given) if size is None else (features // given, given)


def scale_and_bias(layer, shape):
    """The two weights of every normalisation, where they are switched on."""
    for name in ("scale", "bias"):
        if getattr(layer, f"use_{name}", False):
            check_vector(f"{name}_init", getattr(layer, f"{name}_init"), len(shape))
            yield weight(name, shape)


def attention(sizes, use_bias, normalized):
    """The weights of multi-head attention, whose kernels keep the heads apart.

    query (n, heads, depth), key and value (their n, heads, depth), and
    out (heads, depth, features); a scale (depth,) for normalised query and key.
    """
    for name, (features, heads, depth) in sizes.items():
        yield matrix(f"{name}/kernel", (features, heads, depth))
        if use_bias:
            yield weight(f"{name}/bias", (depth,) if name == "out" else (heads, depth))
    for name in ("query", "key") if normalized else ():
        yield weight(f"{name}_ln/scale", sizes[name][-1:])


class Transposed(Convolution):
    """Spreads its input: kernel (*kernel_size, channels, features).

    With `transpose_kernel` its last two axes change places.
    """

    input_dilation = 1
    too_few = "AssertionError"

    def kernel(self, channels, features):
        last = (channels, features)
        return (*self.spatial(), *(last[::-1] if self.transpose_kernel else last))

    def steps(self, shape):
        return product(shape[:-1]), 1

    def convolve(self, shape, features):
        """As jax.lax.conv_transpose: each place becomes as many as the stride."""
        kernel = self.spatial()
        strides = positives("strides", self.strides, len(kernel), "TypeError")
        dilations = positives(
            "kernel_dilation", self.kernel_dilation, len(kernel), "TypeError"
        )
        padding = read_padding(self.padding, kernel, dilations, (1,) * len(kernel))
        if isinstance(self.padding, str) and self.padding not in TRANSPOSED:
            raise CountError(
                "{argument} cannot be {value}. Known: {known}.",
                "RuntimeError",
                argument="padding",
                value=repr(self.padding),
                known=", ".join(TRANSPOSED),
            )
        sizes = shape[len(shape) - self.axes : -1]
        output = []
        for axis, size in enumerate(sizes):
            window = (kernel[axis] - 1) * dilations[axis] + 1
            if size is None:
                output.append(None)
            elif self.padding in ("SAME", "CIRCULAR"):
                output.append(size * strides[axis])
            elif self.padding == "VALID":
                output.append(size * strides[axis] + max(window - strides[axis], 0))
            else:
                whole = (size - 1) * strides[axis] + 1 + sum(padding[axis])
                output.append(max(whole - window + 1, 0))
        return (*shape[: len(shape) - self.axes], *output, features)


TRANSPOSED = ("SAME", "VALID", "CIRCULAR")


class Sequential:
    """One layer after the other, and functions, which change no shape."""

    def count(self, input_shape=None):
        if input_shape is None:
            return Count(self.made, None)
        weights, output = [], input_shape
        for place, layer in enumerate(self.layers):
            if layer is FUNCTION:
                continue
            self.check_part(layer)
            counted = layer.count(output)
            weights += under(f"{self.parts}{place}", counted.weights)
            output = counted.output_shape
        return Count(tuple(weights), output)

    def check_part(self, layer):
        if not isinstance(layer, Layer) or isinstance(layer, Cell):
            raise CountError(
                "{value} cannot stand in Sequential, which calls each layer with the "
                "output of the one before.",
                "TypeError",
                value=shown(layer),
            )


def einsum(text, shape, kernel):
    """(the output's shape, the axes of the kernel in it by their place)"""
    operands, written = operands_of(text)
    sizes = {}
    for letters, given in zip(operands.split(","), (shape, kernel)):
        more = len(given) - len(letters.replace("...", ""))
        dots = "".join(chr(0x100 + each) for each in range(more))
        letters = letters.replace("...", dots)
        if len(letters) != len(given):
            refuse_equation(text)
        for letter, size in zip(letters, given):
            known = sizes.setdefault(letter, size)
            if None not in (known, size) and known != size:
                refuse_equation(text)
        if given is shape:
            written = written.replace("...", dots)
    if not set(written) <= set(sizes):
        refuse_equation(text)
    held = operands.partition(",")[2]
    inside = [place for place, letter in enumerate(written) if letter in held]
    return tuple(sizes[letter] for letter in written), inside


def operands_of(text):
    """('abc,cd', 'abd') of 'abc,cd->abd': input and kernel, and the output.

    Three dots stand for the axes of the input that the equation does not name.
    """
    if not isinstance(text, str):
        raise CountError(
            "The equation must be a text such as 'abc,cd->abd', not {value}.",
            "AttributeError",
            value=shown(text),
        )
    text = text.replace(" ", "")
    operands, arrow, written = text.partition("->")
    if not arrow or operands.count(",") != 1:
        raise CountError(
            "The equation {text} must have one comma, between input and kernel, and an "
            "arrow, as in 'abc,cd->abd'.",
            text=repr(text),
        )
    return operands, written


def refuse_equation(text):
    raise CountError(
        "The equation {text} does not fit the axes of the input and of the kernel.",
        text=repr(text),
    )
