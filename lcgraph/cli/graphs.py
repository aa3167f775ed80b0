"""`lcgraph export`, `validate` and `verify`: what becomes of a graph, and whether it is sound."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import format_option, graph_option, open_graph
from lcgraph.cli.output import STDIO, log, show, table_of, write

if TYPE_CHECKING:
    from lcgraph.store import Store


#: The format that is no file.
_FOLDER = "store"


@click.command(short_help="Write a graph in another RDF format.")
@click.option(
    "-o", "--output", "out", metavar="FILE", default=STDIO, help="Where to; standard output by default."
)
@click.option(
    "-f",
    "--format",
    metavar="FORMAT",
    help="turtle, ntriples, nquads, trig, rdfxml or jsonld, instead of what FILE's suffix tells; or store.",
)
@click.option(
    "--facts-only", is_flag=True, help="Leave out claims, sentences, documents and what was derived."
)
@click.option(
    "--align",
    is_flag=True,
    help="Add how the terms stand to schema.org, FOAF, W3C ORG, PROV-O and others.",
)
@graph_option
def export(out: str, format: str | None, facts_only: bool, align: bool, graph: str | None) -> None:
    """Write the graph for other programs: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD.

    With --format store, FILE is a store folder: large graphs open from it at once, and any number of
    programs may read it while it is replaced.

    --align adds the axioms of ontology/alignments.ttl (lc:City rdfs:subClassOf schema:City, and so on). A
    store that follows rdfs:subClassOf and rdfs:subPropertyOf then finds an lc:City when it is asked for a
    schema:City. No statement about a thing is added.

    \b
    Examples:
      lcgraph export -o graph.jsonld
      lcgraph export --facts-only --align -o facts.nt
      lcgraph export --format store -o region-store
      lcgraph export -o - | rapper -i turtle -c - https://example.org/
    """
    from lcgraph.graph import facts, to_bytes, write_graph
    from lcgraph.store import find_format, save_store

    if format == _FOLDER and out == STDIO:
        raise click.UsageError("a store is a folder; name one with -o")
    if format != _FOLDER and (out != STDIO or format is not None):
        find_format(format, Path(out))  # a wrong format is told before the graph is opened
    store = open_graph(graph).local()
    if facts_only:
        store = facts(store)
    if align:
        store = _aligned(store)
    if format == _FOLDER:
        save_store(store, out)
        log(f"{out}: {len(store)} triples")
    elif out == STDIO:
        write(to_bytes(store, format or "turtle"))
    else:
        count = write_graph(store, out, format)
        log(f"{out}: {count} triples")


def _aligned(store: "Store") -> "Store":
    from lcgraph.ontology import alignments
    from lcgraph.store import open_store

    both = open_store()
    both.add(list(store))
    both.add(alignments())
    return both


@click.command(short_help="Hold a graph against the shapes (SHACL).")
@graph_option
@format_option
@click.pass_context
def validate(ctx: click.Context, graph: str | None, format: str) -> None:
    """Tell whether the graph keeps to the shapes of the ontology; exit code 1 where one is violated."""
    from lcgraph.graph import labels
    from lcgraph.ontology import validate as check

    store = open_graph(graph).local()
    report = check(store.rdflib())
    names = labels(store, {row.focus for row in report.rows if "://" in row.focus})
    rows = [
        (row.severity, row.focus, names.get(row.focus, row.focus), row.path, row.message, row.value or None)
        for row in report.rows
    ]
    if rows or format != "table":
        show(table_of(("severity", "thing", "thingLabel", "path", "message", "value"), rows), format)
    violations, warnings = (len(report.of_severity(severity)) for severity in ("Violation", "Warning"))
    log(f"{len(store)} triples: {violations} violations, {warnings} warnings")
    if not report.conforms:
        ctx.exit(1)


@click.command(short_help="Look up every quote in its source.")
@click.option(
    "--source", metavar="FOLDER", help="Where the texts are, if not where they were seen from at the build."
)
@graph_option
@format_option
@click.pass_context
def verify(ctx: click.Context, source: str | None, graph: str | None, format: str) -> None:
    """Read the texts again and cut every quote from them; exit code 1 where one is not letter for letter.

    Each text must have the digest that the graph gives, each quote must stand at its offsets, and each fact
    must rest on a claim that asserts it, or follow from such claims.
    """
    from lcgraph.corpus import reread
    from lcgraph.graph import verify as check

    folder = Path(source) if source is not None else None
    report = check(open_graph(graph).local(), lambda record: reread(record.identifier, folder=folder))
    if report.faults or format != "table":
        rows = [(fault.document or None, fault.problem, fault.claim) for fault in report.faults]
        show(table_of(("document", "problem", "claim"), rows), format)
    log(
        f"{report.documents} documents, {report.claims} claims, {report.facts} facts, "
        f"{report.derived} derived: {len(report.faults) or 'no'} faults"
    )
    if not report.ok:
        ctx.exit(1)
