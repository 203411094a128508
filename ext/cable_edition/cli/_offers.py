"""The offers of ``suggest``: gathered from files and registers, and shown in text and JSON."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._authorities import AUTHORITIES, of_authorities
from cable_edition.cli._day import today
from cable_edition.cli._edition import ChosenEdition, tell_errors
from cable_edition.cli._excerpt import visible
from cable_edition.cli._files import cables_of, reason_of
from cable_edition.core.cable.places import place_name
from cable_edition.core.collation.beside import words_beside
from cable_edition.core.editing.reading import ReadingCorrector, corrector_beside
from cable_edition.core.editing.redaction import redact
from cable_edition.core.editing.sidecar import Sidecar, read_sidecar
from cable_edition.core.editing.suggestions import Suggestions, suggestions
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.edition.proposed.annotated import Told, annotated
from cable_edition.core.edition.proposed.annotation_file import (
    UnreadableAnnotationsError,
    read_annotations,
)
from cable_edition.core.edition.proposed.offer import (
    REGISTER_KINDS,
    SIDECAR_KINDS,
    Offer,
    emendation_offers,
    personal_offers,
    reading_offers,
    register_offers,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.settings.edition_file import shown_path
from cable_edition.core.yaml_files.insertion import entry_lines
from cable_edition.core.yaml_files.source import Mapping, read_yaml_file

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Cable
    from cable_edition.core.problems import Problem

#: How many places of an offer are shown, and how many characters of what is told.
_MOST_PLACES, _MOST_WORDS = 3, 60
_WITHHELD = "its text has words that are withheld; say it without them"


@dataclass
class Offers:
    """What is offered, and the exit status that faults on the way call for.

    ``cables`` are those of the edition, where they were read for registers.
    """

    found: list[Offer] = field(default_factory=list)
    status: int = 0
    cables: Sequence[EditedCable] = ()

    def told(self, status: int) -> None:
        """Count a fault that was told."""
        self.status = max(self.status, status)


def of_annotations(
    files: Iterable[Path], edition: Edition, paths: Collection[Path], offers: Offers
) -> None:
    """Add what annotations propose for the cables of ``paths``; tell those that become no entry."""
    cables = [one for one in edition.cables if one.path in paths]
    search = LeakSearch(edition.redacted.values())
    for file in files:
        try:
            given = read_annotations(file.read_bytes())
        except (OSError, UnreadableAnnotationsError) as error:
            offers.told(2)
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            click.echo(f"{file}: {why}", err=True)
            continue
        found = annotated(cables, given)
        kept, told = [], list(found.told)
        for number, one in found.numbered:
            said = "\n".join(str(value) for value in one.entry.values())
            if search.needed and search.text(said):
                told.append(Told(number, one.words, _WITHHELD))
            else:
                kept.append(one)
        for lost in sorted(told):
            offers.told(1)
            words = f"«{visible(lost.words[:_MOST_WORDS])}»"
            if search.needed and search.text(lost.words):
                words = "words that are withheld"
            click.echo(f"{file}: annotation {lost.number} ({words}): {lost.why}", err=True)
        told_of = [f"{number_of(len(kept), 'entry', 'entries')} proposed"]
        told_of += [f"{found.known} in the sidecars"] if found.known else []
        told_of += [f"{found.passed} the edition's own, passed over"] if found.passed else []
        click.echo(f"{file}: {', '.join(told_of)}", err=True)
        offers.found += kept


def gathered(
    edition: ChosenEdition,
    files: Sequence[str],
    kinds: Collection[str],
    given: Sequence[Path] = (),
    *,
    limited: bool = False,
) -> Offers:
    """Return what is offered of these kinds for some files, or for all sources of an edition.

    Faults of files and sidecars are told on the standard error, and so is what was found in how
    many. ``given`` are files of annotations to be taken in, or lists of ids of authority files;
    ``limited`` tells that an editor named ``files``.
    """
    offers = Offers()
    for path in files if not {*SIDECAR_KINDS}.isdisjoint(kinds) else ():
        try:
            corrector = corrector_beside(Path(path).parent)
            for cable in cables_of(path, corrector):
                _of_cable(cable, path, kinds, offers)
        except OSError as error:
            offers.told(2)
            click.echo(f"{path}: {reason_of(error)}", err=True)
    wanted = [kind for kind in REGISTER_KINDS if kind in kinds]
    if wanted or given:
        assembled = edition.assembled()
        offers.cables = assembled.cables
        errors = (one for one in assembled.problems if one.fatal)
        offers.told(tell_errors(errors, assembled.redacted.values()))
        chosen = {Path(path).resolve() for path in files}
        paths = {one.path for one in assembled.cables if one.path.resolve() in chosen}
        if AUTHORITIES in kinds:
            listed, status = of_authorities(given, assembled, paths if limited else ())
            offers.found += listed
            offers.told(status)
        else:
            of_annotations(given, assembled, paths, offers)
        for kind in wanted:
            found = list(register_offers(assembled, edition.registers, [kind], paths))
            target = f" for {shown_path(found[0].path)}" if found else ""
            proposed = number_of(len(found), "entry", "entries")
            click.echo(f"{kind}: {proposed} proposed{target}", err=True)
            offers.found += found
    return offers


def _of_cable(cable: Cable, path: str, kinds: Collection[str], offers: Offers) -> None:
    sidecar: Sidecar | None = None
    problems: list[Problem] = []
    if cable.reference_id:
        sidecar, problems = read_sidecar(Path(path).parent / f"{cable.reference_id}.yaml")
    left = list(_published(cable, Path(path), sidecar, problems))
    if not left:
        offers.told(tell_errors(problems))
    for one in left:
        if "emendations" in kinds:
            found = suggestions(one, path)
            offers.told(tell_errors(found.problems))
            _tell_emendations(path, found)
            offers.found += emendation_offers(one, Path(path), found)
        else:
            offers.told(tell_errors(problems))
        if "readings" in kinds:
            offers.found += reading_offers(one, Path(path))
        if "personal-data" in kinds:
            offers.found += personal_offers(one, Path(path), sidecar, today())


def _published(
    cable: Cable, path: Path, sidecar: Sidecar | None, problems: list[Problem]
) -> Iterator[Cable]:
    """Yield a cable without what its sidecar withholds, if it can be known."""
    if not problems and (sidecar is None or not sidecar.redactions):
        yield cable
        return
    key = cable.reference_id or ""
    withheld = {key: sidecar.redactions} if sidecar and sidecar.redactions else {}
    reading = {key: sidecar.reading} if sidecar else {}
    again = ReadingCorrector(lambda one: reading.get(one, ()), withheld=True)
    redacted = redact([(cable, path)], withheld, problems, again, words_beside(sidecar, path))
    problems += redacted.problems
    for one, _ in redacted.cables:
        yield one


def _tell_emendations(path: str, found: Suggestions) -> None:
    proposed = number_of(len(found.entries), "emendation")
    message = f"{path}: {proposed} proposed, {found.applied} in the sidecar"
    click.echo(message, err=True)
    for one in found.missed:
        place = place_name(one.at)
        click.echo(f"{path}: look at «{visible(one.words)}», {place}: {one.why}", err=True)


def as_yaml(offers: Iterable[Offer]) -> str:
    """Return offers as YAML to be pasted, under the file and the list that each is for."""
    lists: dict[tuple[Path, str], list[Offer]] = {}
    for one in offers:
        lists.setdefault((one.path, "" if one.into else one.key), []).append(one)
    parts = []
    for (path, key), found in lists.items():
        lines = []
        for number, one in enumerate(found):
            entry = entry_lines(one.entry)
            lines += ["", *entry] if number and not key else entry
        if found[0].into:
            parts.append(f"# add to the entries of {shown_path(path)} that have these ids\n")
        elif not key:
            parts.append(f"# add to {shown_path(path)}\n")
        elif path.stem == "":
            parts.append(f"# the sidecar\n{key}:\n")
        elif _has(path, key):
            parts.append(f"# add to `{key}` in {path.name}\n")
        else:
            parts.append(f"# {path.name}\n{key}:\n")
        indent = "  " if key else ""
        parts += [f"{indent}{line}".rstrip() + "\n" for line in lines]
    return "".join(parts)


def _has(path: Path, key: str) -> bool:
    root, _ = read_yaml_file(path, str(path))
    return isinstance(root, Mapping) and any(name.value == key for name, _ in root.pairs)


def item(one: Offer) -> dict[str, Any]:
    """Return an offer as an object of JSON."""
    places = [
        {"cable": at.cable, "anchor": at.anchor, "words": at.words, "around": at.around}
        for at in one.places
    ]
    return {
        "kind": one.kind,
        "words": one.words,
        "count": len(places),
        "places": places,
        "file": shown_path(one.path),
        "key": one.key or None,
        "entry": one.entry,
        "why": one.why or None,
        "whole": one.whole,
    }


def shown(one: Offer, number: int, count: int) -> str:
    """Return an offer as a person is asked about it: the words with those around, and the entry."""
    name = click.style(visible(one.words), bold=True)
    lines = [f"\n[{number}/{count}] {one.kind}: {name}" + (f" ({one.why})" if one.why else "")]
    for at in one.places[:_MOST_PLACES]:
        place = f"{at.cable} {at.anchor}".strip()
        around = visible(at.around).replace(
            visible(at.words), click.style(visible(at.words), bold=True), 1
        )
        lines.append(f"  {place}: {around}")
    if len(one.places) > _MOST_PLACES:
        lines.append(f"  and {number_of(len(one.places) - _MOST_PLACES, 'place')} more")
    target = f"`{one.key}` of {one.path.name}" if one.key else shown_path(one.path)
    target = f"`{one.into}` in {shown_path(one.path)}" if one.into else target
    lines.append(f"  for {target}:")
    lines += [f"    {visible(line)}" for line in entry_lines(one.entry)]
    return "\n".join(lines)


def asked(offers: Sequence[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Ask about each offer; return those that are taken, and those that are dismissed.

    Questions stand on the standard error, answers come from the standard input; where that ends,
    so do the questions.
    """
    taken: list[Offer] = []
    dismissed: list[Offer] = []
    whole_kinds: set[str] = set()
    for number, one in enumerate(offers, 1):
        if not one.whole:
            continue
        if one.kind in whole_kinds:
            taken.append(one)
            continue
        click.echo(shown(one, number, len(offers)), err=True)
        answer = _answer(may_dismiss=bool(one.dismissals))
        if answer == "q":
            break
        if answer == "a":
            whole_kinds.add(one.kind)
        if answer in {"y", "a"}:
            taken.append(one)
        elif answer == "d":
            dismissed.append(one)
    return taken, dismissed


def _answer(*, may_dismiss: bool) -> str:
    letters = ["y", "n", *(["d"] if may_dismiss else []), "a", "q"]
    words = {
        "y": "yes",
        "n": "not now",
        "d": "dismiss for good",
        "a": "all of this kind",
        "q": "quit",
    }
    told = ", ".join(f"{letter} {words[letter]}" for letter in letters)
    while True:
        click.echo(f"take it? ({told}) ", nl=False, err=True)
        line = sys.stdin.readline()
        answer = line.strip().casefold()[:1]
        if not line or answer in letters:
            return answer or ("q" if not line else "")
