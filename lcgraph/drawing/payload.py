"""What a page's script knows: the view as plain lists and dicts, each sentence and document once.

In a network of partners many connections rest on one sentence, so they name it by its place in a list.
Empty fields are left out, which halves the size.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from lcgraph.drawing.measures import is_minor, meaning
from lcgraph.drawing.overview import MOST_AT_ONCE, Group, opening, overviews
from lcgraph.drawing.palette import COLOURS, GREY, class_words, icon
from lcgraph.drawing.sentences import MODALITIES, Sentence
from lcgraph.drawing.view import EdgeView, NodeView, View, summary

_Fields = dict[str, Any]

#: Colours of groups that are no classes, the most different ones first.
_COLOURS_OF_GROUPS = tuple(
    COLOURS[name]
    for name in (
        "City",
        "Enterprise",
        "EducationInstitution",
        "CivicOrganisation",
        "PublicAuthority",
        "Region",
        "Person",
    )
)


def payload(view: View) -> _Fields:
    """The page's data, ready for JSON."""
    classes = Counter(node.class_name for node in view.nodes)
    ways = overviews(view)
    places = {node.id: place for place, node in enumerate(view.nodes)}
    sentences: dict[Sentence, int] = {}
    documents: dict[tuple[str, ...], int] = {}
    edges = [_edge(edge, sentences) for edge in view.edges]
    return {
        "name": view.name,
        "title": view.title,
        "summary": summary(view),
        "imprint": " · ".join(part for part in (view.source, view.date) if part),
        "directed": view.directed,
        "measures": [(name, words, meaning(name)) for name, words in view.measures],
        "minor": [name for name, _ in view.measures if is_minor(name)],
        "flags": view.flags,
        "figures": [(words, value) for words, value in view.figures if math.isfinite(value)],
        "modalities": MODALITIES,
        "colours": [*_COLOURS_OF_GROUPS, GREY],
        "mostAtOnce": MOST_AT_ONCE,
        "opening": opening(view, ways),
        "classes": [
            {"name": name, "words": class_words(name), "fill": icon(name)[1], "path": icon(name)[0]}
            for name in sorted(classes, key=lambda name: (-classes[name], name))
        ],
        "nodes": [_node(node) for node in view.nodes],
        "edges": edges,
        "sentences": [_sentence(sentence, documents) for sentence in sentences],
        "documents": [
            _known(title=title, identifier=identifier, issued=issued, url=url, iri=iri)
            for title, identifier, issued, url, iri in documents
        ],
        "overviews": {key: [_group(group, places) for group in groups] for key, groups in ways.items()},
    }


def _node(node: NodeView) -> _Fields:
    return _known(
        id=node.id,
        iri=node.iri,
        label=node.label,
        class_name=node.class_name,
        place=node.place,
        country=node.country,
        sphere=node.sphere,
        themes=node.themes,
        x=node.x,
        y=node.y,
        degree=node.degree,
        measures=dict(node.measures),
    )


def _edge(edge: EdgeView, sentences: dict[Sentence, int]) -> _Fields:
    return _known(
        id=edge.id,
        source=edge.source,
        target=edge.target,
        relation=edge.relation,
        via=[{"name": name, "iri": iri} for name, iri in zip(edge.via, edge.via_iri, strict=True)],
        weight=edge.weight,
        width=edge.width,
        modality=edge.modality,
        confidence=edge.confidence,
        claims=edge.claims,
        facts=edge.facts,
        sentences=[sentences.setdefault(sentence, len(sentences)) for sentence in edge.sentences],
    )


def _sentence(sentence: Sentence, documents: dict[tuple[str, ...], int]) -> _Fields:
    document = (sentence.title, sentence.identifier, sentence.issued, sentence.url, sentence.document)
    return _known(
        quote=sentence.quote,
        says=sentence.says,
        document=documents.setdefault(document, len(documents)),
        start=sentence.start,
        end=sentence.end,
        modality=sentence.modality,
        confidence=sentence.confidence,
    )


def _group(group: Group, places: dict[str, int]) -> _Fields:
    return {
        "name": group.name,
        "x": group.x,
        "y": group.y,
        "radius": group.radius,
        "rest": group.rest,
        "members": [(places[id_], x, y) for id_, x, y in group.members],
    }


def _known(**fields: Any) -> _Fields:
    return {name: value for name, value in fields.items() if value not in ("", None, (), [], {})}
