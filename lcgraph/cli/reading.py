"""`lcgraph explain` and `lcgraph evaluate`: why the reader says what it says, and how well it reads."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import teaching_options
from lcgraph.cli.output import STDIO, console, say, table_of, write
from lcgraph.errors import CorpusError

if TYPE_CHECKING:
    from lcgraph.evaluation import Evaluation, Tally
    from lcgraph.extraction.teaching import Teaching
    from lcgraph.model import Document
    from lcgraph.queries import Table

#: What is told of each count.
_COLUMNS = ("precision", "recall", "F1", "found/wanted", "right/answered")


@click.command(short_help="Show why a text is read as it is.")
@click.argument("text")
@click.option(
    "--most",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    metavar="N",
    help="How many relations that were not believed to show of each sentence, best first.",
)
@click.option(
    "-f",
    "--format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to show it.",
)
@teaching_options
def explain(text: str, most: int, format: str, model: str | None, **taught: tuple[str, ...]) -> None:
    """Show what is seen in TEXT, sentence by sentence, and what was thought of and not believed.

    TEXT is a file, - for standard input, or the words themselves.

    \b
    Examples:
      lcgraph explain report.txt
      lcgraph explain "Ghent and Bruges plan to open a school." --format json
    """
    from lcgraph.explaining import explain as read
    from lcgraph.extraction import open_extractor

    explanation = read(_named(text), most=most, extractor=open_extractor(teaching=_teaching(taught, model)))
    if format == "json":
        write(explanation.to_json())
    else:
        from lcgraph.cli.explanation import print_explanation

        print_explanation(explanation)


def _named(text: str) -> "str | Document":
    """The document that a file or standard input holds, or the words as they were typed.

    Raises:
        CorpusError: The file cannot be read, or what looks like a file's name is none.
        BadParameter: There are no words.
    """
    from lcgraph.corpus import read_documents

    if not text.strip():
        raise click.BadParameter("there are no words in it", param_hint="TEXT")
    if _is_there(text, Path.is_dir):
        raise CorpusError(f"{text}: is a folder; name one of the texts in it")
    looks_like_a_file = len(text.split()) == 1 and (Path(text).suffix or os.sep in text)
    if text == STDIO or looks_like_a_file or _is_there(text, Path.is_file):
        return read_documents([text]).documents[0]
    return text


def _teaching(taught: dict[str, tuple[str, ...]], model: str | None) -> "Teaching":
    """What the files say that `teaching_options` name."""
    from lcgraph.extraction.teaching import load_teaching

    files = {kind: tuple(map(Path, paths)) for kind, paths in taught.items()}
    return load_teaching(**files, model=None if model is None else Path(model))


def _is_there(text: str, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(Path(text))
    except (OSError, ValueError):  # words may be too long for a path, or hold what no path can
        return False


@click.command(short_help="Measure the reader on annotated texts.")
@click.argument("gold")
@click.option("--errors", is_flag=True, help="List what was wrong and what was missed.")
@click.option(
    "-f",
    "--format",
    type=click.Choice(("table", "json", "md")),
    default="table",
    show_default=True,
    help="How to show the figures.",
)
@teaching_options
def evaluate(gold: str, errors: bool, format: str, model: str | None, **taught: tuple[str, ...]) -> None:
    """Read the texts of GOLD and print precision, recall and F1 by kind, relation and class.

    GOLD is a folder with gold annotations, files ID.json with the text inside or in ID.txt beside.

    \b
    Examples:
      lcgraph evaluate gold/
      lcgraph evaluate gold/ --errors
    """
    from lcgraph.cli.building import show_progress
    from lcgraph.evaluation import evaluate as measure

    with show_progress() as progress:
        found = measure(gold, teaching=_teaching(taught, model), progress=progress)
    if format == "json":
        import json

        write(json.dumps(found.to_dict(errors=errors), ensure_ascii=False, indent=2) + "\n")
        return
    tables = [_by_text(found), _by_kind(found), _confused(found)]
    if errors:
        tables += [_amiss(found)]
    if format == "md":
        write("\n".join(f"## {table.title}\n\n{table.to_markdown()}" for table in tables if len(table)))
    else:
        _print(found, tables)


def _by_text(found: "Evaluation") -> "Table":
    rows = [(text.id, *_figures(text.pooled), f"{text.grounded}/{text.claims}") for text in found.texts]
    return table_of(("text", *_COLUMNS, "grounded claims"), rows, title="Texts")


def _by_kind(found: "Evaluation") -> "Table":
    """All counts in one table: together, by kind, by relation, by class."""
    rows: list[tuple[object, ...]] = [("all", *_figures(found.pooled))]
    for name, tally in found.kinds.items():
        rows.append((name, *_figures(tally)))
        parts = {"entities": found.classes, "relations": found.relations}.get(name, {})
        rows += [(f"– {part}", *_figures(counts)) for part, counts in parts.items()]
    return table_of(("kind", *_COLUMNS), rows, title="Kinds, classes and relations")


def _figures(tally: "Tally") -> Iterable[object]:
    yield from (f"{figure:.3f}" for figure in (tally.precision, tally.recall, tally.f1))
    yield f"{tally.found}/{tally.wanted}"
    yield f"{tally.right}/{tally.answered}"


def _confused(found: "Evaluation") -> "Table":
    """A row for each class of the gold, a column for each class found; what agrees is on the diagonal."""
    from lcgraph.drawing import class_words
    from lcgraph.evaluation import NAMED

    met = {name for pair in found.confusion for name in pair}
    names = [name for name in NAMED if name in met] + sorted(met - set(NAMED))
    rows = [
        (class_words(gold), *(found.confusion.get((gold, other)) for other in names))
        for gold in names
        if any((gold, other) in found.confusion for other in names)
    ]
    columns = ("gold \\ found", *(_initials(name) for name in names))
    title = ", ".join(f"{_initials(name)} {class_words(name).lower()}" for name in names)
    return table_of(columns, rows, title=f"Classes of things whose names agree ({title})")


def _initials(class_name: str) -> str:
    """A class as the head of a narrow column.

    >>> _initials("PublicAuthority"), _initials("City")
    ('PuAu', 'Ci')
    """
    import re

    return "".join(part[:2] for part in re.findall("[A-Z][a-z]+", class_name))


def _amiss(found: "Evaluation") -> "Table":
    from lcgraph.evaluation import MAIN

    rows = [
        (text.id, what, kind, item)
        for text in found.texts
        for kind in MAIN
        for what in ("wrong", "missed")
        for item in getattr(text.scores.kinds[kind], what)
    ]
    return table_of(("text", "what", "kind", "item"), rows, title="Wrong and missed")


def _print(found: "Evaluation", tables: "list[Table]") -> None:
    from rich import box
    from rich.text import Text

    out = console()
    for table in tables:
        if len(table):
            drawn = table.to_rich()
            drawn.box = box.SIMPLE_HEAD
            say(out, drawn)
    grounded = f"claims grounded {found.grounded}/{found.claims}"
    means = f"mean F1 of texts {found.mean_of_texts:.3f}, of kinds {found.mean_of_kinds:.3f}"
    say(out, Text(f"{found.reader}: F1 {found.pooled.f1:.3f}; {means}; {grounded}"))
