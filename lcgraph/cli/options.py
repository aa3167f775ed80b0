"""Options that several commands share, and the graph that they name."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lcgraph.cli.output import TABLE_FORMATS
from lcgraph.errors import StoreError

if TYPE_CHECKING:
    from lcgraph.store import Store

F = TypeVar("F", bound=Callable[..., Any])


def graph_option(function: F) -> F:
    """``--graph``: what is asked, the last build unless told otherwise."""
    help_text = "The graph to use, instead of the last build."
    return click.option("-g", "--graph", metavar="GRAPH", help=help_text)(function)


def format_option(function: F) -> F:
    """``--format`` of tables."""
    return click.option(
        "-f",
        "--format",
        type=click.Choice(TABLE_FORMATS),
        default="table",
        show_default=True,
        help="How to show the answer.",
    )(function)


def parameter_option(function: F) -> F:
    """``-p KEY=VALUE``, as often as there are parameters; a key that is repeated means any of its values."""
    return click.option(
        "-p",
        "--parameter",
        "parameters",
        metavar="KEY=VALUE",
        multiple=True,
        help="A value for a parameter, such as place=Ghent; may be repeated.",
    )(function)


def teaching_options(function: F) -> F:
    """``--names``, ``--themes``, ``--cues``, ``--ontology``, ``--model``: what the user teaches."""
    help_text = "The folder of a model trained with texts of your own."
    function = click.option("--model", metavar="FOLDER", help=help_text)(function)
    files = {
        "names": ("CSV", "A file with names of your own"),
        "themes": ("TTL", "A file with themes of your own"),
        "cues": ("CSV", "A file with words that tell a relation"),
        "ontology": ("TTL", "A file with classes and properties of your own"),
    }
    for name, (kind, text) in reversed(files.items()):
        option = click.option(f"--{name}", metavar=kind, multiple=True, help=f"{text}; may be repeated.")
        function = option(function)
    return function


def read_parameters(given: tuple[str, ...]) -> dict[str, list[str]]:
    """The parameters of a question by name.

    Raises:
        BadParameter: One is not of the form ``KEY=VALUE``.

    >>> read_parameters(("place=Ghent", "place=Bruges"))
    {'place': ['Ghent', 'Bruges']}
    """
    found: dict[str, list[str]] = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not key or not sign:
            raise click.BadParameter(f"{text!r} is not of the form KEY=VALUE", param_hint="-p")
        found.setdefault(key, []).append(value)
    return found


def open_graph(where: str | None) -> "Store":
    """The graph that a command is to use.

    Raises:
        StoreError: There is none, or it is broken.
    """
    from lcgraph.store import open_store

    return open_store(graph_place(where))


def graph_place(where: str | None) -> str:
    """Where the graph is that is meant: an address, a file, a store folder, or what a build left in a folder.

    Raises:
        StoreError: There is no last build.
    """
    from lcgraph.pipeline import DEFAULT_OUT, GRAPH

    built = (DEFAULT_OUT if where is None else Path(where)) / GRAPH
    if built.is_file():
        return str(built)
    if where is None:
        raise StoreError(
            f'{built}: there is no build here; run "lcgraph build" first, or name a graph with --graph'
        )
    return where
