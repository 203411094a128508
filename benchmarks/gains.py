"""What a change of the parser wins and loses on a folder of cables, field by field.

``python benchmarks/gains.py REVISION FOLDER`` reads every file of the folder twice, with the
program of the revision and with that of the working tree, and compares the records. For each field
it prints in how many cables it is filled before and after, how many values were gained (not there
before), lost (there no more) and changed, and some of each. ``--all`` prints all of them, ``--json
FILE`` writes them. A change is good when what it loses was wrong: the list is there to be read.

Values of lists whose items have anchors (paragraphs, headings, closing lines) are compared anchor
by anchor, those of other lists as sets with repetition. A file that is read as another number of
cables is told first, and its cables are compared in their order.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from revisions import ROOT, UnknownRevisionError, program_of, run_code

Record = Mapping[str, Any]
#: Reads the files that a list names, and writes one JSON object for each. It uses the command, for
#: the modules behind it have other names in other revisions.
_READ = """
import contextlib, io, json, sys
from cable_edition.cli import main
for name in json.loads(open(sys.argv[1], encoding="utf-8").read()):
    out, status = io.StringIO(), 0
    try:
        with contextlib.redirect_stdout(out):
            main(["parse", name], standalone_mode=False)
    except SystemExit as end:
        status = end.code
    except Exception as error:
        status = f"{type(error).__name__}: {error}"
    lines = [line for line in out.getvalue().split("\\n") if line]
    print(json.dumps({"file": name, "status": status, "records": [json.loads(l) for l in lines]}))
"""
#: Said of the file, not read from its words: a name, checksums, where things stand.
_IGNORED = frozenset({"source"})
_MISSING = (None, "", [], {})


@dataclass
class Change:
    """One value of one field of one cable; ``before`` or ``after`` is ``None`` where it is not."""

    cable: str
    before: Any
    after: Any


@dataclass
class Field:
    """What happened to a field in all cables: how many have it, and each change by its kind."""

    before: int = 0
    after: int = 0
    gained: list[Change] = field(default_factory=list)
    lost: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)


def values_of(record: Record) -> dict[str, list[tuple[str, Any]]]:
    """Return the values of a record: field -> pairs of a place and what is there.

    A field within another is ``outer.inner``. The place is an anchor where the item has one, else
    empty: such values have no order of their own. What is empty is left out.
    """
    found: dict[str, list[tuple[str, Any]]] = {}
    for name, value in record.items():
        if name not in _IGNORED:
            for path, place, one in _walk(name, "", value):
                found.setdefault(path, []).append((place, one))
    return found


def _walk(path: str, place: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    if value in _MISSING:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "anchor":
                yield from _walk(f"{path}.{key}", place, inner)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and item.get("anchor"):
                yield from _walk(path, str(item["anchor"]), item)
            elif item not in _MISSING:
                # An item without an anchor is one value, for its parts belong together.
                yield path, place, item
    else:
        yield path, place, value


def compare(cable: str, old: Record, new: Record, fields: dict[str, Field]) -> None:
    """Add to ``fields`` what is other in the second record of a cable than in the first."""
    before, after = values_of(old), values_of(new)
    for name in {**before, **after}:
        one = fields.setdefault(name, Field())
        one.before += name in before
        one.after += name in after
        ours, theirs = _by_place(before.get(name, [])), _by_place(after.get(name, []))
        for place in {**ours, **theirs}:
            _compare_place(
                f"{cable} {place}".strip(), ours.get(place, []), theirs.get(place, []), one
            )


def _by_place(values: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for place, value in values:
        found.setdefault(place, []).append(value)
    return found


def _compare_place(cable: str, old: list[Any], new: list[Any], one: Field) -> None:
    lost, gained = _without(old, new), _without(new, old)
    if len(old) == len(new) == 1 and lost:
        one.changed.append(Change(cable, lost[0], gained[0]))
        return
    one.lost += [Change(cable, value, None) for value in lost]
    one.gained += [Change(cable, None, value) for value in gained]


def _without(values: list[Any], others: list[Any]) -> list[Any]:
    left = Counter(_text(value) for value in others)
    found = []
    for value in values:
        if left[_text(value)]:
            left[_text(value)] -= 1
        else:
            found.append(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_folder(tree: Path, folder: Path, names: list[str], work: Path) -> dict[str, Any]:
    """Return what the program of a tree reads from files below ``folder``: name -> its line."""
    listed = work / "files.json"
    listed.write_text(json.dumps(names), "utf-8")
    lines = run_code(tree, _READ, listed, cwd=folder).splitlines()
    return {one["file"]: one for one in map(json.loads, lines)}


def files_below(folder: Path) -> list[str]:
    """Return the files of a folder, hidden ones, checksums and sidecars left out, in order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.suffix not in {".yaml", ".yml"}
        and path.name != "SHA256SUMS"
    )


@dataclass
class Report:
    """The comparison of a folder: lines about whole files, and the fields by name."""

    cables: int
    files: list[str]
    fields: dict[str, Field]


def compare_folders(old: Mapping[str, Any], new: Mapping[str, Any]) -> Report:
    """Compare what two programs read from the same files."""
    report = Report(0, [], {})
    for name, one in old.items():
        other = new[name]
        counts = len(one["records"]), len(other["records"])
        if counts[0] != counts[1]:
            report.files.append(f"{name}: cables {counts[0]} before, {counts[1]} after")
        if one["status"] != other["status"]:
            report.files.append(f"{name}: status {one['status']} before, {other['status']} after")
        report.cables += max(counts)
        for number, (first, second) in enumerate(
            zip_longest(one["records"], other["records"], fillvalue={}), start=1
        ):
            cable = name if max(counts) == 1 else f"{name}#{number}"
            compare(cable, first, second, report.fields)
    return report


def lines_of(report: Report, examples: int) -> Iterator[str]:
    """Yield the report as lines of text, with so many examples of each kind in each field."""
    yield f"{report.cables} cables; fields with a change:"
    yield from report.files
    yield f"{'field':<28}{'before':>8}{'after':>8}{'gained':>8}{'lost':>8}{'changed':>9}"
    some = False
    for name, one in sorted(report.fields.items()):
        if not (one.gained or one.lost or one.changed):
            continue
        some = True
        yield (
            f"{name:<28}{one.before:>8}{one.after:>8}"
            f"{len(one.gained):>8}{len(one.lost):>8}{len(one.changed):>9}"
        )
        for sign, changes in (("+", one.gained), ("-", one.lost), ("~", one.changed)):
            for change in changes[:examples]:
                yield f"    {sign} {change.cable}: {_shown(change)}"
            if len(changes) > examples:
                yield f"    {sign} and {len(changes) - examples} more"
    if not some:
        yield "no field of any cable has changed"


def _shown(change: Change, width: int = 90) -> str:
    sides = [_text(side) for side in (change.before, change.after) if side is not None]
    if len(sides) == 2:
        # Long texts are shown from a little before the place where they part.
        first = next(
            (i for i, (a, b) in enumerate(zip(*sides, strict=False)) if a != b),
            min(map(len, sides)),
        )
        start = max(0, first - 20)
        sides = [("… " if start else "") + side[start:] for side in sides]
    return " => ".join(side if len(side) <= width else side[:width] + " …" for side in sides)


def _as_data(report: Report) -> dict[str, Any]:
    return {
        "cables": report.cables,
        "files": report.files,
        "fields": {
            name: {
                "before": one.before,
                "after": one.after,
                **{
                    kind: [vars(change) for change in getattr(one, kind)]
                    for kind in ("gained", "lost", "changed")
                },
            }
            for name, one in sorted(report.fields.items())
        },
    }


def report_of(revision: str, folder: Path, work: Path, repository: Path = ROOT) -> Report:
    """Compare the program of a revision with the working tree on a folder of cables."""
    names = files_below(folder)
    with program_of(revision, repository) as tree:
        old = read_folder(tree, folder, names, work)
    return compare_folders(old, read_folder(repository, folder, names, work))


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the report that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("revision", help="what git calls it: a tag, a branch, HEAD~3")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=int, default=3, help="of each kind in each field")
    parser.add_argument("--all", action="store_true", help="print every change")
    parser.add_argument("--json", type=Path, help="write every change to this file")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}")
    try:
        with tempfile.TemporaryDirectory() as work:
            report = report_of(options.revision, options.folder.resolve(), Path(work))
    except UnknownRevisionError as error:
        parser.error(str(error))
    for line in lines_of(report, sys.maxsize if options.all else options.examples):
        print(line)
    if options.json:
        text = json.dumps(_as_data(report), ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
