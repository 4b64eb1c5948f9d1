"""Run a program with stand-ins for everything that it imports.

It reaches no file, no network and no data: only the stand-ins, a few harmless
modules of the standard library, and placeholders for all others. This keeps an
honest program from harm; against a hostile one, the browser's worker is the wall.
"""

import re
from contextlib import suppress
from importlib import import_module
from textwrap import dedent

from ..counting import CountError
from ..types import Routine, Value
from . import entrances, explaining, files, libraries, looping
from .builtin import builtins_of, is_unknown
from .keras import eras
from .libraries.other import Module
from .rewriting import compiled
from .session import Session, running
from .stand_ins import StandIn
from .unknown import Unknown

# The package of each framework, by the module that a program imports.
FRAMEWORKS = {
    "keras": "keras",
    "tensorflow": "keras",
    "torch": "torch",
    "jax": "jax",
    "flax": "jax",
    "equinox": "jax",
    "haiku": "jax",
    "paddle": "constructed",
    "mindspore": "constructed",
    "mlx": "constructed",
    "onnx": "constructed",
}


# Where TensorFlow has kept Keras.
KERAS = re.compile(
    r"tensorflow\.(?:python|compat\.v[12]|_api\.v1|contrib)"
    r"\.keras(?:\.(?:api|python)\.keras)?(?=\.|$)"
)


LAYERS = re.compile(r"((?:tensorflow\.)?keras\.layers)\.(?!experimental)\w+$")


def run(session: Session) -> None:
    """Run the program of a session to its end, or raise CountError with its line."""
    with running(session):
        looping.begin()
        try:
            session.files = files.split(session.source)
            session.builtins = world(session)
            own = files.own(session.files)
            last = own[-1] if own else None
            for each in own[:-1]:
                files.ran(session, each)
            code = compiled(last.text if last else session.source, session.floors)
            names = {
                "__name__": "__main__",
                "__file__": "program.py",
                "__builtins__": session.builtins,
            }
            session.state["names"] = names
            with suppress(SystemExit):  # the program has ended itself
                exec(code, names)
            with suppress(SystemExit):
                entrances.entered(session, names)
        except BaseException as error:
            found = explaining.explained(error, session)
            if found is error:
                raise
            raise found from error


def world(session: Session) -> dict[str, Routine | str]:
    """The names that every program has, as `__builtins__`."""

    def imported(
        name: Value,
        globals: Value = None,
        locals: Value = None,
        fromlist: Value = (),
        level: Value = 0,
    ) -> Value:
        module = session.files and files.imported(session, name, level, fromlist or ())
        if level and not module:
            raise CountError(
                "{name} is another file of the program, which is not here. Open it "
                "together with this one, or paste what it defines in place of the "
                "import.",
                "ImportError",
                name="." * level + name,
                file=f"{(name or fromlist[0]).rpartition('.')[2]}.py",
            )
        module = module or found(session, name)
        if "*" in (fromlist or ()) and isinstance(module, Module):
            session.state.setdefault("starred", []).append((name, session.line))
        if "*" in (fromlist or ()) and session.lenient and ".layers" in name:
            old = eras.STARRED.intersection(re.findall(r"\w+", session.source))
            vars(module).update({each: getattr(module, each) for each in old})
            if "__all__" in vars(module):
                vars(module)["__all__"] = [*module.__all__, *old]
        for each in fromlist or ():
            check_name(session, module, name, each)
        return module if fromlist else session.modules[name.partition(".")[0]]

    def running_text(mode: str) -> Routine:
        """`eval` or `exec`: what the program writes as text, like the rest of it."""

        def run_text(text: Value, *names: Value) -> Value:
            frame = session.frame()
            if not isinstance(text, str) or is_unknown(text) or frame is None:
                if mode == "exec":
                    session.lack("exec(…)")
                return Unknown(f"{mode}(…)")
            looping.Work.done += 150 + len(text)  # what reading it costs
            code = compiled(dedent(text).strip(), session.floors, mode, frame.f_lineno)
            given = [each for each in names if isinstance(each, dict)]
            return eval(code, frame.f_globals, *given[-1:] or [frame.f_locals])

        return run_text

    texts = {mode: running_text(mode) for mode in ("eval", "exec")}
    return builtins_of(session, imported) | texts


def found(session: Session, path: str) -> Value:
    """The stand-in for the module of this dotted name."""
    if session.lenient and (found := LAYERS.match(path)):
        session.change(f"{path} → keras.layers", "Keras 2")
        path = found[1]
    if session.lenient and KERAS.match(path):
        session.change(f"{path} → keras", "Keras 2")
        path = KERAS.sub("tensorflow.keras", path)
    root = path.partition(".")[0]
    if root not in session.modules:
        load(session, root)
    if path in session.modules:
        return session.modules[path]
    module = session.modules[root]
    for name in path.split(".")[1:]:
        try:
            unknown = isinstance(module, Unknown)
            module = module.__getattr__(name) if unknown else getattr(module, name)
        except CountError as error:
            if error.template.startswith("{module} has no {name}"):
                raise missing_module(path) from None
            raise error.of("ModuleNotFoundError") from None
        except AttributeError:
            raise missing_module(path) from None
    if not isinstance(module, (StandIn, Unknown)):
        raise missing_module(path)
    session.modules[path] = module
    return module


def missing_module(path: str) -> Value:
    return CountError(
        "There is no module {module}. Check the spelling of the import.",
        "ModuleNotFoundError",
        module=path,
    )


def load(session: Session, root: str) -> None:
    if root == "tf_keras" and not session.lenient:
        raise CountError(
            "tf_keras is Keras 2, whose programs are not counted here. Write keras "
            "instead, which is Keras 3.",
            "ModuleNotFoundError",
        )
    if root == "tf_keras":
        session.change("tf_keras → keras", "Keras 2")
        load(session, "tensorflow")
        for path, module in list(session.modules.items()):
            if path.startswith("tensorflow.keras"):
                path = path.replace("tensorflow.keras", "tf_keras", 1)
                session.modules[path] = module
        return
    if root in FRAMEWORKS:
        package = import_module(f".{FRAMEWORKS[root]}", __package__)
        session.modules |= package.modules(session)
        session.state.setdefault("frameworks", []).append(FRAMEWORKS[root])
    else:
        session.modules |= libraries.modules(session, root)


def check_name(session: Session, module: Value, path: str, name: str) -> None:
    """Refuse `from path import name` where there is no such name."""
    if name == "*" or f"{path}.{name}" in session.modules:
        return
    try:
        getattr(module, name)
    except CountError as error:
        raise error.of("ImportError") from None
    except AttributeError:
        raise CountError(
            "{module} has no {name}.", "ImportError", module=path, name=name
        ) from None
