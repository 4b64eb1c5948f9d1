"""The whole site as one zip: unpacked, it works from any static server."""

import sys
import zipfile
from pathlib import Path

from publish.browser import assets

ALREADY = {".br", ".gz", ".woff2"}  # nothing to gain there


def pack(site, target):
    """Write `site` into the zip `target`; the same site gives the same bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.is_file() and not path.match("pdf/*.zip"):  # itself, packed
                entry = zipfile.ZipInfo(name)
                entry.external_attr = 0o644 << 16
                small = path.suffix in ALREADY
                method = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), method)


if __name__ == "__main__":
    site, *target = map(Path, sys.argv[1:])
    pack(site, *target or [assets.PDF / assets.ZIP])
