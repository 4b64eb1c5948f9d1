"""Run one program under the real Keras and under ours, and say what each did."""

import contextlib
import functools
import io
import os
import re
import warnings
from dataclasses import dataclass

import keras
from keras.src.ops.operation import Operation

from gatecount import CountError, count_model
from tests.kept import kept

COLUMNS = "80"  # what decides the width of a printed table
os.environ["COLUMNS"] = COLUMNS


@dataclass(frozen=True)
class Seen:
    """What there is to compare after a program has run."""

    models: tuple = ()
    printed: str = ""
    refused: str = ""  # the error's class; and in `why`, its words
    why: str = ""
    era: str = ""


@contextlib.contextmanager
def recorded():
    """The models that are made inside, but not those inside a Sequential."""
    made, inside = [], []
    init, build = Operation.__init__, keras.Sequential.build

    def noted(self, name=None):
        init(self, name)
        if isinstance(self, keras.Model) and not inside:
            made.append(self)

    @functools.wraps(build)
    def quiet(self, *values, **named):
        inside.append(self)
        try:
            return build(self, *values, **named)
        finally:
            inside.pop()

    Operation.__init__, keras.Sequential.build = noted, quiet
    try:
        yield made
    finally:
        Operation.__init__, keras.Sequential.build = init, build


def shapes(layer):
    """What the layer returned last, as far as Keras tells."""
    if layer._inbound_nodes:
        tensors = layer._inbound_nodes[-1].output_tensors
        return [tuple(each.shape) for each in tensors]
    return None


def described(model):
    trained = sum(v.shape.num_elements() for v in model.trainable_weights)
    rows = [
        (each.name, type(each).__name__, each.count_params(), shapes(each))
        for each in model.layers
        if each.built
    ]
    return model.name, type(model).__name__, model.count_params(), trained, rows


@kept("keras", "tensorflow")
def real(source):
    """The program under Keras, in this process."""
    keras.utils.clear_session(free_memory=False)
    keras.config.set_dtype_policy("float32")
    keras.utils.enable_interactive_logging()
    out = io.StringIO()
    error = None
    with recorded() as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            try:
                code = compile(source, "<program>", "exec")
                exec(code, {"__name__": "__main__"})
            except SystemExit:
                pass
            except Exception as caught:
                error = caught
    printed = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    if error is not None:
        return Seen(printed=printed, refused=type(error).__name__, why=str(error)[:500])
    models = tuple(described(each) for each in made if each.built)
    return Seen(models, printed)


def ours(source):
    try:
        answer = count_model(source, "keras")
    except CountError as error:
        return Seen(
            printed=error.printed,
            refused=error.framework_error,
            why=f"line {error.line}: {error}",
        )
    models = tuple(
        (
            each.name,
            each.kind,
            each.total,
            each.trainable,
            [row_of(layer) for layer in each.layers],
        )
        for each in answer.models
        if each.kind
    )
    return Seen(models, answer.printed, era=answer.era)


def row_of(layer):
    shape = layer.output_shape
    listed = None
    if shape is not None:
        listed = list(shape) if isinstance(shape, list) else [shape]
    return layer.name, layer.kind, layer.total, listed
