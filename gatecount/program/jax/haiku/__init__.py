"""Haiku for pasted programs: modules that ask for weights where a function is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....types import Routine, Value
from ...libraries.other import Placeholder
from ...unknown import Unknown
from .. import arrays, trees
from . import convolution, cores, joining, norms, scopes, transforms

MODULES = {
    cores: """RNNCore LSTM LSTMState GRU VanillaRNN DeepRNN IdentityCore ResetCore
        Linear Embed deep_rnn_with_skip_connections""",
    joining: "Sequential MultiHeadAttention Reshape Flatten BatchApply",
    norms: """LayerNorm RMSNorm InstanceNorm GroupNorm BatchNorm Bias
        ExponentialMovingAverage""",
    convolution: "ConvND ConvNDTranspose",
    scopes: "Module get_parameter get_state set_state transparent name_like NameScope",
    transforms: """transform transform_with_state multi_transform
        multi_transform_with_state PRNGSequence""",
}
INITIALIZERS = """Constant Identity Orthogonal RandomNormal RandomUniform
    TruncatedNormal UniformScaling VarianceScaling Initializer""".split()
# Types that programs name, and functions that hold no weight; others with a capital
# letter, or of what follows, may.
PLAIN = """Params MutableParams State MutableState Transformed TransformedWithState
    MultiTransformed MultiTransformedWithState SupportsCall ModuleProtocol GetterContext
    SetterContext MethodContext EmbedLookupStyle PRNGSequence LiftWithStateUpdater
    EMAParamsTree DO_NOT_STORE""".split()
MAKING = re.compile(
    "layer_stack|lift|transparent_lift|to_module|custom_creator|get_params"
)


def initializer(*values: Value, **named: Value) -> Routine:
    """hk.initializers.RandomNormal(0.1)(shape, dtype)"""
    return lambda shape=(), dtype=None: arrays.zeros(shape, "float32")


def tree_size(tree: Value) -> Unknown | int:
    sizes = [getattr(each, "size", 1) for each in trees.leaves(tree)]
    known = all(isinstance(each, int) for each in sizes)
    return sum(sizes) if known else Unknown("tree_size(…)")


def traverse(tree: Value) -> Iterator[Value]:
    """(module, name, array) of each weight, sorted as Haiku does."""
    if isinstance(tree, Unknown):
        yield tree, tree, tree
        return
    for module in sorted(tree):
        for name in sorted(tree[module]):
            yield module, name, tree[module][name]


def chosen(predicate: Routine, tree: Value, wanted: Value = True) -> Value:
    if isinstance(tree, Unknown):
        return tree
    found: dict[Value, Value] = {}
    for module, name, value in traverse(tree):
        if bool(predicate(module, name, value)) is wanted:
            found.setdefault(module, {})[name] = value
    return found


def merged(*several: Value, **named: Value) -> Value:
    found: dict[Value, Value] = {}
    for tree in several:
        if isinstance(tree, Unknown):
            return tree
        for module, name, value in traverse(tree):
            found.setdefault(module, {})[name] = value
    return found


def mapped(function: Value, tree: Value) -> Value:
    if isinstance(tree, Unknown):
        return tree
    found: dict[Value, Value] = {}
    for module, name, value in traverse(tree):
        found.setdefault(module, {})[name] = function(module, name, value)
    return found


STRUCTURES: dict[str, Value] = {
    "tree_size": tree_size,
    "traverse": traverse,
    "filter": chosen,
    "partition": lambda predicate, tree: (
        chosen(predicate, tree), chosen(predicate, tree, False)),
    "merge": merged,
    "map": mapped,
} | dict.fromkeys(
    "to_immutable_dict to_mutable_dict to_haiku_dict to_dict".split(), arrays.identity
)  # fmt: skip


def names() -> dict[str, type[Value]]:
    made = {
        name: vars(module)[name]
        for module, text in MODULES.items()
        for name in text.split()
    } | convolution.numbered()
    made["name_scope"] = made.pop("NameScope")
    made["without_apply_rng"] = transforms.changed(_rng=False)
    made["without_state"] = transforms.changed(_stateful=False)
    made["with_empty_state"] = transforms.changed(_stateful=True)
    made |= dict.fromkeys(("dynamic_unroll", "static_unroll"), transforms.unroll)
    made |= dict.fromkeys(("grad", "value_and_grad"), transforms.gradient)
    made |= {"cond": transforms.cond, "switch": transforms.switch, "scan": arrays.scan}
    made |= {"fori_loop": transforms.fori_loop, "while_loop": transforms.while_loop}
    made |= {
        "map": transforms.mapped,
        "vmap": transforms.vmap,
        "remat": arrays.identity,
    }
    made |= {
        "next_rng_key": lambda: arrays.KEY,
        "running_init": transforms.initialising,
    }
    made |= {
        "maybe_next_rng_key": made["next_rng_key"],
        "force_name": "FORCE:{}".format,
    }
    made["next_rng_keys"] = lambda number: arrays.Keys([arrays.KEY] * number)
    made["dropout"] = lambda rng, rate, x, *others, **named: x
    made["one_hot"] = arrays.one_hot
    made |= dict.fromkeys(("max_pool", "avg_pool"), convolution.pool)
    return made


def modules() -> dict[str, dict[str, Value]]:
    """The names by module."""
    experimental = {
        "tabulate": transforms.tabulate,
        "eval_summary": transforms.tabulate,
        "name_scope": scopes.NameScope,
        "name_like": scopes.name_like,
        "force_name": "FORCE:{}".format,
        "fast_eval_shape": arrays.called,
    }
    return {
        "haiku": names(),
        "haiku.nets": {"MLP": joining.MLP},
        "haiku.initializers": dict.fromkeys(INITIALIZERS, initializer),
        "haiku.data_structures": STRUCTURES,
        "haiku.experimental": experimental,
        "haiku.testing": {"transform_and_run": transforms.run_at_once},
    }


def missing(path: str) -> Routine:
    def unknown(name: str) -> Placeholder:
        kind = name[:1].isupper() and name not in PLAIN
        makes = path in ("haiku", "haiku.nets", "haiku.experimental") and kind
        made = arrays.Absent if makes or MAKING.match(name) else Placeholder
        return made(f"{path}.{name}")

    return unknown
