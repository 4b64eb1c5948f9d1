"""The recurrent layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/recurrent_layers/. Shapes follow `build` of
`LSTMCell`, `GRUCell` and `SimpleRNNCell` in keras/src/layers/rnn.
"""

import inspect
import re
from dataclasses import replace

from .counting import Count, CountError, Weight

PREFIXES = (
    "layers",
    "keras.layers",
    "tf.keras.layers",
    "tensorflow.keras.layers",
)

# What may be given as a text, by the last word of the argument's name.
CHOICES = {
    "activation": """celu elu exponential gelu glu hard_shrink hard_sigmoid
        hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
        log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax
        softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus
        swish tanh tanh_shrink threshold""".split(),
    "initializer": """Constant GlorotNormal GlorotUniform HeNormal HeUniform
        Identity IdentityInitializer LecunNormal LecunUniform Ones Orthogonal
        OrthogonalInitializer RandomNormal RandomUniform STFT STFTInitializer
        TruncatedNormal VarianceScaling Zeros constant glorot_normal
        glorot_uniform he_normal he_uniform identity lecun_normal
        lecun_uniform normal one ones orthogonal random_normal random_uniform
        stft truncated_normal uniform variance_scaling zero zeros""".split(),
    "regularizer": """L1 L1L2 L2 OrthogonalRegularizer l1 l1l2 l2
        orthogonal_regularizer""".split(),
    "constraint": """MaxNorm MinMaxNorm NonNeg UnitNorm max_norm min_max_norm
        non_neg unit_norm""".split(),
}
MERGE_MODES = ("sum", "mul", "ave", "concat", None)


class Layer:
    """What every layer accepts, and the refusal of what none does."""

    @classmethod
    def construct(cls, *values, **named):
        """The layer; a call that does not fit the signature is a CountError."""
        known = argument_names(cls)
        if len(values) > len(known):
            raise CountError(
                "{layer} takes at most {most} arguments; {given} were given.",
                "TypeError",
                layer=cls.__name__,
                most=len(known),
                given=len(values),
            )
        for argument in known[: len(values)]:
            if argument in named:
                raise CountError(
                    "{layer} is given {argument} twice. Give it once.",
                    "TypeError",
                    layer=cls.__name__,
                    argument=argument,
                )
        first = known[0]
        if not values and first not in named:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                "TypeError",
                layer=cls.__name__,
                argument=first,
            )
        return cls(*values, **named)

    def __init__(
        self,
        *,
        activity_regularizer=None,
        trainable=True,
        dtype=None,
        autocast=True,
        name=None,
        input_shape=None,
        input_dim=None,
        **unknown,
    ):
        if unknown:
            raise CountError(
                "{layer} has no argument {unknown}. It takes {known}.",
                layer=type(self).__name__,
                unknown=", ".join(unknown),
                known=", ".join(argument_names(type(self))),
            )
        if not isinstance(trainable, bool):
            raise CountError(
                "trainable must be True or False, not {value}.", value=repr(trainable)
            )
        if name is not None and (not isinstance(name, str) or "/" in name):
            raise CountError(
                "name must be a text without a slash, not {value}.", value=repr(name)
            )
        self.trainable = trainable
        self.name = name or snake_case(type(self).__name__)
        self.input_shape = (input_dim,) if input_dim is not None else input_shape


class Recurrent(Layer):
    """A layer that carries one cell over the time steps.

    The cell's weights, for n features and m units, with g gates:
    kernel (n, g m), recurrent_kernel (m, g m), bias (g m,).
    """

    gates: tuple[str, ...]
    states = 1

    def _accept(self, given):
        """Check and keep the constructor's arguments, as `locals()` has them."""
        del given["self"]
        self._check_units(given["units"])
        super().__init__(
            activity_regularizer=given.pop("activity_regularizer"),
            **given.pop("kwargs"),
        )
        for argument, value in given.items():
            kind = argument.rpartition("_")[2]
            if kind in CHOICES:
                check_choice(argument, value, CHOICES[kind])
            elif kind == "dropout" and not isinstance(value, (int, float)):
                raise CountError(
                    "{argument} must be a number between 0 and 1, not {value}.",
                    "TypeError",
                    argument=argument,
                    value=repr(value),
                )
        vars(self).update(given)

    def _check_units(self, units):
        if not isinstance(units, int) or units < 1:
            raise CountError(
                "units must be a whole number of at least 1, not {value}.",
                "ValueError" if isinstance(units, (int, float)) else "TypeError",
                value=repr(units),
            )

    def count(self, input_shape):
        """The weights for an input of shape (time steps, features)."""
        steps, features = check_sequence(input_shape)
        if self.stateful:
            raise CountError(
                "stateful=True needs a fixed batch size, which an input shape "
                "without the batch axis does not have. Leave stateful out: the "
                "number of parameters is the same."
            )
        return Count(self._weights(features), self._output_shape(steps))

    # --8<-- [start:weights]
    def _weights(self, features):
        units = int(self.units)
        width = len(self.gates) * units
        shapes = {
            "kernel": (features, width),
            "recurrent_kernel": (units, width),
        }
        if self.use_bias:
            shapes["bias"] = self._bias_shape(width)
        cell = snake_case(type(self).__name__) + "_cell"
        return tuple(
            Weight(
                name,
                path=f"{cell}/{name}",
                shape=shape,
                trainable=self.trainable,
                cell=cell,
                role=name,
                gates=self.gates,
            )
            for name, shape in shapes.items()
        )

    def _bias_shape(self, width):
        return (width,)

    # --8<-- [end:weights]

    def _output_shape(self, steps):
        state = (None, int(self.units))
        output = (None, steps, state[-1]) if self.return_sequences else state
        if self.return_state:
            return [output] + [state] * self.states
        return output


class SimpleRNN(Recurrent):
    gates = ("h",)

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        seed=None,
        **kwargs,
    ):
        self._accept(locals())


class LSTM(Recurrent):
    gates = ("i", "f", "c", "o")
    states = 2

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        unit_forget_bias=True,
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        use_cudnn="auto",
        **kwargs,
    ):
        self._accept(locals())


class GRU(Recurrent):
    """`reset_after=True`, the default, keeps two bias vectors: (2, 3 m)."""

    gates = ("z", "r", "h")

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        recurrent_constraint=None,
        bias_constraint=None,
        dropout=0.0,
        recurrent_dropout=0.0,
        seed=None,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        reset_after=True,
        use_cudnn="auto",
        **kwargs,
    ):
        self._accept(locals())

    def _bias_shape(self, width):
        return (2, width) if self.reset_after else (width,)


class Bidirectional(Layer):
    """Two layers with weights of their own, one for each direction of time."""

    def __init__(
        self,
        layer,
        merge_mode="concat",
        weights=None,
        backward_layer=None,
        **kwargs,
    ):
        for each in (layer, backward_layer or layer):
            if not isinstance(each, Recurrent):
                raise CountError(
                    "Bidirectional wraps a recurrent layer, as in "
                    "Bidirectional(LSTM(10)), not {value}.",
                    "TypeError" if isinstance(each, Layer) else "ValueError",
                    value=getattr(each, "__name__", None) or repr(each),
                )
        if merge_mode not in MERGE_MODES:
            raise CountError(
                "merge_mode must be one of {known}, not {value}.",
                known=", ".join(map(repr, MERGE_MODES)),
                value=repr(merge_mode),
            )
        super().__init__(**kwargs)
        self.merge_mode = merge_mode
        self.forward, self.backward = layer, backward_layer or layer
        self.paths = (
            "forward_" + layer.name.removeprefix("forward_"),
            backward_layer.name
            if backward_layer
            else "backward_" + layer.name.removeprefix("backward_"),
        )
        self._check_directions(backward_layer)

    def _check_directions(self, own):
        if (
            self.forward.go_backwards
            if own is None
            else (self.forward.go_backwards == own.go_backwards)
        ):
            raise CountError(
                "The two layers of Bidirectional must read in opposite directions: "
                "go_backwards=True belongs to backward_layer alone."
            )
        for argument in ("stateful", "return_sequences", "return_state"):
            if getattr(self.forward, argument) != getattr(self.backward, argument):
                raise CountError(
                    "Both layers of Bidirectional must have the same {argument}.",
                    argument=argument,
                )

    def count(self, input_shape):
        """The weights for an input of shape (time steps, features)."""
        sides = [side.count(input_shape) for side in (self.forward, self.backward)]
        weights = tuple(
            replace(
                weight,
                path=f"{path}/{weight.path}",
                cell=f"{path}/{weight.cell}",
                trainable=weight.trainable and self.trainable,
            )
            for path, side in zip(self.paths, sides)
            for weight in side.weights
        )
        return Count(weights, self._output_shape(*sides))

    def _output_shape(self, forward, backward):
        shapes = [
            side.output_shape
            if isinstance(side.output_shape, list)
            else [side.output_shape]
            for side in (forward, backward)
        ]
        (first, *states), (second, *more) = shapes
        if self.merge_mode is None:
            outputs = [first, second]
        elif self.merge_mode == "concat":
            # Keras doubles the forward width even if the backward one differs.
            outputs = [(*first[:-1], 2 * first[-1])]
        else:
            outputs = [first]
        every = outputs + states + more
        return every if len(every) > 1 else every[0]


def snake_case(name):
    """`SimpleRNN` -> `simple_rnn`, as Keras names a layer."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def argument_names(layer):
    """The names of a layer's own constructor arguments, in order."""
    signature = inspect.signature(layer.__init__)
    return [
        each.name
        for each in list(signature.parameters.values())[1:]
        if each.kind is each.POSITIONAL_OR_KEYWORD
    ]


def check_choice(argument, value, known):
    if value is None or (isinstance(value, str) and value in known):
        return
    raise CountError(
        "{argument} cannot be {value}. Known are: {known}.",
        argument=argument,
        value=repr(value),
        known=", ".join(known),
    )


def check_sequence(input_shape):
    """(time steps, features) of a sequence; only the steps may be None."""
    if not isinstance(input_shape, (tuple, list)):
        raise CountError(
            "The input shape is a pair (time steps, features), such as (13, 5), "
            "not {value}.",
            value=repr(input_shape),
        )
    if len(input_shape) != 2:
        raise CountError(
            "A recurrent layer takes two sizes, (time steps, features), without "
            "the batch axis; {value} has {axes}.",
            value=repr(tuple(input_shape)),
            axes=len(input_shape),
        )
    for size in input_shape:
        if size is not None and (not isinstance(size, int) or size < 0):
            raise CountError(
                "{value} cannot be a size in the input shape. Sizes are whole "
                "numbers, such as 13 and 5.",
                value=repr(size),
            )
    if input_shape[1] is None:
        raise CountError(
            "The number of features must be known, since the kernel has a row for "
            "each. Only the time steps may be None."
        )
    return input_shape[0], int(input_shape[1])


LAYERS = {layer.__name__: layer for layer in (SimpleRNN, LSTM, GRU, Bidirectional)}
