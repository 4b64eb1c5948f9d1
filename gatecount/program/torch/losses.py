"""Losses: a number, once prediction and target fit together."""

from __future__ import annotations

from ...counting import CountError
from ...shapes.filling import broadcast
from ...types import NoReturn, Routine, Shape, Value
from ..names import NAMES as KNOWN
from ..unknown import Unknown
from .functional import NAMES as FUNCTIONAL
from .literals import as_tensor
from .module import Module
from .shapes import text
from .tensor import Tensor, derived


def tensors(name: str, *values: Value) -> list[Tensor]:
    for value in values:
        if not isinstance(value, (Tensor, Unknown)):
            kind = "tuple" if isinstance(value, tuple) else type(value).__name__
            raise CountError(
                "{loss} compares two tensors; one of these is a {kind}. A "
                "recurrent layer returns (output, state): give on output alone.",
                "AttributeError" if kind == "tuple" else "TypeError",
                loss=name,
                kind=kind,
            )
    return [as_tensor(value) for value in values]


def finished(
    input: Tensor, shape: Shape | None, reduction: str, others: tuple[Tensor, ...] = ()
) -> Value:
    """The loss of each example, or one number."""
    return derived(input, shape if reduction == "none" else (), others=others)


def cross_entropy(
    input: Value,
    target: Value,
    *arguments: Value,
    reduction: Value = "mean",
    **named: Value,
) -> Value:
    """input (batch, classes, …), target (batch, …) of class numbers, or alike."""
    input, target = tensors("cross_entropy", input, target)
    one, two = input._shape, target._shape
    if None in (one, two):
        return finished(input, None, reduction)
    if len(one) == len(two) and same(one, two):
        check_fractions("cross_entropy", target)
        return finished(input, (*one[:1], *one[2:]), reduction)
    check_classes("cross_entropy", input, target)
    return finished(input, two, reduction)


def nll_loss(
    input: Value,
    target: Value,
    *arguments: Value,
    reduction: Value = "mean",
    **named: Value,
) -> Value:
    input, target = tensors("nll_loss", input, target)
    if None in (input._shape, target._shape):
        return finished(input, None, reduction)
    check_classes("nll_loss", input, target)
    return finished(input, target._shape, reduction)


def same(one: Value, two: Shape) -> bool:
    return all(a == b or None in (a, b) for a, b in zip(one, two))


def check_classes(name: str, input: Value, target: Value) -> None:
    one, two = input._shape, target._shape
    wanted = () if len(one) == 1 else (one[0], *one[2:])
    if len(two) != len(wanted) or not same(two, wanted):
        batches = (one[:1] or (1,), two[:1] or (1,))
        if None not in (*batches[0], *batches[1]) and batches[0] != batches[1]:
            refuse_batch(name, one, two, wanted)
        refuse_target(name, one, two, wanted)
    kind = target._dtype
    if kind is not None and kind.name not in ("int64", "uint8"):
        raise CountError(
            "{loss} takes class numbers as its target, whole numbers of "
            "torch.int64, not {dtype}. Write target.long().",
            "RuntimeError",
            loss=name,
            dtype=kind,
        )


def refuse_batch(name: str, one: Value, two: Value, wanted: Shape) -> NoReturn:
    raise CountError(
        "Expected input batch_size ({a}) to match target batch_size ({b}): the "
        "input of {loss} has shape {one}, so its target has {wanted}, not {two}.",
        a=one[0],
        b=two[0] if two else "-",
        loss=name,
        one=text(one),
        wanted=text(wanted),
        two=text(two),
    )


def refuse_target(name: str, one: Value, two: Value, wanted: Shape) -> NoReturn:
    raise CountError(
        "The input of {loss} has shape {one}: (batch, classes, …). Its target has "
        "{wanted}, a class number for each, not {two}.",
        "RuntimeError",
        loss=name,
        one=text(one),
        wanted=text(wanted),
        two=text(two),
    )


def check_fractions(name: str, target: Tensor) -> None:
    if target._dtype is not None and target._dtype.rank < 2:
        raise CountError(
            "A target of the input's own shape holds probabilities in {loss}: "
            "numbers with a fraction, not {dtype}. Write target.float(), or give "
            "class numbers.",
            "RuntimeError",
            loss=name,
            dtype=target._dtype,
        )


def alike(name: str) -> Routine:
    """Prediction and target of exactly one shape."""

    def loss(
        input: Value,
        target: Value,
        *arguments: Value,
        reduction: Value = "mean",
        **named: Value,
    ) -> Value:
        input, target = tensors(name, input, target)
        one, two = input._shape, target._shape
        if None not in (one, two):
            if len(one) != len(two) or not same(one, two):
                refuse_shapes(name, one, two)
            if target._dtype is not None and target._dtype.rank < 2:
                raise CountError(
                    "{loss} takes targets with a fraction, not {dtype}. Write "
                    "target.float().",
                    "RuntimeError",
                    loss=name,
                    dtype=target._dtype,
                )
        return finished(input, one, reduction)

    return loss


def refuse_shapes(name: str, one: Shape, two: Shape) -> NoReturn:
    raise CountError(
        "{loss} compares number with number: the shapes {one} and {two} must be "
        "equal. Often .squeeze(1) or .unsqueeze(1) is missing.",
        loss=name,
        one=text(one),
        two=text(two),
    )


def broadcasting(name: str) -> Routine:
    """Shapes that fit together; PyTorch only warns when they differ."""

    def loss(
        input: Value,
        target: Value,
        *arguments: Value,
        reduction: Value = "mean",
        **named: Value,
    ) -> Value:
        input, target = tensors(name, input, target)
        shape = broadcast(input._shape, target._shape)
        return finished(input, shape, reduction, (target,))

    return loss


def of_rows(name: str, inputs: int) -> Routine:
    """Losses that compare whole vectors, one number for each row."""

    def loss(*values: Tensor, reduction: str = "mean", **named: Value) -> Value:
        first = tensors(name, *values[:inputs])[0]
        shape = first._shape
        return finished(first, shape and shape[:-1], reduction)

    return loss


def ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Tensor,
    target_lengths: Tensor,
    *arguments: Value,
    reduction: str = "mean",
    **n: Value,
) -> Value:
    log_probs, _ = tensors("ctc_loss", log_probs, targets)
    shape = log_probs._shape
    return finished(log_probs, shape and shape[1:2], reduction)


FUNCTIONS: dict[str, Value] = {
    "cross_entropy": cross_entropy,
    "nll_loss": nll_loss,
    "ctc_loss": ctc_loss,
}
for _name in ("binary_cross_entropy", "binary_cross_entropy_with_logits"):
    FUNCTIONS[_name] = alike(_name)
for _name in """mse_loss l1_loss smooth_l1_loss huber_loss kl_div poisson_nll_loss
        gaussian_nll_loss soft_margin_loss hinge_embedding_loss""".split():
    FUNCTIONS[_name] = broadcasting(_name)
for _number, _names in {
    2: "multilabel_margin_loss multilabel_soft_margin_loss multi_margin_loss",
    3: """margin_ranking_loss cosine_embedding_loss triplet_margin_loss
        triplet_margin_with_distance_loss""",
}.items():
    FUNCTIONS |= {name: of_rows(name, _number) for name in _names.split()}
FUNCTIONAL.update(FUNCTIONS)


class Loss(Module):
    function = ""

    def __init__(
        self,
        weight: Value = None,
        *arguments: Value,
        reduction: Value = "mean",
        **named: Value,
    ) -> None:
        super().__init__()
        self.reduction = reduction
        self.ignore_index = named.get("ignore_index", -100)
        self.label_smoothing = named.get("label_smoothing", 0.0)
        weights = {"weight": weight, "pos_weight": named.get("pos_weight")}
        for name, value in weights.items():
            if isinstance(value, Tensor):
                self.register_buffer(name, value)

    def forward(self, *values: Value, **named: Value) -> Value:
        return FUNCTIONS[self.function](*values, reduction=self.reduction, **named)


SHORT = {"BCELoss": "binary_cross_entropy", "NLLLoss2d": "nll_loss"}
SHORT["BCEWithLogitsLoss"] = "binary_cross_entropy_with_logits"
PLAIN = {name.replace("_", "").removesuffix("loss"): name for name in FUNCTIONS}
LAYERS: dict[str, Value] = {}
for _name in KNOWN["torch.nn"]:
    _function = SHORT.get(_name) or PLAIN.get(_name.removesuffix("Loss").lower())
    if _function:
        _own = {"function": _function, "__module__": "torch.nn"}
        LAYERS[_name] = type(_name, (Loss,), _own)
