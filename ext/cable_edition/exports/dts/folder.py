"""Writes the files of Distributed Text Services into a folder of data, beside the TEI files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import is_valid_id, parse_id, year_of
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.dts.addresses import ENDING, FOLDER, TEXTS, text_file
from cable_edition.exports.dts.answers import Answers, Group
from cable_edition.exports.dts.passages import passages
from cable_edition.exports.dts.units import units_of

if TYPE_CHECKING:
    from cable_edition.core.edition.assemble import EditedCable, Edition
    from cable_edition.exports.info import EditionInfo


class DtsFolder:
    """Writes the answers of an edition; a file is written only if its bytes differ.

    ``is_cut`` tells that each paragraph and part gets files of its own. The TEI files of the same
    edition must stand in ``folder``.
    """

    def __init__(
        self, folder: Path, edition: Edition, info: EditionInfo, *, is_cut: bool, limit: int
    ) -> None:
        """Take how many cables one page of a collection lists (``limit``)."""
        self._folder = folder
        self._cables = edition.cables
        posts = {post.code: post.name for post in edition.registers.posts if post.code}
        self._groups = groups_of(edition.cables, posts)
        by_cable: dict[str, list[Group]] = {one.id: [] for one in edition.cables}
        for group in self._groups:
            for one in group.cables:
                by_cable[one.id].append(group)
        info = info.of_releases(edition.releases.declared)
        self._answers = Answers(info, by_cable, is_cut=is_cut, limit=limit)
        self._is_cut = is_cut
        #: How many files :meth:`write` has written, which were not there with the same bytes.
        self.changed = 0

    def write(self) -> None:
        """Write all files; take away what earlier runs wrote and this one does not."""
        answers, groups = self._answers, self._groups
        written = set()
        for path, answer in (
            answers.entry(),
            *answers.root(groups),
            *(one for group in groups for one in answers.group(group, len(groups))),
        ):
            self._file(path, dumps(answer) + "\n")
            written.add(path)
        for one in self._cables:
            self._cable(one)
        self._prune(written)

    def _cable(self, one: EditedCable) -> None:
        units, written = units_of(one), set()
        for path, answer in (
            *self._answers.cable(one),
            *self._answers.navigation(one, units),
        ):
            self._file(path, dumps(answer) + "\n")
            written.add(path)
        if self._is_cut:
            file = (self._folder / text_file(one.id)).read_text("utf-8")
            for ref, text in passages(one.id, file, units):
                self._file(text_file(one.id, ref), text)
                written.add(text_file(one.id, ref))
        for folder in self._folders_of(one.id):
            self._clear(folder, written)
        # A navigation file beside the folder of a cable is of the other way to write.
        beside = f"{FOLDER}/navigation/{one.id}{ENDING}"
        if beside not in written:
            (self._folder / beside).unlink(missing_ok=True)

    def _folders_of(self, name: str) -> Iterator[Path]:
        for folder in (f"{FOLDER}/collection", f"{FOLDER}/navigation", TEXTS):
            yield self._folder / folder / name

    def _file(self, name: str, text: str) -> None:
        path, data = self._folder / name, text.encode("utf-8")
        try:
            if path.read_bytes() == data:
                return
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.changed += 1

    def _clear(self, folder: Path, written: set[str]) -> None:
        """Take away the files below a folder that were not written now, and empty folders."""
        if not folder.is_dir():
            return
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self._folder).as_posix() not in written:
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()

    def _prune(self, written: set[str]) -> None:
        """Take away the files of cables and collections that the edition no longer has."""
        ours = {one.id for one in self._cables}
        groups = {group.name for group in self._groups}
        for path in _entries(self._folder / FOLDER / "collection"):
            name = path.name.removesuffix(ENDING)
            if is_valid_id(name):
                if name not in ours:
                    _remove(path)
            elif path.is_dir() and name in {*groups, "edition"}:
                self._clear(path, written)
            elif path.relative_to(self._folder).as_posix() not in written:
                _remove(path)
        for path in _entries(self._folder / FOLDER / "navigation"):
            if path.name.removesuffix(ENDING) not in ours:
                _remove(path)
        for path in _entries(self._folder / TEXTS):
            if path.is_dir() and is_valid_id(path.name) and path.name not in ours:
                rmtree(path)


def groups_of(cables: Sequence[EditedCable], posts: dict[str, str]) -> list[Group]:
    """Return the collections of an edition: one for each year, then one for each post.

    A cable of an id of our own form names no post, and stands in its year alone. ``posts`` are the
    names that the register has.
    """
    years: dict[int, list[EditedCable]] = {}
    of_posts: dict[str, list[EditedCable]] = {}
    for one in cables:
        years.setdefault(year_of(one.id), []).append(one)
        if parts := parse_id(one.id):
            of_posts.setdefault(parts.post, []).append(one)
    return [
        *(
            Group(f"year-{year}", f"Cables of {year}", found)
            for year, found in sorted(years.items())
        ),
        *(
            Group(f"post-{code}", posts.get(code) or code, found)
            for code, found in sorted(of_posts.items())
        ),
    ]


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink()
