"""The arguments of layers: which of them decide how large a weight is."""

from dataclasses import replace

from ..counting import CountError
from ..types import Value
from .session import current
from .symbols import Symbol
from .unknown import Unknown, find_unknown, key_of, sized, symbol

SIZES = frozenset(
    """units filters input_dim output_dim input_size hidden_size in_features
    out_features num_embeddings embedding_dim in_channels out_channels d_model
    embed_dim num_features normalized_shape proj_size dim_feedforward key_dim value_dim
    kdim vdim shape input_shape batch_input_shape batch_shape vocab_size in1_features
    in2_features num_classes n_classes n state_dim intermediate_dim""".split()
)
# How many parts there are: no letter stands for it, but the reader may say it.
NUMBERS = frozenset(
    """num_layers n_layers num_encoder_layers num_decoder_layers num_heads nhead
    kernel_size groups""".split()
)
# Whether there are parts: the reader may say that, too.
SWITCHES = frozenset("bias use_bias bidirectional".split())
FREE = frozenset(
    """dropout recurrent_dropout rate p activation recurrent_activation nonlinearity
    name seed momentum epsilon eps alpha negative_slope mask_zero padding_idx max_norm
    weights stateful implementation unroll go_backwards trainable dtype device
    input_length batch_size noise_shape supports_masking init inner_init sparse
    stddev W_regularizer U_regularizer b_regularizer _weight inplace
    layer_norm_eps""".split()
)


REQUIRED = {"rate": 0.5, "stddev": 0.1}  # free arguments that have no default


def is_free(argument: str) -> bool:
    """No weight depends on this argument of a layer."""
    return argument in FREE or argument.endswith(
        ("_initializer", "_regularizer", "_constraint", "_dropout")
    )


def setting(name: str, value: Value, default: Value = None) -> Value:
    """An argument of a layer: for a size that is not known a symbol, for a number of
    parts what the reader says, for what no weight depends on the default."""
    if name.endswith("shape") and isinstance(value, Unknown):
        return value  # not even its axes are known
    if name in SIZES:
        return sized(value)
    if not isinstance(value, Unknown) or value.shape:
        return value
    if is_free(name):
        return REQUIRED.get(name) if default is None else default
    if name in SWITCHES:
        said = wanted(value, switch=True)
        return said if said is value else bool(said)
    return wanted(value) if name in NUMBERS else value


def unsaid(given: Value) -> Value:
    """Of these arguments, those that no weight depends on and nobody knows."""
    return {
        name: value
        for name, value in given.items()
        if isinstance(value, Unknown) and name not in ("device", "dtype")
        if not value.shape and is_free(name)
    }


def wanted(value: Unknown, switch: bool = False) -> Value:
    """How many layers, or heads, or whether there are: what the reader says; until then
    the value itself, which no letter stands for."""
    found, symbols = symbol(value), current().symbols
    open_ = isinstance(found, Symbol)
    if entry := symbols.get(key_of(value.base)):
        entry = replace(entry, wanted=open_, switch=switch)
        symbols[key_of(value.base)] = entry
    return value if open_ else found


def known(*values: Value, **named: Value) -> None:
    """Refuse a size, or a setting, that only data would tell."""
    value = find_unknown([*values, *named.values()])
    if value is None:
        return
    if any(each.line == value.line for each in current().missing):
        raise CountError(
            "{size} is not known here: it belongs to a large model whose layers are "
            "not kept here (line {origin}). Write its value there, as a number.",
            size=current().expression_of(value) or value.text,
            origin=value.line,
        )
    raise CountError(
        "{size} is not known here: it comes from data that only the program's own "
        "files hold (line {origin}). Write its value there, as a number.",
        size=current().expression_of(value) or value.text,
        origin=value.line,
    )
