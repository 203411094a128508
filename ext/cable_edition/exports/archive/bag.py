"""The bag: a folder after BagIt (RFC 8493), made and checked with the tool of its authors."""

from __future__ import annotations

import datetime as dt
import logging
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import bagit

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings import UNRELEASED, short_name
from cable_edition.exports.archive.description import CRATE, PARTS, crate, readme
from cable_edition.exports.archive.profile import IDENTIFIER, profile
from cable_edition.exports.archive.profile import NAME as PROFILE
from cable_edition.exports.archive.swhids import NAME as SWHIDS
from cable_edition.exports.archive.swhids import sign, swhids
from cable_edition.exports.archive.witnesses import described_witnesses, write_witnesses
from cable_edition.exports.info import EditionInfo
from cable_edition.version import __version__

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_UNSAFE = re.compile(r"[%\r\n]")
_ALGORITHMS = ("sha256", "sha512")
#: What Sphinx keeps for itself in a built site.
_NOT_PAGES = shutil.ignore_patterns(".buildinfo*", ".doctrees", ".nojekyll", "*.part", "*.pickle")


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into the archive: built folders and files, and single files such as a licence."""

    site: Path
    data: Path
    books: Sequence[Path] = ()
    files: Sequence[Path] = ()


def bag_name(info: EditionInfo) -> str:
    """Return the name of a bag's folder: title and version (``cable-edition-1.0.0``)."""
    return f"{short_name(info.title)}-{info.version or UNRELEASED}"


def remove_parts(folder: Path, info: EditionInfo) -> None:
    """Remove what a run left in ``folder`` that was killed, whatever version it was of."""
    for path in sorted(folder.glob(f".{short_name(info.title)}-*.part")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def make_bag(
    folder: Path,
    contents: Contents,
    edition: Edition,
    info: EditionInfo,
    timestamp: dt.datetime,
    key: Path | None = None,
    is_clear: Callable[[Path], bool] = lambda _: True,
) -> bool:
    """Make the bag in ``folder``, which is made anew, and validate it.

    The new bag takes the place of an old one when it is whole and ``is_clear`` says that it may be
    kept; if not, neither stays, and ``False`` is returned. A run that is killed leaves one of them
    whole, or none. With ``key``, a key of OpenSSH, the list of SWHIDs is signed. Raises
    ``FileExistsError`` where ``folder`` is something else, ``bagit.BagError`` where the bag is not
    valid, and ``ValueError`` where the key does not sign or the name of a file cannot stand in a
    bag.
    """
    if folder.exists() and not (folder / "bagit.txt").is_file():
        raise FileExistsError(f"{folder} is there and is no bag; move it away")
    part, old = (folder.with_name(f".{folder.name}{end}.part") for end in ("", ".old"))
    for path in (part, old):
        shutil.rmtree(path, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        _fill_bag(part, contents, edition, info, timestamp, key)
        clear = is_clear(part)
        # In one step each: a folder that is removed file by file may be left as half a bag.
        if folder.exists():
            folder.replace(old)
        if clear:
            part.replace(folder)
    finally:
        for path in (part, old):
            shutil.rmtree(path, ignore_errors=True)
    return clear


def _fill_bag(
    folder: Path,
    contents: Contents,
    edition: Edition,
    info: EditionInfo,
    timestamp: dt.datetime,
    key: Path | None,
) -> None:
    _fill(folder, contents, edition, info, timestamp)
    logging.getLogger("bagit").setLevel(logging.ERROR)
    _check_names(folder)
    bag = bagit.make_bag(
        str(folder), _bag_info(info, timestamp), processes=1, checksums=list(_ALGORITHMS)
    )
    # The tool writes 0.97; of what RFC 8493 (1.0) asks beyond that, the bag has all.
    (folder / "bagit.txt").write_text(_DECLARATION, "utf-8", newline="\n")
    (folder / SWHIDS).write_text(swhids(folder / "data"), "utf-8", newline="\n")
    (folder / PROFILE).write_text(profile(), "utf-8", newline="\n")
    if key is not None:
        sign(folder / SWHIDS, key)
    bag.save(processes=1)
    # The tool lists the tag files in the order of the file system.
    for name in _ALGORITHMS:
        path = folder / f"tagmanifest-{name}.txt"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(sorted(lines, key=_named)), "utf-8", newline="\n")
    bagit.Bag(str(folder)).validate(processes=1)


def _check_names(folder: Path) -> None:
    """Raise ``ValueError`` for a name that programs write into a manifest in more than one way.

    By RFC 8493 (2.1.3) ``%`` and the ends of lines are encoded there; bagit.py reads no ``%25``.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if _UNSAFE.search(name):
            message = (
                f"{name!r}: a bag takes no `%` and no line end in the name of a file; rename it"
            )
            raise ValueError(message)


def _named(line: str) -> str:
    return line.split(maxsplit=1)[1]


def _fill(
    folder: Path, contents: Contents, edition: Edition, info: EditionInfo, timestamp: dt.datetime
) -> None:
    shutil.copytree(contents.site, folder / "site", ignore=_NOT_PAGES, copy_function=_copy)
    shutil.copytree(contents.data, folder / "data", ignore=_NOT_PAGES, copy_function=_copy)
    if contents.books:
        (folder / "books").mkdir()
        for book in contents.books:
            _copy(book, folder / "books" / book.name)
    write_witnesses(edition, folder / "sources")
    for path in contents.files:
        _copy(path, folder / path.name)
    count = len(edition.cables)
    folders = [name for name in PARTS if (folder / name).is_dir()]
    (folder / "README.txt").write_text(readme(info, count, folders), "utf-8", newline="\n")
    day = info.released or timestamp.date().isoformat()
    about = {f"sources/{name}": said for name, said in described_witnesses(edition).items()}
    description = crate(info, count, day, folder, about)
    (folder / CRATE).write_text(description, "utf-8", newline="\n")


def _copy(source: str | Path, target: str | Path) -> str | Path:
    """Copy the bytes of a file and nothing else of it."""
    return shutil.copyfile(source, target)


def _bag_info(info: EditionInfo, timestamp: dt.datetime) -> dict[str, str]:
    values = {
        "Bagging-Date": timestamp.date().isoformat(),
        "Bag-Software-Agent": f"Cable Edition {__version__}, bagit.py {bagit.VERSION}",
        "Source-Organization": info.publisher,
        "External-Description": info.abstract,
        "External-Identifier": info.doi_of() or f"{info.title} {info.version}".strip(),
        "Internal-Sender-Identifier": bag_name(info),
        "BagIt-Profile-Identifier": IDENTIFIER,
        # RFC 8493, 2.2.2, leaves further labels to those who make bags.
        "Edition-Version": info.version,
        "Edition-Date": info.released,
    }
    return {name: value for name, value in values.items() if value}
