"""lcgraph as a Python library: `build` texts, or `open_graph` one that exists, and ask it.

>>> import lcgraph
>>> graph = lcgraph.build(["text.txt"])                     # doctest: +SKIP
>>> graph.query("partners", place="Ghent").to_markdown()    # doctest: +SKIP
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx
    import rdflib

    from lcgraph.comparing import Comparison, Contradiction
    from lcgraph.explaining import Explanation
    from lcgraph.extraction import Extractor
    from lcgraph.graph import EvidenceRow, VerifyReport
    from lcgraph.ontology import ValidationReport
    from lcgraph.queries import Table, Traced
    from lcgraph.store import Store

#: Nodes that a notebook draws; above, it lists.
MOST_DRAWN = 150


class Graph:
    """A knowledge graph with the sentences behind it."""

    def __init__(self, store: "Store") -> None:
        self.store = store

    def __len__(self) -> int:
        """The number of triples."""
        return len(self.store)

    def query(self, name: str, **parameters: Any) -> "Table":
        """The answer to a named question of `queries/questions/`.

        Args:
            name: The question's name, such as ``partners``.
            parameters: Its parameters; things may be given by name or IRI.

        Raises:
            QueryError: where the question or a parameter is unknown; near names are suggested.
        """
        from lcgraph.queries import run

        return run(name, self.store, **parameters)

    def trace(self, name: str, **parameters: Any) -> "Traced":
        """The answer to a named question, each row with the sentences behind it.

        Args:
            name: The question's name, such as ``partners``.
            parameters: Its parameters; things may be given by name or IRI.

        Raises:
            QueryError: as for `query`.
        """
        from lcgraph.queries import trace

        return trace(name, self.store, **parameters)

    def trace_sparql(self, text: str) -> "Traced":
        """The answer to any SELECT, each row with the sentences behind it.

        Raises:
            QueryError: with line and column where the text is not SPARQL, or where it is no SELECT.
        """
        from lcgraph.queries import trace_sparql

        return trace_sparql(text, self.store)

    def sparql(self, text: str) -> "Table":
        """The answer to any SPARQL 1.1 query; SERVICE and updates are refused.

        Raises:
            QueryError: with line and column where the text is not SPARQL.
        """
        from lcgraph.queries import run_sparql

        return run_sparql(text, self.store)

    def evidence(
        self, subject: str, predicate: str | None = None, object: str | None = None
    ) -> "list[EvidenceRow]":
        """The sentences behind what the graph says of a thing.

        Args:
            subject: A name, a CURIE such as ``place:ghent``, or an IRI.
            predicate: A property of the ontology, such as ``locatedIn``.
            object: Another thing, given as the subject is.

        Raises:
            LCGraphError: where a name finds nothing, or several things.
        """
        from lcgraph.graph import evidence, resolve_one

        things = [resolve_one(self.store, name).iri if name else None for name in (subject, object)]
        return EvidenceRows(evidence(self.store, things[0], predicate, things[1]))

    def network(self, name: str = "co-partners", **parameters: str) -> "networkx.Graph[str]":
        """A network of `queries/networks/` with measures and positions, as networkx knows it.

        In a notebook it shows itself as a picture.
        """
        from lcgraph.pipeline import network_of

        network = network_of(self.store, name, **parameters)
        # An attribute of this one network: networkx's own classes are left as they are.
        network.__dict__["_repr_html_"] = partial(_network_html, network)
        return network

    def rdflib(self) -> "rdflib.Graph":
        """The same graph for rdflib, on the same store, without a copy."""
        return self.store.rdflib()

    def contradictions(self) -> "tuple[Contradiction, ...]":
        """Figures that disagree, and facts that another text denies, with the sentences of both sides."""
        from lcgraph.comparing import contradictions

        return contradictions(self.store)

    def changes(self, since: "Graph") -> "Comparison":
        """What is new, gone or changed here, claim by claim.

        Args:
            since: The graph of an older build.
        """
        from lcgraph.comparing import compare

        return compare(since.store, self.store)

    def facts(self) -> "Graph":
        """The graph without claims, evidence and documents, and without what was derived."""
        from lcgraph.graph import facts

        return Graph(facts(self.store))

    def write(self, path: str | Path, format: str | None = None) -> int:
        """Write the graph as Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD; returns its triples."""
        from lcgraph.graph import write_graph

        return write_graph(self.store, path, format)

    def validate(self) -> "ValidationReport":
        """Whether the graph keeps to the shapes of the ontology (SHACL)."""
        from lcgraph.ontology import validate

        return validate(self.store.rdflib())

    def verify(self, folder: str | Path | None = None) -> "VerifyReport":
        """Whether each quote stands, letter for letter, in its source.

        Args:
            folder: Where to look for the texts, if they are not where they were.
        """
        from lcgraph.corpus import reread
        from lcgraph.graph import verify

        place = Path(folder) if folder is not None else None
        return verify(self.store, lambda record: reread(record.identifier, folder=place))

    def _repr_html_(self) -> str:
        """What the graph holds, for notebooks: its size, its documents, and its things by class."""
        from lcgraph.queries import notebook, run

        documents, classes = run("documents", self.store), run("classes", self.store)
        claims = sum(int(row["claims"] or 0) for row in documents.records())
        size = f"{len(self):,} triples, {len(documents):,} documents, {claims:,} claims with their sentences"
        return notebook.page(f"<p><strong>{size}</strong></p>", classes.to_html(), documents.to_html())


class EvidenceRows(list["EvidenceRow"]):
    """Claims with their sentences: a list that notebooks show as sentences with what they say marked."""

    def _repr_html_(self) -> str:
        """Each claim with its sentence; names and the words that relate them stand out."""
        from lcgraph.queries import notebook
        from lcgraph.report import marked

        items = []
        for row in self:
            spans = (row.subject_at, row.object_at, row.cue_at)
            parts = marked(row.quote, row.sentence.start, spans)
            where = f"{row.title or row.identifier}, {row.sentence.start}–{row.sentence.end}"
            how = f"{row.modality.lower()}, confidence {row.confidence:.2f}, {row.method}"
            said = f"{row.subject_label} – {row.predicate_label} – {row.object_label}"
            words = [(part.words, bool(part.role)) for part in parts]
            items.append(notebook.sentence(words, f"{where} · {how}", said))
        return notebook.page(notebook.numbered(items) or "<p>no claims</p>")


def build(
    texts: Sequence[str | Path] = (),
    *,
    base: str | None = None,
    extractor: "Extractor | None" = None,
    min_confidence: float = 0.0,
    names: Sequence[str | Path] = (),
    themes: Sequence[str | Path] = (),
    cues: Sequence[str | Path] = (),
    ontology: Sequence[str | Path] = (),
    model: str | Path | None = None,
    processes: int = 1,
) -> Graph:
    """Read files and folders of texts into a graph; without any, the corpus that ships.

    Args:
        texts: Files and folders.
        base: What the IRIs of things begin with.
        extractor: Another reader than the one that ships.
        min_confidence: Claims below it are left out, between 0 and 1.
        names: CSV files with names of your own, for the reader that ships.
        themes: Turtle files with themes of your own.
        cues: CSV files with words that tell a relation.
        ontology: Turtle files with classes, properties and shapes of your own.
        model: The folder of a reader trained with texts of your own.
        processes: How many texts are read side by side. In a script, more than one needs the call below
            ``if __name__ == "__main__":``, as each process starts by importing the script.

    Raises:
        LCGraphError: where a text or one of these files cannot be read.
    """
    from lcgraph import pipeline

    made = pipeline.build(
        texts,
        base=base,
        extractor=extractor,
        min_confidence=min_confidence,
        names=names,
        themes=themes,
        cues=cues,
        ontology=ontology,
        model=model,
        processes=processes,
    )
    return Graph(made.store)


def open_graph(where: str | Path) -> Graph:
    """A graph that has been built: an RDF file or a store folder.

    Raises:
        StoreError: where there is none, or it is broken.
    """
    from lcgraph.store import open_store

    return Graph(open_store(where))


def explain(text: str | Path, *, most: int = 5) -> "Explanation":
    """Why a text is read as it is: sentence by sentence what was seen, and what was not believed.

    Args:
        text: The words themselves, or the path of a file with them.
        most: How many relations that were not believed are told of each sentence, best first.
    """
    from lcgraph import explaining

    return explaining.explain(text, most=most)


def _network_html(network: "networkx.Graph[str]") -> str:
    """A network for notebooks: a picture, or, where it would be a thicket, its best-connected nodes."""
    from lcgraph.drawing.svg import svg
    from lcgraph.drawing.view import view_of
    from lcgraph.queries import notebook
    from lcgraph.queries.display import clean

    title = str(network.graph.get("title") or network.graph.get("name") or "Network")
    if len(network) <= MOST_DRAWN:
        picture = svg(view_of(network, title=title))
        return notebook.page(clean(picture[picture.index("<svg") :]))
    most = sorted(network, key=lambda node: (-network.degree[node], node))[:20]
    cells = [[str(network.nodes[node].get("label", node)), str(network.degree[node])] for node in most]
    size = f"{title} {len(network):,} nodes, {network.number_of_edges():,} edges; the best connected:"
    return notebook.page(notebook.table(["name", "connections"], cells, [False, True], title=size))


def draw(network: "networkx.Graph[str]", path: str | Path, **options: Any) -> Path:
    """Draw a network as a page (``.html``) or a picture (``.svg``, ``.png``)."""
    from lcgraph import drawing

    return drawing.draw(network, path, **options)
