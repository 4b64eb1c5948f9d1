"""The values that Keras knows by name: activations, initializers and the like.

They may be given as a text, "relu", or in full, `keras.activations.relu`,
`keras.regularizers.l2(0.01)`; see https://keras.io/api/layers/initializers/.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

from ..counting import CountError
from ..types import Any


@dataclass(frozen=True)
class Value:
    """Something with a name that is not a layer.

    `arguments` are those of its constructor; None if there is none to call.
    """

    name: str
    kind: str
    arguments: tuple[str, ...] | None = None
    given: str | None = None  # the name of a policy, as in DTypePolicy("float16")

    def __str__(self) -> str:
        return self.name

    def construct(self, *values: Any, **named: Any) -> Any:
        """The value itself: what it is made of changes no shape."""
        if self.arguments is None:
            raise CountError(
                "{value} is given without brackets: {value}, not {value}().",
                "TypeError",
                value=self.name,
            )
        unknown = set(named).difference(self.arguments[len(values) :])
        if unknown or len(values) > len(self.arguments):
            raise CountError(
                "{value} takes the arguments {known}, each once and no others.",
                "TypeError",
                value=self.name,
                known=", ".join(self.arguments) or "()",
            )
        named |= zip(self.arguments, values)
        for argument, value in named.items():
            self._check(argument, value)
        if self.kind == "policy":
            return replace(self, given=named.get("name"))
        return self

    def _check(self, argument: str, value: Any) -> None:
        """Refuse what no constructor of this kind can work with."""
        if argument in ONE_OF:
            good, error = value in ONE_OF[argument], "ValueError"
        elif argument == "seed":
            good = value is None or type(value) is int
            error = "ValueError"
        elif self.kind == "regularizer":
            good = value is None or (
                isinstance(value, (int, float)) and 0 <= value < inf
            )
            error = "ValueError"
        elif self.kind == "initializer" and "axes" not in argument:
            good = isinstance(value, (int, float))
            error = "ValueError" if value is None else "TypeError"
            if argument == "scale" and good:
                good, error = value > 0, "ValueError"
        else:
            return
        if not good:
            raise CountError(
                "{value} cannot be {argument} of {name}.",
                error,
                value=repr(value),
                argument=argument,
                name=self.name,
            )


class Get:
    """keras.initializers.get("zeros") and its like: what the text names."""

    @classmethod
    def construct(cls, identifier: Any) -> Any:
        return identifier


ONE_OF = {
    "mode": ("fan_in", "fan_out", "fan_avg", "rows", "columns"),
    "distribution": ("truncated_normal", "untruncated_normal", "uniform", "normal"),
}
ACTIVATIONS = """celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu
    hard_swish hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6
    selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus
    sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold""".split()
TF_NN = """elu gelu leaky_relu log_softmax relu relu6 selu sigmoid silu softmax
    softplus softsign swish tanh""".split()

SCALED = ("seed", "input_axes", "output_axes")
STFT = ("side", "window", "scaling", "periodic")
# Each with its constructor's arguments.
INITIALIZERS = {
    "Constant": ("value",),
    "GlorotNormal": SCALED,
    "GlorotUniform": SCALED,
    "HeNormal": SCALED,
    "HeUniform": SCALED,
    "Identity": ("gain",),
    "IdentityInitializer": ("gain",),
    "LecunNormal": SCALED,
    "LecunUniform": SCALED,
    "Ones": (),
    "Orthogonal": ("gain", "seed"),
    "OrthogonalInitializer": ("gain", "seed"),
    "RandomNormal": ("mean", "stddev", "seed"),
    "RandomUniform": ("minval", "maxval", "seed"),
    "STFT": STFT,
    "STFTInitializer": STFT,
    "TruncatedNormal": ("mean", "stddev", "seed"),
    "VarianceScaling": ("scale", "mode", "distribution", *SCALED),
    "Zeros": (),
    "constant": ("value",),
    "glorot_normal": SCALED,
    "glorot_uniform": SCALED,
    "he_normal": SCALED,
    "he_uniform": SCALED,
    "identity": ("gain",),
    "lecun_normal": SCALED,
    "lecun_uniform": SCALED,
    "ones": (),
    "orthogonal": ("gain", "seed"),
    "random_normal": ("mean", "stddev", "seed"),
    "random_uniform": ("minval", "maxval", "seed"),
    "stft": STFT,
    "truncated_normal": ("mean", "stddev", "seed"),
    "variance_scaling": ("scale", "mode", "distribution", *SCALED),
    "zeros": (),
}
REGULARIZERS = {
    "L1": ("l1",),
    "L1L2": ("l1", "l2"),
    "L2": ("l2",),
    "OrthogonalRegularizer": ("factor", "mode"),
    "l1": ("l1",),
    "l1_l2": ("l1", "l2"),
    "l2": ("l2",),
    "orthogonal_regularizer": ("factor", "mode"),
}
CONSTRAINTS = {
    "MaxNorm": ("max_value", "axis"),
    "MinMaxNorm": ("min_value", "max_value", "rate", "axis"),
    "NonNeg": (),
    "UnitNorm": ("axis",),
    "max_norm": ("max_value", "axis"),
    "min_max_norm": ("min_value", "max_value", "rate", "axis"),
    "non_neg": (),
    "unit_norm": ("axis",),
}

# What may be given as a text, by the last word of the argument's name.
CHOICES = {
    "activation": ACTIVATIONS,
    # "constant" needs its value: Constant(0.5).
    "initializer": [name for name in INITIALIZERS if name.lower() != "constant"]
    + ["normal", "one", "uniform", "zero"],
    "regularizer": [name for name in REGULARIZERS if name != "l1_l2"] + ["l1l2"],
    "constraint": list(CONSTRAINTS),
}
PLAIN = """float16 float32 float64 bfloat16 uint8 uint16 uint32 uint64 int8 int16
    int32 int64 bool string float8_e4m3fn float8_e5m2 complex64 complex128""".split()
DTYPES = (*PLAIN, "mixed_float16", "mixed_bfloat16")
NO_POLICY = ("int8", "float8_e4m3fn", "float8_e5m2")
# Types without fractions, and TensorFlow's error when it is to draw from them.
WHOLE = dict.fromkeys(PLAIN, "ValueError") | {
    "int32": "InvalidArgumentError",
    "int64": "InvalidArgumentError",
    "string": "UnimplementedError",
}
for name in ("float16", "float32", "float64", "bfloat16"):
    del WHOLE[name]
# How the names of initializers begin that draw numbers.
DRAWN = tuple(
    "glorot he lecun random truncated variance orthogonal normal uniform".split()
)


def dotted(roots: Iterable[str]) -> dict[str, Any]:
    """The values by their full names, below each of the roots of Keras."""
    rooms: dict[str, Mapping[str, tuple[str, ...] | None]] = {
        "activation": dict.fromkeys(ACTIVATIONS),
        "initializer": INITIALIZERS,
        "regularizer": REGULARIZERS,
        "constraint": CONSTRAINTS,
    }
    found: dict[str, Any] = {
        f"{root}{kind}s.{name}": Value(name, kind, arguments)
        for root in roots
        for kind, values in rooms.items()
        for name, arguments in values.items()
    }
    for root in roots:
        for kind in rooms:
            found[f"{root}{kind}s.get"] = Get
        for name in ("DTypePolicy", "mixed_precision.Policy"):
            found[f"{root}{name}"] = Value(name, "policy", ("name", "source_name"))
    for tf in ("tf", "tensorflow"):
        for name in TF_NN:
            found[f"{tf}.nn.{name}"] = Value(name, "activation")
        for name in ("sigmoid", "tanh"):
            found[f"{tf}.{name}"] = Value(name, "activation")
        found |= {f"{tf}.{name}": name for name in PLAIN}
    return found
