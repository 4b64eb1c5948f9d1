"""Build the whole site: both languages side by side, then what frames them."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publish.browser import python
from publish.site.finish import finish

CONFIGS = ("mkdocs.yml", "mkdocs.en.yml")


def build(config):
    """One language; MkDocs' own words are shown only when it fails."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return config, done, time.monotonic() - begin


def main():
    site = Path(sys.argv[1])
    failed = False
    python.size("zh", program=True)  # made once: both languages ask for them
    with ThreadPoolExecutor() as pool:
        for config, done, seconds in pool.map(build, CONFIGS):
            print(f"{config}: {seconds:.1f} s")
            if done.returncode:
                failed = True
                print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    if failed:
        sys.exit("The site was not built.")
    begin = time.monotonic()
    finish(site)
    print(f"what both share: {time.monotonic() - begin:.1f} s")


if __name__ == "__main__":
    main()
