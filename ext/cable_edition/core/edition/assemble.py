"""The edition: every cable of a folder with the entries that its words name.

Assembling reads files and nothing else. It returns the edition with all problems; one bad file
never keeps another from being published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import is_valid_id, parse_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import issued_words, texts_of
from cable_edition.core.cable.posts import post_name
from cable_edition.core.editing.emendation import Emendations, emend, reading_text
from cable_edition.core.editing.layers import fit_mentions
from cable_edition.core.editing.notes import Note, place_notes, record_places
from cable_edition.core.editing.proposals import check_dismissed
from cable_edition.core.editing.reading import ReadingCorrector, correct
from cable_edition.core.editing.redaction import Redacted, redact
from cable_edition.core.editing.sidecar import Sidecar, load_sidecars
from cable_edition.core.editing.sidecar.astray import astray, astray_elsewhere
from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.editing.sidecar.witnesses import missing_witnesses
from cable_edition.core.editing.withheld import RedactionNote
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.reading.parse import parse_all
from cable_edition.core.reading.sources import (
    SourceFile,
    check_checksums,
    check_files,
    is_no_text,
    passed_over,
    read_source,
    source_name,
    source_paths,
)
from cable_edition.core.registers.concordance import (
    Concordance,
    MentionedCable,
    Occurrence,
    concordance,
)
from cable_edition.core.registers.entries import Post, Registers, Tag
from cable_edition.core.registers.field_places import FieldPlaces
from cable_edition.core.registers.load import files_of_registers, load_registers
from cable_edition.core.registers.mentions import Mention, MentionFinder
from cable_edition.core.registers.sources import describe, descriptions
from cable_edition.core.registers.tag_table import lookup
from cable_edition.core.releases.check import EmendedPlace, StandingAddresses
from cable_edition.core.releases.state import ReleaseState, load_state

#: What a PDF has to say that has no words for a cable.
_NO_TEXT_LAYER = frozenset({"pdf-without-text", "pdf-unreadable"})
#: Called with (done, all) while the sources are read.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class EditedCable:
    """A cable with its editorial layers.

    ``texts`` is its reading text by anchor, in the order of the page, at the places that
    :func:`~cable_edition.core.cable.places.texts_of` gives as transmitted; ``mentions`` the entries
    named in it, by anchor, in order, never overlapping; ``emendations`` and ``notes`` what the
    editor lists. ``path`` is the source file.
    """

    cable: Cable
    path: Path
    texts: tuple[tuple[str, str], ...]
    mentions: dict[str, tuple[Mention, ...]]
    emendations: Emendations = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    redactions: tuple[RedactionNote, ...] = ()
    _text_at: dict[str, str] = field(init=False, repr=False, compare=False)
    _notes_at: dict[str, tuple[Note, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the layers up by anchor once; a cable may have very many."""
        notes: dict[str, list[Note]] = {}
        for note in self.notes:
            notes.setdefault(note.anchor, []).append(note)
        object.__setattr__(self, "_text_at", dict(self.texts))
        object.__setattr__(self, "_notes_at", {at: tuple(found) for at, found in notes.items()})

    @property
    def id(self) -> str:
        """The canonical id, under which the cable is published."""
        return self.cable.reference_id or ""

    @property
    def date(self) -> str:
        """The date as the record or the date-time group has it (ISO), or an empty string."""
        return date_of(self.cable)

    @property
    def origin(self) -> str:
        """The origin as the record or the FM line names it."""
        origin = self.cable.record.origin or self.cable.header.sender
        return origin.text if origin else ""

    @property
    def subject(self) -> str:
        """The subject as the edition reads it."""
        return self.text("subject")

    def text(self, anchor: str) -> str:
        """Return the reading text at ``anchor``, or an empty string."""
        return self._text_at.get(anchor, "")

    def notes_at(self, anchor: str) -> tuple[Note, ...]:
        """Return the notes at ``anchor``, in order."""
        return self._notes_at.get(anchor, ())

    @property
    def classification(self) -> str:
        """The overall classification, spelt out."""
        value = self.cable.opening.classification
        return value.text if value else ""


#: For who assembles an edition once, and for what proves a build: all is made anew.
NOTHING_KEPT = KeptWork()


@dataclass(frozen=True, slots=True, repr=False)
class Edition:
    """All that is published: cables by date and id, registers, and where each entry occurs.

    ``kept`` has what an earlier build made of the same cables.
    """

    cables: tuple[EditedCable, ...]
    registers: Registers
    places: Concordance
    problems: tuple[Problem, ...] = field(default=())
    releases: ReleaseState = field(default_factory=ReleaseState)
    related: dict[str, tuple[Related, ...]] = field(default_factory=dict)
    redacted: dict[str, Redacted] = field(default_factory=dict)
    kept: KeptWork = field(default=NOTHING_KEPT, compare=False)

    def __repr__(self) -> str:
        """Return the number of cables: Sphinx writes what an event brings into its log."""
        return f"<edition of {number_of(len(self.cables), 'cable')}>"

    @property
    def standing_addresses(self) -> dict[str, StandingAddresses]:
        """The cables as a release would issue them, by id."""
        return {one.id: _standing_addresses(one, self.redacted.get(one.id)) for one in self.cables}


#: So many characters beside an emendation tell it from others of the same change.
_BESIDE = 16


def _standing_addresses(one: EditedCable, redacted: Redacted | None) -> StandingAddresses:
    words = issued_words(one.cable)
    source = one.cable.source
    emended = {}
    for anchor, found in one.emendations.items():
        for place in found:
            before = max(0, place.start - _BESIDE)
            around = words[anchor][before : place.end + _BESIDE]
            emended[place.id] = EmendedPlace(anchor, around)
    return StandingAddresses(
        words,
        source.sha256,
        source.name,
        redacted.unredacted if redacted else None,
        redacted.raw_sha256 if redacted else "",
        emended,
        frozenset(note.id for note in one.notes),
    )


def _made_from(
    cable: Cable, path: Path, sidecar: Sidecar | None, registers: str
) -> tuple[str, ...]:
    """Return all from which an edited cable is made, and its page but for what is around it."""
    source, extent = cable.source, cable.extent
    place = f"{source.offset} {source.line} {extent.start} {extent.end}"
    return source.sha256, source.name, str(path), place, repr(sidecar), registers


def edit_cable(
    cable: Cable,
    path: Path,
    finder: MentionFinder,
    sidecar: Sidecar | None,
    kept: KeptWork = NOTHING_KEPT,
) -> tuple[EditedCable, list[Problem]]:
    """Lay what the editor lists and what the registers know over a cable.

    Problems, each with the file it is in: those of the mentions, of
    :func:`~cable_edition.core.editing.emendation.emend`, of
    :func:`~cable_edition.core.editing.notes.place_notes` and of
    :func:`~cable_edition.core.editing.proposals.check_dismissed`.
    """
    sources = texts_of(cable)
    cable_id = cable.reference_id or ""
    emendations, faults = emend(sources, sidecar.emendations if sidecar else ())
    notes, unplaced = place_notes(
        sources, emendations, sidecar.notes if sidecar else (), record_places(cable)
    )
    stale = check_dismissed(issued_words(cable), sidecar.dismissed if sidecar else ())
    texts = tuple(
        (anchor, reading_text(text, emendations.get(anchor, ()))) for anchor, text in sources
    )
    parts = parse_id(cable_id)
    found, problems = kept.of_cable(
        "mentions",
        cable_id,
        (),
        lambda: finder.find(
            texts, cable_id=cable_id, date=date_of(cable), post=parts.post if parts else ""
        ),
    )
    by_anchor: dict[str, list[Mention]] = {}
    for mention in found:
        by_anchor.setdefault(mention.anchor, []).append(mention)
    mentions = {
        anchor: fit_mentions(items, emendations.get(anchor, ()))
        for anchor, items in by_anchor.items()
    }
    located = [
        replace(p, path=p.path or str(path)) for p in (*problems, *faults, *unplaced, *stale)
    ]
    return EditedCable(cable, path, texts, mentions, emendations, notes), located


def _read(paths: Iterable[Path]) -> Iterator[SourceFile | Problem]:
    for path in paths:
        try:
            yield read_source(path)
        except OSError as error:
            message = f"cannot be read ({error.strerror}); mend its rights or take it away"
            yield Problem("source-unreadable", message, str(path))


def _choose(
    found: dict[str, list[tuple[Cable, Path]]], sidecars: dict[str, Sidecar], sources: Path
) -> tuple[list[tuple[Cable, Path]], list[Problem]]:
    """Settle which cable is published where two sources give one id."""
    chosen, problems = [], []
    for cable_id, candidates in sorted(found.items()):
        if len(candidates) > 1:
            named = sidecars.get(cable_id)
            base = [
                item
                for item in candidates
                if named and named.base in {item[1].name, source_name(item[1], sources)}
            ]
            if len(base) == 1:
                chosen.append(base[0])
                continue
            listed = [source_name(path, sources) for _, path in candidates]
            names = ", ".join(listed)
            message = (
                f"{cable_id} is in more than one source: {names}. Name the base text in "
                f"{cable_id}.yaml (base: {listed[0]}); until then that one is shown"
            )
            path = str(candidates[1][1])
            problems.append(Problem("duplicate-cable", message, path))
        chosen.append(candidates[0])
    return chosen, problems


def _known_entries(registers: Registers, cables: list[Cable]) -> Registers:
    """Add an entry for each TAG and post that occurs and that the registers do not have."""
    tags = {tag.id for tag in registers.tags}
    posts = {post.code for post in registers.posts}
    codes = {tag.text for cable in cables for tag in cable.opening.tags} - tags
    added_tags = [lookup(code) or Tag(code, "", "", status="unverified") for code in sorted(codes)]
    seen = {p.post for cable in cables if (p := parse_id(cable.reference_id or ""))} - posts
    added_posts = [
        Post(f"post-{code.lower()}", post_name(code), "", code=code) for code in sorted(seen)
    ]
    return replace(
        registers,
        tags=(*registers.tags, *added_tags),
        posts=(*registers.posts, *added_posts),
    )


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The cables of a folder: the chosen one for each id, checksums of all sources, problems."""

    cables: tuple[tuple[Cable, Path], ...]
    checksums: dict[str, str]
    problems: tuple[Problem, ...]
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    redacted: dict[str, Redacted] = field(default_factory=dict)


def _cables_of(file: SourceFile, kept: KeptWork) -> Iterable[Cable]:
    parsed = partial(parse_all, file.content, name=file.path.name)
    if not kept.keeps:
        # One by one: a dump may hold very many.
        return parsed()
    return kept.of("cables", (file.sha256, file.path.name), lambda: tuple(parsed()))


def read_cables(
    sources: Path, progress: Progress | None = None, kept: KeptWork = NOTHING_KEPT
) -> SourceFolder:
    """Read and parse every source of a folder and compare them with the recorded checksums.

    What the editor says of the reading is in the cables: every build, check, export and proof takes
    them from here. Where a sidecar withholds words, nothing is kept.
    """
    sidecars, problems = load_sidecars(sources)
    if any(one.redactions for one in sidecars.values()):
        kept.forget()
    paths = source_paths(sources)
    checksums: dict[str, str] = {}
    others: list[str] = []
    cables_in: set[Path] = set()
    found: dict[str, list[tuple[Cable, Path]]] = {}
    for done, item in enumerate(_read(paths), 1):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        name = source_name(item.path, sources)
        checksums[name] = item.sha256
        if is_no_text(item.content):
            others.append(name)
            continue
        for cable in _cables_of(item, kept):
            if any(problem.code in _NO_TEXT_LAYER for problem in cable.problems):
                others.append(name)
                continue
            cable_id = cable.reference_id or ""
            if is_valid_id(cable_id) or cable.opening.classification:
                cables_in.add(item.path)
            if cable.source.format == "unknown" or not is_valid_id(cable_id):
                problems.append(_no_cable(item.path, cable))
            if is_valid_id(cable_id):
                found.setdefault(cable_id, []).append((cable, item.path))
        if progress:
            progress(done, len(paths))
    problems += [*check_files(sources), *check_checksums(sources, checksums)]
    problems += [*passed_over(others, sources), *astray(sources, found, cables_in)]
    held = {cable: [path for _, path in one] for cable, one in found.items()}
    problems += missing_witnesses(sidecars.values(), held, checksums, sources)
    chosen, duplicates = _choose(found, sidecars, sources)
    readings = {cable: one.reading for cable, one in sidecars.items() if one.reading}
    chosen, misread = correct(chosen, readings)
    withheld = {cable: one.redactions for cable, one in sidecars.items() if one.redactions}
    again = ReadingCorrector(lambda key: readings.get(key, ()), withheld=True)
    published = redact(chosen, withheld, problems, again)
    problems += [*duplicates, *misread, *published.problems, *again.problems]
    return SourceFolder(published.cables, checksums, tuple(problems), sidecars, published.by_cable)


def assemble(
    sources: Path,
    registers_folder: Path,
    progress: Progress | None = None,
    kept: KeptWork = NOTHING_KEPT,
) -> Edition:
    """Read the sources and the registers and put the edition together.

    ``kept`` gives what an earlier build made of the same, and is told what this one makes.

    Problems have the codes of the registers and the mentions, and besides: ``source-changed``,
    ``source-lost``, ``source-new``, ``source-unreadable``, ``no-cable`` (a file in which no cable
    was found; it has a page only if its name is a valid id), ``duplicate-cable``; those of the
    sidecars, of :func:`~cable_edition.core.editing.emendation.emend` and of
    :func:`~cable_edition.core.editing.notes.place_notes`. Doubts about the text of a cable stay
    with the cable.
    """
    registers, problems = load_registers(registers_folder, apart=sources)
    folder = read_cables(sources, progress, kept)
    problems = [*problems, *folder.problems]
    known = [cable.reference_id or "" for cable, _ in folder.cables]
    beside = (sources.parent, registers_folder.parent)
    files = [path for place in beside if place.is_dir() for path in sorted(place.iterdir())]
    files += files_of_registers(registers_folder, sources)
    problems += astray_elsewhere(dict.fromkeys(files), known)
    finder = MentionFinder(registers)
    standing = descriptions(registers)
    written = blake2b(repr(registers).encode("utf-8", "surrogatepass")).hexdigest()
    registers = _known_entries(registers, [cable for cable, _ in folder.cables])
    edited = []
    for cable, path in folder.cables:
        sidecar = folder.sidecars.get(cable.reference_id or "")
        kept.name_cable(cable.reference_id or "", _made_from(cable, path, sidecar, written))
        one, doubts = edit_cable(cable, path, finder, sidecar, kept)
        if redacted := folder.redacted.get(one.id):
            one = replace(one, redactions=redacted.notes)
        edited.append(_described(one, standing))
        problems += doubts
    edited.sort(key=lambda one: (one.date, one.id))
    places = _places(edited, registers, finder, kept)
    edition = Edition(tuple(edited), registers, places, redacted=folder.redacted, kept=kept)
    releases, broken = load_state(sources, edition.standing_addresses, registers.addresses())
    related = {
        cable: sidecar.related for cable, sidecar in folder.sidecars.items() if sidecar.related
    }
    found = (*problems, *broken)
    return replace(edition, problems=found, releases=releases, related=related)


def _described(cable: EditedCable, known: Mapping[str, str]) -> EditedCable:
    """Return a cable whose notes have their sources described."""
    if not known or not cable.notes:
        return cable
    notes = (replace(one, sources=describe(one.sources, known)) for one in cable.notes)
    return replace(cable, notes=tuple(notes))


def _no_cable(path: Path, cable: Cable) -> Problem:
    reason = cable.problems[0].message if cable.problems else "no cable was found in it"
    message = (
        f"{reason}; check that the file is the right one. It gets a page with its full text only "
        "if its name is a valid id (05OTTAWA286.txt)"
    )
    return Problem("no-cable", message, str(path))


def _places(
    cables: list[EditedCable], registers: Registers, finder: MentionFinder, kept: KeptWork
) -> Concordance:
    fields = FieldPlaces(finder, registers.glossary)
    found = (
        MentionedCable(
            one.id,
            one.texts,
            *kept.of_cable("places", one.id, (), partial(_mentioned, one, fields, finder)),
        )
        for one in cables
    )
    return concordance(found, registers)


def _mentioned(
    one: EditedCable, fields: FieldPlaces, finder: MentionFinder
) -> tuple[list[Mention], Mapping[str, Sequence[Occurrence]]]:
    """Return what names an entry: words that are linked, terms within them, fields and marks."""
    texts, parts = dict(one.texts), parse_id(one.id)
    date, post = date_of(one.cable), parts.post if parts else ""
    mentions = [mention for found in one.mentions.values() for mention in found]
    for mention in tuple(mentions):
        text = texts[mention.anchor]
        mentions += finder.terms_within(mention, text, cable_id=one.id, date=date, post=post)
    beside = fields.of(one.cable, texts, date=date, post=post)
    return mentions, beside
