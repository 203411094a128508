"""The check that each issued address still stands, on the words on which it was issued."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import RELEASES, Declaration, Declared
from cable_edition.core.releases.lock import LOCK, Lock

_SHOWN = 60


class EmendedPlace(NamedTuple):
    """Where an emendation stands: the anchor of its text, and its source words with some beside.

    ``words`` do not depend on how much an editor quotes.
    """

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class StandingAddresses:
    """A cable as it would be published now.

    ``words`` is its folded source words by anchor, ``sha256`` the checksum of the published
    witness, ``name`` that of its file. Where an editor withholds words, ``unredacted`` and
    ``raw_sha256`` are those of the source, for comparison alone: what was issued before a
    redaction is still the same place. ``emendations`` tells what each address of an emendation
    stands on; ``notes`` are the addresses of the notes.
    """

    words: Mapping[str, str]
    sha256: str
    name: str = ""
    unredacted: Mapping[str, str] | None = None
    raw_sha256: str = ""
    emendations: Mapping[str, EmendedPlace] = field(default_factory=dict)
    notes: Collection[str] = ()

    def has(self, anchor: str) -> bool:
        """Whether the page of the cable has this address."""
        return anchor in self.words or anchor in self.emendations or anchor in self.notes


def check_anchors(
    lock: Lock | None,
    declared: Declared,
    standing: Mapping[str, StandingAddresses],
    folder: Path,
    entries: Collection[str] | None = None,
    barred: Collection[str] = (),
    is_barred: Callable[[str], bool] = lambda _entry: False,
) -> list[Problem]:
    """Compare what was issued with what stands now; ``standing`` is by id of the cable.

    ``entries`` are kind and id of all entries of the registers, former ids included
    (``person pascual-carlos``); ``None`` leaves them unchecked. Cables that are ``barred`` have a
    source, and a fault of their own keeps them out: of them nothing is said here, nor of an entry
    that ``is_barred``.

    Problems: the fatal ones of :attr:`~cable_edition.core.problems.Origin.RELEASE` but
    ``lock-line``. Each names the cable, the anchor, the
    words as far as they are known, and the ways out.
    """
    check = _Check(lock, declared, standing, folder, barred)
    return [*check.declarations(), *check.issued(), *check.entries(entries, is_barred)]


def place_words(words: str) -> str:
    """Return the opening of some words, to name them in a message."""
    return f"«{words[:_SHOWN]}...»" if len(words) > _SHOWN else f"«{words}»"


class _Check:
    def __init__(
        self,
        lock: Lock | None,
        declared: Declared,
        standing: Mapping[str, StandingAddresses],
        folder: Path,
        barred: Collection[str],
    ) -> None:
        self._barred = barred
        self._lock = lock
        self._standing = standing
        self._folder = folder
        self._declared = declared
        self._redirects = {one.at: one for one in declared.redirects}
        self._withdrawn = {one.at for one in declared.withdrawn}
        self._release = lock.release if lock else ""
        self._revised = {one.at for one in declared.revisions if one.after == self._release}

    def issued(self) -> Iterator[Problem]:
        if self._lock is None:
            return
        for cable in sorted(self._lock.sources.keys() | self._lock.anchors.keys()):
            if cable in self._withdrawn or cable in self._redirects:
                continue
            now = self._standing.get(cable)
            if now is None:
                if cable not in self._barred:
                    yield self._cable_lost(cable)
                continue
            yield from self._source(self._lock, cable, now)
            for anchor, issued in self._lock.anchors.get(cable, {}).items():
                yield from self._anchor(self._lock, cable, anchor, issued, now)
            for name, issued in self._lock.emendations.get(cable, {}).items():
                yield from self._emendation(self._lock, cable, name, issued, now)
            for name in sorted(self._lock.notes.get(cable, ())):
                if name not in now.notes and f"{cable}#{name}" not in self._redirects:
                    yield self._gone(cable, name, "note-lost", "a note")

    def entries(
        self, entries: Collection[str] | None, is_barred: Callable[[str], bool]
    ) -> Iterator[Problem]:
        if entries is None:
            return
        retired = {one.at for one in self._declared.retired}
        for one in self._declared.retired:
            if one.at in entries:
                message = f"the {one.at} is retired, but a register has it; take one away"
                yield self._fault("retired-present", message, one)
        issued = self._lock.entries if self._lock else frozenset()
        for entry in sorted(issued - set(entries) - retired):
            if is_barred(entry):
                continue
            yield self._problem(
                "entry-lost",
                f"the {entry}, issued up to release {self._release}, is in no register any "
                "more. Put it back, or give its old id under `formerly:` of the entry that took "
                f"its place, or declare under `retired:` in {RELEASES}: "
                f"{{entry: {entry}, reason: ..., date: ...}}",
            )

    def _emendation(
        self, lock: Lock, cable: str, name: str, issued: str, now: StandingAddresses
    ) -> Iterator[Problem]:
        at = f"{cable}#{name}"
        place = now.emendations.get(name)
        if place is None:
            if at not in self._redirects:
                yield self._gone(cable, name, "emendation-lost", "an emendation")
            return
        withheld = now.unredacted is not None and now.unredacted.get(place.anchor) != now.words.get(
            place.anchor
        )
        revised = {cable, at, f"{cable}#{place.anchor}"} & self._revised
        if withheld or revised or lock.fingerprint(cable, place.words) == issued:
            return
        places = {other: one.words for other, one in now.emendations.items()}
        found = _where(lock, cable, issued, places)
        then = f"; what it stood on is {found} now" if found else ""
        yield self._problem(
            "emendation-changed",
            f"{at}, an emendation issued up to release {lock.release}, now stands on other words, "
            f"{place_words(place.words)}{then}. Give the emendation that came between an `id` of "
            f"its own, so that the others keep theirs, or declare under `revisions:` in {RELEASES}:"
            f" {{at: {at}, after: {lock.release}, reason: ..., date: ...}}",
        )

    def _gone(self, cable: str, name: str, code: str, what: str) -> Problem:
        return self._problem(
            code,
            f"{cable}#{name}, {what} issued up to release {self._release}, is lost. Put it back "
            f"with `id: {name[2:]}`, or declare under `redirects:` in {RELEASES}: "
            f"{{from: {cable}#{name}, to: {cable}#ANCHOR, reason: ..., date: ...}}",
        )

    def _anchor(
        self, lock: Lock, cable: str, anchor: str, issued: str, now: StandingAddresses
    ) -> Iterator[Problem]:
        at = f"{cable}#{anchor}"
        words = now.words.get(anchor)
        if words is not None and lock.fingerprint(cable, words) == issued:
            return
        raw = now.unredacted.get(anchor) if now.unredacted is not None else None
        if words is not None and raw is not None and lock.fingerprint(cable, raw) == issued:
            return
        found = _where(lock, cable, issued, now.words)
        if at in (self._redirects if words is None else self._revised):
            return
        # A revision of the source as a whole covers words that changed in place, and no more.
        if words is not None and not found and cable in self._revised:
            return
        then = (
            f"the words it was issued on, {place_words(now.words[found])}, now stand at {found}"
            if found
            else "the words it was issued on stand nowhere in the cable now"
        )
        if words is None:
            yield self._problem(
                "anchor-lost",
                f"{at}, issued up to release {lock.release}, is lost: {then}. Restore the source, "
                f"or declare under `redirects:` in {RELEASES}: "
                f"{{from: {at}, to: {cable}#{found or 'ANCHOR'}, reason: ..., date: ...}}",
            )
            return
        to = f"to: {cable}#{found}, " if found else ""
        yield self._problem(
            "anchor-changed",
            f"{at}, issued up to release {lock.release}, now stands on other words, "
            f"{place_words(words)}; {then}. Restore the source, or declare under `revisions:` in "
            f"{RELEASES}: {{at: {at}, after: {lock.release}, {to}reason: ..., date: ...}}",
        )

    def _source(self, lock: Lock, cable: str, now: StandingAddresses) -> Iterator[Problem]:
        source = lock.sources.get(cable)
        if source is None or source.sha256 in {now.sha256, now.raw_sha256}:
            return
        if cable not in self._revised:
            yield self._problem(
                "source-revised",
                f"the source of {cable} ({source.name}) is not the one of release {lock.release}. "
                f"Restore it, or declare under `revisions:` in {RELEASES}: "
                f"{{at: {cable}, after: {lock.release}, reason: ..., date: ...}}",
            )

    def _cable_lost(self, cable: str) -> Problem:
        return self._problem(
            "cable-lost",
            f"{cable} was released and is not in the edition any more. Restore its source, or "
            f"declare in {RELEASES} under `withdrawn:` {{cable: {cable}, reason: ..., date: ...}} "
            f"or under `redirects:` {{from: {cable}, to: ID, reason: ..., date: ...}}",
        )

    def declarations(self) -> Iterator[Problem]:
        for one in self._declared.redirects:
            if not self._stands(one.to):
                message = f"{one.at} is led to {one.to}, and there is no such place; mend `to`"
                yield self._fault("redirect-broken", message, one)
            if self._is_there(one.at):
                message = (
                    f"{one.at} is led elsewhere, but it stands on its own page; take the redirect "
                    "out, or declare a revision if the place has other words now"
                )
                yield self._fault("redirect-needless", message, one)
        for one in self._declared.revisions:
            if one.to and not self._stands(one.to):
                message = f"the words of {one.at} are said to be at {one.to}; mend `to`"
                yield self._fault("redirect-broken", message, one)
        for one in self._declared.withdrawn:
            if one.at in self._standing:
                message = f"{one.at} is withdrawn, but its source is still there; take one away"
                yield self._fault("withdrawn-present", message, one)

    def _stands(self, place: str) -> bool:
        """Whether words stand at a place; former addresses can be put before words alone."""
        cable, _, anchor = place.partition("#")
        now = self._standing.get(cable)
        if now is None:
            return cable in self._barred
        return not anchor or anchor in now.words

    def _is_there(self, place: str) -> bool:
        cable, _, anchor = place.partition("#")
        now = self._standing.get(cable)
        return now is not None and (not anchor or now.has(anchor))

    def _problem(self, code: str, message: str) -> Problem:
        return Problem(code, message, str(self._folder / LOCK))

    def _fault(self, code: str, message: str, one: Declaration) -> Problem:
        path = str(self._folder / RELEASES)
        return Problem(code, message, path, one.line)


def _where(lock: Lock, cable: str, issued: str, words: Mapping[str, str]) -> str:
    """Return the anchor at which words with this fingerprint stand now, or an empty string."""
    for anchor, text in words.items():
        if lock.fingerprint(cable, text) == issued:
            return anchor
    return ""
