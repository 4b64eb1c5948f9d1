"""From the modules that a program has built to rows of a table."""

from __future__ import annotations

import inspect
from dataclasses import replace
from types import CodeType

from ...counting import Count, CountError, Weight
from ...types import TYPE_CHECKING, Shape, Value
from ..explaining import explained
from ..libraries.foreign import NONE
from ..making import required
from ..printing import untold
from ..result import TRAINED, LayerCount, Model
from ..session import Place, Session, current, doubts_of, running
from ..syntax import codes_of
from ..training import in_place_of_each_other, trained
from ..unknown import sized
from .lazy import Lazy
from .module import Module
from .trial import tried

if TYPE_CHECKING:
    from .parameter import Parameter
    from .program_lines import Spot


def results(session: Session) -> tuple[Model, ...]:
    """The models: modules that no other module contains, in order of building."""
    built = [
        each for each in session.state.get("torch", ()) if "_modules" in vars(each)
    ]
    inside = {id(part) for each in built for part in each._modules.values()}
    tops = [each for each in built if id(each) not in inside]
    codes = methods(built)
    models = [each for each in tops if next(each.parameters(), None) is not None]
    apart = [each for each in models if vars(each)["_spot"].f_code not in codes]
    models = apart or models
    models = models or [each for each in tops if next(each.children(), None)]
    with running(session):
        models = models or built_by_default(session)
        own = {each: set(map(id, each.parameters())) for each in models}
        groups = list(trained(session, own.items()))
        for each in [*models[-1:], *(each for group, _ in groups for each in group)]:
            tried(each, session)
        meant = {each: 3 * TRAINED + when for group, when in groups for each in group}
        doubts = in_place_of_each_other(session, shapes)
        together = {}
        for group, when in groups:
            whole = [each for each in group if not part(own[each], own)]
            if whole[1:]:
                each = joined(whole)
                own[each] = set(map(id, each.parameters()))
                together[each] = replace(
                    model(each, session),
                    name=" + ".join(each._modules),
                    kind="",
                    meant=3 * TRAINED + when,
                    joined=True,
                )
        rows = {each: model(each, session) for each in models}
    return tuple(
        replace(
            row,
            meant=meant.get(each, 0),
            part=part(own[each], own),
            doubts=tuple(dict.fromkeys(row.doubts + doubts.get(id(each), ()))),
        )
        for each, row in rows.items()
    ) + tuple(together.values())


def shapes(module: Value) -> list[Shape]:
    return [tuple(each._shape) for each in module.parameters()]


def part(weights: Value, owners: dict[Value, set[int]]) -> bool:
    """Does another have all these weights, and more?"""
    return any(weights < other for other in owners.values())


def joined(models: Value) -> Module:
    """One module that holds them all, so that what they share counts once."""
    whole = Module()
    current().state["torch"].remove(whole)
    for each in models:
        name, number = type(each).__name__, 2
        while name in whole._modules:
            name, number = f"{type(each).__name__}_{number}", number + 1
        whole.add_module(name, each)
    return whole


def methods(modules: list[Value]) -> set[CodeType]:
    """Code of the modules' own methods: what these build and do not keep is a part
    to copy, such as the layer given to nn.TransformerEncoder, and no model."""
    kinds = {kind for each in modules for kind in type(each).__mro__}
    return {
        code
        for kind in kinds
        for function in vars(kind).values()
        if inspect.isfunction(function)
        for code in codes_of(function.__code__)
    }


def built_by_default(session: Session) -> list[Module]:
    """A program may define its model and leave it at that."""
    classes = session.state.get("torch classes", ())
    if not classes:
        return []
    kind = next((each for each in classes[::-1] if is_model(each)), classes[-1])
    needed = required(kind)
    if any(isinstance(each, kind) for each in session.state.get("torch", ())):
        return []  # built, but of what is not here
    if needed or (kind, True) in session.state.get("handed", ()):
        error = CountError(
            "The program defines {model}, but never builds one. Add a line that does: "
            "model = {model}({arguments}).",
            model=kind.__name__,
            arguments=", ".join(f"{name}=…" for name in needed),
        )
        error.line, error.printed = None, session.printed
        error.ignored = tuple(session.ignored)
        raise error
    try:
        built = kind()
    except Exception as error:
        raise explained(error, session) from error
    return [built] if next(built.parameters(), None) is not None else []


def is_model(kind: type[Value]) -> bool:
    """Not a loss, which some programs define last."""
    return not NONE.search(kind.__name__)


def model(module: Value, session: Session) -> Model:
    seen: dict[int, str] = {}
    top = vars(module)["_spot"]
    uses = times_used(module)
    layers = [
        row(path, each, seen, uses, session, top)
        for path, each in module.named_modules()
        if is_row(each)
    ]
    inputs, outputs = shapes_of(module)
    return Model(
        name=type(module).__name__,
        kind=type(module).__name__,
        layers=tuple(layers),
        weights=tuple(
            Weight(name, name, sizes(each), each.requires_grad)
            for name, each in module.named_parameters()
        ),
        input_shapes=tuple(inputs),
        output_shapes=tuple(outputs),
        code=text(module, session),
        line=vars(module)["_spot"].line,
        unbuilt=any(isinstance(each, Lazy) for each in module.modules()),
        doubts=doubts_of(
            top, [spot for each in module.modules() for spot in spots(each)]
        ),
    )


def sizes(parameter: Value) -> Value:
    return tuple(sized(tuple(parameter._shape)))


def is_row(module: Value) -> bool:
    """Leaves, and whatever holds parameters of its own beside its children."""
    own = any(each is not None for each in module._parameters.values())
    leaf = not any(each is not None for each in module._modules.values())
    return own or (leaf and not hasattr(module, "append"))


def times_used(module: Value) -> dict[int, int]:
    """Module -> under how many names it stands."""
    uses: dict[int, int] = {}
    for _, each in module.named_modules(remove_duplicate=False):
        uses[id(each)] = uses.get(id(each), 0) + 1
    return uses


def spots(module: Value) -> tuple[Place | Spot, ...]:
    """Where it was made, and where it has got parameters that it may not have."""
    return (vars(module)["_spot"], *vars(module).get("_spots", ()))


def row(
    path: Value,
    module: Module,
    seen: dict[int, str],
    uses: dict[int, int],
    session: Session,
    top: Spot,
) -> LayerCount:
    weights, tied = [], []
    roles = {each.name: each for each in getattr(layer_of(module), "own", ())}
    for name, parameter in module._parameters.items():
        if parameter is None:
            continue
        whole = f"{path}.{name}" if path else name
        if id(parameter) in seen:
            tied.append(name)
            continue
        seen[id(parameter)] = whole
        weights.append(weight(name, whole, parameter, roles.get(name)))
    inputs, outputs = shapes_of(module)
    output = single(outputs)
    return LayerCount(
        name=path or type(module).__name__,
        kind=type(module).__name__,
        input_shape=single(inputs),
        output_shape=output,
        count=Count(tuple(weights), output),
        code=text(module, session),
        line=vars(module)["_spot"].line,
        trainable=not weights or any(each.trainable for each in weights),
        shared=uses[id(module)] > 1,
        tied=tuple(tied),
        short=bool(doubts_of(top, spots(module)))
        or (untold() and not (weights or tied or layer_of(module))),
    )


def layer_of(module: Module) -> Value:
    return vars(module).get("_layer")


def weight(name: str, path: str, parameter: Parameter, known: Weight | None) -> Weight:
    """With the part that it plays in a cell, if its shape is still the layer's."""
    shape = sizes(parameter)
    if known is None or known.shape != shape:
        return Weight(name, path, shape, parameter.requires_grad)
    return Weight(
        name,
        path,
        shape,
        parameter.requires_grad,
        known.cell,
        known.role,
        known.gates,
        known.axis,
    )


def shapes_of(module: Value) -> Value:
    calls = vars(module)["_calls"]
    return calls[0][:2] if calls else ([], [])


def single(shapes: Value) -> Value:
    """One shape, several as a list, None for none or unknown."""
    if not shapes or shapes == [None]:
        return None
    return shapes[0] if len(shapes) == 1 else list(shapes)


def text(module: Value, session: Session) -> str:
    spot = vars(module)["_spot"]
    return "" if spot.f_code is None else session._segment(spot)
