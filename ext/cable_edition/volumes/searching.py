"""The search of a site in volumes: the indexes of the volumes and of the front as one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from cable_edition.core.kept_work import digest_of
from cable_edition.core.search.index_parts import data_of
from cable_edition.core.search.merged import Run, merge_indexes, merged_version
from cable_edition.core.search.shards import FOLDER
from cable_edition.core.whole_file import write_whole

#: What the index was made of, beside its folder, and what is kept of it for the next.
_NOTE, _KEPT = "search.json", "search.kept"


def search_files(
    front: Path,
    volumes: Mapping[str, Path],
    order: Iterable[tuple[str, str]],
    work: Path,
    made_files: Mapping[str, Mapping[str, str]],
    *,
    english: bool,
    program: str,
) -> dict[str, Path]:
    """Return the files of the search of a site by their names in it.

    ``front`` and ``volumes`` are folders of pages, ``order`` has for each cable of the site its id
    and its volume; the files stand below ``work``. ``made_files`` has for each volume, and for the
    front under an empty name, what stands for its files by their paths, as they end. What was made
    of the same by the same ``program`` is not made again.
    Raises ``OSError`` and ``ValueError`` for an index that is not as a build wrote it.
    """
    names = sorted(volumes)
    folders = [front / FOLDER, *(volumes[name] / FOLDER for name in names)]
    rows = [(cable, volume) for cable, volume in order if volume in volumes]
    out, note = work / FOLDER, work / _NOTE
    made = digest_of((*merged_version(folders), *map(repr, rows), str(english), program)).hex()
    files, is_ours = _noted(note, made, out, program)
    if not files:
        note.unlink(missing_ok=True)
        given = [_of_search(made_files[name]) for name in ("", *names)]
        runs = _runs(rows, names, folders[0])
        kept = work / _KEPT
        if not is_ours:
            # What another program kept may mean something else.
            kept.unlink(missing_ok=True)
        files = merge_indexes(folders, runs, out, english=english, kept=kept, given=given)
        write_whole(note, json.dumps([program, made, files]).encode())
    return {f"{FOLDER}/{name}": out / name for name in files}


def _of_search(files: Mapping[str, str]) -> dict[str, str]:
    """Return what stands for the files of an index, by name."""
    found = {}
    for path, digest in files.items():
        folder, _, name = path.rpartition("/")
        if folder.rpartition("/")[2] == FOLDER:
            found[name] = digest
    return found


def _runs(rows: Sequence[tuple[str, str]], names: Sequence[str], front: Path) -> list[Run]:
    """Return the pages in the order of the site: the cables, and what the front has."""
    number = {name: at for at, name in enumerate(names, 1)}
    done = dict.fromkeys(names, 0)
    runs = []
    for volume, group in groupby(rows, key=lambda row: row[1]):
        count = sum(1 for _ in group)
        runs.append(Run(number[volume], done[volume], count))
        done[volume] += count
    return [*runs, Run(0, 0, sum(data_of(front, "index")["parts"]))]


def _noted(note: Path, made: str, out: Path, program: str) -> tuple[list[str], bool]:
    """Return the files that stand, and whether this program made what was there."""
    with suppress(OSError, ValueError, TypeError):
        by, before, files = json.loads(note.read_text("utf-8"))
        if by == program and before == made and all((out / name).is_file() for name in files):
            return [str(name) for name in files], True
        return [], bool(by == program)
    return [], False
