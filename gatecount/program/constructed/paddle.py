"""PaddlePaddle: `paddle.nn.Layer`, whose attributes are its sublayers."""

from __future__ import annotations

import re

from ... import paddle as engine
from ...layer import bind
from ...types import TYPE_CHECKING, Routine, Value
from ..jax.held import Row, constructed, whole
from ..libraries.array import Data
from ..libraries.foreign import lacking
from ..session import current
from ..unknown import Unknown
from . import module
from .paddle_tensor import Sizes, Tensor, tensor

if TYPE_CHECKING:
    from ...paddle.module import Paddle

NN = ("paddle.nn", "paddle.fluid.dygraph")
INITIALIZERS = ("paddle.nn.initializer.", "paddle.fluid.initializer.")
LAYER = re.compile(r"paddle\.nn\.([A-Z]\w*)\(")
# Functions of static graphs, and of Paddle 1, that make weights.
STATIC = ("paddle.static.nn", "paddle.fluid.layers")
MAKING = re.compile(
    r"(?:fc|prelu|nce|linear_chain_crf|\w*(?:embedding|conv\d\w*|norm|lstm\w*|gru\w*"
    r"|bilinear\w*))$"
)


class Parameter(module.Parameter):
    """`fixes` tells the layer whose weight it is when the program freezes it."""

    fixes: Routine | None = None

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__(*values, **named)
        self.shape = Sizes(self.shape)

    @property
    def trainable(self) -> Value:
        return vars(self)["trained"]

    @trainable.setter
    def trainable(self, value: Value) -> None:
        vars(self)["trained"] = bool(value)
        if self.fixes:
            self.fixes(bool(value))

    @property
    def stop_gradient(self) -> bool:
        return not self.trainable

    @stop_gradient.setter
    def stop_gradient(self, value: Value) -> None:
        self.trainable = not value


def parameter(weight: Value, name: str, module: Value = None) -> Parameter:
    """The weight as a parameter; `module` is what holds it, at the end of the name."""
    made = Parameter(weight.shape, weight.trainable, name)
    own = vars(module).get(weight.name) if module else None
    if isinstance(module, Layer):
        made.fixes = lambda value: fixed(module).update({weight.name: value})
    elif isinstance(own, Parameter):
        made.fixes = lambda value: setattr(own, "trainable", value)
    return made


def fixed(module: Layer) -> Value:
    """Which weights of the layer the program has frozen, or trains again."""
    return vars(module).setdefault("_fixed", {})


def opaque(name: str) -> Base:
    """A layer without weights that the engine does not have, such as MaxPool2D(2)."""
    return object.__new__(type(name, (Base,), {"__module__": "paddle.nn"}))


def cells(layer: Base) -> list[Base]:
    """What a recurrent layer holds: for each of its layers an RNN, and its cells."""
    made: Value = vars(layer).get("engine_layer")
    if not hasattr(made, "held"):
        return []
    ways = made.directions()
    inner = ["RNN" if ways == 1 else "BiRNN", *[f"{type(made).__name__}Cell"] * ways]
    return [opaque(name) for _ in range(made.num_layers) for name in inner]


class Base(module.Module):
    framework = "paddle"
    held = Parameter
    tensor = staticmethod(tensor)

    def create_parameter(
        self,
        shape: Value,
        attr: Value = None,
        dtype: Value = None,
        is_bias: Value = False,
        **named: Value,
    ) -> Parameter | None:
        if attr is False:
            return None
        return Parameter(module.sized(shape), getattr(attr, "trainable", True))

    def add_sublayer(self, name: Value, sublayer: Value) -> Value:
        return self.holds(name, sublayer)

    def add_parameter(self, name: Value, parameter: Value) -> Value:
        return self.holds(name, parameter)

    def register_buffer(
        self, name: Value, tensor: Value, persistable: Value = True
    ) -> None:
        vars(self)[name] = Data(name)
        current().state["buffers"] = True

    def state_dict(self, *values: Value, **named: Value) -> Value:
        """Weights of a recurrent layer are in it twice: by the names of its cells."""
        session, found = current(), {}
        if session.missing or session.state.get("buffers"):
            return Data("state_dict()")
        for row in self.rows():
            layer: Value = vars(row.module).get("engine_layer")
            twice = layer.held() if hasattr(type(layer), "held") else []
            begin = f"{row.path}." if row.path else ""
            second = {f"{begin}{each.path}": each for each in twice}
            first = {each.path: each for each in row.weights if each.path not in second}
            for name, each in (first | second).items():
                found[name] = parameter(each, name)
        return found

    def parameters(self, include_sublayers: Value = True) -> Value:
        return whole([each for _, each in self.named_weights()], "parameters()")

    def named_parameters(
        self, prefix: Value = "", include_sublayers: Value = True
    ) -> Value:
        return whole(self.named_weights(), "named_parameters()")

    def named_weights(self) -> list[tuple[str, Parameter]]:
        return [
            (each.path, parameter(each, each.path, row.module))
            for row in self.rows()
            for each in row.weights
        ]

    def sublayers(self, include_self: Value = False) -> list[Base]:
        """Each once, containers and layers without weights, too."""
        found = {}

        def walk(held: Base) -> None:
            for each in vars(held).values():
                if id(each) in found or each is self:
                    continue
                if isinstance(each, Base):
                    found[id(each)] = each
                    inner = cells(each)
                    found.update((id(part), part) for part in inner)
                    walk(each)
                elif isinstance(each, Unknown) and (kind := LAYER.match(each.text)):
                    found[id(each)] = opaque(kind[1])

        walk(self)
        return [*[self] * bool(include_self), *found.values()]


def plain(values: Value, named: dict[str, Value]) -> Value:
    """Arguments with True, a parameter as usual, where an initializer stands."""

    def usual(value: Value) -> Value:
        text = value.text if isinstance(value, Unknown) else ""
        return True if text.startswith(INITIALIZERS) else value

    return [usual(each) for each in values], {k: usual(v) for k, v in named.items()}


class Layer(module.Layer, Base):
    leaf = staticmethod(tensor)

    def __init__(self, *values: Value, **named: Value) -> None:
        values, named = plain(values, named)
        super().__init__(*values, **named)

    def row(self, path: Value) -> Row:
        row = super().row(path)
        row.weights = [
            each.but(trainable=fixed(self).get(each.name, each.trainable))
            for each in row.weights
        ]
        return row

    def __getattr__(self, name: str) -> Value:
        for each in getattr(vars(self).get("engine_layer"), "made", ()):
            if each.path == name:
                trained = fixed(self).get(name, each.trainable)
                return parameter(each.but(trainable=trained), name, self)
        return super().__getattr__(name)


class Listed(module.Listed, Base):
    pass


class Sequential(Listed):
    pass


class LayerList(Listed):
    pass


def attention(nn: Value) -> dict[str, type[Value]]:
    """MultiHeadAttention and the transformers, as modules of the layers in `nn`."""

    class Composite(Base):
        """A layer of layers, which are its attributes, as the engine makes them."""

        engine: Value

        def __init__(self, *values: Value, **named: Value) -> None:
            values, named = plain(values, named)
            made = constructed(self.engine, values, named)
            self.hold(made, bind(self.engine, values, named))

        def hold(self, made: Value, config: Value = None) -> None:
            vars(self)["_own"] = {"config": config, "engine": made}
            for name, part in made.held_parts.items():
                setattr(self, name, held(part))

        def __call__(self, *values: Value, **named: Value) -> Value:
            if type(self).forward is not Composite.forward:
                return self.forward(*values, **named)
            return Composite.forward(self, *values, **named)

        def forward(self, value: Value, *others: Value, **named: Value) -> Value:
            return value

        @property
        def _config(self) -> Value:
            return vars(self)["_own"]["config"]

        def static(self) -> tuple[str, ...]:
            return ("_own",)

    class Attention(Composite):
        def forward(  # type: ignore[override]  # Paddle's own
            self,
            query: Value,
            key: Value = None,
            value: Value = None,
            *others: Value,
            **named: Value,
        ) -> Value:
            several = vars(self)["_own"]["engine"].need_weights
            if named.get("cache") is not None or len(others) > 1:
                return Data("cached")
            self.k_proj(query if key is None else key)
            self.v_proj(query if value is None else value)
            found = self.out_proj(self.q_proj(query))
            return (found, Data("weights")) if several else found

    class Stack(Composite):
        """The first of the layers is the one that is given, of whatever class."""

        def __init__(
            self,
            layer: Value = None,
            num_layers: Value = None,
            norm: Value = None,
            **named: Value,
        ) -> None:
            first = named.pop(self.engine.given, layer)
            if named or not isinstance(num_layers, int) or num_layers < 1:
                Composite.__init__(self, first, num_layers, norm, **named)
            elif not isinstance(first, Composite):
                lacking(first)
            made = [first] if isinstance(first, Composite) else []
            for _ in range(num_layers - 1 if made else 0):
                made.append(type(first)(**first._config))
            self.layers = LayerList(made)
            self.norm = norm

        def forward(self, value: Value, *others: Value, **named: Value) -> Value:
            if named.get("cache") is not None:
                return Data("cached")
            for each in self.layers:
                value = each(value, *others, **named)
            return value if self.norm is None else self.norm(value)

    def held(part: Paddle) -> Value:
        """The part of the engine as a module, without asking its constructor again."""
        made = nn[type(part).__name__].__new__(nn[type(part).__name__])
        if isinstance(made, Composite):
            made.hold(part)
        else:
            vars(made).update(engine_layer=part, _called=(None, None), _parts=())
        return made

    kinds: dict[str, Value] = {"MultiHeadAttention": Attention}
    kinds |= dict.fromkeys(("TransformerEncoder", "TransformerDecoder"), Stack)
    own = {"__module__": "paddle.nn"}
    return {
        each.__name__: type(
            each.__name__,
            (kinds.get(each.__name__, Composite),),
            own | {"engine": each},
        )
        for each in engine.attention.LAYERS
    }


class Model(Base):
    """paddle.Model(network): trains the network, and holds no weight of its own."""

    def __init__(self, network: Value = None, *values: Value, **named: Value) -> None:
        if isinstance(network, Base):
            network.means()

    def summary(self, *values: Value, **named: Value) -> Value:
        return module.summary()


def created(
    shape: Value,
    dtype: Value,
    name: Value = None,
    attr: Value = None,
    *values: Value,
    **named: Value,
) -> Value:
    """paddle.create_parameter: a weight, once a layer holds it."""
    nobody: Value = None
    return Base.create_parameter(nobody, shape, attr)


def drawn(shape: Value = (), *values: Value, **named: Value) -> Tensor:
    return tensor(module.sized(named.get("shape", shape)))


def modules() -> Value:
    nn = module.layers(engine, Base, Layer, "paddle.nn")
    nn |= attention(nn) | {
        "Layer": Base,
        "Sequential": Sequential,
        "LayerList": LayerList,
    }
    nn |= {"ParamAttr": engine.ParamAttr}
    names: dict[str, Value] = {}
    names |= dict.fromkeys(("zeros", "ones", "randn", "rand", "normal", "empty"), drawn)
    names |= {"ParamAttr": param_attr, "summary": module.summary, "Model": Model}
    names |= {"create_parameter": created}
    names |= {"no_grad": module.decorator, "seed": lambda *values: None}
    past = {"Layer": Base, "Sequential": Sequential, "LayerList": LayerList}
    first = {"paddle.fluid": {}, "paddle.fluid.dygraph": past, "paddle.static": {}}
    return {"paddle": names, "paddle.nn": nn} | first | {each: {} for each in STATIC}


def param_attr(*values: Value, **named: Value) -> Value:
    return engine.ParamAttr.construct(*values, **named)


def missing(path: str) -> Routine:
    return module.missing(path, NN, *[MAKING] * (path in STATIC))
