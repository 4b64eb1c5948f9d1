"""A few lines in the reader's own framework that verify a count by printing it."""

import ast

from gatecount import classes_of

# The modules whose names a line may use, as these programs import them.
MODULES = {
    "keras": "keras.layers.",
    "torch": "nn.",
    "flax.linen": "nn.",
    "flax.nnx": "nnx.",
    "equinox": "eqx.nn.",
    "paddle": "nn.",
    "mindspore": "nn.",
    "haiku": "hk.",
    "mlx": "nn.",
}
SUM = "print(sum(p.size for p in jax.tree.leaves({0})))"
HEADS = {
    "keras": "import keras\n",
    "torch": "from torch import nn\n",
    "flax.linen": "import jax\nfrom flax import linen as nn\n",
    "flax.nnx": "import jax\nfrom flax import nnx\n\nrngs = nnx.Rngs(0)",
    "equinox": "import equinox as eqx\nimport jax\n\nkey = jax.random.key(0)",
    "paddle": "from paddle import nn\n",
    "mindspore": "from mindspore import nn\n",
    "haiku": "import haiku as hk\nimport jax\n",
    "mlx": "from mlx import nn\nfrom mlx.utils import tree_flatten\n",
}


def program(reading, counted):
    """The program as a text; None where no short one is known to be right."""
    recurrent = bool(counted.weights) and all(each.role for each in counted.weights)
    if reading.shown.layer is None and not recurrent:
        return None
    shape = tuple(1 if each is None else each for each in reading.input_shape or ())
    if reading.framework == "onnx":
        return onnx(reading, counted, shape)
    if reading.framework == "haiku":
        return haiku(reading, counted, shape)
    lines = [HEADS[reading.framework], f"layer = {canonical(reading)}"]
    lines += ENDS[reading.framework](reading, shape)
    return "\n".join(lines) + "\n"


def keras(reading, shape):
    layer = reading.shown.layer
    if layer and layer.step:
        yield f"layer.build({(None, *shape)})"
    else:
        yield f"layer(keras.Input({shape}))"
    yield "print(layer.count_params())"


def torch(reading, shape):
    yield "print(sum(p.numel() for p in layer.parameters()))"


def linen(reading, shape):
    layer = reading.shown.layer
    inputs = "int" if layer and layer.kind == "Embedding" else "float"
    yield "key = jax.random.key(0)"
    yield f"x = jax.numpy.zeros({shape}, {inputs})"
    carry = "layer.initialize_carry(key, x.shape), " if layer and layer.step else ""
    yield f"variables = layer.init(key, {carry}x)"
    yield SUM.format("variables")


def nnx(reading, shape):
    yield SUM.format("nnx.state(layer, nnx.Param)")


def equinox(reading, shape):
    yield SUM.format("eqx.filter(layer, eqx.is_array)")


def paddle(reading, shape):
    yield "print(sum(p.size for p in layer.parameters()))"


def mindspore(reading, shape):
    yield "print(sum(p.size for p in layer.get_parameters()))"


def mlx(reading, shape):
    yield "print(sum(p.size for _, p in tree_flatten(layer.parameters())))"


def haiku(reading, counted, shape):
    """A module lives inside of a function that Haiku transforms."""
    layer = reading.shown.layer
    inputs = "int" if layer and layer.kind == "Embedding" else "float"
    state = ", layer.initial_state(None)" if counted.cells else ""
    return f"""{HEADS["haiku"]}

def run(x):
    layer = {canonical(reading)}
    return layer(x{state})


x = jax.numpy.zeros({shape}, {inputs})
variables = hk.transform(run).init(jax.random.key(0), x)
{SUM.format("variables")}
"""


ENDS = {
    "paddle": paddle,
    "mindspore": mindspore,
    "mlx": mlx,
    "keras": keras,
    "torch": torch,
    "flax.linen": linen,
    "flax.nnx": nnx,
    "equinox": equinox,
}


def canonical(reading):
    """The line with every layer under the name that the program imports."""
    tree = ast.parse(reading.code, mode="eval")
    return ast.unparse(_Renamed(reading.framework).visit(tree))


class _Renamed(ast.NodeTransformer):
    def __init__(self, framework):
        self.known = classes_of(framework)
        self.module = MODULES[framework]

    def visit_Attribute(self, node):
        return self.named(node, ast.unparse(node.value), node.attr)

    def visit_Name(self, node):
        return self.named(node, "", node.id)

    def named(self, node, prefix, name):
        if name in self.known.LAYERS and prefix in ("", *self.known.PREFIXES):
            return ast.parse(self.module + name, mode="eval").body
        return node


def onnx(reading, counted, shape):
    """onnxruntime runs the node only if its weights have these shapes."""
    call = ast.parse(reading.code, mode="eval").body
    named = {each.arg: ast.unparse(each.value) for each in call.keywords}
    if reading.shown.layer is None or "inputs" not in named:
        return None
    node = [repr(reading.shown.layer.name), named.pop("inputs"), '["Y"]']
    named.pop("outputs", None)
    node += [f"{name}={value}" for name, value in named.items()]
    shapes = {"X": shape} | {each.name: each.shape for each in counted.weights}
    return f"""import numpy
import onnxruntime
from onnx import TensorProto, helper

node = helper.make_node({", ".join(node)})
shapes = {shapes}
inputs = [helper.make_tensor_value_info(k, TensorProto.FLOAT, v)
          for k, v in shapes.items()]
y = helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None] * 4)
model = helper.make_model(helper.make_graph([node], "g", inputs, [y]),
                          opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
run = onnxruntime.InferenceSession(model.SerializeToString()).run
run(["Y"], {{k: numpy.zeros(v, "float32") for k, v in shapes.items()}})
print(sum(numpy.prod(v) for k, v in shapes.items() if k != "X"))
"""
