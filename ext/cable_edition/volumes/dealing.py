"""Dealing the sources out: each volume is a folder that is an edition of its own.

It has the settings, the chapters and the registers of the whole, and of the sources those of its
cables: a file is copied, a row of a dump becomes a file, byte for byte. What is there already is
left alone. The sources of a cable that withholds words are in every volume, so that each searches
its pages for them; whose page it is says ``volume.lock``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from cable_edition.core.editing.sidecar import Sidecar, load_sidecars
from cable_edition.core.edition.wider import VOLUME, WHOLE, WIDER, write_volume
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.dump import read_rows
from cable_edition.core.reading.readers.registry import SAMPLE
from cable_edition.core.reading.sources import CHECKSUMS, read_checksums
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.releases.lock import LOCK, Lock, read_lock
from cable_edition.core.settings.edition_file import NAME, EditionFile
from cable_edition.core.whole_file import part_of, write_whole
from cable_edition.sphinx_ext.page_folder import PageFolder
from cable_edition.volumes.looking import WHOLE_FILE, Input, checksum
from cable_edition.volumes.plan import Plan, PlanError
from cable_edition.volumes.slices import ENDINGS, SliceError, slice_of
from cable_edition.volumes.survey import Source, Survey

#: The name of the front: its folder is beside those of the volumes, whose names have no capitals
#: at their beginning.
FRONT = "Front"
#: What is noted of a volume beside its folders: where each file came from.
DEALT = "dealt.json"
#: What stands there for the program; no file has this name.
_PROGRAM = "*program"


@dataclass
class Share:
    """What one volume is given: files by their name in the folder of sources, and what they are.

    ``pieces`` has for each file a source with its row (0 for the whole) and what stands for its
    bytes; ``own`` the cables of the volume.
    """

    name: str
    own: list[str] = field(default_factory=list)
    pieces: dict[str, tuple[str, int, str]] = field(default_factory=dict)


@dataclass
class Dealing:
    """Deals the sources of an edition into the folders of its volumes, below ``work``."""

    file: EditionFile
    inputs: list[Input]
    survey: Survey
    plan: Plan
    checksums: dict[str, str]
    work: Path
    program: str
    problems: list[Problem] = field(default_factory=list)

    def shares(self) -> dict[str, Share]:
        """Return what each volume is given; volumes without a cable are left out.

        Raises :class:`PlanError` for editions that cannot be built in volumes.
        """
        self._refuse()
        shares: dict[str, Share] = {}
        for cable, date in self.survey.all_cables():
            volume = self._volume_of(cable, date)
            shares.setdefault(volume, Share(volume)).own.append(cable)
        sidecars, self.problems = load_sidecars(self.file.sources)
        withheld = {cable for cable, one in sidecars.items() if one.redactions}
        by_name = {one.name: one for one in self.inputs}
        everywhere: dict[str, tuple[str, int, str]] = {}
        for source in self.survey.sources():
            for record, placed in self.survey.records(source.name):
                name = self._name_of(by_name[source.name], source, record.cable, record.row)
                piece = (source.name, record.row, f"{source.sha256} {record.row}")
                shares[self._volume_of(record.cable, placed)].pieces[name] = piece
                if record.cable in withheld:
                    everywhere[name] = piece
        for cable, sidecar in sidecars.items():
            self._deal_sidecar(cable, sidecar, shares, everywhere, by_name)
        for share in shares.values():
            share.pieces |= everywhere
        shares[FRONT] = Share(FRONT, pieces=everywhere)
        return shares

    def _refuse(self) -> None:
        file = self.file
        for folder in (file.sources, file.registers, file.documents):
            if not folder.resolve().is_relative_to(file.root.resolve()):
                raise PlanError(
                    f"{file.shown}: {folder} is not below the folder of {NAME}; an edition in "
                    "volumes has all of its folders there"
                )
        if file.path is None:
            raise PlanError(f"there is no {NAME}; an edition in volumes needs one")

    def _volume_of(self, cable: str, date: str) -> str:
        volume = self.plan.volume_of(cable, date)
        if volume is None:
            raise PlanError(f"{cable} has no volume in the plan; run cable-edition volumes plan")
        return volume.name

    def _name_of(self, one: Input, source: Source, cable: str, row: int) -> str:
        """Return the name of a piece in the folder of sources of its volume."""
        base = self.file.sources
        if one.path.is_relative_to(base):
            name = one.path.relative_to(base).as_posix()
        else:
            number = next(
                n
                for n, given in enumerate(self.file.settings.volumes.inputs, 1)
                if one.path.is_relative_to(self.file.root / given)
            )
            given = self.file.root / self.file.settings.volumes.inputs[number - 1]
            below = one.path.relative_to(given) if given.is_dir() else PurePosixPath(one.path.name)
            name = f"input-{number}/{below.as_posix()}"
        if source.form == WHOLE_FILE:
            return name
        return f"{name}/{row}/{cable}{ENDINGS.get(source.form, '.txt')}"

    def _deal_sidecar(
        self,
        cable: str,
        sidecar: Sidecar,
        shares: dict[str, Share],
        everywhere: dict[str, tuple[str, int, str]],
        by_name: dict[str, Input],
    ) -> None:
        """Give the volume of a cable its sidecar, with the files that it names as witnesses."""
        name = sidecar.path.relative_to(self.file.sources).as_posix()
        piece = (str(sidecar.path), 0, checksum(sidecar.path))
        date = self.survey.place_of(cable)
        # A sidecar of no cable is told of by the build of the first volume.
        volume = self._volume_of(cable, date) if date is not None else next(iter(shares))
        files = {name: piece}
        prefix = f"{self.file.settings.folders.sources}/"
        wanted = {*sidecar.witnesses, *(entry.file for entry in sidecar.compared)}
        for one in by_name.values() if wanted else ():
            here = one.name.removeprefix(prefix)
            if one.name.startswith(prefix) and wanted & {here, one.path.name}:
                files[here] = (one.name, 0, f"{self.checksums[one.name]} 0")
        shares[volume].pieces |= files
        if sidecar.redactions:
            everywhere |= files

    def deal(self, shares: dict[str, Share]) -> None:
        """Write the folders: what changed, and nothing else; what is dealt no more is removed.

        Raises :class:`PlanError` where a row of a dump cannot stand alone.
        """
        lock = self._lock()
        recorded, _ = read_checksums(self.file.sources) if self.file.sources.is_dir() else ({}, [])
        around = dict(self._around())
        by_name = {one.name: one.path for one in self.inputs}
        rows: dict[str, dict[int, list[Path]]] = {}
        for share in shares.values():
            folder = self.work / share.name
            sources = folder / self.file.settings.folders.sources
            before = _dealt(folder)
            now = {f"{self.file.settings.folders.sources}/{name}": key
                   for name, (_, _, key) in share.pieces.items()}  # fmt: skip
            now |= {name: key for name, (_, key) in around.items()} | {_PROGRAM: self.program}
            if before.get(_PROGRAM) != self.program:
                # What another program wrote of the wider edition may be of another form.
                (sources / WIDER).unlink(missing_ok=True)
            for name in before.keys() - now.keys() - {_PROGRAM}:
                _remove(folder / name, folder)
            for name, (path, key) in around.items():
                if before.get(name) != key or not (folder / name).is_file():
                    _copy(path, folder / name)
            for name, (source, row, key) in share.pieces.items():
                target = sources / name
                told = before.get(f"{self.file.settings.folders.sources}/{name}")
                if told == key and target.is_file():
                    continue
                if row:
                    rows.setdefault(source, {}).setdefault(row, []).append(target)
                else:
                    _copy(by_name.get(source) or Path(source), target)
            sources.mkdir(parents=True, exist_ok=True)
            write_volume(sources, share.own)
            _write_lock(sources / LOCK, lock, share)
            _write(folder / DEALT, json.dumps(now, indent=0, sort_keys=True))
        for source, wanted in rows.items():
            _slice(by_name[source], wanted)
        for share in shares.values():
            self._record(share, recorded)

    def _lock(self) -> Lock | None:
        """Return the lock of the edition; raises :class:`PlanError` for one that is not whole."""
        if not self.file.sources.is_dir():
            return None
        lock, problems = read_lock(self.file.sources)
        if problems:
            raise PlanError(problems[0].located())
        return lock

    def _record(self, share: Share, recorded: dict[str, str]) -> None:
        """Write the checksums of a volume: of each file whose source has one."""
        prefix = f"{self.file.settings.folders.sources}/"
        sources = self.work / share.name / self.file.settings.folders.sources
        lines = []
        for name, (source, row, _) in sorted(share.pieces.items()):
            digest = recorded.get(source.removeprefix(prefix)) if recorded else None
            if digest:
                here = sha256((sources / name).read_bytes()).hexdigest() if row else digest
                lines.append(f"{here}  {name}\n")
        if lines:
            _write(sources / CHECKSUMS, "".join(lines))
        else:
            (sources / CHECKSUMS).unlink(missing_ok=True)

    def _around(self) -> Iterator[tuple[str, tuple[Path, str]]]:
        """Yield what every volume has: settings, chapters and their files, registers."""
        file, root = self.file, self.file.root
        assert file.path is not None  # noqa: S101 - refused before
        paths = {file.path}
        generated = {f"{name}.md" for name in PageFolder(file.documents).listed()}
        for path in files_below(file.documents):
            name = path.relative_to(file.documents).as_posix()
            built = name.startswith("_build/") or path.is_relative_to(file.sources)
            if not built and name not in generated:
                paths.add(path)
        if (file.sources / RELEASES).is_file():
            paths.add(file.sources / RELEASES)
        if file.registers.is_dir():
            paths |= {*files_below(file.registers)}
        for path in sorted(paths):
            yield path.relative_to(root).as_posix(), (path, checksum(path))


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files that editors have in a folder, in order; what is built is none of them."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one != "_build")
        yield from (Path(at, one) for one in sorted(names) if not one.startswith("."))


def _dealt(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads((folder / DEALT).read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _write(path: Path, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def _write_lock(path: Path, lock: Lock | None, share: Share) -> None:
    if lock is None:
        path.unlink(missing_ok=True)
        return
    # The front proves the lock, and a volume leads from the places that its cables had.
    own = lock if share.name == FRONT else lock.of_cables(share.own)
    _write(path, own.text())


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(target)
    shutil.copyfile(path, part)
    part.replace(target)


def _remove(path: Path, folder: Path) -> None:
    path.unlink(missing_ok=True)
    with suppress(OSError):
        while (path := path.parent) != folder:
            path.rmdir()


def _slice(dump_path: Path, wanted: dict[int, list[Path]]) -> None:
    """Write rows of a dump into files of their own, in one stream."""
    with read_rows(dump_path, SAMPLE) as dump:
        if dump is None:
            raise PlanError(f"{dump_path} is no dump any more; run cable-edition volumes plan")
        for number, row in enumerate(dump.rows, 1):
            for target in wanted.get(number, ()):
                try:
                    text = slice_of(dump.reader, row, dump_path.name)
                except SliceError as error:
                    raise PlanError(f"{dump_path}: {error}") from None
                target.parent.mkdir(parents=True, exist_ok=True)
                part = part_of(target)
                part.write_bytes(text.encode("utf-8", "surrogatepass"))
                part.replace(target)


def made_of(folder: Path, sources: str, *, wider: bool) -> Iterable[str]:
    """Yield what stands for all that a volume is made of; ``wider`` counts what it knows of others.

    The program is not in it.
    """
    for name, key in sorted(_dealt(folder).items()):
        yield f"{name} {key}"
    for name in (VOLUME, CHECKSUMS, LOCK, *([WIDER, WHOLE] if wider else ())):
        path = folder / sources / name
        yield f"{name} {checksum(path) if path.is_file() else ''}"
