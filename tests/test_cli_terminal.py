"""The program as a process: on a terminal, in a pipe, stopped half-way, and with hostile names in a graph."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ESCAPE = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202e[bold red]Bad[/] \\[x] Ltd"

#: Runs the command line with the invented reader.
WITH_READER = """\
import sys
sys.path.insert(0, {tests!r})
from invented_reader import InventedReader
from lcgraph import pipeline
from lcgraph.cli import main
pipeline.open_extractor = lambda teaching=None: InventedReader()
main(sys.argv[1:])
"""


def process(*arguments, **options):
    """A command in a process of its own, with the invented reader."""
    code = WITH_READER.format(tests=str(TESTS))
    return subprocess.Popen([sys.executable, "-c", code, *arguments], **options)


def on_terminal(*arguments):
    """What a command writes to a terminal 200 columns wide: both streams."""
    pty = pytest.importorskip("pty", reason="there are no terminals here")
    mine, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "200", "TERM": "xterm-256color"}
    child = process(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    received = b""
    while True:
        try:
            part = os.read(mine, 65536)
        except OSError:  # Linux says so at the end
            break
        if not part:
            break
        received += part
    os.close(mine)
    return child.wait(), received.decode("utf-8", "replace")


@pytest.fixture
def hostile(folder):
    """A graph in which a name commands the terminal and pretends to be markup."""
    name = ESCAPE.encode("unicode_escape").decode().replace("\\x9b", "\\u009b").replace("\\x", "\\u00")
    name = name.replace("\\\\", "\\\\").replace('"', '\\"')
    graph = textwrap.dedent(
        f"""\
        @prefix lc: <https://w3id.org/lcgraph/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix : <https://example.org/lcgraph/> .
        lc:City rdfs:subClassOf lc:Place .
        <https://example.org/lcgraph/place/x> a lc:City ; rdfs:label "{name}" .
        <https://example.org/lcgraph/place/y> a lc:City ; rdfs:label "Y" .
        <https://example.org/lcgraph/partnership/p> a lc:Partnership ; rdfs:label "{name}" ;
            lc:modality lc:Asserted ;
            lc:partner <https://example.org/lcgraph/place/x> , <https://example.org/lcgraph/place/y> .
        """
    )
    (folder / "g.ttl").write_text(graph, encoding="utf-8")
    return "g.ttl"


@pytest.mark.parametrize(
    "command",
    [
        ["query", "actors-by-partnership"],
        ["query", "actors-by-partnership", "-f", "csv"],
        ["query", "actors-by-partnership", "-f", "tsv"],
        ["query", "actors-by-partnership", "-f", "json"],
        ["query", "actors-by-partnership", "-f", "md"],
        ["network", "co-partners"],
        ["network", "co-partners", "-o", "-", "-f", "json"],
        ["draw", "-o", "-", "-f", "svg"],
        ["export"],
        ["export", "-f", "ntriples"],
        ["validate"],
        ["verify"],
        ["evidence", "Z"],
    ],
)
def test_no_name_commands_a_terminal(hostile, command):
    _, text = on_terminal(*command, "-g", hostile)
    assert text
    own_styles = re.sub(r"\x1b\[[0-9;]*m", "", text)
    for sign in "\x1b\x07\u009b\u202e":
        assert sign not in own_styles
    assert not re.search(r"\x1b\[31m|\x1b\[1;31m", text)


def test_markup_in_a_name_is_shown_as_it_is(hostile):
    _, text = on_terminal("query", "actors-by-partnership", "-g", hostile)
    assert "[bold red]Bad[/] \\[x] Ltd" in text


def test_hostile_words_of_a_text_are_harmless_in_the_summary(folder):
    text = f"{ESCAPE}\n\n[[Bad{ESCAPE}Corp]] and the Tide University work with each other.\n"
    (folder / "a.txt").write_text(text)
    code, text = on_terminal("build", "a.txt")
    assert code == 0
    assert "\x1b]0;" not in text
    assert "\u009b31m" not in text
    assert "\u202e" not in text


def test_a_bar_shows_the_progress_on_a_terminal_only(texts):
    _, text = on_terminal("build", "texts", "-o", "a.ttl")
    assert "\x1b[2K" in text
    piped = process("build", "texts", "-o", "b.ttl", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = piped.communicate()
    assert b"\x1b" not in out
    assert err == b""


def test_piped_data_stay_as_they_are(hostile):
    child = process("query", "actors-by-partnership", "-f", "csv", "-g", hostile, stdout=subprocess.PIPE)
    assert ESCAPE in child.communicate()[0].decode()


@pytest.mark.parametrize("command", [["export"], ["query"], ["query", "-f", "csv"], ["evidence", "Nordland"]])
def test_a_reader_who_leaves_early_is_no_error(sample, command):
    options = ["-g", str(sample)]
    child = process(*command, *options, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    child.wait()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_stopped_leaves_nothing_behind(built, folder, number, code):
    """The process stops itself in the middle of writing, where most could be left behind."""
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    script = WITH_READER.format(tests=str(TESTS)).replace(
        "main(sys",
        "import lcgraph.report, os\n"
        f"lcgraph.report.write_report = lambda *a: os.kill(os.getpid(), {int(number)})\nmain(sys",
    )
    child = subprocess.run([sys.executable, "-c", script, "build", "texts/hills.txt"], capture_output=True)
    assert child.returncode == code
    assert b"Traceback" not in child.stderr
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before
    assert sorted(path.name for path in folder.iterdir()) == ["lcgraph-out", "texts"]


def test_letters_that_the_terminal_does_not_know_are_no_error(sample):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    for format in ("table", "csv"):
        child = process(
            "query", "--format", format, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        assert child.communicate()[1] == b""
        assert child.returncode == 0


def test_starting_up_loads_nothing_heavy():
    heavy = [
        "rdflib",
        "networkx",
        "numpy",
        "onnxruntime",
        "pyvis",
        "pyshacl",
        "pyoxigraph",
        "rich",
        "jinja2",
        "yaml",
    ]
    code = (
        "import sys, lcgraph\n"
        "from lcgraph.cli import main\n"
        "try: main(['--help'])\n"
        f"except SystemExit: print(sorted(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
