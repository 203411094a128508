"""The edition: every cable of a folder with the entries that its words name.

Assembling reads files and nothing else. It returns the edition with all problems; one bad file
never keeps another from being published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import in_order, parse_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.posts import post_name
from cable_edition.core.collation.units import units_of
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.sidecar.astray import astray_elsewhere
from cable_edition.core.edition.edited_cable import (
    edit,
    edit_cable,
    edited_cable,
    laid_over,
    with_sources,
)
from cable_edition.core.edition.kept_cables import seen
from cable_edition.core.edition.model import NOTHING_KEPT, EditedCable, Edition
from cable_edition.core.edition.search_records import quotable
from cable_edition.core.edition.source_folder import Progress, SourceFolder, read_cables
from cable_edition.core.edition.spooled import InFile, Spool, Spooled, is_alone
from cable_edition.core.edition.whole import WholeEdition
from cable_edition.core.edition.wider import NOTHING_WIDER, WIDER, Wider, not_as_written, read_wider
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.problems import Problem
from cable_edition.core.quotations.quoted import Quoted, check_quotations, with_verdicts
from cable_edition.core.registers.concordance import (
    Concordance,
    MentionedCable,
    Occurrence,
    bodies_of_terms,
    gathered,
    places_in,
)
from cable_edition.core.registers.entries import Post, Registers, Tag
from cable_edition.core.registers.field_places import FieldPlaces
from cable_edition.core.registers.load import files_of_registers, load_registers
from cable_edition.core.registers.mentions import Mention, MentionFinder
from cable_edition.core.registers.sources import descriptions
from cable_edition.core.registers.tag_table import lookup
from cable_edition.core.releases.state import load_state, state_of_volume

__all__ = [
    "EditedCable",
    "Edition",
    "assemble",
    "edit_cable",
    "laid_over",
    "whole_edition",
    "with_sources",
]


def _made_from(
    cable: Cable, path: Path, sidecar: Sidecar | None, registers: str
) -> tuple[str, ...]:
    """Return all from which an edited cable is made, and its page but for what is around it."""
    digest, name, *place = seen(cable).place
    return digest, name, str(path), repr(place), repr(sidecar), registers


def _digests(registers: Registers) -> tuple[str, str, str]:
    """Return what stands for all registers, for what pages say of them, and for what finds them.

    A page has the words of a cable that name a person or a body, and the id of the entry: of these
    it says no more. What is found follows from ids and forms, and from names where
    :attr:`~cable_edition.core.registers.mentions.MentionFinder.names_asked` has them.
    """
    said = (registers.glossary, registers.tags, registers.posts, registers.sources)
    finding = (
        said,
        [(one.id, one.forms, one.spelled) for one in registers.people],
        [(one.id, one.forms, one.terms) for one in registers.organizations],
    )
    whole, shown, forms = (
        blake2b(repr(some).encode("utf-8", "surrogatepass")).hexdigest()
        for some in (registers, said, finding)
    )
    return whole, shown, forms


def _known_entries(
    registers: Registers, codes: set[str], cables: Iterable[str], wider: Wider
) -> Registers:
    """Add an entry for each TAG and post that occurs and that the registers do not have.

    Those that occur in other volumes alone count, so that all volumes have the same registers.
    """
    tags = {tag.id for tag in registers.tags}
    posts = {post.code for post in registers.posts}
    codes = {*wider.tags, *codes} - tags
    added_tags = [lookup(code) or Tag(code, "", "", status="unverified") for code in sorted(codes)]
    named = {parts.post for cable in cables if (parts := parse_id(cable))}
    seen = {*wider.posts, *named} - posts
    added_posts = [
        Post(f"post-{code.lower()}", post_name(code), "", code=code) for code in sorted(seen)
    ]
    return replace(
        registers,
        tags=(*registers.tags, *added_tags),
        posts=(*registers.posts, *added_posts),
    )


def assemble(
    sources: Path,
    registers_folder: Path,
    progress: Progress | None = None,
    kept: KeptWork = NOTHING_KEPT,
    *,
    in_file: bool = False,
) -> Edition:
    """Read the sources and the registers and put the edition together.

    ``kept`` gives what an earlier build made of the same, and is told what this one makes. With
    ``in_file`` the cables stand in a file, one at a time in memory (:mod:`.spooled`): for who goes
    over them once or twice.

    Problems have the codes of the registers and the mentions, and besides: ``source-changed``,
    ``source-lost``, ``source-new``, ``source-unreadable``, ``no-cable`` (a file in which no cable
    was found; it has a page only if its name is a valid id), ``duplicate-cable``; those of the
    sidecars, of :func:`~cable_edition.core.editing.emendation.emend` and of
    :func:`~cable_edition.core.editing.notes.place_notes`. Doubts about the text of a cable stay
    with the cable.
    """
    registers, problems = load_registers(registers_folder, apart=sources, kept=kept)
    wider = read_wider(sources)
    folder = read_cables(sources, progress, kept, in_file=in_file)
    problems = [*problems, *folder.problems]
    if wider.whole:
        return _of_volumes(wider.whole, registers, sources, folder, wider, problems, kept)
    known = folder.ids
    beside = (sources.parent, registers_folder.parent)
    files = [path for place in beside if place.is_dir() for path in sorted(place.iterdir())]
    files += files_of_registers(registers_folder, sources)
    problems += astray_elsewhere(dict.fromkeys(files), known)
    finder = MentionFinder(registers)
    standing = descriptions(registers)
    written, shown, finding = _digests(registers)
    edited = _Edited(folder.cables)
    codes: set[str] = set()
    for cable, path in folder.cables:
        cable_id = cable.reference_id or ""
        if not wider.has(cable_id):
            continue
        sidecar = folder.sidecars.get(cable_id)
        given = digest_of(_made_from(cable, path, sidecar, shown)).hex()
        redacted, witnesses = folder.redacted.get(cable_id), folder.witnesses.get(cable_id)
        one, told = edited_cable(
            partial(edit, cable, path, finder, sidecar, standing),
            *(cable, path, finder, kept, given, (written, finding)),
            is_alone=not (redacted or witnesses or (sidecar and sidecar.compared)),
        )
        kept.name_cable(cable_id, (given, told.mentions))
        codes.update(told.tags)
        if redacted:
            one = replace(one, redactions=redacted.notes)
        if witnesses:
            base = units_of(cable)
            one = replace(one, witnesses=tuple(copy.against(base) for copy in witnesses))
        edited.add(one)
        problems += told.problems
    registers = _known_entries(registers, codes, filter(wider.has, known), wider)
    cables = edited.sorted()
    places = _places(cables, registers, finder, finding)
    edition = Edition(
        cables,
        registers,
        places,
        redacted=folder.redacted,
        kept=kept,
        wider=wider,
        found_by=finding,
    )
    if wider.is_volume or wider.own is not None:
        releases, broken = state_of_volume(sources)
    else:
        standing_now, entries = edition.standing_addresses, registers.addresses()
        releases, broken = load_state(sources, standing_now, entries, folder.barred, registers.bars)
    related = {
        cable: sidecar.related for cable, sidecar in folder.sidecars.items() if sidecar.related
    }
    try:
        quoted = with_verdicts(registers, wider.quoted) if wider.quoted else ()
    except ValueError:
        raise not_as_written(sources / WIDER) from None
    doubtful: list[Problem] = []
    # A volume has not the cables of the others, which the same works quote.
    if registers.quotations and wider.own is None:
        quoted, doubtful = check_quotations(registers, quotable(cables), kept)
    return replace(
        edition,
        problems=(*problems, *broken, *doubtful),
        releases=releases,
        related=related,
        sidecars=folder.sidecars,
        quoted=quoted,
    )


def whole_edition(
    catalogue: Path, sources: Path, registers_folder: Path, withholding: Path
) -> Edition:
    """Return the edition of all volumes as one of one build would be, from their catalogue.

    ``sources`` is the folder of the releases, ``withholding`` one with the sources of all cables
    that withhold words. Problems: those of the registers, of the releases and of the quotations.
    """
    registers, problems = load_registers(registers_folder, apart=sources)
    folder = read_cables(withholding)
    return _of_volumes(catalogue, registers, sources, folder, NOTHING_WIDER, problems, NOTHING_KEPT)


def _of_volumes(
    catalogue: Path,
    registers: Registers,
    sources: Path,
    folder: SourceFolder,
    wider: Wider,
    problems: Sequence[Problem],
    kept: KeptWork,
) -> Edition:
    """Return the edition of all volumes, whose cables their catalogue has."""
    whole = WholeEdition(catalogue)
    cables = whole.cables(kept)
    registers = _known_entries(registers, whole.tags(), (one.id for one in cables), wider)
    edition = Edition(
        cables,
        registers,
        whole.places(),
        redacted=folder.redacted,
        related=whole.related(),
        kept=kept,
        wider=wider,
    )
    standing = edition.standing_addresses
    entries = registers.addresses()
    releases, broken = load_state(sources, standing, entries, folder.barred, registers.bars)
    quoted: tuple[Quoted, ...] = ()
    doubtful: list[Problem] = []
    if registers.quotations:
        quoted, doubtful = check_quotations(registers, quotable(edition.cables), kept)
    return replace(
        edition,
        problems=(*problems, *broken, *doubtful),
        releases=releases,
        sidecars=folder.sidecars,
        quoted=quoted,
    )


class _Edited:
    """The edited cables of an edition as they come, in a file where those that were read are."""

    def __init__(self, read: Sequence[tuple[Cable, Path]]) -> None:
        self._spool: Spool[EditedCable] | None = None
        if isinstance(read, Spooled):
            self._spool = Spool(sealed=read.sealed)
        self._rows: list[tuple[str, str, EditedCable | InFile]] = []

    def add(self, one: EditedCable) -> None:
        held: EditedCable | InFile = one
        if self._spool and is_alone(one.cable):
            held = self._spool.add(one)
        self._rows.append((one.date, one.id, held))

    def sorted(self) -> Sequence[EditedCable]:
        """Return them by date and id."""
        self._rows.sort(key=lambda row: (row[0], in_order(row[1])))
        items = [held for _, _, held in self._rows]
        if self._spool:
            return Spooled([name for _, name, _ in self._rows], items, self._spool)
        return tuple(one for one in items if not isinstance(one, InFile))


def _places(
    cables: Sequence[EditedCable], registers: Registers, finder: MentionFinder, finding: str
) -> Concordance:
    fields, bodies = FieldPlaces(finder, registers.glossary), bodies_of_terms(registers)

    def rows(one: EditedCable) -> list[tuple[tuple[str, str], list[tuple[Any, ...]]]]:
        item = MentionedCable(one.id, one.texts, *_mentioned(one, fields, finder))
        return [
            (key, [(at.anchor, at.before, at.words, at.after, at.sense) for at in found])
            for key, found in places_in(item, bodies).items()
        ]

    def places(one: EditedCable) -> dict[tuple[str, str], list[Occurrence]]:
        found = one.told("places", partial(rows, one), finding)
        return {key: [Occurrence(one.id, *row) for row in some] for key, some in found}

    return gathered(map(places, cables))


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
