"""``cable-edition archive``: the edition as a package for libraries."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import (
    ChosenEdition,
    built,
    built_site,
    edition_options,
    output_folder,
    tell_errors,
)
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.problems import Problem
from cable_edition.core.unfinished import is_unfinished
from cable_edition.core.whole_file import written_into

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KINDS = ("pdf", "epub")


def _kinds(ctx: click.Context, param: click.Parameter, value: str | None) -> list[str] | None:
    """Return the kinds of book that are named: ``"pdf, epub"`` as ``["pdf", "epub"]``."""
    if value is None:
        return None
    kinds = re.findall(r"[^\s,]+", value)
    if unknown := [kind for kind in kinds if kind not in _KINDS]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(_KINDS)}", ctx, param)
    return kinds


def _books_beside(site: Path, kinds: Iterable[str]) -> list[Path]:
    """Return the books of these kinds that were built beside the site, in a fixed order."""
    return [
        book
        for kind in kinds
        for book in sorted((site.parent / kind).glob(f"*.{kind}"))
        if book.is_file()
    ]


def _refuse_unfinished(*folders: Path) -> None:
    """End the run where a folder is not whole: a build of it runs, was killed, or failed."""
    for folder in folders:
        if is_unfinished(folder):
            message = f"{folder} was left unfinished, or is being written; build it again"
            click.echo(f"no archive was made: {message}", err=True)
            sys.exit(1)


@click.command()
@click.option("--site", type=_FOLDER, help="The site. Default: _build/html beside the chapters.")
@click.option("--data", type=_FOLDER, help="The data. Default: _build/data beside the chapters.")
@click.option(
    "--books",
    "kinds",
    callback=_kinds,
    help="Which of the books built beside the site to pack: 'pdf', 'epub', both, or '' for none."
    "  [default: all, unless --book names some]",
)
@click.option("--book", "books", type=_FILE, multiple=True, help="A PDF or EPUB; may be repeated.")
@click.option(
    "--sign",
    "key",
    type=_FILE,
    envvar="CABLE_EDITION_SIGN",
    help="A key of OpenSSH, with which the list of SWHIDs is signed. Default: CABLE_EDITION_SIGN, "
    "or no signature.",
)
@format_option("each fault, and one at the end")
@edition_options(writes=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to. Default: _build/archive beside the chapters.",
)
def archive(
    site: Path | None,
    data: Path | None,
    kinds: list[str] | None,
    books: tuple[Path, ...],
    key: Path | None,
    edition: ChosenEdition,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Put the built edition into a BagIt bag with its description, and zip the bag.

    The bag holds the site, the data files, the books, the published witnesses and a description
    (RO-Crate), each file with its checksums, and is validated. swhids.txt beside them names each
    file and folder as git does, so that one line, which can be signed, stands for all. The same
    edition gives the same bytes: dates are SOURCE_DATE_EPOCH, or the day of the release. There is
    no zip, and the exit status is 1, if a register or sidecar has an error, and 2 if something
    stops the edition, such as words in the bag that a sidecar withholds.
    """
    import bagit  # noqa: PLC0415

    from cable_edition.core.proof.leaks import search_folder  # noqa: PLC0415
    from cable_edition.exports.archive.bag import Contents, bag_name, make_bag, remove_parts  # noqa: PLC0415
    from cable_edition.exports.archive.timestamp import archive_timestamp  # noqa: PLC0415
    from cable_edition.exports.archive.zipped import write_zip  # noqa: PLC0415
    from cable_edition.exports.info import check_citation, info_of  # noqa: PLC0415

    site = site or built_site(edition)
    data = data or built(edition, "data", "data")
    out = out or output_folder(edition, "archive")
    _refuse_unfinished(site, data)
    assembled = edition.assembled()
    if status := tell_errors(assembled.problems, assembled.redacted.values()):
        sys.exit(status)
    if kinds is None:
        kinds = [] if books else list(_KINDS)
    packed = [*books, *_books_beside(site, kinds)]
    root = edition.file.root if edition.file.path else edition.sources.resolve().parent
    info = info_of(edition.file).of_releases(assembled.releases.declared)
    if status := tell_errors(check_citation(root / "CITATION.cff", info)):
        sys.exit(status)
    names = ("LICENSE", "NOTICE", "CITATION.cff", "CHANGELOG.md")
    files = [root / name for name in names if (root / name).is_file()]
    bag = out / bag_name(info)
    leaks: list[Problem] = []

    def is_clear(part: Path) -> bool:
        found = search_folder(part, tuple(assembled.redacted.values()))
        leaks.extend(replace(one, path=one.path.replace(str(part), str(bag), 1)) for one in found)
        return not leaks

    try:
        timestamp = archive_timestamp(os.environ, info.released)
        with written_into(out):
            remove_parts(out, info)
            parts = Contents(site, data, packed, files)
            made = make_bag(bag, parts, assembled, info, timestamp, key, is_clear)
    except (FileExistsError, ValueError, bagit.BagError) as error:
        click.echo(f"no archive was made: {error}", err=True)
        sys.exit(1)
    if not made:
        # What is withheld stays nowhere: neither in a bag that nobody asked to keep, nor in the
        # zip of a bag that was made before.
        (out / f"{bag.name}.zip").unlink(missing_ok=True)
        sys.exit(tell_errors(leaks))
    zipped = out / f"{bag.name}.zip"
    with written_into(zipped):
        write_zip(bag, zipped, timestamp)
    if as_json:
        tell_json(
            {
                "archive": str(zipped),
                "bag": str(bag),
                "books": [book.name for book in packed],
                "signed": bool(key),
            }
        )
    else:
        click.echo(f"The archive is {zipped}; its bag, {bag}, is valid.")
