"""`lcgraph query` and `lcgraph evidence`: questions to a graph, and the sentences behind an answer."""

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import F, format_option, graph_option, open_graph, parameter_option, read_parameters
from lcgraph.cli.output import STDIO, console, log, say, show, table_of, write
from lcgraph.errors import QueryError

if TYPE_CHECKING:
    from lcgraph.graph import EvidenceRow
    from lcgraph.queries import Query, Table, Traced
    from lcgraph.store import Store

#: Columns of the sentences behind facts, in the formats for programs.
_COLUMNS = (
    "claim",
    "subject",
    "subjectLabel",
    "predicate",
    "predicateLabel",
    "object",
    "objectLabel",
    "modality",
    "confidence",
    "method",
    "sentence",
    "start",
    "end",
    "document",
    "documentLabel",
)


def spreadsheet_option(function: F) -> F:
    """``--spreadsheet``: CSV that spreadsheet programs open safely, whatever the texts say."""
    help_text = "Write CSV for Excel and its like: nothing in it is run as a formula."
    return click.option("--spreadsheet", is_flag=True, help=help_text)(function)


@click.command(short_help="Ask a named question, or any SPARQL.")
@click.argument("name", required=False)
@parameter_option
@click.option("--sparql", metavar="FILE", help="Ask the SPARQL in a file, or - for standard input.")
@click.option("-e", "--evidence", is_flag=True, help="Add the sentences behind each row.")
@spreadsheet_option
@graph_option
@format_option
def query(
    name: str | None,
    parameters: tuple[str, ...],
    sparql: str | None,
    evidence: bool,
    spreadsheet: bool,
    graph: str | None,
    format: str,
) -> None:
    """Ask the question NAME; without NAME, list the questions.

    \b
    Examples:
      lcgraph query
      lcgraph query partners -p place=Ghent
      lcgraph query partners -p place=Ghent --evidence --format md
      lcgraph query figures --format csv > figures.csv
      lcgraph query figures --spreadsheet > figures-for-excel.csv
      lcgraph query --sparql my-question.rq
    """
    if name and sparql:
        raise click.UsageError("give the NAME of a question or --sparql FILE, not both")
    values = read_parameters(parameters)
    if sparql:
        _present(_ask_file(sparql, values, graph, evidence), format, spreadsheet)
    elif name:
        from lcgraph.queries import read_query, run, trace

        question = read_query(name)
        ask = trace if evidence else run
        _present(ask(question, open_graph(graph), **values), format, spreadsheet)
    elif evidence:
        raise click.UsageError("--evidence needs the NAME of a question or --sparql FILE")
    else:
        from lcgraph.queries import list_questions

        _present(shelf(list_questions(), "Questions: lcgraph query NAME [-p KEY=VALUE]"), format, spreadsheet)


def _present(answer: "Table | Traced", format: str, spreadsheet: bool) -> None:
    """An answer in the format asked for; a traced one with its sentences."""
    from lcgraph.queries import Table

    if spreadsheet and format not in ("table", "csv"):
        raise click.UsageError(f"--spreadsheet writes CSV; leave out --format {format}")
    if spreadsheet or (format == "md" and not isinstance(answer, Table)):
        for note in answer.notes:
            log(note)
        write(answer.to_csv(spreadsheet=True) if spreadsheet else answer.to_markdown())
        if not len(answer):
            log("no rows")
    elif isinstance(answer, Table):
        show(answer, format)
    elif format == "table":
        show(answer.numbered, format)
        _print_sentences(answer)
    else:
        show(answer.flat, format)


def _print_sentences(answer: "Traced") -> None:
    """The sentences that the rows' numbers stand for."""
    from rich.table import Table
    from rich.text import Text

    listed = Table.grid(padding=(0, 1, 0, 0))
    listed.add_column(justify="right")
    listed.add_column(overflow="fold")
    for number, (quote, where) in enumerate(answer.lines(), start=1):
        listed.add_row(Text(f"  {number}.", style="bold"), Text.assemble(quote, "\n", (where, "dim")))
    if listed.rows:
        say(console(), listed)


def shelf(queries: "list[Query]", title: str) -> "Table":
    """Questions or networks as a table: name, what it asks, and its parameters."""
    rows = [
        (
            query.name,
            query.summary,
            ", ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters),
        )
        for query in queries
    ]
    return table_of(("name", "question", "parameters"), rows, title=title)


def _ask_file(file: str, values: dict[str, list[str]], graph: str | None, evidence: bool) -> "Table | Traced":
    from lcgraph.queries import read_query_file, run, run_sparql, trace, trace_sparql

    if values:
        if file == STDIO:
            raise click.UsageError("-p needs a question in a file with a #+ header, not standard input")
        ask = trace if evidence else run
        return ask(read_query_file(Path(file)), open_graph(graph), **values)
    text = _read_text(file)
    try:
        return trace_sparql(text, open_graph(graph)) if evidence else run_sparql(text, open_graph(graph))
    except QueryError as error:
        raise QueryError(f"{file}: {error}") from None


def _read_text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == STDIO else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise QueryError(f"{file}: cannot be read ({reason}); check the path") from None


@click.command(short_help="Show the sentences behind facts.")
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@spreadsheet_option
@graph_option
@format_option
def evidence(
    subject: str,
    predicate: str | None,
    object: str | None,
    spreadsheet: bool,
    graph: str | None,
    format: str,
) -> None:
    """Show what the texts say about SUBJECT, with the sentences that say it.

    SUBJECT and OBJECT are names, short forms such as place:ghent, or IRIs; PREDICATE is a property such as
    locatedIn. Without OBJECT, claims that have SUBJECT at their other end are shown as well.

    \b
    Examples:
      lcgraph evidence Ghent
      lcgraph evidence "Ghent University" partner --format md
    """
    from lcgraph.graph import evidence as find
    from lcgraph.graph import resolve_one

    store = open_graph(graph)
    things = [resolve_one(store, name).iri if name else None for name in (subject, object)]
    if predicate:
        _check_property(predicate, store)
    rows = find(store, things[0], predicate, things[1])
    if format == "table" and not spreadsheet:
        _print(rows, store)
    else:
        _present(_table(rows), format, spreadsheet)


def _check_property(name: str, store: "Store") -> None:
    """Refuse a property that neither the ontology nor the graph has, rather than find nothing."""
    from lcgraph.graph import claimed_properties
    from lcgraph.ontology import load_ontology

    known = [*{**load_ontology().properties, **claimed_properties(store)}, "type"]
    if ":" not in name and name not in known:
        near = difflib.get_close_matches(name, known, n=3)
        advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(sorted(known))}"
        raise QueryError(f"no property is called {name!r}; {advice}")


def _print(rows: "list[EvidenceRow]", store: "Store") -> None:
    """Each claim with its sentence, the words that say it standing out."""
    from rich.padding import Padding
    from rich.text import Text

    from lcgraph.network.source import words as in_words
    from lcgraph.queries.display import clean
    from lcgraph.report import marked

    styles = {"thing": "bold", "cue": "underline", "": ""}
    out, relations = console(), _relations()
    for row in rows:
        relation = relations.get(row.predicate, row.predicate_label)
        fact = f"{row.subject_label} – {relation} – {row.object_label}"
        say(out, Text(clean(fact), style="bold cyan"))
        parts = marked(row.quote, row.sentence.start, (row.subject_at, row.object_at), (row.cue_at,))
        sentence = Text()
        for words, role in parts:
            sentence.append(clean(words), style=styles[role])
        say(out, Padding(sentence, (0, 0, 0, 2)))
        where = f"{row.identifier} {row.sentence.start}–{row.sentence.end}"
        what = f"{row.modality.lower()}, confidence {row.confidence:.2f}, {row.method}"
        if row.rule:
            what += f"; what was asked for follows from it ({in_words(row.rule)})"
        say(out, Padding(Text(clean(f"{where} · {what}"), style="dim"), (0, 0, 1, 2)))
    if not rows:
        log("no claims")


def _relations() -> dict[str, str]:
    """What properties are called, by IRI."""
    from lcgraph.ontology import PREFIXES, load_ontology

    named = {term.iri: term.label for term in load_ontology().properties.values()}
    return {**named, f"{PREFIXES['rdf']}type": "is a"}


def _table(rows: "list[EvidenceRow]") -> "Table":
    """The claims as a table; IRIs stand beside their labels."""
    from pyoxigraph import Literal, NamedNode

    from lcgraph.queries import Table

    terms = [
        (
            NamedNode(row.claim),
            NamedNode(row.subject),
            Literal(row.subject_label),
            NamedNode(row.predicate),
            Literal(row.predicate_label),
            NamedNode(row.object),
            Literal(row.object_label),
            Literal(row.modality.value),
            Literal(row.confidence),
            Literal(row.method),
            Literal(row.quote),
            Literal(row.sentence.start),
            Literal(row.sentence.end),
            Literal(row.identifier),
            Literal(row.title),
        )
        for row in rows
    ]
    return Table(_COLUMNS, tuple(terms))
