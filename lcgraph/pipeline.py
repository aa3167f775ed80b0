"""The order of the steps, from files to a graph that is checked and written whole.

Only this module knows that order. Each step is one call of its room.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.corpus import Reading, read_documents
from lcgraph.errors import LCGraphError, NetworkError, StoreError
from lcgraph.extraction import Extractor, link, open_extractor, with_own_cues
from lcgraph.model import Knowledge
from lcgraph.writing import swap

if TYPE_CHECKING:
    import networkx

    from lcgraph.extraction.findings import Extraction
    from lcgraph.graph import VerifyReport
    from lcgraph.ontology import Ontology, ValidationReport
    from lcgraph.store import Store

#: Where a build goes unless told otherwise, and where the last one is looked for.
DEFAULT_OUT = Path("lcgraph-out")
#: The files of a build's folder.
GRAPH, FACTS, NETWORK, REPORT = "graph.ttl", "facts.ttl", "network.html", "report.html"
#: The network that a build draws.
MAIN_NETWORK = "co-partners"
#: Drawn instead where nobody works with anybody.
FALLBACK_NETWORK = "everything"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """All that a build has made: what was read, what was understood, and the graph of it."""

    reading: Reading
    extractions: tuple["Extraction", ...]
    knowledge: Knowledge
    store: "Store"
    validation: "ValidationReport"
    verification: "VerifyReport"
    reader: str
    ontology: "Ontology"


def software() -> str:
    """The name and version of this program.

    >>> software().split()[0]
    'lcgraph'
    """
    try:
        return f"lcgraph {version('lcgraph')}"
    except PackageNotFoundError:
        return "lcgraph (not installed)"


def build(
    paths: Sequence[str | Path] = (),
    *,
    base: str | None = None,
    extractor: Extractor | None = None,
    min_confidence: float = 0.0,
    names: Sequence[str | Path] = (),
    themes: Sequence[str | Path] = (),
    cues: Sequence[str | Path] = (),
    ontology: Sequence[str | Path] = (),
    model: str | Path | None = None,
    processes: int = 1,
    progress: Progress = lambda step, done, of: None,
) -> Build:
    """Read texts into a graph, and check that graph.

    Args:
        paths: Files and folders; the corpus that ships where there are none.
        base: What the IRIs of things begin with.
        extractor: The engine; the default one where none is given.
        min_confidence: Claims of things and relations below it are left out, between 0 and 1.
        names: CSV files with names of the user's own, for the default engine.
        themes: Turtle files with themes of the user's own.
        cues: CSV files with words that tell a relation.
        ontology: Turtle files with classes, properties and shapes of the user's own.
        model: The folder of a model that was trained with texts of the user's own, for the default engine.
        processes: How many documents are read side by side, each in a process of its own; a given engine
            reads in this one.
        progress: Told the step's name, how much is done, and of how much.

    Raises:
        LCGraphError: where an input cannot be read or the graph would be wrong.
    """
    from lcgraph.extraction.crew import TeachingFiles, read_each, read_together
    from lcgraph.extraction.languages import in_their_languages
    from lcgraph.extraction.teaching import load_teaching
    from lcgraph.graph import DEFAULT_BASE, Iris, build_graph, verify
    from lcgraph.ontology import validate

    Iris(base or DEFAULT_BASE)  # a wrong base is told before the work begins
    own_model = None if model is None else Path(model)
    files = TeachingFiles(_paths(names), _paths(cues), _paths(ontology), _paths(themes), own_model)
    taught = load_teaching(*files)
    reading = read_documents(paths)
    documents, remarks = in_their_languages(reading.documents)
    reading = reading._replace(documents=documents, warnings=(*reading.warnings, *remarks))
    given = with_own_cues(extractor, taught) if extractor else None
    extractor = given or open_extractor(teaching=taught)
    if given is None and min(processes, len(documents)) > 1:
        extractions = read_together(documents, files, processes, progress)
    else:
        extractions = read_each(documents, extractor, progress)
    count = len(documents)
    progress("linking", count, count)
    knowledge = above(link(extractions, taught.ontology, taught.themes), min_confidence)
    store = build_graph(
        knowledge,
        base=base or DEFAULT_BASE,
        software=software(),
        reader=extractor.name,
        ontology=taught.ontology,
        themes=taught.themes,
    )
    progress("checking", count, count)
    texts = {d.id: d.text for d in knowledge.documents}
    verification = verify(store, lambda record: texts[record.id])
    if not verification.ok:
        fault = verification.faults[0]
        raise LCGraphError(
            f"{fault.document}: {fault.problem} ({fault.claim}); this is a fault of lcgraph, please report it"
        )
    return Build(
        reading,
        tuple(extractions),
        knowledge,
        store,
        validate(store.rdflib(), paths=files.ontology),
        verification,
        extractor.name,
        taught.ontology,
    )


def _paths(given: Sequence[str | Path]) -> tuple[Path, ...]:
    """Several paths, or one by itself, as a person writes it."""
    return tuple(map(Path, [given] if isinstance(given, str | Path) else given))


def above(knowledge: Knowledge, confidence: float) -> Knowledge:
    """The knowledge without claims below a confidence, and without partnerships that lose a partner by it.

    What a thing is stays known as long as anything is said of it.
    """
    if confidence <= 0:
        return knowledge
    doubtful = {
        c.subject
        for c in knowledge.claims
        if c.confidence < confidence and c.predicate in {"partner", "about"}
    }
    claims = tuple(
        c
        for c in knowledge.claims
        if (c.predicate == "type" or c.confidence >= confidence)
        and not (c.subject in doubtful and c.subject.kind in {"partnership", "observation"})
    )
    kept = {i for c in claims for i in (c.subject, c.object)}
    return replace(knowledge, entities=tuple(e for e in knowledge.entities if e.id in kept), claims=claims)


def network_of(store: "Store", name: str, **parameters: str) -> "networkx.Graph[str]":
    """A named network (`queries/networks/`) with measures and positions, ready to be drawn or written.

    Raises:
        QueryError: where no network has that name.
    """
    from lcgraph.network import network_from
    from lcgraph.queries import read_network, run

    query = read_network(name)
    table = run(query, store, **parameters)
    return network_from(
        store,
        table,
        name=query.name,
        title=query.summary,
        description=query.description,
        directed=query.directed,
    )


def write_build(made: Build, out: Path) -> list[Path]:
    """Write a build: an RDF file, or a folder with graph, facts, network page and report.

    Everything is written beside its place first and takes it with one renaming, so that a failure
    leaves the last build untouched.

    Args:
        made: The build.
        out: A file with the suffix of an RDF format, or a folder.

    Returns:
        The files written.

    Raises:
        StoreError: where the place cannot be written or holds something else than a build.
    """
    from lcgraph.graph import write_graph

    check_place(out)
    if _is_file(out):
        write_graph(made.store, out)
        return [out]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise StoreError(
            f"{out}: cannot be written ({error.strerror}); choose another place with -o"
        ) from None
    try:
        beside.chmod(0o777 & ~_umask())
        _fill(made, beside)
        _put(beside, out)
    except OSError as error:
        raise StoreError(
            f"{out}: cannot be written ({error.strerror}); the last build is untouched"
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [out / name for name in (GRAPH, FACTS, NETWORK, REPORT)]


def check_place(out: Path) -> None:
    """Refuse a place that a build cannot be written to, so that this is told before the work begins.

    Raises:
        StoreError: The format is unknown, the place may not be written, or it holds something else than
            an earlier build, which is named.
    """
    from lcgraph.store import find_format

    another = "choose another place with -o"
    if _is_file(out):
        find_format(None, out)
        if not out.parent.is_dir():
            raise StoreError(f"{out}: there is no folder {out.parent}; make it first, or {another}")
    elif out.is_dir():
        odd = sorted(p.name for p in out.iterdir() if p.name not in {GRAPH, FACTS, NETWORK, REPORT})
        if odd:
            raise StoreError(f"{out}: is not a build of lcgraph (it holds {odd[0]}); {another}")
    elif out.exists():
        raise StoreError(f"{out}: is a file; give a folder, or a name that ends in .ttl")
    there = next((place for place in out.parents if place.exists()), Path())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise StoreError(f"{out}: the folder {there} may not be written; {another}")


def _is_file(out: Path) -> bool:
    """Whether a name means one RDF file rather than a folder."""
    return bool(out.suffix) and not out.is_dir()


def _fill(made: Build, folder: Path) -> None:
    from lcgraph.drawing import draw
    from lcgraph.graph import facts, write_graph
    from lcgraph.report import write_report

    write_graph(made.store, folder / GRAPH)
    write_graph(facts(made.store), folder / FACTS)
    network = network_of(made.store, MAIN_NETWORK)
    if not len(network):
        network = network_of(made.store, FALLBACK_NETWORK)
    try:
        draw(network, folder / NETWORK)
    except NetworkError:  # too large for a page: the whole goes to GEXF, the page shows what can be seen
        draw(_largest(network), folder / NETWORK)
    write_report(made, folder / REPORT)


def _largest(network: "networkx.Graph[str]", most: int = 300) -> "networkx.Graph[str]":
    """The best connected part of a network that is too large to be drawn."""
    best = sorted(network, key=lambda node: (-network.nodes[node]["degree"], node))[:most]
    part = network.subgraph(best).copy()
    part.graph["title"] = f"{network.graph['title']} (the {len(part)} best connected of {len(network)})"
    return part


def _put(beside: Path, out: Path) -> None:
    if not out.exists():
        beside.rename(out)
        return
    if swap(beside, out):  # beside is now the last build, and goes
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        out.rename(old / "build")
        beside.rename(out)
    except BaseException:  # an interruption between the two must not lose the last build either
        if not out.exists() and (old / "build").exists():
            (old / "build").rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
