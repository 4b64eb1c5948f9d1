"""Run the snippets: one process each, the same way to write and to compare.

`python -m tests.snippets` writes, beside each program, what it printed (.txt)
and which frameworks printed it (.by); names after it choose a few programs.
The tests call `run` and compare.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = sorted((ROOT / "snippets").glob("*.py"))

# What decides the printed form, and would differ from one terminal to another.
ENVIRONMENT = {
    "COLUMNS": "72",
    "KERAS_BACKEND": "tensorflow",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": str(ROOT),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
}

# Runs the program as `__main__`, then tells, on the third stream, the versions
# of the frameworks that it imported.
WITH_VERSIONS = """
import os, runpy, sys
runpy.run_path(sys.argv[1], run_name="__main__")
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
    read, write = os.pipe()
    with os.fdopen(read, "rb") as versions:
        try:
            done = subprocess.run(
                [sys.executable, "-c", WITH_VERSIONS, str(program), str(write)],
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
