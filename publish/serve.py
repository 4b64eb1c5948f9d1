"""Serve site/ as a good static host would: types, headers, compressed files, 404."""

import os
import sys
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from publish.site.policy import headers

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".ipynb": "application/x-ipynb+json",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".html": "text/html; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
    }

    encoding = None

    def send_head(self):
        self.encoding = None
        return super().send_head()

    def translate_path(self, path):
        """The file that is sent: where there is one, its compressed form."""
        plain = super().translate_path(path)
        accepted = {
            each.split(";")[0].strip()
            for each in self.headers.get("Accept-Encoding", "").split(",")
        }
        index = os.path.join(plain, "index.html")
        file = index if path.split("?")[0].endswith("/") else plain
        for name, suffix in ENCODINGS:
            if name in accepted and os.path.isfile(file + suffix):
                self.encoding = name
                return file + suffix
        return plain

    def guess_type(self, path):
        for _, suffix in ENCODINGS:
            path = str(path).removesuffix(suffix) if self.encoding else path
        return super().guess_type(path)

    def end_headers(self):
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        self.send_header("Vary", "Accept-Encoding")
        for name, value in headers(Path(self.directory), self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        page = self.missing_page()
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        self.encoding = None
        page = Path(
            self.translate_path("/" + page.relative_to(self.directory).as_posix())
        )
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def missing_page(self):
        """404.html of the language that the address names, else the root's."""
        language = self.path.split("?")[0].split("/")[1]
        own = Path(self.directory) / language / "404.html"
        return own if own.is_file() else Path(self.directory) / "404.html"

    def log_message(self, form, *values):
        if values and str(values[1])[0] in "45":
            super().log_message(form, *values)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A reader who leaves while a file is sent is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(site, port):
    return Server(("127.0.0.1", port), partial(Handler, directory=str(site)))


def main():
    port = int(os.environ.get("PORT", "8000"))
    with server(sys.argv[1], port) as httpd:
        print(f"http://127.0.0.1:{port}/", flush=True)
        with suppress(KeyboardInterrupt):
            httpd.serve_forever()


if __name__ == "__main__":
    main()
