"""A real nginx on the built site, with the generated configuration."""

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from publish.nginx import configuration
from tests.pages import SITE
from tests.visiting import serving

MODULES = Path("/usr/lib/nginx/modules")
BROTLI = "ngx_http_brotli_static_module.so"
PORT = 8471
# What a page, a script, a worker, Python's files and a missing page are sent with.
PATHS = (
    "/zh/", "/en/calculator/", "/zh/no/such/page", "/assets/calculator/worker.mjs",
    "/assets/calculator/calculator.mjs", "/assets/figures/gates.css", "/sw.js",
)  # fmt: skip
OWN = {"date", "server", "last-modified", "etag", "connection", "accept-ranges"}


@contextmanager
def nginx():
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "nginx.conf")
        server = configuration(SITE, f"127.0.0.1:{PORT}", SITE.resolve())
        server = server.replace("include mime", "include /etc/nginx/mime")
        main.write_text(
            f"load_module {MODULES / BROTLI};\n"
            f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            "daemon off;\n"
            "events {}\nhttp { access_log off;\n" + server + "}\n"
        )
        command = [shutil.which("nginx"), "-c", main, "-e", f"{folder}/error.log"]
        with subprocess.Popen(command) as process:
            try:
                yield wait(f"http://127.0.0.1:{PORT}")
            finally:
                process.terminate()


def wait(address):
    for _ in range(50):
        try:
            urlopen(address).close()
            return address
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("nginx does not answer")


def sent(address, path, encoding):
    """Status and headers, without those that only one program has."""
    request = Request(address + path, headers={"Accept-Encoding": encoding})
    try:
        response = urlopen(request)
    except HTTPError as error:
        response = error
    with response:
        found = {name.lower(): value for name, value in response.headers.items()}
        found.pop("transfer-encoding", None)
        kept = {name: each for name, each in found.items() if name not in OWN}
        return response.status, kept


def differences():
    wasm = next(SITE.glob("assets/pyodide/*/*.wasm")).relative_to(SITE)
    with nginx() as theirs, serving(SITE) as ours:
        for path in (*PATHS, f"/{wasm.as_posix()}"):
            for encoding in ("br", "gzip", "identity"):
                one, other = (sent(each, path, encoding) for each in (ours, theirs))
                if one != other:
                    names = set(one[1].items()) ^ set(other[1].items())
                    yield f"{path} ({encoding}): {one[0]}, {other[0]} {sorted(names)}"


def load():
    """A bounded run of wrk on the article: 2 threads, 32 connections, 5 s."""
    with nginx() as address:
        command = [
            *"wrk -t2 -c32 -d5s --latency -H".split(),
            "Accept-Encoding: br",
            f"{address}/zh/",
        ]
        return subprocess.run(command, capture_output=True, text=True).stdout
