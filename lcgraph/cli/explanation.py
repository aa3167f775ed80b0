"""An explanation as people read it: each sentence, and below it line by line what was seen in it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lcgraph.cli.output import console, log, say
from lcgraph.model import Modality

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from lcgraph.explaining import Explanation, Figure, Named, Rejected, Said, Sentence, Stated

#: Kinds of blocks that are left out, in the words of people.
_BLOCKS = {"chrome": "page furniture", "citation": "bibliography"}
#: What is left out is shown up to so many characters.
_LONGEST = 80
#: A line: its heading (shown where it changes), its words, and what is told beside them.
_Line = tuple[str, "Text", str]


def print_explanation(explanation: "Explanation") -> None:
    """Print an explanation on standard output."""
    out = console()
    for sentence in explanation.sentences:
        _heading(out, sentence)
        _lines(out, list(_of_sentence(sentence)))
        say(out, "")
    cited = [
        (
            "cites",
            _text(reference.title, "bold"),
            ", ".join(filter(None, (*reference.authors, reference.publisher, reference.issued))),
        )
        for reference in explanation.references
    ]
    left_out = [
        ("left out", _text(_shortened(block.text)), _BLOCKS.get(block.kind, block.kind))
        for block in explanation.left_out
    ]
    _lines(out, [*cited, *left_out], indent=0)
    if not explanation.sentences:
        log("no sentences")


def _heading(out: "Console", sentence: "Sentence") -> None:
    from rich.text import Text

    from lcgraph.queries.display import clean
    from lcgraph.report import marked

    cues = [s.said.cue_at for s in sentence.stated] + [f.said.cue_at for f in sentence.figures if f.said]
    things = [named.at for named in sentence.named] + [figure.at for figure in sentence.figures]
    styles = {"thing": "bold", "cue": "underline", "": ""}
    shown = Text()
    for words, role in marked(sentence.text, sentence.at.start, things, cues):
        shown.append(clean(words), style=styles[role])
    say(out, shown)


def _of_sentence(sentence: "Sentence") -> Iterator[_Line]:
    for named in sentence.named:
        if named.by_name:
            yield "names", _text(named.label, "bold"), _named(named)
    for named in sentence.named:
        if not named.by_name:
            yield "refers", _text(f"“{named.words}”"), f"stands for {named.label}"
    for figure in sentence.figures:
        yield "figure", _figure(figure), _said_of(figure)
    yield from _stated(sentence)
    for rejected in sentence.rejected:
        words = _fact(rejected.subject, rejected.predicate, rejected.object, style="")
        yield "almost", words, _why_not(rejected)
    if sentence.unshown:
        yield "almost", _text(f"and {sentence.unshown} more"), "--most shows them"


def _stated(sentence: "Sentence") -> Iterator[_Line]:
    """Relations one by one, the partners of a partnership together with what is least sure of them."""
    partners: dict[tuple[str, Modality], list[Stated]] = {}
    for stated in sentence.stated:
        if stated.predicate == "partner":
            partners.setdefault((stated.subject, stated.said.modality), []).append(stated)
        else:
            yield "says", _fact(stated.subject, stated.predicate, stated.object), _said(stated.said)
    for (name, _), members in partners.items():
        unnamed = [member.object for member in members if member.object not in name]
        words = _fact(name, "partner", ", ".join(unnamed)) if unnamed else _text(name, "cyan")
        yield "says", words, _said(min((member.said for member in members), key=lambda said: said.confidence))


def _named(named: "Named") -> str:
    other = f", here “{named.words}”" if named.words != named.label else ""
    return f"{_class_words(named.class_name)} {named.confidence:.2f}{other}"


def _figure(figure: "Figure") -> "Text":
    number = f"{figure.value.normalize():,f}"
    amount = " ".join(filter(None, (figure.qualifier, number, figure.unit)))
    counted = f"{figure.indicator} " if figure.indicator else ""
    about = f"{figure.about}: " if figure.about else ""
    date = f" ({figure.date})" if figure.date else ""
    return _text(f"{about}{counted}{amount}{date}", "bold" if figure.said else "")


def _fact(subject: str, predicate: str, object_: str, style: str = "cyan") -> "Text":
    from lcgraph.ontology import load_ontology

    known = load_ontology().properties
    relation = known[predicate].label if predicate in known else predicate
    return _text(f"{subject} – {relation} – {object_}", style)


def _said(said: "Said") -> str:
    cue = f" by “{said.cue}”" if said.cue else ""
    return f"{said.modality.lower()}{cue}, {said.confidence:.2f}, {said.method}"


def _said_of(figure: "Figure") -> str:
    """How a figure is said; the cue of one that is a fact is what it counts, which is told before."""
    if figure.said is None:
        return "of nothing clear enough"
    is_fact = figure.said.modality is Modality.ASSERTED
    return _said(replace(figure.said, cue="") if is_fact else figure.said)


def _why_not(rejected: "Rejected") -> str:
    because = f" ({rejected.because})" if rejected.because else ""
    return f"{rejected.said.confidence:.2f}, {rejected.verdict}{because}"


def _class_words(class_name: str) -> str:
    from lcgraph.drawing import class_words

    return class_words(class_name).lower()


def _shortened(words: str) -> str:
    """The beginning of a long text."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _text(words: str, style: str = "") -> "Text":
    from rich.text import Text

    from lcgraph.queries.display import clean

    return Text(clean(words), style=style)


def _lines(out: "Console", lines: list[_Line], indent: int = 2) -> None:
    from rich.table import Table

    if not lines:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for width in (indent, 9):
        table.add_column(width=width)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=2)
    above = ""
    for heading, words, beside in lines:
        table.add_row("", _text(heading if heading != above else "", "dim"), words, _text(beside, "dim"))
        above = heading
    say(out, table)
