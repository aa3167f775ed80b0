"""What of all that the model thinks possible is believed, and which words stand for it.

The model's pairs of mentions become relations between the things of a document. A relation needs a
confidence above its threshold and classes between which it can hold; its modality is the more
careful one of the model's and the cue words', unless the model is nearly certain of a fact.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from lcgraph.extraction.alliances import groups
from lcgraph.extraction.findings import Alliance, Candidate, Referent, Support, Verdict
from lcgraph.extraction.geography import confirms, contradicts
from lcgraph.extraction.judging import Judged, Pair
from lcgraph.extraction.labels import PAIR_LABELS, PARTNERS, RELATIONS
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.modality import cue_modality, one_phrase
from lcgraph.extraction.neural import ModelSettings
from lcgraph.extraction.teaching import Teaching
from lcgraph.model import Modality, Span

_NAME = "Partnership"
#: From here on the model's "asserted" holds against cue words, which often speak of something else.
_CERTAIN = 0.97
#: The confidence that suffices where the gazetteer says the same.
_WITH_GAZETTEER = 0.25
#: In "Falk of Lund will build a mill" the mill is planned, and Falk is of Lund all the same.
_STANDING = {"locatedIn", "partOf", "spans"}
#: Things that may be planned themselves, and their place with them.
_BUILT = {"Project", "DevelopmentSite"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A document's mentions and what they stand for: the ground on which decisions are made."""

    text: str
    sentences: Sequence[Span]
    mentions: Sequence[Judged]
    means: Mapping[int, int]
    referents: Sequence[Referent]
    settings: ModelSettings
    method: str
    teaching: Teaching

    def sentence_at(self, offset: int) -> Span:
        """The sentence in which an offset lies."""
        number = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        return self.sentences[max(number, 0)]

    def threshold(self, label: int) -> float:
        """The confidence from which on a label is believed."""
        return self.settings.thresholds.get(PAIR_LABELS[label], 0.5)

    def support(self, pair: Pair) -> Support:
        """The words of a pair of mentions as support, with the modality that both sides agree on."""
        first, second = self.mentions[pair.first].span, self.mentions[pair.second].span
        label = PAIR_LABELS[pair.label]
        modality, cue = pair.modality, None
        certain = modality is Modality.ASSERTED and pair.modality_share >= _CERTAIN
        if not certain and not self._stands(pair):
            sentence = self.sentence_at(max(first, second).start)
            said, cue = cue_modality(self.text, sentence, (first, second), label)
            modality = modality if said is Modality.ASSERTED else said
        return Support(pair.confidence, modality, self.method, first, second, cue)

    def _stands(self, pair: Pair) -> bool:
        """Whether a pair tells where a thing is that is there, whatever else the clause plans or denies."""
        if PAIR_LABELS[pair.label] not in _STANDING or pair.first not in self.means:
            return False
        spans = self.mentions[pair.first].span, self.mentions[pair.second].span
        exists = self.referents[self.means[pair.first]].class_name not in _BUILT
        return exists or one_phrase(self.text, *spans)


def antecedents(
    same: Mapping[int, Mapping[int, float]], named: Mapping[int, int], margin: float
) -> dict[int, int]:
    """What references stand for: the thing whose names together score best, where that is clear enough."""
    found = {}
    for reference, row in same.items():
        total: dict[int, float] = defaultdict(float)
        for mention, score in row.items():
            if mention in named:
                total[named[mention]] += exp(min(score, 30.0))
        if total:
            best = max(sorted(total), key=lambda thing: total[thing])
            if total[best] > margin:
                found[reference] = best
    return found


def candidates(scene: Scene, pairs: Iterable[Pair]) -> list[Candidate]:
    """Every relation that was thought of, by the pair of mentions that says it best, with its verdict."""
    best: dict[tuple[int, int, int], Pair] = {}
    for pair in pairs:
        subject, obj = scene.means.get(pair.first), scene.means.get(pair.second)
        if pair.label >= len(RELATIONS) or subject is None or obj is None or subject == obj:
            continue
        key = (subject, pair.label, obj)
        if key not in best or _rank(pair) > _rank(best[key]):
            best[key] = pair
    verdicts = {key: _verdict(scene, key, pair) for key, pair in best.items()}
    believed = {key: pair for key, pair in best.items() if verdicts[key] is Verdict.ACCEPTED}
    found = []
    for key, pair in sorted(best.items()):
        verdict = verdicts[key]
        if verdict is Verdict.ACCEPTED and _outdone(key, pair, believed):
            verdict = Verdict.OUTDONE
        subject, label, obj = key
        found.append(Candidate(subject, RELATIONS[label], obj, verdict, scene.support(pair)))
    return found


def _verdict(scene: Scene, key: tuple[int, int, int], pair: Pair) -> Verdict:
    subject, label, obj = key
    if pair.confidence < scene.threshold(label) and not _is_known(scene, key, pair):
        return Verdict.DOUBTFUL
    if not _allowed(scene, subject, label, obj):
        return Verdict.IMPOSSIBLE
    if RELATIONS[label] == "locatedIn" and _is_misplaced(scene, pair):
        return Verdict.MISPLACED
    return Verdict.ACCEPTED


def _is_known(scene: Scene, key: tuple[int, int, int], pair: Pair) -> bool:
    """Whether the gazetteer says what the model is not quite sure that the text says."""
    subject, label, obj = (scene.referents[key[0]], RELATIONS[key[1]], scene.referents[key[2]])
    return pair.confidence >= _WITH_GAZETTEER and confirms(subject, label, obj, load_lexicon())


def _rank(pair: Pair) -> tuple[float, int, int]:
    return pair.confidence, -pair.first, -pair.second


def _allowed(scene: Scene, subject: int, label: int, obj: int) -> bool:
    """Whether the model has seen the relation between such things, or such as they are a kind of."""
    ontology = scene.teaching.ontology
    one, other = scene.referents[subject].class_name, scene.referents[obj].class_name
    learnt = scene.settings.signatures
    seen = any(
        (above, RELATIONS[label], beyond) in learnt
        for above in (one, *ontology.ancestors(one))
        for beyond in (other, *ontology.ancestors(other))
    )
    return seen and ontology.allows(one, RELATIONS[label], other)


def _is_misplaced(scene: Scene, pair: Pair) -> bool:
    """Whether the gazetteer knows better, and the text does not put the two side by side itself."""
    subject, obj = (scene.referents[scene.means[n]] for n in (pair.first, pair.second))
    spans = scene.mentions[pair.first].span, scene.mentions[pair.second].span
    own = scene.teaching.names.known(subject.label)
    known = own.entry if own else None
    return contradicts(subject, obj, load_lexicon(), known) and not one_phrase(scene.text, *spans)


def _outdone(key: tuple[int, int, int], pair: Pair, best: Mapping[tuple[int, int, int], Pair]) -> bool:
    """Of "a lies in b" and "b lies in a", and of lying in and spanning the same, the surer one is kept."""
    subject, label, obj = key
    other = best.get((obj, label, subject))
    if other is not None and _rank(other) > _rank(pair):
        return True
    places = {"locatedIn": "spans", "spans": "locatedIn"}
    if (name := places.get(RELATIONS[label])) is not None:
        other = best.get((subject, RELATIONS.index(name), obj))
        return other is not None and _rank(other) > _rank(pair)
    return False


def alliances(scene: Scene, windows: Iterable[Sequence[Pair]]) -> list[Alliance]:
    """The partnerships that are believed, those of one name or with the same partners put together."""
    found: list[Alliance] = []
    for pairs in windows:
        said: dict[tuple[int, int], Pair] = {}
        for pair in pairs:
            if pair.label != PARTNERS or pair.confidence < scene.threshold(PARTNERS):
                continue
            one, other = scene.means.get(pair.first), scene.means.get(pair.second)
            if one is None or other is None or one == other:
                continue
            if not all(_can_take_part(scene, scene.referents[thing]) for thing in (one, other)):
                continue
            key = (min(one, other), max(one, other))
            if key not in said or _rank(pair) > _rank(said[key]):
                said[key] = pair
        denied = {k for k, pair in said.items() if scene.support(pair).modality is Modality.NEGATED}
        for keys in (said.keys() - denied, denied):
            for members in groups(sorted(keys)):
                found += _alliance(scene, members, {k: said[k] for k in sorted(keys)})
    return _merged(found)


def _can_take_part(scene: Scene, referent: Referent) -> bool:
    ontology = scene.teaching.ontology
    return referent.class_name == _NAME or ontology.allows(_NAME, "partner", referent.class_name)


def _alliance(scene: Scene, members: Sequence[int], said: Mapping[tuple[int, int], Pair]) -> list[Alliance]:
    names = [m for m in members if scene.referents[m].class_name == _NAME]
    # Of several networks in one sentence it is the one that the others belong to most surely.
    names.sort(key=lambda m: (-sum(p.confidence for key, p in said.items() if m in key), m))
    partners = tuple(m for m in members if m not in names)
    if not partners:
        return []
    supports = []
    for partner in partners:
        pairs = [p for key, p in said.items() if partner in key and set(key) <= set(members)]
        best = max(pairs, key=_rank)
        support = scene.support(best)
        if scene.means[best.first] == partner:
            # The claim reads "partnership has partner X": X is the object, whoever it is with the subject.
            support = replace(support, subject_at=support.object_at, object_at=support.subject_at)
        supports.append(support)
    modality = Counter(s.modality for s in supports).most_common(1)[0][0]
    return [Alliance(partners, names[0] if names else None, modality, tuple(supports))]


def _merged(found: Iterable[Alliance]) -> list[Alliance]:
    """One alliance a name; of nameless ones, those whose partners are all in another are a part of it."""
    merged: list[Alliance] = []
    for alliance in sorted(found, key=lambda a: (-len(a.partners), a.partners)):
        for place, known in enumerate(merged):
            if (known.modality is Modality.NEGATED) is not (alliance.modality is Modality.NEGATED):
                continue
            same_name = alliance.name is not None and alliance.name == known.name
            part = alliance.name is None and set(alliance.partners) <= set(known.partners)
            if same_name or part:
                merged[place] = _with(known, alliance)
                break
        else:
            merged.append(alliance)
    return [a for a in merged if len(a.partners) > 1]


def _with(known: Alliance, other: Alliance) -> Alliance:
    new = [
        (partner, support)
        for partner, support in zip(other.partners, other.supports, strict=True)
        if partner not in known.partners
    ]
    return replace(
        known,
        partners=(*known.partners, *(p for p, _ in new)),
        supports=(*known.supports, *(s for _, s in new)),
    )
