"""Brings the documentation up to date: ``python docs/refresh.py``.

Writes ``docs/cli.md`` from the commands themselves, and runs the commands of the ``console`` blocks in
`DOCUMENTS`, each document in an empty folder, to put in what they really print.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click

REPOSITORY = Path(__file__).resolve().parent.parent
#: Documents with commands that are run, in the order in which they stand.
DOCUMENTS = (
    REPOSITORY / "README.md",
    REPOSITORY / "docs" / "tutorial.md",
    REPOSITORY / "docs" / "teaching.md",
    REPOSITORY / "docs" / "networks.md",
)
REFERENCE = REPOSITORY / "docs" / "cli.md"

_BLOCK = re.compile(r"^```(?P<kind>sh|console|python)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
#: Commands that set up an environment; they are run when the project is checked, not here.
_SETUP = ("python3 -m venv", "source ")


def cli_reference() -> str:
    """The text of ``docs/cli.md``: the help of each command."""
    from lcgraph.cli.main import COMMANDS, cli

    settings = {**cli.context_settings, "terminal_width": 100, "max_content_width": 100}
    parent = click.Context(cli, info_name="lcgraph", **settings)
    parts = [
        "# The command line",
        "Made from the commands by `python docs/refresh.py`; do not edit.",
        "Results go to standard output, remarks to standard error. Exit codes: 0 done, 1 the input is at\n"
        "fault (one line says what, where and what to do), 2 wrongly called, 130 interrupted.",
        f"```text\n{cli.get_help(parent)}\n```",
    ]
    for name in COMMANDS:
        command = cli.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent, **settings)
        parts.append(f"## lcgraph {name}\n\n```text\n{command.get_help(context)}\n```")
    return "\n\n".join(parts) + "\n"


def blocks(text: str) -> list[tuple[str, str]]:
    """The code blocks of a document that can be run, with their kind: ``sh``, ``console`` or ``python``."""
    return [(found["kind"], found["text"]) for found in _BLOCK.finditer(text)]


def commands(block: str) -> list[str]:
    """The commands of a ``console`` block, without what they print.

    >>> commands("$ lcgraph query\\nName\\n$ lcgraph verify\\n")
    ['lcgraph query', 'lcgraph verify']
    """
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


class Shell:
    """Runs commands of a document one after the other in one folder, where ``lcgraph`` is this checkout."""

    def __init__(self, folder: Path) -> None:
        """Put an `lcgraph` and a `python` in front of all others."""
        self._folder = folder / "work"
        self._folder.mkdir()
        (self._folder / "tests").symlink_to(REPOSITORY / "tests")
        programs = folder / "bin"
        programs.mkdir()
        for name, arguments in (("lcgraph", "-m lcgraph"), ("python", "")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
            program.chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
        }

    def run(self, text: str, kind: str = "sh") -> str:
        """What a script prints on both streams.

        Raises:
            RuntimeError: It fails; with the script and what it printed.
        """
        program = [sys.executable, "-c"] if kind == "python" else ["bash", "-euo", "pipefail", "-c"]
        done = subprocess.run(
            [*program, text],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if done.returncode:
            raise RuntimeError(f"{text}\nleaves with {done.returncode} and prints\n{done.stdout}")
        return done.stdout


def is_setup(text: str) -> bool:
    """Whether a block sets up an environment, which only a fresh machine needs."""
    return text.startswith(_SETUP)


def refreshed(text: str) -> str:
    """A document with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))

        def renew(found: re.Match[str]) -> str:
            if found["kind"] == "console":
                typed = commands(found["text"])
                printed = "\n".join(f"$ {command}\n{_trimmed(shell.run(command))}" for command in typed)
                return f"```console\n{printed}```"
            if found["kind"] == "sh" and not is_setup(found["text"]):
                shell.run(found["text"])
            return found[0]

        return _BLOCK.sub(renew, text)


def _trimmed(printed: str) -> str:
    """Output without empty lines at its ends, and with one at the end, where there is any."""
    kept = printed.strip("\n")
    return f"{kept}\n" if kept else ""


if __name__ == "__main__":
    REFERENCE.write_text(cli_reference(), encoding="utf-8")
    for document in DOCUMENTS:
        document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")
