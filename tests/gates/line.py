"""The site's server, with its bytes counted and, if wanted, a slow line before it."""

import shutil
import threading
import time
from contextlib import contextmanager
from functools import partial

from publish.serve import Handler, Server

CHUNK = 16 * 1024


class Line:
    """What passes: `rate` in bytes per second, `delay` in seconds per request."""

    def __init__(self, rate=None, delay=0.0):
        self.rate, self.delay = rate, delay
        self.lock = threading.Lock()
        self.sent = {}

    def carry(self, source, target, path):
        while piece := source.read(CHUNK):
            with self.lock:  # one line, whoever uses it
                if self.rate:
                    time.sleep(len(piece) / self.rate)
                self.sent[path] = self.sent.get(path, 0) + len(piece)
            target.write(piece)


class Counting(Handler):
    def __init__(self, *args, line, **options):
        self.line = line
        super().__init__(*args, **options)

    def log_message(self, *_):
        """Nothing: the table stays a table. Tests ask whether a file is missing."""

    def do_GET(self):  # noqa: N802  the name that http.server asks for
        time.sleep(self.line.delay)
        with self.line.lock:
            self.line.sent.setdefault(self.path.split("?")[0], 0)
        super().do_GET()

    def copyfile(self, source, outputfile):
        if hasattr(source, "read"):
            self.line.carry(source, outputfile, self.path.split("?")[0])
        else:
            shutil.copyfileobj(source, outputfile)


@contextmanager
def serving(folder, line):
    handler = partial(Counting, directory=str(folder), line=line)
    with Server(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()
