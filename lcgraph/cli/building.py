"""`lcgraph build`: texts to a graph, and what was found told in a screenful."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import teaching_options
from lcgraph.cli.output import STDIO, log, write

if TYPE_CHECKING:
    from lcgraph.pipeline import Progress


@click.command(short_help="Read texts into a graph.")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    default="lcgraph-out",
    show_default=True,
    help="A folder; or a file with the suffix of an RDF format, such as .ttl; or - for standard output.",
)
@click.option("--base", metavar="IRI", help="What the IRIs of things begin with; ends with / or #.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Leave out claims that the reader is less sure of, between 0 and 1.",
)
@teaching_options
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many texts are read side by side.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and what was skipped.")
def build(
    texts: tuple[str, ...],
    out: str,
    base: str | None,
    min_confidence: float,
    names: tuple[str, ...],
    themes: tuple[str, ...],
    cues: tuple[str, ...],
    ontology: tuple[str, ...],
    model: str | None,
    processes: int,
    quiet: bool,
) -> None:
    """Read TEXTs (files, folders, or - for standard input) into a graph, and check it.

    Without TEXT, the texts that ship are read. A folder gets graph.ttl (facts, claims and evidence),
    facts.ttl (facts alone), network.html and report.html. All of it is written, or nothing.

    \b
    Examples:
      lcgraph build
      lcgraph build reports/ press-release.txt -o region.ttl --base https://data.example.org/
      lcgraph build reports/ --names names.csv --cues cues.csv --ontology own.ttl
    """
    from lcgraph import pipeline

    to_stdout = out == STDIO
    if not to_stdout:
        pipeline.check_place(Path(out))
    with show_progress(quiet) as progress:
        made = pipeline.build(
            texts,
            base=base,
            min_confidence=min_confidence,
            names=names,
            themes=themes,
            cues=cues,
            ontology=ontology,
            model=model,
            processes=processes,
            progress=progress,
        )
        progress("writing", 1, 1)
        written = [] if to_stdout else pipeline.write_build(made, Path(out))
    if to_stdout:
        from lcgraph.graph import to_bytes

        write(to_bytes(made.store))
    if quiet:
        for path, reason in made.reading.skipped:
            log(f"lcgraph: skipped {path}: {reason}")
        for warning in made.reading.warnings:
            log(f"lcgraph: {warning}")
    else:
        from lcgraph.cli.summary import print_summary

        print_summary(made, written, stderr=to_stdout)


@contextmanager
def show_progress(quiet: bool = False) -> "Iterator[Progress]":
    """A bar on a terminal that is gone at the end; elsewhere, nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    from lcgraph.cli.output import console

    step, share = TextColumn("{task.description}", markup=False), TextColumn("{task.percentage:.0f} %")
    with Progress(step, BarColumn(), share, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step, done, of: bar.update(task, description=step, completed=done, total=of)
