"""``cable-edition release``: issue the anchors and record the release."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options, tell_errors
from cable_edition.cli._format import asked_for_json, format_option, tell_json
from cable_edition.cli._release_options import release_options
from cable_edition.cli._release_told import tell_release
from cable_edition.core.edition.model import Edition
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import RELEASES, Release
from cable_edition.core.releases.issue import (
    ReleaseError,
    add_record,
    check_day,
    finish_release,
    next_lock,
    unchanged_since,
    write_release,
)
from cable_edition.core.releases.state import ReleaseState
from cable_edition.exports.archive.manifest import write_release_manifest
from cable_edition.exports.archive.swhids import NAME, SIGNATURE


@click.command()
@click.argument("version", required=False, default="")
@release_options
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="CABLE_EDITION_SIGN",
    help="A key of OpenSSH: swhids.txt beside the sources lists the SWHID of each source as "
    "published and of anchors.lock, and is signed. Default: CABLE_EDITION_SIGN, or no list.",
)
@click.option(
    "--add-record",
    "adding",
    is_flag=True,
    help="Add to VERSION, the newest release, the count and digest of its lock, which earlier "
    "versions of this program did not write. Nothing else changes.",
)
@click.option(
    "--compare",
    nargs=2,
    metavar="A B",
    help="Release nothing; tell what changed from A to B: archives, folders of data, releases "
    "whose archives are kept, tags or revisions of git, or now.",
)
@format_option("each cable that changed, and the release")
@edition_options(needed=False)
def release(
    version: str,
    day: str,
    note: str,
    address: str,
    key: Path | None,
    adding: bool,
    compare: tuple[str, str] | None,
    edition: ChosenEdition,
    *,
    as_json: bool,
) -> None:
    """Issue the anchors of all cables as release VERSION.

    cable-edition release 1.1.0 --note "Better copies of two cables."

    cable-edition release --compare 1.0.0 now

    Writes anchors.lock and adds the release to releases.yaml, both beside the sources. From then
    on a build fails if an issued anchor is lost or stands on other words. With --sign the sources
    are listed and signed too. Nothing is written while
    the edition has errors, or a source without a recorded checksum. Exit status 1 then, or if
    VERSION is not higher than the last one or its date before that one's, and 2 if something stops
    the edition. With --compare nothing is written, what changed is told by cable and place with the
    words on both sides, but for those that are withheld, and the exit status is 2 if A or B cannot
    be found or read.
    """
    if (compare is None) == (not version):
        raise click.UsageError("name a VERSION to release, or two to --compare")
    if compare is not None:
        from cable_edition.cli._comparing import tell_changes  # noqa: PLC0415

        tell_changes(edition, *compare, as_json=as_json)
        return
    edition.existing_sources()
    with alone(edition, "release"):
        entry = Release(version, day, note, address=address)
        _issue(entry, edition, key, adding=adding, as_json=as_json)


def _issue(
    entry: Release, edition: ChosenEdition, key: Path | None, *, adding: bool, as_json: bool
) -> None:
    version, day = entry.version, entry.date
    finished = finish_release(edition.sources)
    if finished == version and not adding:
        if as_json:
            tell_json({"released": version, "finished": True})
        else:
            click.echo(f"released {version}: the run that was interrupted is finished")
        return
    assembled = edition.assembled()
    if status := tell_errors(assembled.problems, assembled.redacted.values()):
        if as_json:
            sys.exit(status)
        click.echo(f"{version} was not released: mend the errors above first.", err=True)
        sys.exit(status)
    state = assembled.releases
    try:
        _refuse(assembled.problems, state)
        if adding:
            _add_record(edition.sources, state, version)
            return
        check_day(state.declared, day)
        lock, changes = next_lock(
            state.lock,
            state.declared,
            assembled.standing_addresses,
            version,
            assembled.registers.lasting(),
        )
        _try(key, assembled, edition.sources)
        write_release(edition.sources, lock, replace(entry, cables=changes))
        _list_sources(assembled, edition.sources, key)
    except (ReleaseError, ValueError) as error:
        what = "no record was added" if adding else f"{version} was not released"
        click.echo(f"{what}: {error}.", err=True)
        sys.exit(1)
    same = unchanged_since(state.lock, lock, changes)
    tell_release(entry, edition.sources / RELEASES, lock, changes, same, as_json=as_json)


def _try(key: Path | None, assembled: Edition, sources: Path) -> None:
    """Sign once elsewhere, so that nothing is released with a key that does not sign."""
    if key is not None:
        with TemporaryDirectory() as folder:
            write_release_manifest(assembled, sources, Path(folder), key)


def _list_sources(assembled: Edition, sources: Path, key: Path | None) -> None:
    """Write the list and its signature; one of an earlier release does not stay as it was."""
    if key is None and not (sources / NAME).is_file():
        return
    (sources / SIGNATURE).unlink(missing_ok=True)
    write_release_manifest(assembled, sources, sources, key)


def _refuse(problems: Iterable[Problem], state: ReleaseState) -> None:
    if state.lock and state.lock.shards:
        raise ReleaseError("its lock has a shard a volume; run cable-edition volumes release")
    new = [Path(one.path).name for one in problems if one.code == "source-new"]
    if new:
        have = f" and {len(new) - 1} more have" if len(new) > 1 else " has"
        raise ReleaseError(f"{new[0]}{have} no recorded checksum; run cable-edition seal first")


def _add_record(folder: Path, state: ReleaseState, version: str) -> None:
    """Give the newest release the record of its lock."""
    newest = state.declared.newest
    if state.lock is None or newest is None or newest.version != version:
        raise ReleaseError(f"{version} is not the newest release")
    if newest.record:
        raise ReleaseError(f"{version} has one already")
    add_record(folder, state.lock, newest)
    if asked_for_json():
        tell_json({"released": version, "recorded": str(folder / RELEASES)})
    else:
        click.echo(f"release {version} has the record of its lock now, in {folder / RELEASES}")
