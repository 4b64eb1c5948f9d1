"""Run the snippets: one process each, the same way to write and to compare.

`python -m tests.snippets` writes, beside each program, what it printed (.txt)
and which frameworks printed it (.by); names of programs after it write only
those. The tests call `run` and compare. What stands in `console/` is typed into
a console, line by line, so that its output is a transcript.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))
EXAMPLES = sorted((ROOT / "snippets/programs").glob("*.py"))
TRANSCRIPTS = sorted((ROOT / "snippets/console").glob("*.py"))
PROGRAMS = [*SNIPPETS, *EXAMPLES, *TRANSCRIPTS]

# What decides the printed form, and would differ from one terminal to another.
ENVIRONMENT = {
    "COLUMNS": "72",
    "KERAS_BACKEND": "tensorflow",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONSAFEPATH": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
}

RUN = """
import runpy, sys
runpy.run_path(sys.argv[1], run_name="__main__")
"""

TYPE = """
import code, sys

lines = iter(open(sys.argv[1], encoding="utf-8").read().splitlines())

class Console(code.InteractiveConsole):
    def raw_input(self, prompt=""):
        line = next(lines, None)
        if line is None:
            raise EOFError
        print(prompt + line)
        return line

Console().interact(banner="", exitmsg="")
"""

# Afterwards tells, on the third stream, the versions of the frameworks imported.
VERSIONS = """
import os
names = {"keras": "Keras", "tf_keras": "tf-keras", "tensorflow": "TensorFlow",
         "torch": "PyTorch", "flax": "Flax", "equinox": "Equinox", "jax": "JAX",
         "onnx": "ONNX", "onnxruntime": "ONNX Runtime"}
loaded = names.keys() & sys.modules.keys()
if "tf_keras" in loaded:
    loaded -= {"keras"}
if not loaded & {"flax", "equinox"}:
    loaded -= {"jax"}  # TensorFlow brings it along
by = " · ".join(f"{title} {sys.modules[name].__version__.partition('+')[0]}"
                for name, title in names.items() if name in loaded)
os.write(int(sys.argv[2]), (by or "Python 3").encode())
"""


def run(program):
    """(what the program printed, what printed it); a failure raises."""
    script = (TYPE if program in TRANSCRIPTS else RUN) + VERSIONS
    read, write = os.pipe()
    with os.fdopen(read, "rb") as versions:
        try:
            done = subprocess.run(
                [sys.executable, "-c", script, str(program), str(write)],
                env=os.environ | ENVIRONMENT,
                pass_fds=[write],
                capture_output=True,
                text=True,
                encoding="utf-8",
            )
        finally:
            os.close(write)
        if done.returncode:
            raise RuntimeError(f"{program.name} failed:\n{done.stderr}")
        return done.stdout, versions.read().decode() + "\n"


def write(program):
    output, by = run(program)
    program.with_suffix(".txt").write_text(output, encoding="utf-8")
    program.with_suffix(".by").write_text(by, encoding="utf-8")
    print(f"{program.stem}: {by.strip()}")


if __name__ == "__main__":
    chosen = [p for p in PROGRAMS if p.stem in sys.argv[1:] or not sys.argv[1:]]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(write, chosen))
