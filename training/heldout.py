"""How well the reader reads paragraphs that it has never been trained on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lcgraph.extraction.findings import Extraction
from lcgraph.extraction.reader import Reader
from lcgraph.model import Document, Modality, Span
from training.paragraphs import Paragraph

Fact = tuple[str, int, int]


@dataclass(slots=True)
class Tally:
    """Right answers, answers given, and answers wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def line(self) -> str:
        """Precision, recall and F1 as a row of a Markdown table."""
        precision, recall = self.right / max(1, self.given), self.right / max(1, self.wanted)
        return f"{precision:.3f} | {recall:.3f} | {self.f1:.3f} | {self.right}/{self.wanted} | {self.given}"

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.given + self.wanted)

    def count(self, given: set[Fact], wanted: set[Fact]) -> None:
        """Add the answers of one paragraph."""
        self.right += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)


@dataclass(slots=True)
class HeldOut:
    """Scores by kind, and how often each status was recognised."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    status: Counter[tuple[str, str]] = field(default_factory=Counter)

    def tally(self, kind: str) -> Tally:
        """The tally of a kind, new where it is the first of its kind."""
        return self.kinds.setdefault(kind, Tally())

    @property
    def micro(self) -> Tally:
        """Mentions with class, relations, partner pairs and figures together."""
        total = Tally()
        for kind in ("mentions", "relations", "partners", "about"):
            t = self.tally(kind)
            total.right += t.right
            total.given += t.given
            total.wanted += t.wanted
        return total

    def status_accuracy(self, *, asserted: bool) -> float:
        """Share of facts found whose status is right, among the asserted or among all others."""
        met = {k: n for k, n in self.status.items() if (k[0] == Modality.ASSERTED) is asserted}
        return sum(n for (want, got), n in met.items() if want == got) / max(1, sum(met.values()))

    def table(self) -> str:
        """All scores as a Markdown table."""
        rows = ["| kind | P | R | F1 | found | given |", "|---|---|---|---|---|---|"]
        rows += [f"| {kind} | {tally.line()} |" for kind, tally in sorted(self.kinds.items())]
        rows.append(f"| **micro** | {self.micro.line()} |")
        rows.append("")
        rows.append(
            f"Status right: asserted {self.status_accuracy(asserted=True):.3f}, "
            f"others {self.status_accuracy(asserted=False):.3f}."
        )
        return "\n".join(rows)


def as_document(paragraph: Paragraph) -> Document:
    """A paragraph as a document of its own."""
    return Document(id=paragraph.id.replace(":", "-"), text=paragraph.text, sha256="", identifier="")


def score(reader: Reader, paragraphs: Iterable[Paragraph]) -> HeldOut:
    """Read the paragraphs and compare with their annotation."""
    result = HeldOut()
    for paragraph in paragraphs:
        _compare(paragraph, reader.extract(as_document(paragraph)), result)
    return result


def matched(paragraph: Paragraph, spans: Sequence[Sequence[Span]]) -> list[int]:
    """For each thing found, given by its mentions, the entity that it is; a negative number where none."""
    owner: dict[int, int] = {}
    for m in paragraph.mentions:
        owner |= dict.fromkeys(range(*m.span), m.entity)
    found = []
    for number, places in enumerate(spans):
        votes = Counter(e for s in places if (e := _entity_under(owner, s)) is not None)
        found.append(min(votes, key=lambda e: (-votes[e], e)) if votes else -1 - number)
    return found


def _entity_under(owner: dict[int, int], span: Span) -> int | None:
    under = Counter(owner[c] for c in range(*span) if c in owner)
    if not under:
        return None
    entity, letters = under.most_common(1)[0]
    return entity if letters * 2 >= span.end - span.start else None


def _compare(paragraph: Paragraph, extraction: Extraction, result: HeldOut) -> None:
    named = {(m.span, m.class_name) for m in paragraph.mentions if m.class_name}
    places: list[list[Span]] = [[] for _ in extraction.referents]
    found = set()
    for m in extraction.mentions:
        if m.by_name:
            places[m.referent].append(m.span)
            found.add((m.span, extraction.referents[m.referent].class_name))
    spans = result.tally("mention spans")
    spans.right += len({s for s, _ in found} & {s for s, _ in named})
    spans.given += len(found)
    spans.wanted += len(named)
    mentions = result.tally("mentions")
    mentions.right += len(found & named)
    mentions.given += len(found)
    mentions.wanted += len(named)
    entity = matched(paragraph, places)
    _compare_facts(paragraph, extraction, entity, result)


def _compare_facts(
    paragraph: Paragraph, extraction: Extraction, entity: Sequence[int], result: HeldOut
) -> None:
    wanted = {(f.predicate, f.subject, f.object): f.modality for f in paragraph.facts}
    given = {
        (r.predicate, entity[r.subject], entity[r.object]): r.support.modality for r in extraction.relations
    }
    result.tally("relations").count(set(given), set(wanted))
    for predicate in sorted({f[0] for f in wanted} | {f[0] for f in given}):
        result.tally(f"- {predicate}").count(
            {f for f in given if f[0] == predicate}, {f for f in wanted if f[0] == predicate}
        )
    for p in paragraph.partnerships:
        pairs = {(min(a, b), max(a, b)) for a in p.partners for b in p.partners if a != b}
        wanted |= {("partners", *pair): p.modality for pair in pairs}
    for a in extraction.alliances:
        members = [entity[p] for p in a.partners]
        pairs = {(min(x, y), max(x, y)) for x in members for y in members if x != y}
        given |= {("partners", *pair): a.modality for pair in pairs}
    result.tally("partners").count(
        {f for f in given if f[0] == "partners"}, {f for f in wanted if f[0] == "partners"}
    )
    about = {("about", f.span.end, f.about): f.modality for f in paragraph.figures}
    bound = {("about", f.span.end, entity[f.about]): f.support.modality for f in extraction.figures}
    result.tally("about").count(set(bound), set(about))
    for fact, modality in (wanted | about).items():
        if (got := (given | bound).get(fact)) is not None:
            result.status[(modality, got)] += 1
