"""`lcgraph network`: networks for other programs, and their measures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lcgraph.cli.asking import shelf
from lcgraph.cli.options import F, graph_option, open_graph, parameter_option, read_parameters
from lcgraph.cli.output import STDIO, log, show, table_of, write, write_file

if TYPE_CHECKING:
    import networkx

_FILES = ("gexf", "graphml", "csv", "json")
_TEXTS = ("table", "md", "json")
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
#: The measures by which ``--by`` ranks; `lcgraph.network.RANKED` has their names in words.
_BY = (
    "degree",
    "weighted_degree",
    "betweenness",
    "closeness",
    "eigenvector",
    "pagerank",
    "constraint",
    "effective_size",
    "groups_linked",
    "core",
    "brokerage_sphere",
    "brokerage_country",
)


def source_options(function: F) -> F:
    """``--sparql`` and ``--through``: networks of any SPARQL, and networks of one kind of nodes."""
    sparql = "The network of the SPARQL in a file: a SELECT with ?source and ?target."
    through = "Join the others where they meet at nodes of this kind, such as partnership or project."
    function = click.option("--through", metavar="KIND", help=through)(function)
    return click.option("--sparql", metavar="FILE", help=sparql)(function)


@click.command(short_help="Write a network with its measures.")
@click.argument("name", required=False)
@parameter_option
@source_options
@click.option("-o", "--output", "out", metavar="FILE", help="Where to; - for standard output.")
@click.option(
    "-f",
    "--format",
    type=click.Choice(tuple(dict.fromkeys((*_FILES, *_TEXTS)))),
    help="Of the file, instead of FILE's suffix; or table, md or json of what is shown.",
)
@click.option("--measures", is_flag=True, help="Show the whole network's figures and its ten most central.")
@click.option("--by", type=click.Choice(_BY), help="Rank by this measure instead of by degree.")
@graph_option
def network(
    name: str | None,
    parameters: tuple[str, ...],
    sparql: str | None,
    through: str | None,
    out: str | None,
    format: str | None,
    measures: bool,
    by: str | None,
    graph: str | None,
) -> None:
    """Write the network NAME; without NAME, list the networks; without FILE, show who is how well connected.

    Nodes carry all measures: centrality, structural holes, cores, communities, brokerage between spheres of
    society and countries. Edges carry the sentences that say so. CSV is two files: the edges, and
    FILE-nodes.csv.

    \b
    Examples:
      lcgraph network
      lcgraph network co-partners
      lcgraph network co-partners --measures --by betweenness
      lcgraph network funders --through project
      lcgraph network co-partners -o partners.gexf
    """
    from lcgraph.queries import list_networks

    if name is None and sparql is None:
        if out or measures or by or through:
            raise click.UsageError("-o, --measures, --by and --through need the NAME of a network")
        show(shelf(list_networks(), "Networks: lcgraph network NAME -o FILE"), "table")
        return
    if out and (measures or by):
        raise click.UsageError("--measures and --by show a network, -o writes it; use one at a time")
    if format in set(_FILES if out is None else _TEXTS) - {"json"}:
        wanted = _TEXTS if out is None else _FILES
        raise click.UsageError(f"--format {format} is not for this; use one of {', '.join(wanted)}")
    made = made_network(name, parameters, graph, sparql, through)
    if out is None:
        shown = _show_measures if measures else _show_nodes
        shown(made, by or "degree", format or "table")
        return
    from lcgraph.drawing import COLOURS
    from lcgraph.network import write_network

    def make(path: Path) -> None:
        files = write_network(made, path, format, colours=COLOURS)
        log_unless_stdout(out, files, made)

    write_file(out, format, _FILES, make)


def made_network(
    name: str | None,
    parameters: tuple[str, ...],
    graph: str | None,
    sparql: str | None,
    through: str | None,
) -> "networkx.Graph[str]":
    """The network that a command is asked for.

    Raises:
        UsageError: Two networks are named.
        LCGraphError: There is none of the name, or the graph cannot be opened.
    """
    from lcgraph.network import network_from
    from lcgraph.pipeline import network_of
    from lcgraph.queries import read_network, read_query_file, run

    if name and sparql:
        raise click.UsageError("give the NAME of a network or --sparql FILE, not both")
    values: dict[str, Any] = read_parameters(parameters)
    # A wrong name or file is told before the graph is opened.
    query = read_query_file(Path(sparql)) if sparql else read_network(str(name))
    store = open_graph(graph)
    if name and not through:
        return network_of(store, name, **values)
    return network_from(
        store,
        run(query, store, **values),
        name=query.name,
        title=query.summary,
        description=query.description,
        directed=query.directed,
        through=through,
    )


def _show_nodes(made: "networkx.Graph[str]", by: str, format: str) -> None:
    """Every node with its measures, as a table."""
    from lcgraph.network import RANKED, central

    columns = _SHOWN if by in _SHOWN else {by: RANKED[by], **_SHOWN}
    rows = [
        (data["label"], _class(data), *(_short(data.get(name)) for name in columns))
        for data in (made.nodes[node] for node in central(made, by, len(made)))
    ]
    title = f"{made.graph['title']} ({len(made)} nodes, {made.number_of_edges()} edges)"
    show(table_of(("name", "class", *columns.values()), rows, title=title), format)


def _show_measures(made: "networkx.Graph[str]", by: str, format: str) -> None:
    """The figures of the whole network, and its ten most central nodes with a sentence each."""
    from lcgraph.network import RANKED, central, figures, sentence
    from lcgraph.queries.display import markdown_text

    first = central(made, by)
    if format == "json":
        write(_measures_json(made, by, first))
        return
    whole = table_of(
        ("figure", "value", "says"),
        ((figure.name, _short(figure.value), figure.says) for figure in figures(made)),
        title=made.graph["title"],
    )
    rows = (
        (number, _short(made.nodes[node].get(by)), sentence(made, node))
        for number, node in enumerate(first, 1)
    )
    middle = table_of(("#", RANKED[by], "who"), rows, title=f"First by {RANKED[by]}")
    for table in (whole, middle):
        if format == "md":
            write(f"## {markdown_text(table.title)}\n\n{table.to_markdown()}\n")
        else:
            show(table, format)


def _measures_json(made: "networkx.Graph[str]", by: str, first: list[str]) -> str:
    from lcgraph.network import figures, sentence

    nodes = []
    for node in first:
        data = {key: value for key, value in made.nodes[node].items() if key not in ("x", "y")}
        nodes.append({"iri": node, **data, "sentence": sentence(made, node)})
    content = {
        "network": made.graph["name"],
        "title": made.graph["title"],
        "figures": [figure._asdict() for figure in figures(made)],
        "partnerships": made.graph["partnerships"],
        "by": by,
        "central": nodes,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _class(data: dict[str, Any]) -> str:
    from lcgraph.drawing import class_words

    return class_words(data["class_name"]).lower()


def _short(value: float | None) -> float | None:
    """A measure with as many digits as people read."""
    return None if value is None else round(value, 3)


def log_unless_stdout(out: str, files: list[Path], made: "networkx.Graph[str]") -> None:
    """Say which files were written, and how large the network is."""
    if out != STDIO:
        names = ", ".join(map(str, files))
        log(f"{names}: {len(made)} nodes, {made.number_of_edges()} edges")
