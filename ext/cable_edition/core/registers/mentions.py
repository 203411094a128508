"""Which entries of the registers a cable names, and where: found by rule, never guessed.

The longest form wins. A surname counts only in a cable that names the person in full, and not
where the words beside it make another name of it (:mod:`.namesakes`). Where two entries claim the
same words, one whose form is limited to this cable or phrase wins over one that claims the words
everywhere; else neither is linked and a problem says so. The same holds for a term none of whose
senses fits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from cable_edition.core.cable.fold import fold
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import EntryKind, Form, Person, Registers, Sense, Term
from cable_edition.core.registers.form_index import Claim, FormIndex, Place
from cable_edition.core.registers.namesakes import tells_by_capitals, words_of_another

#: How many places an ambiguity names.
_PLACES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a cable that name an entry.

    ``start`` and ``end`` (exclusive) count characters of the text that stands at ``anchor``;
    ``form`` is the form as registered. ``sense`` is the id of the sense of a term, or ``None``.
    """

    anchor: str
    start: int
    end: int
    kind: EntryKind
    entry: str
    sense: str | None
    form: str


@dataclass(frozen=True, slots=True)
class _Context:
    """The cable in which senses and forms are chosen; ``date`` is ISO or empty."""

    cable: str
    date: str
    post: str


class MentionFinder:
    """Finds mentions; built once for an edition, used for each of its cables."""

    def __init__(self, registers: Registers) -> None:
        self._index = FormIndex(_claims(registers))
        self._terms = {entry.id: entry for entry in registers.glossary}
        self._acronyms = {one.id: one.terms for one in registers.organizations}
        self._names = {person.id: _words_of_names(person) for person in registers.people}
        self._asked: set[str] = set()

    @property
    def names_asked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The people, by id, whose names counted for what was found last, and the words of these.

        All else that is found follows from the ids and forms of people and organizations, from the
        glossary and from the posts.
        """
        return tuple((person, self.words_of(person)) for person in sorted(self._asked))

    def words_of(self, person: str) -> tuple[str, ...]:
        """Return the words of the names of a person."""
        return tuple(sorted(self._names.get(person, ())))

    def find(
        self,
        paragraph_texts: Sequence[tuple[str, str]],
        *,
        cable_id: str,
        date: str | None = None,
        post: str | None = None,
    ) -> tuple[tuple[Mention, ...], list[Problem]]:
        """Return the mentions in ``(anchor, text)`` pairs of one cable, in their order.

        Texts have their white space folded. ``date`` is ISO, a time of day may follow; ``post``
        is the post as in canonical ids (``OTTAWA``). Mentions of one text do not overlap.
        Problems: ``ambiguous-mention``, one for each set of rivals, and ``surname-doubtful``, one
        for each name that a surname may be part of, with the places.
        """
        self._asked = set()
        context = _Context(cable_id, (date or "")[:10], post or "")
        texts = [
            (anchor, text, list(self._scoped(text, context))) for anchor, text in paragraph_texts
        ]
        named = _named_in_full(places for _, _, places in texts)
        addressed = _addressed((text, places) for _, text, places in texts)
        doubts = _Doubts(cable_id)
        mentions = []
        for anchor, text, places in texts:
            known = _without_unnamed(places, named)
            for place in _longest(self._own(anchor, text, known, addressed, doubts)):
                mention = self._settle(anchor, text, place, context, doubts)
                if mention:
                    mentions.append(mention)
        return tuple(mentions), doubts.problems()

    def terms_in(
        self, anchor: str, text: str, *, cable_id: str, date: str, post: str
    ) -> tuple[Mention, ...]:
        """Return the terms of the glossary that a text names by itself, the longest form first.

        The text is no paragraph but a field; a doubt leaves a place out without a word.
        """
        context = _Context(cable_id, date[:10], post)
        doubts = _Doubts(cable_id)
        places = _longest(list(self._terms_alone(self._scoped(text, context))))
        found = (self._settle(anchor, text, place, context, doubts) for place in places)
        return tuple(one for one in found if one)

    def terms_within(
        self, mention: Mention, text: str, *, cable_id: str, date: str, post: str
    ) -> tuple[Mention, ...]:
        """Return the terms that stand within the longer name of another entry.

        A name of a person has none, and an organization not those that are its own acronyms.
        """
        if mention.kind == "person":
            return ()
        own = self._acronyms.get(mention.entry, ()) if mention.kind == "organization" else ()
        context = _Context(cable_id, date[:10], post)
        doubts = _Doubts(cable_id)
        shifted = []
        for place in self._index.places(text[mention.start : mention.end]):
            at = Place(place.start + mention.start, place.end + mention.start, place.claims)
            claims = tuple(
                claim
                for claim in place.claims
                if claim.entry not in (mention.entry, *own)
                and _counts(claim.form, text, at, context)
            )
            if claims and at.end - at.start < mention.end - mention.start:
                shifted.append(at._replace(claims=claims))
        places = _longest(list(self._terms_alone(shifted)))
        found = (self._settle(mention.anchor, text, place, context, doubts) for place in places)
        return tuple(one for one in found if one)

    @staticmethod
    def _terms_alone(places: Iterable[Place]) -> Iterator[Place]:
        for place in places:
            if all(claim.kind == "term" for claim in place.claims):
                yield place

    def _scoped(self, text: str, context: _Context) -> list[Place]:
        """Return the places of forms that count in this cable and phrase."""
        places = []
        for place in self._index.places(text):
            claims = tuple(c for c in place.claims if _counts(c.form, text, place, context))
            if claims:
                places.append(Place(place.start, place.end, claims))
        return places

    def _own(
        self,
        anchor: str,
        text: str,
        places: list[Place],
        addressed: Mapping[str, set[str]],
        doubts: _Doubts,
    ) -> list[Place]:
        """Return the places without surnames that the words beside them give to somebody else."""
        if not any(claim.form.surname for place in places for claim in place.claims):
            return places
        capitals = tells_by_capitals(text)
        covered = _Covered(p for p in places if not all(c.form.surname for c in p.claims))
        kept = []
        for place in places:
            claims = []
            for claim in place.claims:
                if claim.form.surname:
                    self._asked.add(claim.entry)
                words = claim.form.surname and words_of_another(
                    text,
                    place.start,
                    place.end,
                    own=self._names[claim.entry] | addressed.get(claim.entry, set()),
                    capitals=capitals,
                )
                if not words:
                    claims.append(claim)
                elif not covered.holds(place):
                    doubts.add_namesake(anchor, words, claim.entry)
            if claims:
                kept.append(Place(place.start, place.end, tuple(claims)))
        return kept

    def _settle(
        self, anchor: str, text: str, place: Place, context: _Context, doubts: _Doubts
    ) -> Mention | None:
        words = text[place.start : place.end]
        claims = place.claims
        if len(claims) > 1 and len(_rivals(claims)) > 1:
            claims = tuple(c for c in claims if c.form.cables or c.form.within) or claims
            if len(rivals := _rivals(claims)) > 1:
                doubts.add(anchor, words, tuple(f"{kind} `{entry}`" for kind, entry in rivals))
                return None
        claim, sense = claims[0], None
        term = self._terms.get(claim.entry) if claim.kind == "term" else None
        if term and term.senses:
            fitting = _fitting_senses(term, text, place, context)
            if len(fitting) > 1 or (not fitting and not _has_own_meaning(term)):
                names = tuple(f"`{s.id}` of `{term.id}`" for s in fitting or term.senses)
                doubts.add(anchor, words, names)
                return None
            sense = fitting[0].id if fitting else None
        return Mention(
            anchor, place.start, place.end, claim.kind, claim.entry, sense, claim.form.text
        )


def _claims(registers: Registers) -> Iterator[Claim]:
    """Yield the forms of all entries; another spelling of a person is a form of the person."""
    for person in registers.people:
        known = {form.text for form in person.forms}
        # One word alone is a surname, which never stands for the full name.
        spelled = (Form(s, surname=" " not in s) for s in person.spelled if s not in known)
        for form in (*person.forms, *spelled):
            yield Claim("person", person.id, form)
    for organization in registers.organizations:
        for form in organization.forms:
            yield Claim("organization", organization.id, form)
    for term in registers.glossary:
        for form in term.forms:
            yield Claim("term", term.id, form)
    for post in registers.posts:
        for form in post.forms:
            yield Claim("post", post.id, form)


class _Covered:
    """Stretches of a text, asked whether one of them holds a place; they come by their start."""

    def __init__(self, places: Iterable[Place]) -> None:
        spans = [(place.start, place.end) for place in places]
        self._starts = [start for start, _ in spans]
        #: The furthest end of all that begin no later.
        self._ends = list(accumulate((end for _, end in spans), max))

    def holds(self, place: Place) -> bool:
        """Return whether a stretch begins no later than the place, and ends no earlier."""
        at = bisect_right(self._starts, place.start)
        return at > 0 and self._ends[at - 1] >= place.end


def _words_of_names(person: Person) -> frozenset[str]:
    names = (person.name, *person.spelled, *(form.text for form in person.forms))
    return frozenset(word for name in names for word in name.split())


def _addressed(texts: Iterable[tuple[str, list[Place]]]) -> dict[str, set[str]]:
    """Return the word before each full name, by person: ``Ms.`` of ``Ms. Jane Roe``."""
    found: dict[str, set[str]] = {}
    for text, places in texts:
        for place in places:
            for claim in place.claims:
                if claim.kind == "person" and not claim.form.surname:
                    word = text[max(0, place.start - 20) : place.start].rpartition(" ")[0]
                    found.setdefault(claim.entry, set()).add(word.rpartition(" ")[2])
    return found


def _rivals(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    return sorted({(claim.kind, claim.entry) for claim in claims})


def _counts(form: Form, text: str, place: Place, context: _Context) -> bool:
    if form.cables and context.cable not in form.cables:
        return False
    if form.within and not _beside(form.within, text, place, ignore_case=form.fold):
        return False
    return not _beside(form.outside, text, place, ignore_case=form.fold)


def _beside(phrases: Iterable[str], text: str, place: Place, *, ignore_case: bool) -> bool:
    """Whether one of ``phrases`` stands so that it shares a character with ``place``."""
    for phrase in phrases:
        reach = len(phrase) - 1
        window = text[max(0, place.start - reach) : place.end + reach]
        if phrase in window or (ignore_case and phrase.casefold() in window.casefold()):
            return True
    return False


def _named_in_full(texts: Iterable[list[Place]]) -> frozenset[str]:
    """Return the persons whom a form other than a surname names."""
    named: set[str] = set()
    for places in texts:
        for place in _longest(_without_unnamed(places, frozenset())):
            named.update(claim.entry for claim in place.claims if claim.kind == "person")
    return frozenset(named)


def _without_unnamed(places: list[Place], named: frozenset[str]) -> list[Place]:
    """Return the places without surnames of persons who are not in ``named``."""
    kept = []
    for place in places:
        claims = tuple(c for c in place.claims if not c.form.surname or c.entry in named)
        if len(claims) == len(place.claims):
            kept.append(place)
        elif claims:
            kept.append(Place(place.start, place.end, claims))
    return kept


def _longest(places: list[Place]) -> list[Place]:
    """Return places that do not overlap, the longest chosen first, in the order of the text."""
    if all(a.end <= b.start for a, b in pairwise(places)):
        return places
    starts: list[int] = []
    chosen: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start - place.end, place.start)):
        k = bisect_left(starts, place.start)
        if k > 0 and chosen[k - 1].end > place.start:
            continue
        if k < len(chosen) and chosen[k].start < place.end:
            continue
        starts.insert(k, place.start)
        chosen.insert(k, place)
    return chosen


def _has_own_meaning(term: Term) -> bool:
    """Whether the entry itself gives a meaning beside its only sense."""
    return len(term.senses) == 1 and bool(term.expansion)


def _fitting_senses(term: Term, text: str, place: Place, context: _Context) -> list[Sense]:
    """Return the senses that fit best.

    A sense given to this very cable comes before one that its date, post or phrase allows, and
    both before one without conditions.
    """
    ranks: dict[int, list[Sense]] = {}
    for sense in term.senses:
        if sense.cables and context.cable not in sense.cables:
            continue
        if not _in_time(sense, context.date):
            continue
        if sense.posts and context.post not in sense.posts:
            continue
        if sense.within and not _beside(sense.within, text, place, ignore_case=False):
            continue
        limited = bool(sense.since or sense.until or sense.posts or sense.within)
        ranks.setdefault(0 if sense.cables else 1 if limited else 2, []).append(sense)
    return ranks[min(ranks)] if ranks else []


def _in_time(sense: Sense, date: str) -> bool:
    """Whether ``date`` is in the time of the sense; a bound may be a month or a year."""
    if not date:
        return not (sense.since or sense.until)
    after_start = date[: len(sense.since)] >= sense.since
    return after_start and (not sense.until or date[: len(sense.until)] <= sense.until)


class _Doubts:
    """Collects ambiguities, one for each set of rivals."""

    def __init__(self, cable: str) -> None:
        self._cable = cable
        self._places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self._namesakes: dict[tuple[str, str], list[str]] = {}

    def add(self, anchor: str, words: str, rivals: tuple[str, ...]) -> None:
        self._places.setdefault((fold(words), rivals), []).append(anchor)

    def add_namesake(self, anchor: str, words: str, person: str) -> None:
        self._namesakes.setdefault((fold(words), person), []).append(anchor)

    def problems(self) -> list[Problem]:
        ambiguous = [
            Problem("ambiguous-mention", self._rivals(words, rivals, anchors))
            for (words, rivals), anchors in self._places.items()
        ]
        namesakes = [
            Problem("surname-doubtful", self._namesake(words, person, anchors))
            for (words, person), anchors in self._namesakes.items()
        ]
        return [*ambiguous, *namesakes]

    def _rivals(self, words: str, rivals: tuple[str, ...], anchors: list[str]) -> str:
        return (
            f"`{words}` in {self._at(anchors)} was not linked, as it may be "
            f"{' or '.join(rivals)}; say which by `cables` or `within` in the register"
        )

    def _namesake(self, words: str, person: str, anchors: list[str]) -> str:
        return (
            f"`{words}` in {self._at(anchors)} was not linked to `{person}`, as the words beside "
            "the surname may make another name of it; register them as a form of whom they name, "
            "or under `outside` of the surname"
        )

    def _at(self, anchors: list[str]) -> str:
        distinct = list(dict.fromkeys(anchors))
        more = " and elsewhere" if len(distinct) > _PLACES_NAMED else ""
        return ", ".join(f"{self._cable}#{anchor}" for anchor in distinct[:_PLACES_NAMED]) + more
