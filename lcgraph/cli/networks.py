"""`lcgraph network` and `lcgraph draw`: networks for other programs, and pictures of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lcgraph.cli.asking import shelf
from lcgraph.cli.options import graph_option, open_graph, parameter_option, read_parameters
from lcgraph.cli.output import STDIO, log, show, table_of, write_file

if TYPE_CHECKING:
    import networkx

_FILES = ("gexf", "graphml", "csv", "json")
_PICTURES = ("html", "svg")
#: The measures that are shown of each node, each with its heading.
_SHOWN = {
    "degree": "degree",
    "weighted_degree": "strength",
    "betweenness": "betweenness",
    "closeness": "closeness",
    "pagerank": "pagerank",
    "core": "core",
    "community": "community",
}


@click.command(short_help="Write a network with its measures.")
@click.argument("name", required=False)
@parameter_option
@click.option("-o", "--output", "out", metavar="FILE", help="Where to; - for standard output.")
@click.option("-f", "--format", type=click.Choice(_FILES), help="Instead of FILE's suffix.")
@graph_option
def network(
    name: str | None, parameters: tuple[str, ...], out: str | None, format: str | None, graph: str | None
) -> None:
    """Write the network NAME; without NAME, list the networks; without FILE, show who is how well connected.

    Nodes carry degree, betweenness, closeness, PageRank, core and community; edges carry the sentences that
    say so. CSV is two files: the edges, and FILE-nodes.csv.

    \b
    Examples:
      lcgraph network
      lcgraph network co-partners
      lcgraph network co-partners -o partners.gexf
    """
    from lcgraph.queries import list_networks

    if name is None:
        if out:
            raise click.UsageError("-o needs the NAME of a network")
        show(shelf(list_networks(), "Networks: lcgraph network NAME -o FILE"), "table")
        return
    made = _made(name, parameters, graph)
    if out is None:
        _show_measures(made)
        return
    from lcgraph.drawing import COLOURS
    from lcgraph.network import write_network

    def make(path: Path) -> None:
        files = write_network(made, path, format, colours=COLOURS)
        _log_unless_stdout(out, files, made)

    write_file(out, format, _FILES, make)


@click.command(short_help="Draw a network as a page or a picture.")
@click.argument("name", default="co-partners", metavar="[NAME]")
@parameter_option
@click.option("-o", "--output", "out", metavar="FILE", required=True, help="Where to; - for standard output.")
@click.option("-f", "--format", type=click.Choice((*_PICTURES, "png")), help="Instead of FILE's suffix.")
@click.option("--title", default="", help="The heading, instead of the network's own.")
@graph_option
def draw(
    name: str, parameters: tuple[str, ...], out: str, format: str | None, title: str, graph: str | None
) -> None:
    """Draw the network NAME (co-partners unless told otherwise) as a page (.html) or a picture (.svg).

    The page works offline: search, filters, and the sentences behind each connection. Its button saves what
    is seen as PNG.

    \b
    Examples:
      lcgraph draw -o partners.html
      lcgraph draw funders -o funders.svg --title "Who pays for what"
    """
    from lcgraph import drawing

    made = _made(name, parameters, graph)

    def make(path: Path) -> None:
        _log_unless_stdout(out, [drawing.draw(made, path, format, title=title)], made)

    write_file(out, format, _PICTURES, make)


def _made(name: str, parameters: tuple[str, ...], graph: str | None) -> "networkx.Graph[str]":
    from lcgraph.pipeline import network_of
    from lcgraph.queries import read_network

    values: dict[str, Any] = read_parameters(parameters)
    read_network(name)  # a wrong name is told before the graph is opened
    return network_of(open_graph(graph), name, **values)


def _show_measures(made: "networkx.Graph[str]") -> None:
    from lcgraph.drawing import class_words

    nodes = [made.nodes[node] for node in made]
    rows = [
        (data["label"], class_words(data["class_name"]).lower(), *(_short(data[name]) for name in _SHOWN))
        for data in sorted(nodes, key=lambda data: (-data["degree"], data["label"]))
    ]
    title = f"{made.graph['title']} ({len(made)} nodes, {made.number_of_edges()} edges)"
    show(table_of(("name", "class", *_SHOWN.values()), rows, title=title), "table")


def _short(value: float) -> float:
    """A measure with as many digits as people read."""
    return round(value, 3)


def _log_unless_stdout(out: str, files: list[Path], made: "networkx.Graph[str]") -> None:
    if out != STDIO:
        names = ", ".join(map(str, files))
        log(f"{names}: {len(made)} nodes, {made.number_of_edges()} edges")
