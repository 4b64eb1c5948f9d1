"""How many multiply-accumulates with weights a program of JAX does.

A judge that knows no layer: it reads the traced program and adds up the dot
products and convolutions of which one operand comes from the input and the
other does not, that is, from the weights.

`python -m tests.engine.multiplications` reads Keras layers from its standard input, as
JSON [[code, input shape], ...], and writes their counts; Keras runs on JAX then.
"""

import json
import os
import sys
from math import prod

import jax
import jax.numpy as jnp
from jax.interpreters.partial_eval import dce_jaxpr

BATCH = 2


def of(function, *inputs, batch=BATCH, transposed=False):
    """The count of function(*inputs), for one sample of the batch.

    A transposed convolution reads its kernel at each place of its input, any other
    at each place of its output; in the traced program the two look alike.
    """
    program = jax.make_jaxpr(function)(*inputs).jaxpr
    program, _ = dce_jaxpr(program, [True] * len(program.outvars), instantiate=True)
    judge = Judge(transposed)
    found, _ = judge.count(program, [True] * len(program.invars))
    assert found % batch == 0, "every sample is worth the same"
    return found // batch


class Judge:
    def __init__(self, transposed):
        self.transposed = transposed

    def count(self, program, given):
        """(multiply-accumulates, which results depend on the input)."""
        moving = dict.fromkeys(program.constvars, False)
        moving |= dict(zip(program.invars, given))

        def depends(variable):
            return not hasattr(variable, "val") and moving[variable]

        found = 0
        for step in program.eqns:
            more, results = self.read(step, [depends(each) for each in step.invars])
            found += more
            moving |= dict(zip(step.outvars, results))
        return found, [depends(each) for each in program.outvars]

    def read(self, step, given):
        every = [any(given)] * len(step.outvars)
        if not any(given):  # it draws the first values of the weights
            return 0, every
        name, details = step.primitive.name, step.params
        if name == "dot_general":
            return (given[0] != given[1]) * dot(step), every
        if name == "conv_general_dilated":
            return (given[0] != given[1]) * self.convolution(step), every
        if name == "scan":
            return self.scan(details, given)
        if name in ("while", "cond"):
            raise NotImplementedError(f"how often {name} is run")
        for key in ("jaxpr", "call_jaxpr", "fun_jaxpr"):
            if key in details:
                return self.count(getattr(details[key], "jaxpr", details[key]), given)
        return 0, every

    def scan(self, details, given):
        inner, length = details["jaxpr"].jaxpr, details["length"]
        first = details["num_consts"]
        last = first + details["num_carry"]
        while True:
            found, results = self.count(inner, given)
            carry = [a or b for a, b in zip(given[first:last], results)]
            if carry == given[first:last]:
                return found * length, results
            given = given[:first] + carry + given[last:]

    def convolution(self, step):
        image, kernel = (each.aval.shape for each in step.invars)
        layout = step.params["dimension_numbers"]
        places, spec = step.outvars[0].aval.shape, layout.out_spec
        if self.transposed:
            places, spec = image, layout.lhs_spec
        return prod(places[axis] for axis in (spec[0], *spec[2:])) * prod(kernel)


def dot(step):
    (contracted, _), _ = step.params["dimension_numbers"]
    inner = prod(step.invars[0].aval.shape[axis] for axis in contracted)
    return inner * prod(step.outvars[0].aval.shape)


def keras_layer(code, shape):
    """Made and called while it is traced, so that nothing is computed.

    None where Keras makes the layer, but JAX cannot run it.
    """
    import keras
    from keras.src.backend import StatelessScope

    several = shape if shape and isinstance(shape[0], list) else [shape]
    attention = code.startswith(("MultiHead", "GroupQuery"))

    def call(*given):
        with StatelessScope():
            layer = eval(code, vars(keras.layers).copy())
            if attention:
                return layer(*given) if len(given) > 1 else layer(*given, *given)
            if hasattr(layer, "get_initial_state") and len(shape) == 1:
                states = layer.get_initial_state(BATCH)
                return layer(*given, jax.tree.map(given[0].sum().__add__, states))
            return layer(list(given) if len(given) > 1 else given[0])

    inputs = [jnp.zeros((BATCH, *each)) for each in several]
    try:
        return of(call, *inputs, transposed="Transpose" in code)
    except (ValueError, TypeError):
        return None


if __name__ == "__main__":
    os.environ["KERAS_BACKEND"] = "jax"
    print(json.dumps([keras_layer(*case) for case in json.load(sys.stdin)]))
