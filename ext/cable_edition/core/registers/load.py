"""The registers of an edition, read from their YAML files and checked against one another.

What is wrong becomes a located problem and is left out; the rest is kept. A missing file is an
empty register. Nothing outside the folder is read, wherever a link leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.problems import Problem
from cable_edition.core.registers import from_yaml as read
from cable_edition.core.registers.checks import check_registers
from cable_edition.core.registers.entries import Entry, Event, Quotation, Registers, Source
from cable_edition.core.registers.sources import described
from cable_edition.core.registers.works import Work, load_works
from cable_edition.core.regular_file import is_inside
from cable_edition.core.settings.edition_file import NAME, REGISTERS, WORKS
from cable_edition.core.yaml_files import source as yaml
from cable_edition.core.yaml_files.fields import Fields, nearest

_Any = TypeVar("_Any", bound=Entry | Event | Source | Quotation)


#: All files are read as they were saved.
_SAVED: Mapping[str, bytes] = MappingProxyType({})


def load_registers(
    folder: Path,
    *,
    apart: Path | None = None,
    unsaved: Mapping[str, bytes] = _SAVED,
    kept: KeptWork | None = None,
) -> tuple[Registers, list[Problem]]:
    """Read the registers of ``folder``; problems name files as ``folder`` is written.

    ``apart`` is a folder that is no matter of registers, should it be in ``folder``: the sources.
    ``unsaved`` has by name (``people.yaml``) what an editor has on the screen, read in their place.
    ``kept`` has what an earlier build read of the same files.
    Codes: those of :mod:`cable_edition.core.yaml_files.source`, and ``register-outside``,
    ``file-unused``, ``wrong-type``, ``unknown-key``, ``duplicate-key``, ``missing-key``,
    ``malformed-id``, ``bad-status``, ``bad-value``, ``malformed-date``, ``bad-form``,
    ``missing-source``, ``unverified-fact``, ``duplicate-id``, ``similar-terms``,
    ``form-claimed-twice``, ``unknown-id``, and those of
    :func:`~cable_edition.core.registers.works.load_works`. An entry with a fault is left out, and
    so is a quotation of an unknown work; another unknown id is left out of the entry that names it.
    """
    given = _saved(folder) if kept and kept.keeps and not unsaved else None
    if kept and given:
        registers, found = kept.of("registers", given, lambda: _read(folder, unsaved))
    else:
        registers, found = _read(folder, unsaved)
    return registers, [*found, *_unused(folder, apart)]


def _saved(folder: Path) -> tuple[str, ...] | None:
    """Return what stands for all files of registers; nothing if one is no plain file."""
    found = [str(folder)]
    for name in (*REGISTERS, *WORKS):
        path = folder / name
        if path.is_symlink() or (path.exists() and not path.is_file()):
            return None
        try:
            found.append(sha256(path.read_bytes()).hexdigest())
        except FileNotFoundError:
            found.append("")
        except OSError:
            return None
    return tuple(found)


def _read(folder: Path, unsaved: Mapping[str, bytes]) -> tuple[Registers, list[Problem]]:
    loader = _Loader(folder, unsaved)
    people = loader.read("people.yaml", "person", read.PERSON_KEYS, read.person)
    organizations = loader.read(
        "organizations.yaml", "organization", read.ORGANIZATION_KEYS, read.organization
    )
    glossary = loader.read("glossary.yaml", "glossary entry", read.TERM_KEYS, read.term)
    tags = loader.read("tags.yaml", "tag", read.TAG_KEYS, read.tag)
    posts = loader.read("posts.yaml", "post", read.POST_KEYS, read.post)
    loader.open_ids()
    linkable = loader.linkable
    events = loader.read("chronology.yaml", "event", read.EVENT_KEYS, read.event)
    sources = loader.read("sources.yaml", "source", read.SOURCE_KEYS, read.source)
    loader.open_ids()
    quotations = loader.read("quotations.yaml", "quotation", read.QUOTATION_KEYS, read.quotation)
    works, faults, whole = load_works(folder, unsaved)
    quotations, unknown = _of_known_works(quotations, works, whole=whole)
    registers, problems = check_registers(
        Registers(people, organizations, glossary, tags, posts, events, sources, works, quotations),
        linkable,
    )
    registers = replace(registers, barred=frozenset(loader.barred))
    return described(registers), [*loader.problems, *faults, *unknown, *problems]


def _of_known_works(
    quotations: tuple[Quotation, ...], works: tuple[Work, ...], *, whole: bool
) -> tuple[tuple[Quotation, ...], list[Problem]]:
    """Return the quotations whose work is known, and a problem for each other.

    If some work could not be read (not ``whole``), that is told, and this is not.
    """
    known = {one.id for one in works}
    lost = [one for one in quotations if one.work not in known]
    problems = [
        Problem(
            "unknown-id",
            f"no work has the id `{one.work[:80]}`; it must be in {', '.join(WORKS[:-1])} or "
            f"{WORKS[-1]}, in this folder{nearest(one.work, known)}",
            one.path,
            one.line,
        )
        for one in lost
    ]
    return tuple(one for one in quotations if one.work in known), problems if whole else []


def _unused(folder: Path, apart: Path | None) -> list[Problem]:
    """Return a problem for each file of YAML that is no register, such as one with a slip.

    That is one in a folder below, too, whatever its name.
    """
    found = [one for one in files_of_registers(folder, apart) if one.suffix.lower() in _YAML]
    message = (
        f"this is no register, and is read by nobody; registers are {', '.join(REGISTERS)}, in "
        "the folder itself"
    )
    return [
        Problem("file-unused", message, str(path))
        for path in found
        if path.name not in REGISTERS or path.parent != folder
    ]


_YAML = {".yaml", ".yml"}


def files_of_registers(folder: Path, apart: Path | None = None) -> Iterator[Path]:
    """Yield the files in the folder of registers and below, but for hidden folders and ``apart``.

    Where chapters or a whole edition are in it, what is below is not matter of registers alone, and
    is left out. No link to a folder is followed.
    """
    alone = not any((folder / name).exists() for name in ("conf.py", NAME))
    kept_out = apart and apart.resolve()
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        if path.is_file() or path.is_symlink():
            yield path
        elif alone and path.is_dir() and path.name[0] not in "._" and path.resolve() != kept_out:
            yield from files_of_registers(path, apart)


#: The kinds of entries by what a message calls one, where that is another word.
_KINDS = {"glossary entry": "term"}
_NO_ID = "malformed-id"


class _Loader:
    """Reads files one after another; knows which ids were given where."""

    def __init__(self, folder: Path, unsaved: Mapping[str, bytes]) -> None:
        self.folder = folder
        self._unsaved = unsaved
        self.problems: list[Problem] = []
        #: Where each id was first given, also by entries that were left out.
        self.places: dict[str, tuple[str, int]] = {}
        self.linkable: frozenset[str] = frozenset()
        #: Kind and id of the entries that were left out, or their kind alone.
        self.barred: set[str] = set()

    def open_ids(self) -> None:
        """Let the next files use ids of those read before: nothing links to events."""
        self.linkable = frozenset(self.places)
        self.places = {}

    def read(
        self, file: str, what: str, keys: Mapping[str, str], build: Callable[[Fields], _Any]
    ) -> tuple[_Any, ...]:
        """Read the entries of one file that have no fault, in their order."""
        told = len(self.problems)
        entries = self._entries(file, what, keys, build)
        if entries is None and len(self.problems) > told:
            self.barred.add(_KINDS.get(what, what))
        return entries or ()

    def _entries(
        self, file: str, what: str, keys: Mapping[str, str], build: Callable[[Fields], _Any]
    ) -> tuple[_Any, ...] | None:
        path, kind = self.folder / file, _KINDS.get(what, what)
        if not is_inside(path, self.folder):
            message = (
                "this link leads out of the folder of registers, and what is there could be "
                "published unseen; put a copy here in its place, or name the folder that has it "
                f"as `registers` in {NAME}"
            )
            self.problems.append(Problem("register-outside", message, str(path)))
            return None
        name, data = str(path), self._unsaved.get(file)
        tree, problems = (
            yaml.read_yaml_file(path, name) if data is None else yaml.read_yaml(data, name)
        )
        self.problems += problems
        if tree is None:
            return None
        if not isinstance(tree, yaml.Items):
            message = "a register is a list; start each entry with `- `"
            self._note("wrong-type", message, str(path), tree.line)
            return None
        entries = []
        for node in tree.items:
            if not isinstance(node, yaml.Mapping):
                message = f"a {what} takes keys: {', '.join(keys)}"
                self._note("wrong-type", message, str(path), node.line)
                self.barred.add(kind)
                continue
            told = len(self.problems)
            fields = Fields(node, str(path), self.problems, what=what, keys=keys)
            entry = build(fields)
            self._claim(fields, entry.id)
            if not fields.failed:
                entries.append(entry)
                continue
            ids = (entry.id, *getattr(entry, "formerly", ()))
            is_known = entry.id and all(one.code != _NO_ID for one in self.problems[told:])
            self.barred |= {f"{kind} {one}" for one in ids} if is_known else {kind}
        return tuple(entries)

    def _claim(self, fields: Fields, entry_id: str) -> None:
        if not entry_id:
            return
        key = next((key for key in ("id", "code") if fields.has(key)), "address")
        place = (fields.path, fields.line_of(key))
        first = self.places.setdefault(entry_id, place)
        if first is not place:
            message = f"the id `{entry_id}` was given before, in {first[0]}:{first[1]}; change one"
            fields.note("duplicate-id", message, place[1])

    def _note(self, code: str, message: str, path: str, line: int) -> None:
        self.problems.append(Problem(code, message, path, line))
