"""Run a program under the real PyTorch and under ours, and compare what they say.

Compared are the printed text, the parameters of the model (names, shapes, which
are trained), the output shapes of its layers, and refusals: class and line. Where one
optimizer trains, the model of the answer is what it is given parameters of.
"""

import contextlib
import io
import random
import re
import sys
import traceback
import warnings
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn.modules import module as nn_module

from gatecount import CountError
from gatecount.program import count_model
from tests.kept import kept

FILE = "<program>"
torch.set_num_threads(1)  # the programs are small: more threads only wait


@dataclass
class Said:
    printed: str = ""
    weights: list = field(default_factory=list)
    outputs: dict = field(default_factory=dict)
    trained: list | None = None  # shapes of the weights of what is trained
    refused: tuple = ()
    why: str = ""


def shapes_in(value):
    if isinstance(value, torch.Tensor):
        return [tuple(value.shape)]
    if isinstance(value, nn.utils.rnn.PackedSequence):
        return [tuple(value.data.shape)]
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        return [shape for each in value for shape in shapes_in(each)]
    return []


@kept("torch")
def judged(source):
    """What PyTorch says."""
    said, built, parts, calls, optimizers = Said(), [], set(), {}, []
    original, optimizing = nn.Module.__init__, torch.optim.Optimizer.__init__

    def made(self, *values, **named):
        optimizing(self, *values, **named)
        optimizers.append(self)

    def noted(self, *values, **named):
        original(self, *values, **named)
        built.append(self)
        if within_another(self):
            parts.add(id(self))

    def called(module, inputs, output):
        calls.setdefault(id(module), shapes_in(output))

    hook = nn_module.register_module_forward_hook(called)
    printed = io.StringIO()
    nn.Module.__init__, torch.optim.Optimizer.__init__ = noted, made
    torch.manual_seed(0)
    random.seed(0)
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, FILE, "exec"), {"__name__": "__main__"})
    except Exception as error:
        said.refused = (type(error).__name__, line_of(error))
        said.why = str(error)
    finally:
        nn.Module.__init__, torch.optim.Optimizer.__init__ = original, optimizing
        hook.remove()
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
    said.printed = printed.getvalue()
    if not said.refused:
        describe(said, built, parts, calls, optimizers)
    return said


def line_of(error):
    lines = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == FILE
    ]
    return lines[-1] if lines else getattr(error, "lineno", None)


def within_another(module):
    """Is a method of the program running on some other module?"""
    frame = sys._getframe(2)
    while frame is not None:
        owner = frame.f_locals.get("self", module)
        own = owner is module or not isinstance(owner, nn.Module)
        if frame.f_code.co_filename == FILE and not own:
            return True
        frame = frame.f_back
    return False


def trained(tops, optimizer):
    """Shapes of all weights of the modules of which the optimizer has some."""
    given = {id(each) for group in optimizer.param_groups for each in group["params"]}
    owners = [each for each in tops if not given.isdisjoint(map(id, each.parameters()))]
    found = {id(each): each for owner in owners for each in owner.parameters()}
    return sorted(tuple(each.shape) for each in found.values())


def describe(said, built, parts, calls, optimizers):
    """The last module that no other contains: first of those that the program
    has not built as a part of another."""
    inside = {id(part) for each in built for part in each._modules.values()}
    tops = [each for each in built if id(each) not in inside]
    tops = [each for each in tops if any(True for _ in each.parameters())]
    if not tops:
        return
    if len(optimizers) == 1:
        said.trained = trained(tops, optimizers[0])
    model = ([each for each in tops if id(each) not in parts] or tops)[-1]
    said.weights = [
        (name, tuple(each.shape), each.requires_grad)
        for name, each in model.named_parameters()
    ]
    said.outputs = {
        name: calls[id(each)]
        for name, each in model.named_modules()
        if name and id(each) in calls
    }


def counted(source):
    """What gatecount says."""
    said = Said()
    try:
        answer = count_model(source)
    except CountError as error:
        if error.line is None and "builds no model" in str(error):
            said.printed = error.printed
            return said
        said.refused = (error.framework_error, error.line)
        said.why, said.printed = str(error), error.printed
        return said
    assert answer.framework == "torch"
    said.printed = answer.printed
    said.trained = sorted(each.shape for each in answer.model.weights)
    # What is trained together is counted together; PyTorch is asked of the last module.
    last = [each for each in answer.models if not each.joined][-1]
    stored = last.weights
    said.weights = [(each.path, each.shape, each.trainable) for each in stored]
    rows = [weight for row in last.layers for weight in row.count.weights]
    assert [(each.path, each.shape) for each in rows] == [
        (each.path, each.shape) for each in stored
    ]
    assert answer.total == sum(row.total for row in answer.layers)
    for row in answer.layers:
        shape = row.output_shape
        if shape is not None:
            said.outputs[row.name] = shape if isinstance(shape, list) else [shape]
    return said


def fits(printed, true):
    """Equal, where ours does not say that a number is not known."""
    pattern = re.escape(printed).replace(re.escape("?"), r"[^\n]*?")
    unknown = r"tensor\\\(\\\.\\\.\\\.,\\ size=[^\n]*?\\\)+"
    pattern = re.sub(unknown, r"tensor[\\s\\S]*?", pattern)
    return re.fullmatch(pattern, true) is not None


def same_shapes(ours, true):
    return len(ours) == len(true) and all(
        len(a) == len(b) and all(x in (None, y) for x, y in zip(a, b))
        for a, b in zip(ours, true)
    )


def differences(source):
    """Sentences on what differs; none where both say the same."""
    true, ours = judged(source), counted(source)
    if true.refused or ours.refused:
        if true.refused != ours.refused:
            return [f"refused: {true.refused} {true.why} / {ours.refused} {ours.why}"]
        return [] if fits(ours.printed, true.printed) else ["printed before refusal"]
    found = []
    if not fits(ours.printed, true.printed):
        found.append(f"printed:\n{true.printed}\n--- ours ---\n{ours.printed}")
    if ours.weights != true.weights:
        found.append(f"weights: {true.weights} / {ours.weights}")
    if true.trained and ours.trained != true.trained:
        found.append(f"trained: {true.trained} / {ours.trained}")
    for name, shapes in ours.outputs.items():
        wanted = true.outputs.get(name)
        if wanted is not None and not same_shapes(shapes, wanted):
            found.append(f"output of {name}: {wanted} / {shapes}")
    return found
