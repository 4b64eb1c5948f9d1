"""Numbers that are no slip: right in another framework, for another kind of layer."""

from collections.abc import Mapping
from contextlib import suppress

from ..counting import CountError
from .workings import Case, Family, Layer, Outcomes, Working, blocks, lines


def right_for(
    case: Case,
    families: Mapping[str, Family],
    directions: int | None = None,
    layers: int | None = None,
) -> Outcomes:
    """(the working, the layers that it is right for), for each of the workings."""
    directions, layers = directions or case.directions, layers or case.layers
    found: dict[Working, list[Layer]] = {}
    for name, family in families.items():
        with suppress(CountError):
            each = blocks(
                case, case.features, case.units, family,
                directions=directions, layers=layers,
            )  # fmt: skip
            found.setdefault(Working(lines(each)), []).append(
                Layer(name, directions, layers)
            )
    for working, right in found.items():
        yield working, *right


def convention(case: Case) -> Outcomes:
    """Counted as another framework, or another setting, does."""
    yield from right_for(case, case.conventions)


def other_kind(case: Case) -> Outcomes:
    """Another kind of layer, of whatever framework."""
    yield from right_for(case, case.kinds)


def other_directions(case: Case) -> Outcomes:
    """Both directions where one was asked for, or the other way round."""
    own = {case.name: case.family} if case.directions == 1 else {}
    yield from right_for(case, own | case.conventions, 3 - case.directions)


def other_layers(case: Case) -> Outcomes:
    """Two layers, one upon the other, where one was asked for."""
    if case.layers == 1:
        yield from right_for(case, {case.name: case.family} | case.conventions, None, 2)


def other_kind_directions(case: Case) -> Outcomes:
    yield from right_for(case, case.kinds, 3 - case.directions)


ELSEWHERE = {
    each.__name__
    for each in (
        convention, other_kind, other_directions, other_layers, other_kind_directions,
    )
}  # fmt: skip
