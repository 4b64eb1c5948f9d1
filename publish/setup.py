"""Make the virtual environment, also where Debian left out python3-venv.

Runs with the system's Python, before anything is installed.
"""

import os
import shutil
import subprocess
import sys
import venv

if sys.version_info < (3, 11):  # noqa: UP036  the reader may have an old one
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")

target = sys.argv[1]
try:
    import ensurepip  # noqa: F401  Debian ships it in python3-venv
except ImportError:
    name = f"python3.{sys.version_info.minor}-venv"
    root = (
        []
        if os.geteuid() == 0
        else [
            shutil.which("sudo")
            or sys.exit(f"Please install {name}: apt-get install {name}")
        ]
    )
    subprocess.run([*root, "apt-get", "update", "-qq"], check=True)
    subprocess.run([*root, "apt-get", "install", "-y", "-qq", name], check=True)
    os.execv(sys.executable, [sys.executable, *sys.argv])
venv.EnvBuilder(with_pip=True, clear=True).create(target)
