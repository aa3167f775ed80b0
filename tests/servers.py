"""Servers for tests, on loopback, each stopped again: two real triple stores, and one that parrots.

Their fixtures are in `server_fixtures`.
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, Timer
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest

#: Rows that the Virtuoso of the tests gives at most; as shipped it is 10,000.
VIRTUOSO_ROWS = 500
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {rows}
"""


class Server(NamedTuple):
    """A triple store that is running: where it takes what, and how to end it at once."""

    query: str
    store: str
    process: "subprocess.Popen[str]"
    port: int
    #: What must stand in the environment to write there.
    environment: dict[str, str]


@contextmanager
def run_oxigraph(location: Path | None = None, port: int = 0, timeout: int = 0) -> Iterator[Server]:
    """The server of Oxigraph, in memory or in a folder, with a limit in seconds to what a query may take."""
    command = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("the oxigraph server is not installed (Python package oxigraph)")
    port = port or free_port()
    arguments = [command, "serve", "--bind", f"127.0.0.1:{port}"]
    arguments += ["--location", str(location)] if location else []
    arguments += ["--timeout-s", str(timeout)] if timeout else []
    url = f"http://127.0.0.1:{port}"
    with _running(arguments, "Listening") as process:
        yield Server(f"{url}/query", f"{url}/store", process, port, {})


@contextmanager
def run_virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso 7 with an empty database in a folder."""
    command = shutil.which("virtuoso-t")
    if command is None:
        pytest.skip("Virtuoso is not installed (Debian package virtuoso-opensource-7-bin)")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, rows=VIRTUOSO_ROWS))
    arguments = [command, "+configfile", "virtuoso.ini", "+foreground"]
    url = f"http://127.0.0.1:{http}"
    login = {"LCGRAPH_USER": "dba", "LCGRAPH_PASSWORD": "dba"}
    with _running(arguments, "Server online", folder) as process:
        yield Server(f"{url}/sparql", f"{url}/sparql-graph-crud-auth", process, http, login)


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], ready: str, folder: Path | None = None) -> "Iterator[subprocess.Popen[str]]":
    """A server that has said it is ready; it is killed at the end, or when it says nothing for too long."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    assert process.stdout is not None
    too_long = Timer(90, process.kill)
    too_long.start()
    reader = Thread(target=process.stdout.read, daemon=True)  # a full pipe would hold the server up
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if ready in line:
                break
        else:
            pytest.fail(f"{command[0]} did not start: {''.join(said)}")
        too_long.cancel()
        reader.start()
        yield process
    finally:
        too_long.cancel()
        process.kill()
        process.wait()
        if reader.ident:
            reader.join()
        process.stdout.close()


class Heard(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, list[str]]


class Reply(NamedTuple):
    """What to answer; a body of None ends the connection without a word."""

    body: bytes | None = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
    status: int = 200
    kind: str = "application/sparql-results+json"
    headers: tuple[tuple[str, str], ...] = ()
    #: The length to promise, where it is not that of the body.
    length: int | None = None


class Parrot:
    """A server that gives prepared replies, the last one again and again, and remembers what it heard."""

    def __init__(self, port: int, heard: list[Heard], replies: list[Reply]) -> None:
        self.url = f"http://127.0.0.1:{port}/sparql"
        self.heard, self.replies = heard, replies


@contextmanager
def run_parrot() -> Iterator[Parrot]:
    """A server that says what has been put into its ``replies``."""
    heard: list[Heard] = []
    replies = [Reply()]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard.append(Heard(self.command, self.path, headers, parse_qs(body.decode("utf-8", "replace"))))
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            if reply.body is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.length is not None

        do_PUT = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield Parrot(http.server_address[1], heard, replies)
        finally:
            http.shutdown()
            thread.join()
