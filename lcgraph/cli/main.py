"""The `lcgraph` command: finds what was typed, and turns errors into one line and an exit code."""

import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from lcgraph.cli.output import log
from lcgraph.errors import LCGraphError

#: Commands in the order of work, each with the module that holds it; imported when it is asked for.
COMMANDS = {
    "build": "lcgraph.cli.building",
    "query": "lcgraph.cli.asking",
    "evidence": "lcgraph.cli.asking",
    "network": "lcgraph.cli.networks",
    "draw": "lcgraph.cli.drawing",
    "explore": "lcgraph.cli.exploring",
    "mcp": "lcgraph.cli.agents",
    "export": "lcgraph.cli.graphs",
    "push": "lcgraph.cli.pushing",
    "diff": "lcgraph.cli.comparing",
    "validate": "lcgraph.cli.graphs",
    "verify": "lcgraph.cli.graphs",
    "explain": "lcgraph.cli.reading",
    "evaluate": "lcgraph.cli.reading",
}


class Commands(click.Group):
    """A group whose commands are imported one by one, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, None where there is none."""
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(COMMANDS[name]), name)
        return found


def _show_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from lcgraph.pipeline import software

        click.echo(software())
        ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Read texts about learning cities and regions into a knowledge graph with evidence.

    Begin with "lcgraph build", which reads the texts that ship; then "lcgraph query" lists what can be
    asked. GRAPH is an RDF file, a folder that "lcgraph build" wrote, a store folder, or the address of a
    SPARQL endpoint (https://..., with ?default-graph-uri=IRI for one of its graphs); without --graph it is
    the last build, lcgraph-out/graph.ttl.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and leave with its exit code.

    Args:
        arguments: What was typed after the program's name; by default what the system says.
    """
    _be_robust()
    try:
        code: Any = cli.main(
            None if arguments is None else list(arguments), prog_name="lcgraph", standalone_mode=False
        )
    except LCGraphError as error:
        log(f"lcgraph: {error}")
        code = 1
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        log("lcgraph: interrupted; nothing was written")
        code = 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        log(f"lcgraph: {where}{error.strerror or error}; check the place and its rights")
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _be_robust() -> None:
    """Never fail at a letter that the terminal does not know, and clean up when told to end."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with suppress(ValueError):  # only the main thread may handle signals
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
