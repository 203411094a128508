"""The editor's desk: the files that are open, with the words on the screen, and their edition.

Each file finds its own edition by ``edition.toml``. A cable is parsed again when its source has
changed, or when what its sidecar says of its reading or withholds has; all else is looked up.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.editing.sidecar import Sidecar, read_sidecar
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.reading.sources import source_paths
from cable_edition.core.registers.entries import Registers
from cable_edition.core.registers.load import load_registers
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.settings.edition_file import NAME, REGISTERS, EditionFile, load_from
from cable_edition.lsp.witness import UNREAD, Witness, witness_of

#: So many cables are kept as they were read.
_KEPT = 64


class FileKind(StrEnum):
    """What an editor writes in YAML or TOML."""

    SIDECAR = "sidecar"
    REGISTER = "register"
    RELEASES = "releases"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file of an edition: what it is, where, and of which edition."""

    path: Path
    kind: FileKind
    edition: EditionFile

    @property
    def schema(self) -> str:
        """The name of its schema: that of the register, ``sidecar`` or ``releases``."""
        return self.path.stem if self.kind is FileKind.REGISTER else self.kind.value


class Desk:
    """What is open in an editor, and what is known of the editions it belongs to."""

    def __init__(self) -> None:
        self._open: dict[Path, str] = {}
        self._readable: dict[Path, tuple[Sidecar, list[Problem]]] = {}
        self._cables: OrderedDict[tuple[Path, str], tuple[tuple[int, int], Cable | None]]
        self._cables = OrderedDict()
        self._ids: dict[Path, tuple[tuple[int, int], tuple[str, ...]]] = {}
        self._witnesses: OrderedDict[str, tuple[str, Witness]] = OrderedDict()

    def put(self, path: Path, text: str) -> None:
        """Take a file as it is on the screen."""
        self._open[path] = text

    def take_away(self, path: Path) -> None:
        """Forget what was on the screen: the file was closed."""
        self._open.pop(path, None)
        self._readable.pop(path, None)

    def text(self, path: Path) -> str:
        """Return the words of an open file, or of the file as it was saved; empty without it."""
        if path in self._open:
            return self._open[path]
        try:
            return read_file(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def lines(self, path: Path) -> list[str]:
        """Return the lines of a file, without what ends them; there is always one."""
        return self.text(path).replace("\r\n", "\n").split("\n")

    def opened(self) -> Iterator[Path]:
        """Yield the files that are open."""
        yield from tuple(self._open)

    def unsaved(self, path: Path) -> bytes | None:
        """Return what is on the screen, as the readers of files take it; ``None`` if not open."""
        text = self._open.get(path)
        return None if text is None else text.encode("utf-8", "replace")

    def file(self, path: Path) -> EditedFile | None:
        """Return what a file is; ``None`` for one that no edition reads as YAML or settings."""
        edition, _ = load_from(path.parent)
        if path.name == NAME:
            return EditedFile(path, FileKind.SETTINGS, edition)
        sources, registers = edition.sources.resolve(), edition.registers.resolve()
        if path.parent == registers and path.name in REGISTERS:
            return EditedFile(path, FileKind.REGISTER, edition)
        if path.parent == sources and path.name == RELEASES:
            return EditedFile(path, FileKind.RELEASES, edition)
        if path.suffix == ".yaml" and path.is_relative_to(sources) and is_valid_id(path.stem):
            return EditedFile(path, FileKind.SIDECAR, edition)
        return None

    def registers(self, edition: EditionFile) -> tuple[Registers, list[Problem]]:
        """Read the registers of an edition, those on the screen as they are there."""
        folder = edition.registers.resolve()
        unsaved = {name: data for name in REGISTERS if (data := self.unsaved(folder / name))}
        unsaved |= {name: b"" for name in REGISTERS if self._open.get(folder / name) == ""}
        if not folder.is_dir():
            return Registers(), []
        return load_registers(folder, apart=edition.sources.resolve(), unsaved=unsaved)

    def sidecar(self, path: Path) -> tuple[Sidecar | None, list[Problem]]:
        """Read a sidecar, the one on the screen if it is open."""
        sidecar, problems = read_sidecar(path, self.unsaved(path))
        if sidecar is None and not problems:
            sidecar = Sidecar(path.stem, path)
        if sidecar is not None:
            self._readable[path] = (sidecar, problems)
        return sidecar, problems

    def cable_ids(self, edition: EditionFile) -> list[str]:
        """Return the ids of all cables of an edition, in order."""
        found: set[str] = set()
        for path in _sources(edition):
            found |= {path.stem} if is_valid_id(path.stem) else set(self._ids_in(path))
        return sorted(found)

    def source_names(self, edition: EditionFile) -> list[str]:
        """Return the names of the sources, from the folder of sources."""
        folder = edition.sources.resolve()
        return [path.relative_to(folder).as_posix() for path in _sources(edition)]

    def sources_of(self, edition: EditionFile, cable: str) -> list[Path]:
        """Return the sources that hold a cable: those named after it, or else all that do."""
        paths = _sources(edition)
        named = [path for path in paths if path.name.startswith(cable)]
        found = [path for path in named if self._cable(path, cable)]
        if found:
            return found
        return [path for path in paths if path not in named and cable in self._ids_in(path)]

    def witness(self, edition: EditionFile, cable: str, sidecar_path: Path) -> Witness:
        """Return the words of a cable at each stage of its editing.

        Where the sidecar cannot be read while it is being written, what it said last holds. Where
        it never could, and might withhold words, there is no published text.
        """
        sidecar, problems = self.sidecar(sidecar_path)
        if sidecar is None:
            sidecar, problems = self._readable.get(sidecar_path, (None, []))
        if sidecar is None and "redact" not in self.text(sidecar_path).casefold():
            sidecar = Sidecar(cable, sidecar_path)
        sources = self.sources_of(edition, cable)
        folder = edition.sources.resolve()
        base = sidecar.base if sidecar else ""
        names = ({path.relative_to(folder).as_posix(), path.name} for path in sources)
        chosen = next((p for p, n in zip(sources, names, strict=True) if base in n), None)
        chosen = chosen or next(iter(sources), None)
        read = self._cable(chosen, cable) if chosen else None
        if chosen is None or read is None:
            return UNREAD
        faults = [one for one in problems if one.known.origin == "redaction"]
        entries = (sidecar.reading, sidecar.redactions) if sidecar else None
        key = f"{_stamp(chosen)} {chosen} {entries!r} {[one.code for one in faults]}"
        known = self._witnesses.get(cable)
        if known and known[0] == key:
            return known[1]
        made = witness_of(read, chosen, sidecar, faults)
        _keep(self._witnesses, cable, (key, made))
        return made

    def sidecar_of(self, edition: EditionFile, cable: str) -> Path:
        """Return where the sidecar of a cable is, or would be."""
        sources = self.sources_of(edition, cable)
        folder = sources[0].parent if sources else edition.sources.resolve()
        return folder / f"{cable}.yaml"

    def _cable(self, path: Path, cable: str) -> Cable | None:
        """Return a cable of a source, read as the rules read it."""
        stamp = _stamp(path)
        known = self._cables.get((path, cable))
        if known and known[0] == stamp:
            return known[1]
        found = None
        try:
            cables = parse_all(read_file(path), name=path.name)
            found = next((one for one in cables if one.reference_id == cable), None)
        except OSError:
            pass
        _keep(self._cables, (path, cable), (stamp, found))
        return found

    def _ids_in(self, path: Path) -> tuple[str, ...]:
        """Return the ids of the cables in a source."""
        stamp = _stamp(path)
        known = self._ids.get(path)
        if known and known[0] == stamp:
            return known[1]
        try:
            cables = parse_all(read_file(path), name=path.name)
            found = tuple(one.reference_id for one in cables if one.reference_id)
        except OSError:
            found = ()
        self._ids[path] = (stamp, found)
        return found


def _sources(edition: EditionFile) -> list[Path]:
    folder = edition.sources.resolve()
    return source_paths(folder) if folder.is_dir() else []


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return stat.st_mtime_ns, stat.st_size


def _keep(kept: OrderedDict, key: object, value: object) -> None:  # type: ignore[type-arg]
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
