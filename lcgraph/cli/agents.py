"""`lcgraph mcp`: the graph as tools for agents."""

from contextlib import suppress

import click

from lcgraph.cli.options import graph_option, graph_place
from lcgraph.errors import LCGraphError


@click.command(short_help="Serve a graph to agents (MCP).")
@graph_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Queries at once.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=10, show_default=True, help="Seconds for a query."
)
@click.option(
    "--memory", type=click.IntRange(16), default=1024, show_default=True, help="Megabytes for a query."
)
def mcp(graph: str | None, workers: int, timeout: float, memory: int) -> None:
    """Serve the graph to an agent by the Model Context Protocol, on standard input and output.

    The agent gets six tools: search, describe_entity, list_questions, run_question, run_sparql and evidence.
    They only read, and keep to the limits of the SPARQL endpoint. It needs the extra agents: pip install
    'lcgraph[agents]'. An agent's program is told to start this command; by hand it only waits.

    \b
    Example, and the same in a client's list of servers:
      lcgraph mcp --graph /data/graph.ttl
      {"mcpServers": {"lcgraph": {"command": "lcgraph", "args": ["mcp", "--graph", "/data/graph.ttl"]}}}
    """
    try:
        from lcgraph.agents.server import build_server
    except ImportError:
        raise LCGraphError(
            "the package mcp is not installed; install it with: pip install 'lcgraph[agents]'"
        ) from None
    from lcgraph.agents import Desk
    from lcgraph.pipeline import software
    from lcgraph.serving import Limits, Pool

    # Answers are cut much earlier; looking up a name goes through all names that there are.
    limits = Limits(
        seconds=timeout,
        cpu_seconds=int(timeout) + 1,
        memory=memory << 20,
        rows=1_000_000,
        workers=workers,
    )
    with Pool(graph_place(graph), limits) as pool, suppress(KeyboardInterrupt):
        build_server(Desk(pool), version=software().partition(" ")[2]).run()
