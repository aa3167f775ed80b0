"""What a build has found, in a screenful: read, skipped, counted, checked, written, and what to try next."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.cli.output import console, say
from lcgraph.pipeline import DEFAULT_OUT, FACTS, GRAPH, NETWORK, REPORT, Build

if TYPE_CHECKING:
    from rich.console import Console

    from lcgraph.report import Digest

#: How many of the best connected, and of each kind of remark, are told.
_MOST = 5
_CONTENT = {
    GRAPH: "facts, claims and evidence",
    FACTS: "facts alone",
    NETWORK: "who works with whom, to explore in a browser",
    REPORT: "all that was found, with its sentences",
}


def print_summary(build: Build, written: Sequence[Path], *, stderr: bool = False) -> None:
    """Print what a build has found.

    Args:
        build: The build.
        written: The files that it went to.
        stderr: Whether standard output is taken.
    """
    from lcgraph.report import digest

    out = console(stderr=stderr)
    counts = digest(build)
    _read(out, build, counts)
    _found(out, counts)
    _connected(out, counts)
    _checked(out, build)
    if written:
        _written(out, build, counts, written)


def _read(out: "Console", build: Build, counts: "Digest") -> None:
    words = sum(read.words for read in counts.documents)
    _heading(out, f"Read {_many(len(counts.documents), 'text')} ({words:,} words) with {build.reader}")
    rows = [
        (read.document.title, read.document.identifier, _many(read.claims, "claim"))
        for read in counts.documents
    ]
    _table(out, rows, right=(2,))
    if build.reading.skipped:
        _heading(out, f"Skipped {len(build.reading.skipped)}")
        _lines(out, (f"{path}: {reason}" for path, reason in build.reading.skipped))
    if build.reading.warnings:
        _heading(out, "Please note")
        _lines(out, build.reading.warnings)


def _found(out: "Console", counts: "Digest") -> None:
    from lcgraph.drawing import class_words

    _heading(out, "Found")
    rows = [
        (
            group.heading,
            f"{group.things:,}",
            ", ".join(f"{class_words(name).lower()} {count:,}" for name, count in group.classes),
        )
        for group in counts.groups
    ]
    said = dict(counts.modalities)
    rows.append(
        (
            "Claims",
            f"{sum(said.values()):,}",
            ", ".join(f"{modality.lower()} {count:,}" for modality, count in said.items()),
        )
    )
    _table(out, rows, right=(1,))


def _connected(out: "Console", counts: "Digest") -> None:
    if not counts.connected:
        return
    _heading(out, "Best connected")
    rows = [
        (
            row.entity.label,
            _many(row.partners, "partner"),
            f"in {_many(row.partnerships, 'partnership')}",
        )
        for row in counts.connected[:_MOST]
    ]
    _table(out, rows, right=(1,))


def _checked(out: "Console", build: Build) -> None:
    _heading(out, "Checked")
    proof = build.verification
    _lines(
        out,
        [
            f"{_many(proof.claims, 'quote')} looked up in the texts: 100 % letter for letter",
            f"{_many(proof.facts, 'fact')}: each rests on a claim that asserts it",
        ],
    )
    violations = build.validation.of_severity("Violation")
    warnings = len(build.validation.of_severity("Warning"))
    verdict = _many(len(violations), "violation") if violations else "no violations"
    _lines(out, [f"SHACL shapes: {verdict}, {_many(warnings, 'warning')}"])
    _lines(out, (f"  {row.focus} {row.path}: {row.message}" for row in violations[:_MOST]))
    if len(violations) > _MOST:
        _lines(out, [f'  and {len(violations) - _MOST} more; "lcgraph validate" shows all'])


def _written(out: "Console", build: Build, counts: "Digest", written: Sequence[Path]) -> None:
    _heading(out, "Wrote")
    _table(out, [(str(path), _CONTENT.get(path.name, _CONTENT[GRAPH])) for path in written])
    graph = "" if written[0] == DEFAULT_OUT / GRAPH else f" --graph {shlex.quote(str(written[0]))}"
    rows = [
        (f"lcgraph query{graph}", "what can be asked"),
        (f"lcgraph query partnerships{graph}", "who works together"),
    ]
    if name := _askable(build, counts):
        rows.append((f"lcgraph evidence {shlex.quote(name)}{graph}", "the sentences behind it"))
    rows.append((f"lcgraph network{graph}", "networks, for Gephi and others"))
    _heading(out, "Next")
    _table(out, rows)


def _askable(build: Build, counts: "Digest") -> str | None:
    """The name of a well connected thing that can be typed as it is and means that thing alone."""
    from lcgraph.graph import resolve

    for row in counts.connected[:_MOST]:
        label = row.entity.label
        if label.isprintable() and len(resolve(build.store, label)) == 1:
            return label
    return None


def _heading(out: "Console", text: str) -> None:
    from rich.text import Text

    say(out, Text(f"\n{_clean(text)}", style="bold"))


def _lines(out: "Console", lines: Iterable[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for line in lines:
        say(out, Padding(Text(_clean(line)), (0, 0, 0, 2)))


def _table(out: "Console", rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=0)
    for column in range(len(rows[0]) if rows else 0):
        table.add_column(justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row("", *(Text(_clean(cell)) for cell in row))
    say(out, table)


def _clean(text: str) -> str:
    from lcgraph.queries.display import clean

    return clean(text)


def _many(count: int, word: str) -> str:
    """A count with its noun.

    >>> _many(1, "text"), _many(2, "text")
    ('1 text', '2 texts')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"
