"""Run the snippets: one process each, the same way to write and to compare.

`python -m tests.snippets` writes, beside each program, what it printed (.txt)
and which frameworks printed it (.by); names of programs after it write only
those. The tests call `outcomes` and compare. What stands in `console/` is typed
into a console, line by line, so that its output is a transcript.

Importing a framework takes most of a snippet's time. So those that begin with the
same imports are forked, one after the other, from a process that has done these.
"""

import ast
import json
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

from publish.pages.newest import DATES

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))
EXAMPLES = sorted((ROOT / "snippets/programs").glob("*.py"))
TRANSCRIPTS = sorted((ROOT / "snippets/console").glob("*.py"))
PROGRAMS = [*SNIPPETS, *EXAMPLES, *TRANSCRIPTS]

FRAMEWORKS = "keras tf_keras tensorflow torch flax equinox jax onnx onnxruntime".split()

# What decides the printed form, and would differ from one terminal to another.
ENVIRONMENT = {
    "COLUMNS": "72",
    "JAX_DISABLE_MOST_OPTIMIZATIONS": "0",
    "KERAS_BACKEND": "tensorflow",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": str(ROOT),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
}

# Imports what is named first, then forks for each program: a line of JSON each.
WARM = """
import code, importlib, json, os, runpy, sys, tempfile, traceback

NAMES = {"keras": "Keras", "tf_keras": "tf-keras", "tensorflow": "TensorFlow",
         "torch": "PyTorch", "flax": "Flax", "equinox": "Equinox", "jax": "JAX",
         "onnx": "ONNX", "onnxruntime": "ONNX Runtime"}

def typed(path):
    lines = iter(open(path, encoding="utf-8").read().splitlines())

    class Console(code.InteractiveConsole):
        def raw_input(self, prompt=""):
            line = next(lines, None)
            if line is None:
                raise EOFError
            print(prompt + line)
            return line

    Console().interact(banner="", exitmsg="")

def by():
    loaded = NAMES.keys() & sys.modules.keys()
    if "tf_keras" in loaded:
        loaded -= {"keras"}
    if not loaded & {"flax", "equinox"}:
        loaded -= {"jax"}  # TensorFlow brings it along
    return " · ".join(f"{title} {sys.modules[name].__version__.partition('+')[0]}"
                      for name, title in NAMES.items() if name in loaded)

def child(program, files):
    for number, file in enumerate(files[:2], 1):
        os.dup2(file.fileno(), number)
    status = 1
    try:
        sys.argv = [program]
        if os.path.basename(os.path.dirname(program)) == "console":
            typed(program)
        else:
            runpy.run_path(program, run_name="__main__")
        sys.stdout.flush()
        files[2].write((by() or "Python 3").encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        for file in (sys.stdout, sys.stderr, files[2]):
            file.flush()
        os._exit(status)

imports, *programs = sys.argv[1:]
for name in imports.split():
    importlib.import_module(name)
for program in programs:
    files = [tempfile.TemporaryFile() for _ in range(3)]
    pid = os.fork()
    if not pid:
        child(program, files)
    failed = os.waitpid(pid, 0)[1] != 0
    for file in files:
        file.seek(0)
    output, errors, versions = (file.read().decode() for file in files)
    print(json.dumps([program, failed, output, errors, versions]), flush=True)
"""


def outcomes(programs):
    """A future for each program: (what it printed, what printed it), or why not."""
    groups = {}
    for program in programs:
        groups.setdefault(imports(program), []).append(program)
    futures = {program: Future() for program in programs}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for names, group in sorted(groups.items(), key=lambda each: -len(each[1])):
            pool.submit(run, names, group, futures)
    return futures


def imports(program):
    """The frameworks that the program imports, in its order, with a space between."""
    found = []
    for statement in ast.parse(program.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Import):
            found += [each.name.partition(".")[0] for each in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            found.append(statement.module.partition(".")[0])
    return " ".join(dict.fromkeys(name for name in found if name in FRAMEWORKS))


def run(names, programs, futures):
    """Run the programs from one warm process, and tell each one's future."""
    with subprocess.Popen(
        [sys.executable, "-c", WARM, names, *map(str, programs)],
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as warm:
        for line in warm.stdout:
            path, failed, output, errors, by = json.loads(line)
            future = futures[Path(path)]
            if failed:
                problem = RuntimeError(f"{Path(path).name} failed:\n{errors}")
                future.set_exception(problem)
            else:
                future.set_result((output, by + "\n"))
    for program in programs:
        if not futures[program].done():
            ended = RuntimeError(f"{names} ended with {warm.returncode}")
            futures[program].set_exception(ended)


def stamp(name):
    """Note that the program of this name printed its output today."""
    days = json.loads(DATES.read_text(encoding="utf-8"))
    days[name] = date.today().isoformat()
    DATES.write_text(json.dumps(days, indent=1) + "\n", encoding="utf-8")


def write(program, output, by):
    stamp(program.stem)
    program.with_suffix(".txt").write_text(output, encoding="utf-8")
    program.with_suffix(".by").write_text(by, encoding="utf-8")
    print(f"{program.stem}: {by.strip()}")


if __name__ == "__main__":
    chosen = [p for p in PROGRAMS if p.stem in sys.argv[1:] or not sys.argv[1:]]
    for program, outcome in outcomes(chosen).items():
        write(program, *outcome.result())
