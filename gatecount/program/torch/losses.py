"""Losses: a number, once prediction and target fit together."""

from __future__ import annotations

from collections.abc import Callable

from ...counting import CountError
from ...shapes.filling import broadcast
from ...shapes.sizes import unlike
from ...types import NoReturn, Routine, Shape, TypeAlias, Value
from ..names import NAMES as KNOWN
from ..unknown import Unknown
from .functional import NAMES as FUNCTIONAL
from .literals import as_tensor
from .module import Module
from .shapes import text
from .tensor import Tensor, derived

Rule: TypeAlias = Callable[..., "Shape | None"]


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


def loss(name: str, rule: Rule, inputs: int = 2) -> Routine:
    """A loss of so many tensors: one number, or one of each example, whose shape the
    rule gives."""

    def compute(
        input: Value,
        target: Value,
        *others: Value,
        reduction: Value = "mean",
        **named: Value,
    ) -> Value:
        given = tensors(name, input, target, *others[: inputs - 2])
        shape = rule(name, *given)
        each = shape if reduction == "none" else ()
        return derived(given[0], each, others=tuple(given[1:]))

    return compute


def of_classes(name: str, input: Tensor, target: Tensor) -> Shape | None:
    """input (batch, classes, …), target (batch, …) of class numbers, or alike."""
    one, two, kind = input._shape, target._shape, target._dtype
    if one is None or two is None:
        return None
    if name == "cross_entropy" and not unlike(one, two):
        if kind is not None and kind.rank < 2:
            raise CountError(
                "A target of the input's own shape holds probabilities in {loss}: "
                "numbers with a fraction, not {dtype}. Write target.float(), or give "
                "class numbers.",
                "RuntimeError",
                loss=name,
                dtype=kind,
            )
        return (*one[:1], *one[2:])
    wanted = () if len(one) == 1 else (one[0], *one[2:])
    if unlike(two, wanted):
        refuse_target(name, one, two, wanted)
    if kind is not None and kind.name not in ("int64", "uint8"):
        raise CountError(
            "{loss} takes class numbers as its target, whole numbers of "
            "torch.int64, not {dtype}. Write target.long().",
            "RuntimeError",
            loss=name,
            dtype=kind,
        )
    return two


def refuse_target(name: str, one: Shape, two: Shape, wanted: Shape) -> NoReturn:
    shapes = {"loss": name, "one": text(one)}
    shapes |= {"wanted": text(wanted), "two": text(two)}
    if unlike(one[:1] or (1,), two[:1] or (1,)):
        raise CountError(
            "Expected input batch_size ({a}) to match target batch_size ({b}): the "
            "input of {loss} has shape {one}, so its target has {wanted}, not {two}.",
            a=one[0],
            b=two[0] if two else "-",
            **shapes,
        )
    raise CountError(
        "The input of {loss} has shape {one}: (batch, classes, …). Its target has "
        "{wanted}, a class number for each, not {two}.",
        "RuntimeError",
        **shapes,
    )


def alike(name: str, input: Tensor, target: Tensor) -> Shape | None:
    """Prediction and target of exactly one shape."""
    one, two, kind = input._shape, target._shape, target._dtype
    if one is None or two is None:
        return one
    if unlike(one, two):
        raise CountError(
            "{loss} compares number with number: the shapes {one} and {two} must be "
            "equal. Often .squeeze(1) or .unsqueeze(1) is missing.",
            loss=name,
            one=text(one),
            two=text(two),
        )
    if kind is not None and kind.rank < 2:
        raise CountError(
            "{loss} takes targets with a fraction, not {dtype}. Write target.float().",
            "RuntimeError",
            loss=name,
            dtype=kind,
        )
    return one


def fitting(name: str, input: Tensor, target: Tensor) -> Shape | None:
    """Shapes that fit together; PyTorch only warns when they differ."""
    one, two = input._shape, target._shape
    return None if one is None or two is None else broadcast(one, two)


def of_rows(name: str, first: Tensor, *others: Tensor) -> Shape | None:
    """Whole vectors are compared, one number for each row."""
    return first._shape and first._shape[:-1]


def of_sequences(name: str, log_probs: Tensor, targets: Tensor) -> Shape | None:
    """log_probs (steps, batch, classes)"""
    return log_probs._shape and log_probs._shape[1:2]


RULES: dict[str, tuple[Rule, int]] = {
    "cross_entropy nll_loss": (of_classes, 2),
    "ctc_loss": (of_sequences, 2),
    "binary_cross_entropy binary_cross_entropy_with_logits": (alike, 2),
    """mse_loss l1_loss smooth_l1_loss huber_loss kl_div poisson_nll_loss
    gaussian_nll_loss soft_margin_loss hinge_embedding_loss""": (fitting, 2),
    """multilabel_margin_loss multilabel_soft_margin_loss
    multi_margin_loss""": (of_rows, 2),
    """margin_ranking_loss cosine_embedding_loss triplet_margin_loss
    triplet_margin_with_distance_loss""": (of_rows, 3),
}
FUNCTIONS: dict[str, Value] = {
    name: loss(name, *rule) for names, rule in RULES.items() for name in names.split()
}
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
