"""Python's own refusals of a call, as sentences: arguments against a signature."""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from .counting import CountError
from .types import TYPE_CHECKING, Any


class Constructor:
    """`__init__` as a class declares it, compiled when it is first asked for."""

    def __init__(self, declared: type["Declared"]):
        self.declared = declared

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        cls = self.declared
        # The text stands in this package: nothing that a reader wrote comes here.
        text = f"lambda self, {' '.join(cls.arguments.split())}"
        made = eval(f"{text}: self._accept(locals())", {**cls.defaults})
        cls.__init__ = made  # type: ignore[method-assign]
        return made.__get__(instance, owner)


class Declared:
    """A class whose constructor is declared in `arguments`, as Python writes them.

    What it is given goes to `_accept`, by name and with the defaults.
    """

    arguments = ""
    defaults: Mapping[str, Any] = MappingProxyType({})  # what `arguments` names

    if TYPE_CHECKING:

        def __init__(self, *values: Any, **named: Any) -> None: ...

        def __getattr__(self, name: str) -> Any:
            """An argument: of any type, until it has been looked at."""

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        if "arguments" in vars(cls):
            cls.__init__ = Constructor(cls)  # type: ignore[assignment,method-assign]

    def _accept(self, given: dict[str, Any]) -> None:
        """Keep the arguments under their names."""
        vars(self).update(given)
        del self.self


def parameters(layer: type) -> tuple[inspect.Parameter, ...]:
    """The parameters of a layer's constructor, in order, without `self`."""
    return _parameters(layer)


@cache
def _parameters(layer: type) -> tuple[inspect.Parameter, ...]:
    return tuple(inspect.signature(layer).parameters.values())


def argument_names(
    layer: type, known: Iterable[inspect.Parameter] | None = None
) -> list[str]:
    """The names of a layer's own constructor arguments, in order."""
    refused = getattr(layer, "refused", ())
    return [
        each.name
        for each in known or parameters(layer)
        if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
        and each.name not in refused
    ]


def check_call(
    layer: type,
    values: Sequence[Any],
    named: Mapping[str, Any],
    unknown_error: str = "TypeError",
    known: Sequence[inspect.Parameter] | None = None,
) -> None:
    """Refuse what Python would refuse if `layer(*values, **named)` were called.

    `known` are the parameters, where they are not those of the class.
    """
    known = parameters(layer) if known is None else known
    kinds = {each.kind for each in known}
    places = [each.name for each in known if each.kind is each.POSITIONAL_OR_KEYWORD]
    name = layer.__name__
    if len(values) > len(places) and inspect.Parameter.VAR_POSITIONAL not in kinds:
        raise CountError(
            "{layer} takes at most {most} arguments; {given} were given.",
            "TypeError",
            layer=name,
            most=len(places),
            given=len(values),
        )
    unknown = [each for each in named if each not in {every.name for every in known}]
    if unknown and inspect.Parameter.VAR_KEYWORD not in kinds:
        raise CountError(
            "{layer} has no argument {unknown}. It takes {known}.",
            unknown_error,
            layer=name,
            unknown=", ".join(unknown),
            known=", ".join(argument_names(layer, known)) or "-",
        )
    for argument in places[: len(values)]:
        if argument in named:
            raise CountError(
                "{layer} is given {argument} twice. Give it once.",
                "TypeError",
                layer=name,
                argument=argument,
            )
    for each in known[len(values) :]:
        required = each.default is each.empty and each.kind in (
            each.POSITIONAL_OR_KEYWORD,
            each.KEYWORD_ONLY,
        )
        if required and each.name not in named:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                "TypeError",
                layer=name,
                argument=each.name,
            )
