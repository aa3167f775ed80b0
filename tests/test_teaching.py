"""What a user teaches by files: names, cues, themes, classes and properties."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reader import InventedReader

import lcgraph
from lcgraph import pipeline
from lcgraph.errors import LexiconError, OntologyError
from lcgraph.extraction import link
from lcgraph.extraction.encoding import WORD, Window
from lcgraph.extraction.findings import Extraction, Mention, Referent, Relation, Support
from lcgraph.extraction.geography import contradicts
from lcgraph.extraction.judging import Judged
from lcgraph.extraction.labels import CLASSES, REFERENCE
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.naming import join_names
from lcgraph.extraction.own_cues import read_own_cues, with_cues
from lcgraph.extraction.own_names import OwnName, OwnNames, read_names
from lcgraph.extraction.tagging import Tagged
from lcgraph.extraction.teaching import load_teaching
from lcgraph.graph import build_graph, verify
from lcgraph.model import Document, EntityId, Modality, Span
from lcgraph.ontology import load_ontology, load_themes

GUIDE = Path(__file__).parent.parent / "docs" / "teaching.md"
_spec = importlib.util.spec_from_file_location("refresh", GUIDE.parent / "refresh.py")
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)

PREFIXES = """\
@prefix lc: <https://w3id.org/lcgraph/ontology#> .
@prefix lct: <https://w3id.org/lcgraph/themes#> .
@prefix own: <https://data.example.org/terms#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OWN = (
    PREFIXES
    + """
own:Museum a owl:Class ; rdfs:label "museum"@en ; rdfs:subClassOf lc:CivicOrganisation .
own:admires a owl:ObjectProperty ; rdfs:label "admires"@en ; rdfs:domain lc:Actor ; rdfs:range lc:Project .
"""
)
CUES = "words,property,subject_class,object_class,direction,example,counter_example\n"
ADMIRES = CUES + "hopes/hope to fund,admires,Enterprise,Project,forward,A hopes to fund B.,A funds B.\n"


@pytest.fixture
def own(folder) -> Path:
    """An ontology with a museum and a property."""
    path = folder / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return path


def names_of(*lines: str, header: str = "name,class,other_names,country,case", ontology=()) -> OwnNames:
    path = Path("names.csv")
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return read_names([path], load_ontology(tuple(ontology)), load_lexicon())


def cues_of(*lines: str, ontology=()):
    path = Path("cues.csv")
    path.write_text(CUES + "\n".join(lines) + "\n", encoding="utf-8")
    return read_own_cues([path], load_ontology(tuple(ontology)))


def window_of(text: str) -> Window:
    """The words of a text as a window; each line is a block."""
    words = [Span(*m.span()) for m in WORD.finditer(text)]
    block = np.array([text.count("\n", 0, w.start) for w in words], dtype=np.int64)
    none = np.zeros(len(words), dtype=np.int64)
    return Window(tuple(words), none, np.zeros((len(words), 1), dtype=np.float32), none, none, none, block)


def found(names: OwnNames, text: str, *tagged: tuple[str, int]) -> list[tuple[str, int]]:
    """The mentions of a text, given those that the model has tagged, as words and type."""
    window = window_of(text)
    starts, ends = [w.start for w in window.words], [w.end for w in window.words]
    mentions = []
    for words, kind in tagged:
        at = text.index(words)
        mentions.append(Tagged(starts.index(at), ends.index(at + len(words)), kind, np.zeros(len(CLASSES))))
    return [(text[starts[m.first] : ends[m.last]], m.type) for m in names.place(window, text, mentions)]


CITY, ENTERPRISE, CIVIC = (CLASSES.index(name) for name in ("City", "Enterprise", "CivicOrganisation"))


class TestNames:
    def test_the_longest_name_wins_and_words_are_whole(self, folder):
        names = names_of("Marnby,City,,,", "Marnby Mill,Enterprise,,,")
        assert found(names, "Marnby Mill in Marnby, not Marnbyholm.") == [
            ("Marnby Mill", ENTERPRISE),
            ("Marnby", CITY),
        ]

    def test_capitals_matter_unless_the_line_says_otherwise(self, folder):
        names = names_of("Nestle,Enterprise,,,exact", "iHub,Enterprise,,,any")
        assert found(names, "Birds nestle in the IHUB of Nestle") == [
            ("IHUB", ENTERPRISE),
            ("Nestle", ENTERPRISE),
        ]

    def test_other_names_are_found_across_spaces_but_not_across_lines_of_a_list(self, folder):
        names = names_of("Kelp Yard,CivicOrganisation,The Big Yard; Yard & Sons,,")
        assert found(names, "The  Big Yard, Yard & Sons, Kelp\nYard") == [
            ("The  Big Yard", CIVIC),
            ("Yard & Sons", CIVIC),
        ]

    def test_what_the_model_tags_gives_way_where_it_overlaps_and_stays_elsewhere(self, folder):
        names = names_of("Marnby,City,,,")
        text = "It is of New Marnby, near Ghent"
        tagged = (("It", REFERENCE), ("New Marnby", ENTERPRISE), ("Ghent", CITY))
        assert found(names, text, *tagged) == [("It", REFERENCE), ("Marnby", CITY), ("Ghent", CITY)]

    @given(st.lists(st.sampled_from(["Tarn", "Tarn Bay", "Bay", "tarn", ",", "x"]), max_size=12))
    def test_mentions_never_overlap_are_in_order_and_lose_no_word(self, parts):
        named = {"Tarn": "City", "Tarn Bay": "Region", "Bay Tarn Tarn": "Project"}
        names = OwnNames(OwnName(name, kind, kind, (name,)) for name, kind in named.items())
        text = " ".join(parts)
        window = window_of(text)
        tagged = [Tagged(k, k, CITY, np.zeros(len(CLASSES))) for k in range(len(window.words))]
        placed = names.place(window, text, tagged)
        assert [k for m in placed for k in range(m.first, m.last + 1)] == list(range(len(window.words)))

    def test_a_thing_has_the_class_and_name_of_the_file_whatever_the_model_thinks(self, folder):
        names = names_of("Brightwind,Enterprise,Bright Wind,,")
        text = "BRIGHTWIND, Bright Wind and bright wind"
        spans = [Span(0, 10), Span(12, 23), Span(28, 39)]
        sure_of_city = np.where(np.arange(len(CLASSES)) == CITY, 0.0, -9.0)
        mentions = [Judged(span, CITY, sure_of_city, 0) for span in spans]
        means, things = join_names(text, mentions, load_lexicon(), names)
        assert means[0] == means[1] != means[2]
        brightwind = things[means[0]]
        assert (brightwind.class_name, brightwind.label, brightwind.confidence) == (
            "Enterprise",
            "Brightwind",
            1.0,
        )
        assert brightwind.taught
        assert not things[means[2]].taught

    def test_a_long_form_in_the_text_is_joined_with_an_acronym_of_the_file(self, folder):
        names = names_of("TLP,Partnership,,,")
        text = "the Tidewater Learning Partnership (TLP)"
        kind = CLASSES.index("Partnership")
        mentions = [Judged(s, kind, np.zeros(len(CLASSES)), 0) for s in (Span(4, 34), Span(36, 39))]
        _, things = join_names(text, mentions, load_lexicon(), names)
        assert [(t.label, t.names) for t in things] == [("TLP", ("TLP", "Tidewater Learning Partnership"))]

    def test_the_country_of_the_file_outweighs_the_gazetteer(self, folder):
        names = names_of("Lund,City,,Norway,")
        lund, norway, sweden = (
            Referent(kind, label, (label,), 1.0, Span(0, 1))
            for kind, label in (("City", "Lund"), ("Country", "Norway"), ("Country", "Sweden"))
        )
        entry = names.known("Lund").entry
        assert contradicts(lund, norway, load_lexicon())
        assert not contradicts(lund, norway, load_lexicon(), entry)
        assert contradicts(lund, sweden, load_lexicon(), entry)

    def test_a_class_below_one_that_the_model_knows_is_read_as_that_one(self, folder, own):
        names = names_of("Kelp Yard,Museum,,,", ontology=[own])
        assert found(names, "Kelp Yard") == [("Kelp Yard", CIVIC)]
        assert names.known("Kelp Yard").class_name == "Museum"

    def test_columns_may_stand_in_any_order_and_be_left_out(self, folder):
        assert found(names_of("City,Marnby", header="class,name"), "Marnby") == [("Marnby", CITY)]

    @pytest.mark.parametrize(
        ("lines", "message"),
        [
            (("Marnby,Town,,,",), "names.csv:2: class is 'Town'; write one of: ActorGroup, City"),
            (("Marnby,Claim,,,",), "names.csv:2: class is 'Claim'"),
            (("Marnby,City,,,", ",City,,,"), "names.csv:3: name is empty"),
            (("Marnby,,,,",), "names.csv:2: class is empty"),
            (
                ("Marnby,City,Marnhem,,", "Marnhem,Region,,,"),
                "names.csv:3: 'Marnhem' stands already at names.csv:2",
            ),
            (("Marnby,City,,,", "MARNBY,City,,,"), "names.csv:3: 'MARNBY' stands already at names.csv:2"),
            (("Marnby,City,--,,",), "names.csv:2: the name '--' has no letter or digit"),
            (("Marnby,City,,Nordland,",), "names.csv:2: no country is called 'Nordland'"),
            (("Marnby,City,,,no",), "names.csv:2: case is 'no'; write one of"),
            (("Marnby,City",), "names.csv:2: 2 cells instead of 5"),
        ],
    )
    def test_a_wrong_line_is_named(self, folder, lines, message):
        with pytest.raises(LexiconError) as caught:
            names_of(*lines)
        assert message in str(caught.value)

    @pytest.mark.parametrize(
        ("header", "message"),
        [
            ("name,kind", "names.csv:1: the column class is missing"),
            ("name,class,nmae", "names.csv:1: 'nmae' is one column too many"),
            ("name,class,name", "names.csv:1: 'name' is one column too many"),
            ("", "names.csv:1: the column name is missing"),
        ],
    )
    def test_a_wrong_header_is_named(self, folder, header, message):
        with pytest.raises(LexiconError) as caught:
            names_of(header=header)
        assert message in str(caught.value)

    def test_a_name_in_two_files_is_named(self, folder):
        for file in ("a.csv", "b.csv"):
            Path(file).write_text("name,class\nMarnby,City\n", encoding="utf-8")
        with pytest.raises(LexiconError, match=r"b\.csv:2: 'Marnby' stands already at a\.csv:2"):
            load_teaching(names=[Path("a.csv"), Path("b.csv")])

    @pytest.mark.parametrize("data", [None, b"name,class\n\xff,City\n", b'name,class\n"Marnby,City\n'])
    def test_a_file_that_is_none_is_named(self, folder, data):
        if data is not None:
            Path("names.csv").write_bytes(data)
        with pytest.raises(LexiconError, match=r"names\.csv: cannot be read"):
            load_teaching(names=[Path("names.csv")])


TEXT = "Ghent Mill was set up by the Guild. It was not set up by Falk Ltd."


def extraction(*relations: Relation) -> Extraction:
    referents = ("Enterprise", "Ghent Mill"), ("CivicOrganisation", "Guild"), ("Enterprise", "Falk Ltd")
    it = Mention(Span(36, 38), 0, False)
    at = [Span(TEXT.index(label), TEXT.index(label) + len(label)) for _, label in referents]
    return Extraction(
        Document("a", TEXT, "0", "a.txt"),
        sentences=(Span(0, 35), Span(36, len(TEXT))),
        mentions=(*(Mention(span, n, True) for n, span in enumerate(at)), it),
        referents=tuple(Referent(c, x, (x,), 0.9, s) for (c, x), s in zip(referents, at, strict=True)),
        relations=relations,
        method="test",
    )


class TestCues:
    OWN = PREFIXES + "own:setUp a owl:ObjectProperty ; rdfs:domain lc:Actor ; rdfs:range lc:Actor ."
    LINE = "set up by,setUp,Actor,Enterprise,backward,Y was set up by X.,X saw Y."

    @pytest.fixture
    def ontology(self, folder) -> Path:
        Path("own.ttl").write_text(self.OWN, encoding="utf-8")
        return Path("own.ttl")

    def test_things_before_and_after_the_words_are_related_as_the_sentence_says_it(self, ontology):
        cues = cues_of(self.LINE, ontology=[ontology])
        relations = with_cues(extraction(), cues, load_ontology((ontology,))).relations
        assert [(r.subject, r.predicate, r.object, r.support.modality) for r in relations] == [
            (1, "setUp", 0, Modality.ASSERTED),
            (2, "setUp", 0, Modality.NEGATED),
        ]
        first = relations[0].support
        assert (first.method, first.confidence) == ("cue: set up by", 0.8)
        assert TEXT[slice(*first.subject_at)] == "Guild"
        assert TEXT[slice(*first.cue_at)] == "set up by"

    def test_only_things_of_the_classes_are_related_and_in_the_direction_given(self, ontology):
        for changed in (
            self.LINE.replace("Actor,", "Person,"),
            self.LINE.replace("backward", "forward").replace("Enterprise", "CivicOrganisation"),
        ):
            cues = cues_of(changed, ontology=[ontology])
            predicted = with_cues(extraction(), cues, load_ontology((ontology,))).relations
            assert len(predicted) == ("forward" in changed)

    def test_words_inside_a_name_and_inside_words_are_no_cue(self, ontology):
        for words in ("ll was", "Mill", "Ghent"):
            line = f"{words},setUp,Actor,Actor,backward,Y {words} X.,X saw Y."
            assert not with_cues(
                extraction(), cues_of(line, ontology=[ontology]), load_ontology((ontology,))
            ).relations

    def test_the_cue_counts_where_the_reader_found_the_same(self, ontology):
        guess = Support(0.4, Modality.PLANNED, "test", Span(29, 34), Span(0, 10))
        kept = Relation(0, "setUp", 1, guess)
        read = extraction(Relation(1, "setUp", 0, guess), kept)
        cues = cues_of(self.LINE, ontology=[ontology])
        relations = with_cues(read, cues, load_ontology((ontology,))).relations
        assert [(r.subject, r.support.method) for r in relations] == [
            (0, "test"),
            (1, "cue: set up by"),
            (2, "cue: set up by"),
        ]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("fed by,feeds,Actor,Actor,backward,Y fed by X,n", "the ontology has no property 'feeds'"),
            (
                "fed by,setUp,Aktor,Actor,backward,Y fed by X,n",
                "the ontology has no class 'Aktor'; did you mean Actor",
            ),
            (
                "fed by,setUp,Actor,Theme,backward,Y fed by X,n",
                "setUp does not lead from Actor to Theme, but from Actor to Actor",
            ),
            (
                "fed by,cooperatesWith,Actor,Actor,forward,Y fed by X,n",
                "cooperatesWith follows from other properties",
            ),
            (
                "fed by,setUp,Actor,Actor,left,Y fed by X,n",
                "direction is 'left'; write one of: backward, forward",
            ),
            ("fed by,setUp,Actor,Actor,forward,Y eats X,n", "the example does not hold the words 'fed by'"),
            ("fed by,setUp,Actor,Actor,forward,Y fed by X,", "counter_example is empty"),
            ("fed / by,setUp,Actor,Actor,forward,Y fed / by X,n", "'fed / by' has a word without letters"),
        ],
    )
    def test_a_wrong_line_is_named(self, ontology, line, message):
        with pytest.raises(LexiconError) as caught:
            cues_of(line, ontology=[ontology])
        assert str(caught.value).startswith("cues.csv:2: ")
        assert message in str(caught.value)

    def test_the_same_cue_twice_is_named(self, ontology):
        with pytest.raises(LexiconError, match=r"cues\.csv:3: the same cue stands already at cues\.csv:2"):
            cues_of(self.LINE, self.LINE.replace("set up by,", "Set  up by,"), ontology=[ontology])

    @pytest.mark.parametrize("said", ["0", "1.5", "high", "nan"])
    def test_a_confidence_lies_above_0_and_up_to_1(self, ontology, said):
        Path("cues.csv").write_text(f"{CUES.strip()},confidence\n{self.LINE},{said}\n", encoding="utf-8")
        with pytest.raises(LexiconError, match=r"cues\.csv:2: confidence is"):
            read_own_cues([Path("cues.csv")], load_ontology((ontology,)))


class TestThemes:
    CONCEPT = PREFIXES + (
        'own:kelp-farming a skos:Concept ; skos:prefLabel "kelp farming"@en ; '
        'skos:altLabel "seaweed growing"@en ; skos:broader lct:blue-economy .'
    )

    def test_a_theme_is_linked_with_the_concept_and_stands_below_the_wider_one(self, folder):
        Path("themes.ttl").write_text(self.CONCEPT, encoding="utf-8")
        themes = load_themes((Path("themes.ttl"),))
        text = "Ghent loves seaweed growing."
        at, city = Span(12, 27), Span(0, 5)
        read = Extraction(
            Document("a", text, "0" * 64, "a.txt", title="A"),
            sentences=(Span(0, 28),),
            mentions=(Mention(city, 0, True), Mention(at, 1, True)),
            referents=(
                Referent("City", "Ghent", ("Ghent",), 0.9, city),
                Referent("Theme", "seaweed growing", ("seaweed growing",), 0.9, at),
            ),
            relations=(Relation(0, "focusesOn", 1, Support(0.9, Modality.ASSERTED, "test", city, at)),),
            method="test",
        )
        knowledge = link([read], themes=themes)
        assert EntityId("concept", "kelp-farming") in {claim.object for claim in knowledge.claims}
        graph = lcgraph.Graph(build_graph(knowledge, themes=themes))
        rows = graph.sparql(
            "PREFIX lc: <https://w3id.org/lcgraph/ontology#> "
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            "SELECT ?theme ?wider { ?city lc:focusesOn ?theme . ?theme skos:broader ?wider }"
        ).records()
        assert [row["theme"] for row in rows] == ["https://data.example.org/terms#kelp-farming"]
        assert rows[0]["wider"].endswith("#blue-economy")
        assert graph.validate().conforms

    def test_a_theme_without_its_wider_one_is_named(self, folder):
        Path("themes.ttl").write_text(self.CONCEPT.replace("blue-economy", "blue-moon"), encoding="utf-8")
        with pytest.raises(OntologyError, match="blue-moon"):
            load_teaching(themes=[Path("themes.ttl")])


class TestBuild:
    def test_a_new_property_reaches_graph_evidence_and_query(self, texts, own):
        Path("cues.csv").write_text(ADMIRES, encoding="utf-8")
        made = pipeline.build(["texts"], extractor=InventedReader(), cues=["cues.csv"], ontology=[own])
        graph = lcgraph.Graph(made.store)
        (row,) = graph.evidence("Brightwind Ltd", "admires")
        assert (row.object_label, row.modality, row.method) == (
            "Lantern Bridge",
            Modality.PLANNED,
            "cue: hopes/hope to fund",
        )
        assert made.validation.conforms
        said = graph.sparql(
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
            "SELECT ?claim { ?claim rdf:predicate <https://data.example.org/terms#admires> }"
        )
        assert len(said.records()) == 1
        texts_by_id = {d.id: d.text for d in made.knowledge.documents}
        assert verify(made.store, lambda record: texts_by_id[record.id]).ok

    def test_an_asserted_claim_of_a_new_property_is_a_fact_that_own_shapes_are_held_against(self, texts, own):
        own.write_text(
            OWN.replace("lc:Project", "lc:Country")
            + "own:S a sh:NodeShape ; sh:targetSubjectsOf own:admires ; sh:class lc:Person ; "
            + 'sh:message "Only a person admires; mend it." .',
            encoding="utf-8",
        )
        own.write_text(own.read_text().replace("lc:Actor", "lc:City"), encoding="utf-8")
        line = "is a city in,admires,City,Country,forward,A is a city in B.,A sees B.\n"
        Path("cues.csv").write_text(CUES + line, encoding="utf-8")
        made = pipeline.build("texts", extractor=InventedReader(), cues="cues.csv", ontology=own)
        facts = lcgraph.Graph(made.store).facts()
        found = facts.sparql("SELECT ?a ?b { ?a <https://data.example.org/terms#admires> ?b }").records()
        assert len(found) == 2
        assert {row.message for row in made.validation.rows} == {"Only a person admires; mend it."}

    def test_the_command_line_takes_the_files_and_reports_say_the_property_in_words(
        self, texts, own, invented, run
    ):
        Path("cues.csv").write_text(ADMIRES, encoding="utf-8")
        own.write_text(OWN.replace('label "admires"', 'label "looks up to"'), encoding="utf-8")
        assert run("build", "texts", "--cues", "cues.csv", "--ontology", "own.ttl", "-q").code == 0
        assert "looks up to" in (texts.parent / "lcgraph-out" / "report.html").read_text(encoding="utf-8")
        shown = run("evidence", "Brightwind Ltd", "admires")
        assert "hopes to fund the Lantern Bridge" in shown.out
        assert run("evidence", "Brightwind Ltd", "admire").err.count("did you mean") == 1

    def test_what_is_taught_can_be_explained_as_well(self, texts, own, invented, run):
        Path("cues.csv").write_text(ADMIRES, encoding="utf-8")
        (text,) = Path("texts").glob("harbour*")
        assert "admires" not in run("explain", str(text)).out
        assert "admires" in run("explain", str(text), "--cues", "cues.csv", "--ontology", "own.ttl").out

    def test_a_file_that_has_changed_is_read_again(self, own):
        assert "admires" in load_teaching(ontology=[own]).ontology.properties
        own.write_text(OWN.replace("own:admires", "own:envies"), encoding="utf-8")
        assert "envies" in load_teaching(ontology=[own]).ontology.properties

    @pytest.mark.parametrize("option", ["--names", "--cues", "--themes", "--ontology"])
    def test_a_wrong_file_stops_the_build_before_anything_is_written(self, texts, invented, run, option):
        Path("wrong").write_text("a,b\n", encoding="utf-8")
        left = run("build", "texts", option, "wrong")
        assert left.code == 1
        assert left.err.startswith("lcgraph: wrong:1: ")
        assert not Path("lcgraph-out").exists()


@pytest.fixture(scope="module")
def guide(model, tmp_path_factory) -> Path:
    """A folder with the files that docs/teaching.md makes."""
    place = tmp_path_factory.mktemp("guide")
    shell = refresh.Shell(place)
    for kind, text in refresh.blocks(GUIDE.read_text(encoding="utf-8")):
        if kind == "sh":
            shell.run(text)
    return place / "work"


def taught(guide: Path, text: Path) -> pipeline.Build:
    return pipeline.build(
        [text],
        names=[guide / "names.csv"],
        themes=[guide / "themes.ttl"],
        cues=[guide / "cues.csv"],
        ontology=[guide / "own.ttl"],
    )


class TestGuide:
    def test_its_names_have_their_classes_whatever_the_model_thinks(self, guide):
        made = taught(guide, guide / "news.txt")
        classes = {entity.label: entity.class_name for entity in made.knowledge.entities}
        for line in (guide / "names.csv").read_text(encoding="utf-8").splitlines()[1:]:
            name, class_name = line.split(",")[:2]
            assert classes[name] == class_name
        sure = {c.method: c.confidence for c in made.knowledge.claims if c.predicate == "type"}
        assert sure["rule: own name"] == 1.0
        assert made.validation.conforms

    def test_its_cues_tell_facts_plans_and_denials_apart(self, guide):
        said = [c for c in taught(guide, guide / "news.txt").knowledge.claims if c.predicate == "twinnedWith"]
        assert [(c.subject.key, c.object.key, c.modality) for c in said] == [
            ("marnby", "oskerholm", Modality.ASSERTED),
            ("oskerholm", "tarrow bay", Modality.PLANNED),
            ("marnby", "tarrow bay", Modality.NEGATED),
        ]

    def test_its_museum_and_its_theme_stand_in_the_graph_under_the_iris_of_the_files(self, guide):
        graph = lcgraph.Graph(taught(guide, guide / "news.txt").store)
        rows = graph.sparql(
            "PREFIX own: <https://data.example.org/terms#> PREFIX lc: <https://w3id.org/lcgraph/ontology#> "
            "SELECT ?museum { ?museum a own:Museum ; lc:focusesOn own:kelp-farming }"
        ).records()
        assert [row["museum"].rpartition("/")[2] for row in rows] == ["kelp-yard"]

    def test_the_examples_of_its_cues_give_the_claim_and_the_counter_examples_do_not(self, guide, tmp_path):
        cues = read_own_cues([guide / "cues.csv"], load_ontology((guide / "own.ttl",)))
        for said, sentences in ((1, [c.example for c in cues]), (0, [c.counter_example for c in cues])):
            for cue, sentence in zip(cues, sentences, strict=True):
                text = tmp_path / "example.txt"
                text.write_text(f"{sentence}\n", encoding="utf-8")
                claims = taught(guide, text).knowledge.claims
                assert [c.method for c in claims].count(f"cue: {cue.words}") == said, sentence

    def test_the_library_gives_the_same_graph_as_the_command_line(self, guide, monkeypatch, run):
        monkeypatch.chdir(guide)
        options = ["--names", "names.csv", "--themes", "themes.ttl"]
        options += ["--cues", "cues.csv", "--ontology", "own.ttl"]
        assert run("build", "news.txt", *options, "-q", "-o", "cli.nt").code == 0
        graph = lcgraph.build(
            ["news.txt"], names=["names.csv"], themes=["themes.ttl"], cues=["cues.csv"], ontology=["own.ttl"]
        )
        graph.write("api.nt")
        assert Path("api.nt").read_bytes() == Path("cli.nt").read_bytes()

    def test_without_files_nothing_changes(self, guide):
        plain = pipeline.build([guide / "news.txt"])
        assert not any(c.method.startswith(("cue", "rule: own")) for c in plain.knowledge.claims)
