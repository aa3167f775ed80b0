"""`lcgraph push`: a graph into a store elsewhere."""

import click

from lcgraph.cli.building import show_progress
from lcgraph.cli.options import graph_option, open_graph
from lcgraph.cli.output import log


@click.command(short_help="Put a graph into another store.")
@click.argument("url")
@click.option(
    "--name", metavar="IRI", help="The graph's name there; its default graph unless told otherwise."
)
@click.option(
    "--update-url", metavar="URL", help="Where the store takes updates, if that does not follow from URL."
)
@click.option(
    "--store-url",
    metavar="URL",
    help="Where it speaks the Graph Store Protocol: the graph then goes there in one piece.",
)
@click.option(
    "--batch",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="Triples that are sent at a time.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="What one request may take.",
)
@graph_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def push(
    url: str,
    name: str | None,
    update_url: str | None,
    store_url: str | None,
    batch: int,
    timeout: float,
    graph: str | None,
    quiet: bool,
) -> None:
    """Put the graph in the place of the one at URL, the address at which a store takes SPARQL queries.

    It is sent in batches into a graph beside the old one, counted, and takes its place in one step. If it is
    cut off, the old graph stays as it was, and the next push goes on after the last whole batch. Credentials
    come from LCGRAPH_USER and LCGRAPH_PASSWORD, from LCGRAPH_TOKEN, or from netrc, never from URL.

    \b
    Examples:
      lcgraph push http://localhost:7878/query
      lcgraph push http://localhost:8890/sparql --name https://data.example.org/graph
      lcgraph push http://localhost:3030/ds/sparql --store-url http://localhost:3030/ds/data
    """
    from lcgraph.store.push import push as send

    store = open_graph(graph)
    with show_progress(quiet) as progress:
        pushed = send(
            store,
            url,
            name=name,
            update_url=update_url,
            store_url=store_url,
            batch=batch,
            timeout=timeout,
            progress=progress,
        )
    if not quiet:
        kept = pushed.triples - pushed.sent
        taken_up = f", {kept} of them from an earlier push" if kept else ""
        log(f"{pushed.triples} triples{taken_up}; ask them with --graph '{pushed.address}'")
