"""An nginx configuration that sends what `_headers` says.

`python -m publish.nginx SITE` prints it.

It needs the modules gzip_static (part of nginx) and brotli_static (in Debian:
libnginx-mod-http-brotli-static).
"""

import sys
from pathlib import Path

from publish.serve import Handler
from publish.site.policy import rules

# What nginx does not know by itself.
TYPES = ("js", "mjs", "ipynb", "md")
SERVER = """server {{
    listen {listen};
    root {root};
    absolute_redirect off;
    brotli_static on;
    gzip_static on;
    gzip_vary on;
    charset utf-8;
    charset_types text/plain text/markdown;
    include mime.types;
    types {{
{types}
    }}

{headers}

    location / {{ error_page 404 /404.html; }}
{languages}
{places}
}}
"""


def configuration(site, listen="80", root="/var/www/gatecount"):
    """The text of a `server` block that sends what `_headers` says."""
    (everywhere, common), *others = rules(site)
    assert everywhere == "/*"
    known = Handler.extensions_map
    return SERVER.format(
        listen=listen,
        root=root,
        types="\n".join(
            f"        {known[f'.{each}'].partition(';')[0]} {each};" for each in TYPES
        ),
        headers=added(common, 4),
        languages="\n".join(
            f"    location /{each}/ {{ error_page 404 /{each}/404.html; }}"
            for each in sorted(path.parent.name for path in site.glob("??/404.html"))
        ),
        places="\n".join(place(path, common | values) for path, values in others),
    )


def place(path, values):
    """nginx forgets the server's headers where a location adds some."""
    where = f"^~ {path[:-1]}" if path.endswith("*") else f"= {path}"
    return f"    location {where} {{\n{added(values, 8)}\n    }}"


def added(values, indent):
    return "\n".join(
        f'{" " * indent}add_header {name} "{value}" always;'
        for name, value in values.items()
    )


if __name__ == "__main__":
    print(configuration(Path(sys.argv[1])), end="")
