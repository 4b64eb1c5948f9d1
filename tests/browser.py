"""Find a Chromium, or bring one: `python -m tests.browser`."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The same engine without a window around each page, which costs as much as the page.
SHELL = "chromium-headless-shell"

# No sandbox inside containers; no talk to any host but the page's own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(whole=False):
    """The path of an installed Chromium, or None; `whole`: with all its settings."""
    names = NAMES if whole else (SHELL, *NAMES)
    return next(filter(None, map(shutil.which, names)), None)


def bring():
    """Install one: from the distribution as root, else Playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-y", "-qq"]
        subprocess.run([*install, "chromium"], check=True)
        subprocess.run([*install, SHELL], check=False)  # quicker, where it is known
    else:
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(install, check=True)


if __name__ == "__main__":
    if not find():
        bring()
