"""A small piece of knowledge with one thing of each kind, for the tests of the graph room."""

import hashlib
from dataclasses import replace

from hypothesis import strategies as st

from lcgraph.model import Claim, Document, Entity, EntityId, Evidence, Knowledge, Modality, Span, Value

TEXT = (
    "The port of Malmö lies in Sweden. Malmö and Tamarisk Optics founded the Light Alliance. "
    "The city may join Jena in a network. The city council does not fund the Lantern Bridge. "
    "The centre trains about 2,300 adults in Malmö. Malmö wants to work on biotechnology."
)
MALMO = EntityId("place", "malmö")
SWEDEN = EntityId("place", "sweden")
JENA = EntityId("place", "jena")
OPTICS = EntityId("actor", "tamarisk optics")
COUNCIL = EntityId("actor", "city council")
ALLIANCE = EntityId("partnership", "light alliance")
NETWORK = EntityId("partnership", "a network of malmö and jena")
BRIDGE = EntityId("project", "lantern bridge")
FIGURE = EntityId("observation", "adults trained")
BIOTECH = EntityId("concept", "biotechnology")


def document(text: str = TEXT, name: str = "letters") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, text, digest, f"texts/{name}.txt", title="Letters from a port", issued="2019")


def claim(
    subject: EntityId,
    predicate: str,
    object: EntityId,
    sentence: int,
    modality: Modality = Modality.ASSERTED,
    confidence: float = 0.9,
) -> Claim:
    """A claim with the n-th sentence of `TEXT` as its evidence."""
    quotes = [part if part.endswith(".") else part + "." for part in TEXT.split(". ")]
    start = TEXT.index(quotes[sentence])
    span = Span(start, start + len(quotes[sentence]))
    at = Evidence(
        "letters",
        span,
        quotes[sentence],
        Span(start, start + 3),
        Span(start + 4, start + 8),
        Span(start + 1, start + 2),
    )
    return Claim(subject, predicate, object, modality, confidence, "model 1.0", at)


def knowledge() -> Knowledge:
    return Knowledge(
        documents=(document(),),
        entities=(
            Entity(MALMO, "City", "Malmö", ("Malmö", "Malmo")),
            Entity(SWEDEN, "Country", "Sweden"),
            Entity(JENA, "City", "Jena"),
            Entity(OPTICS, "Enterprise", "Tamarisk Optics"),
            Entity(COUNCIL, "PublicAuthority", "City Council"),
            Entity(ALLIANCE, "Partnership", "Light Alliance"),
            Entity(NETWORK, "Partnership", "network of Malmö and Jena", modality=Modality.POSSIBLE),
            Entity(BRIDGE, "Project", "Lantern Bridge"),
            Entity(
                FIGURE,
                "Observation",
                "adults trained",
                values=(
                    ("lc:indicator", Value("adults trained")),
                    ("lc:value", Value("2300", "xsd:decimal")),
                ),
            ),
            Entity(BIOTECH, "Theme", "biotechnology"),
        ),
        claims=(
            claim(MALMO, "type", EntityId("class", "City"), 0),
            claim(MALMO, "locatedIn", SWEDEN, 0),
            claim(ALLIANCE, "partner", MALMO, 1),
            claim(ALLIANCE, "partner", OPTICS, 1),
            claim(NETWORK, "partner", MALMO, 2, Modality.POSSIBLE, 0.5),
            claim(NETWORK, "partner", JENA, 2, Modality.POSSIBLE, 0.5),
            claim(COUNCIL, "funds", BRIDGE, 3, Modality.NEGATED),
            claim(FIGURE, "about", MALMO, 4),
            claim(MALMO, "focusesOn", BIOTECH, 5, Modality.PLANNED),
        ),
    )


#: Signs that break careless writers: quotes, escapes, line ends, controls, right-to-left, astral, markup.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\"'\\\n\r\t\x01\x08\x0b\x0c\x7f\x85\u2028\u202e\ufeff\ufffe\U0001f600\U0010ffff<>{}^@#.;,_:- aé"
        ),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    min_size=1,
    max_size=30,
)
_KINDS = {
    "place": "City",
    "actor": "Enterprise",
    "project": "Project",
    "strategy": "Strategy",
    "theme": "Theme",
}
_FRAMED = {"partnership": "Partnership", "observation": "Observation"}
_RELATIONS = ("locatedIn", "funds", "partner", "about", "focusesOn", "leads")


@st.composite
def hostile_knowledge(draw: st.DrawFn) -> Knowledge:
    """Documents, things and claims in any combination, with any text in all places that hold text."""
    sentences = draw(st.lists(HOSTILE, min_size=1, max_size=4))
    text = "\n".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    record = replace(
        document(text), title=draw(HOSTILE), creator=draw(st.just("") | HOSTILE), source=draw(HOSTILE)
    )
    kinds = {**_KINDS, **_FRAMED}
    ids = draw(
        st.lists(
            st.builds(EntityId, st.sampled_from(sorted(kinds)), HOSTILE), min_size=2, max_size=6, unique=True
        )
    )
    things = []
    for entity in ids:
        modality = draw(st.sampled_from(Modality)) if entity.kind in _FRAMED else Modality.ASSERTED
        names = tuple(draw(st.lists(HOSTILE, max_size=2)))
        values = (
            ("lc:unit", Value(draw(HOSTILE))),
            ("lc:value", Value(draw(st.integers().map(str)), "xsd:decimal")),
        )
        things.append(
            Entity(
                entity, kinds[entity.kind], draw(HOSTILE), names, values[: draw(st.integers(0, 2))], modality
            )
        )
    inside = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)).map(
        lambda pair: Span(pair[0], min(len(text), sum(pair)))
    )
    claims = []
    for _ in range(draw(st.integers(0, 6))):
        span = draw(st.sampled_from(spans))
        at = Evidence(
            record.id, span, text[span.start : span.end], *(draw(st.none() | inside) for _ in range(3))
        )
        typed = draw(st.booleans())
        claims.append(
            Claim(
                draw(st.sampled_from(ids)),
                "type" if typed else draw(st.sampled_from(_RELATIONS)),
                EntityId("class", "City") if typed else draw(st.sampled_from(ids)),
                draw(st.sampled_from(Modality)),
                draw(st.integers(0, 100)) / 100,
                draw(HOSTILE),
                at,
            )
        )
    return Knowledge((record,), tuple(things), tuple(claims))
