"""How long a count takes, and the engine's import: `make bench` prints both.

Processor time, the best of several tries: what the code needs, whatever else the
machine is doing.
"""

import os
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryDirectory
from time import process_time

from gatecount import CountError, count
from publish.pages import evidence

TRIES = 7
IMPORT = """
from time import process_time
begin = process_time()
import gatecount
for framework in gatecount.FRAMEWORKS:
    gatecount.classes_of(framework)
print(process_time() - begin)
"""


def importing():
    """Seconds to import the engine with all frameworks, in a fresh process.

    As always but the very first time: Python then finds the modules compiled.
    """
    with TemporaryDirectory() as compiled:
        surroundings = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", IMPORT]
        return min(
            float(subprocess.check_output(command, env=surroundings))
            for _ in range(30)  # a busy machine slows most of them
        )


def counting():
    """(seconds, case) of every case of the evidence, the slowest last."""
    cases = evidence.cases()
    timed = [(timing(case), case) for case in cases]
    return sorted(timed, key=lambda each: each[0])


def timing(case, tries=TRIES):
    """The best of several: another process may have taken the others' time."""
    shape = case["input_shape"]
    if shape and isinstance(shape[0], list):
        shape = [tuple(each) for each in shape]
    best = float("inf")
    for _ in range(tries):
        begin = process_time()
        with suppress(CountError):
            count(case["code"], case["framework"], shape)
        best = min(best, process_time() - begin)
    return best


if __name__ == "__main__":
    timed = counting()
    for name, (seconds, case) in (
        ("median", timed[len(timed) // 2]),
        ("slowest", timed[-1]),
    ):
        print(
            f"{name} of {len(timed):,} counts: {seconds * 1e3:.3f} ms ({case['code']})"
        )
    print(f"import of the engine with all frameworks: {importing() * 1e3:.1f} ms")
