"""`lcgraph explore`: the graph in a browser, and as a SPARQL endpoint for other programs."""

import webbrowser
from pathlib import Path
from threading import Thread

import click

from lcgraph.cli.options import graph_option, graph_place
from lcgraph.cli.output import log

#: Addresses at which only this machine can call.
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command(short_help="Explore a graph in the browser.")
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free."
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--cors", metavar="ORIGIN", multiple=True, help="A site whose pages may ask, or * for all.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries at once.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=10, show_default=True, help="Seconds for a query."
)
@click.option(
    "--memory", type=click.IntRange(16), default=1024, show_default=True, help="Megabytes for a query."
)
@click.option(
    "--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer."
)
@click.option("--source", metavar="FOLDER", help="Where the texts are, if they have moved since the build.")
def explore(
    graph: str | None,
    host: str,
    port: int,
    no_browser: bool,
    cors: tuple[str, ...],
    workers: int,
    timeout: float,
    memory: int,
    max_rows: int,
    source: str | None,
) -> None:
    """Serve the graph on this machine: pages for people, and SPARQL 1.1 at /sparql for programs.

    Begin with the search: each thing has a page with what is said of it and the sentences that say so. Nobody
    else can call unless --host says so. Queries only read, and none can reach a file, another host, or more
    time and memory than it is given. Ctrl-C ends it.

    \b
    Examples:
      lcgraph explore
      lcgraph explore --graph graph.ttl --port 8080 --no-browser
    """
    from lcgraph.explorer import build_explorer
    from lcgraph.serving import Limits, Pool
    from lcgraph.serving.app import PATH
    from lcgraph.serving.server import serve
    from lcgraph.store import open_store

    limits = Limits(
        seconds=timeout, cpu_seconds=int(timeout) + 1, memory=memory << 20, rows=max_rows, workers=workers
    )

    def announce(address: str) -> None:
        log(f"{address}{PATH} answers SPARQL queries, {address} is for people; Ctrl-C ends it")
        if not no_browser:
            # In a thread: a browser in the terminal keeps its caller until it is closed.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    place = graph_place(graph)
    with Pool(place, limits) as pool, open_store(place).local() as store:
        here = host in _LOOPBACK
        app = build_explorer(
            store,
            pool,
            folders=_folders(place, source),
            cors=cors,
            hosts=() if here else (host,),
            addresses=not here,
        )
        try:
            serve(app, host=host, port=port, ready=announce)
        except KeyboardInterrupt:
            log("ended")


def _folders(place: str, source: str | None) -> tuple[Path, ...]:
    """Where the paths of texts may start: where the user says; or here, or beside the graph or its folder."""
    from lcgraph.store.address import is_url

    if source is not None or is_url(place):
        return (Path(source or ""),)
    beside = Path(place).absolute().parent
    return (Path(), beside, beside.parent)
