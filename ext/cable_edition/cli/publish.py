"""``cable-edition publish``: the built site brought to where readers find it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, built_site, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.cli._named import NewFolder
from cable_edition.core.nouns import joined, number_of
from cable_edition.core.problems import Problem
from cable_edition.core.unfinished import is_unfinished

#: What a revision says if nothing else is said.
_MESSAGE = "Publish the edition"


@click.command()
@click.argument("folder", required=False, type=NewFolder(), metavar="[FOLDER]")
@click.option("--branch", help="Publish to this branch of git, and to no folder: gh-pages.")
@click.option(
    "--remote", default="origin", show_default=True, help="The repository that has the branch."
)
@click.option(
    "--message", default=_MESSAGE, show_default=True, help="What the revision on the branch says."
)
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="CABLE_EDITION_SIGN",
    help="A key of OpenSSH, with which the list of SWHIDs is signed. Default: CABLE_EDITION_SIGN, "
    "or no signature.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@format_option("each file that is added, changed or removed, and one at the end")
@edition_options(writes=True)
def publish(
    folder: Path | None,
    branch: str | None,
    remote: str,
    message: str,
    key: Path | None,
    edition: ChosenEdition,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the built site to FOLDER, or to a branch of git, so that it holds this site alone.

    cable-edition publish --dry-run --branch gh-pages

    cable-edition publish --branch gh-pages

    swhids.txt beside the pages names each file, each folder and each published source as git does,
    so that anyone can tell that they are those of the edition; with --sign it is signed.

    The site is verified first, and searched for words that are withheld. What the site no longer
    has is taken out; files that begin with a dot, and CNAME, stay. A place that holds something
    else than a site of an edition is refused. Nothing is ever pushed by force, and of the working
    tree nothing is touched. Exit status 1 if the site differs from the edition, or the place is
    refused, 2 if something stops the edition or there is no site.
    """
    if (folder is None) == (branch is None):
        raise click.UsageError("name a FOLDER or a --branch, and not both")
    from cable_edition.cli._publishing import (  # noqa: PLC0415
        DEEDS,
        BranchPlace,
        FolderPlace,
        PublishError,
        site_files,
    )
    from cable_edition.core.proof.leaks import search_folder  # noqa: PLC0415
    from cable_edition.exports.archive.manifest import write_manifest  # noqa: PLC0415

    site = built_site(edition)
    _prove(site, edition)
    try:
        with TemporaryDirectory() as made:
            assembled, sources = edition.assembled(), edition.sources
            more = write_manifest(site_files(site), assembled, sources, Path(made), key)
            _refuse(search_folder(Path(made), [*assembled.redacted.values()]))
            if folder is not None:
                apart = (edition.file.documents, edition.sources, edition.registers)
                to_folder = FolderPlace(site, folder, apart, more)
                steps, place = to_folder.steps, str(folder)
                if not dry_run:
                    place = to_folder.publish()
            else:
                to_branch = BranchPlace(site, edition.file.root, remote, branch or "", more)
                steps, place = to_branch.steps, f"the branch {branch} of {remote}"
                if steps and not dry_run:
                    place = to_branch.publish(message)
    except (PublishError, ValueError) as error:
        _stop(f"nothing was published: {error}", 1)
    for step in steps if dry_run or as_json else ():
        if as_json:
            tell_json({"deed": step.deed, "path": step.path, "done": not dry_run})
        else:
            click.echo(f"{step.deed} {step.path}")
    counts = Counter(step.deed for step in steps)
    if as_json:
        tell_json({"place": place, **{one: counts[one] for one in DEEDS}, "done": not dry_run})
        return
    said = joined([f"{number_of(counts[deed], 'file')} {deed}" for deed in DEEDS if counts[deed]])
    if not steps:
        click.echo(f"{place} has this site already")
    else:
        click.echo(f"{said} in {place}{'; nothing was written' if dry_run else ''}")


def _stop(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def _refuse(problems: list[Problem]) -> None:
    if status := tell_errors(problems):
        sys.exit(status)


def _prove(site: Path, edition: ChosenEdition) -> None:
    """End the run where the site is not that of the edition, or holds what is withheld."""
    from cable_edition.core.edition.source_folder import read_cables  # noqa: PLC0415
    from cable_edition.core.proof.leaks import search_folder  # noqa: PLC0415
    from cable_edition.core.proof.verify import verify_output  # noqa: PLC0415

    if is_unfinished(site):
        _stop(f"{site} was left unfinished, or is being written; build it again", 1)
    redacted = tuple(read_cables(edition.sources).redacted.values())
    problems = list(search_folder(site, redacted))
    for part in (site, site / "data"):
        if part.is_dir():
            problems += verify_output(part, edition.file, edition.sources, edition.registers)[1]
    told = list(dict.fromkeys(problems))
    tell_errors(told, redacted)
    if told:
        found = number_of(len(told), "fault")
        status = 2 if any(one.fatal for one in told) else 1
        _stop(f"nothing was published: {found}; mend what is told above, and build anew", status)
