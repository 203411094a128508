"""``cable-edition volumes``: a large edition in volumes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._engines import ChosenEngine, engine_options, jobs_option
from cable_edition.cli._format import format_option, problem_item, tell_json
from cable_edition.cli._release_options import release_options
from cable_edition.cli._release_told import tell_release
from cable_edition.cli._volumes_told import Telling, plan_items, show_plan, tell_site
from cable_edition.core.myst.escape import visible
from cable_edition.core.nouns import number_of
from cable_edition.core.releases.declared import RELEASES, Release
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.volumes.work import Surveyed


@click.group()
def volumes() -> None:
    """Divide a large edition into volumes.

    An edition of more than some ten thousand cables is made in volumes, each a build of its own. To
    a reader it is one edition: the address of a cable does not tell its volume.
    """


@volumes.command()
@format_option("each volume")
@jobs_option
@edition_options(registers=False, sources=False, needed=False, writes=True)
def plan(edition: ChosenEdition, *, as_json: bool, jobs: int) -> None:
    """Show the volumes of the edition, and write their plan into volumes.lock.

    The table [volumes] of edition.toml says what divides the cables (year, post or dates), how
    large a volume may grow, and which folders and dumps hold cables besides the folder of sources.
    The plan is kept: cables that are added fill the volumes, and one that grows too large is split;
    nothing else ever changes in it. Sources that have not changed are not read again. Exit status 2
    if a source is not what was recorded, or the plan cannot be read.
    """
    surveyed = _surveyed(edition, jobs)
    if as_json:
        for item in plan_items(surveyed):
            tell_json(item)
        return
    show_plan(surveyed)


def _surveyed(edition: ChosenEdition, jobs: int) -> Surveyed:
    from cable_edition.cli._progress import counted  # noqa: PLC0415
    from cable_edition.volumes.engines import local_pool  # noqa: PLC0415
    from cable_edition.volumes.plan import PlanError  # noqa: PLC0415
    from cable_edition.volumes.work import survey_edition  # noqa: PLC0415

    try:
        with counted("reading") as progress, local_pool(jobs) as pool:
            surveyed = survey_edition(edition.file, pool, jobs, progress)
    except PlanError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    status = tell_errors(surveyed.problems)
    if status == 2:
        sys.exit(status)
    return surveyed


@volumes.command()
@format_option("each step of a volume, and for the site")
@engine_options
@edition_options(registers=False, sources=False, needed=False, writes=True)
def build(
    edition: ChosenEdition,
    *,
    as_json: bool,
    engine: ChosenEngine,
) -> None:
    """Build every volume that does not stand yet, and the site of all.

    Each volume is built in a process of its own, on this machine, or on others that have its folder
    and this program. A run that was stopped, or that failed at a volume, is taken up by the next
    one; what stands is not built again. A volume with a fault is told of and the others are built;
    the site stays as it was then. Exit status 1 if a volume was built with warnings, 2 if one was
    not built, or nothing could be.
    """
    from cable_edition.volumes.building import Building  # noqa: PLC0415
    from cable_edition.volumes.engines import EngineError  # noqa: PLC0415
    from cable_edition.volumes.plan import PlanError  # noqa: PLC0415
    from cable_edition.volumes.site import SiteError  # noqa: PLC0415
    from cable_edition.volumes.work import work_folder  # noqa: PLC0415

    opened = engine.of(work_folder(edition.file))
    surveyed = _surveyed(edition, engine.jobs)
    with Telling(as_json=as_json) as telling:
        try:
            built = Building(edition.file, opened, engine.jobs, telling.result).build(surveyed)
        except (PlanError, EngineError, SiteError) as error:
            click.echo(str(error), err=True)
            sys.exit(2)
    tell_site(built, as_json=as_json)
    results = [*built.digests.values(), *built.builds.values()]
    sys.exit(max((one.status for one in results), default=0))


@volumes.command()
@click.argument("output", required=False, type=click.Path(exists=True, path_type=Path))
@format_option("each difference, and one at the end")
@engine_options
@edition_options(registers=False, sources=False, needed=False)
def verify(
    output: Path | None,
    edition: ChosenEdition,
    *,
    as_json: bool,
    engine: ChosenEngine,
) -> None:
    """Prove that the site of all volumes holds the edition and nothing else.

    The sources are read anew, volume by volume, and the site is compared with them as
    `cable-edition verify` compares one of one build: pages, lists, registers, pictures, links,
    search, data. OUTPUT is another folder than docs/_build/site, a folder of data or an archive.
    Exit status 1 if anything differs, 2 if something stops the edition.
    """
    from cable_edition.core.proof.output_kind import kind_of  # noqa: PLC0415
    from cable_edition.volumes.proving import site_of, verify_volumes  # noqa: PLC0415
    from cable_edition.volumes.work import work_folder  # noqa: PLC0415

    opened = engine.of(work_folder(edition.file))
    output = output or _built(site_of(edition.file))
    with _stopping(), Telling(as_json=as_json, steps=False) as telling:
        checked, problems = verify_volumes(
            output, edition.file, opened, engine.jobs, telling.read, telling.result
        )
    kind = kind_of(output)
    status = 2 if any(one.fatal for one in problems) else int(bool(problems))
    for problem in problems:
        if as_json:
            tell_json(problem_item(problem))
        else:
            click.echo(problem.located(), err=True)
    if as_json:
        what = kind.value if kind else None
        told = {"output": str(output), "kind": what, "cables": checked}
        tell_json({**told, "differences": len(problems)})
    elif problems:
        found, cables = number_of(len(problems), "difference"), number_of(checked, "cable")
        click.echo(f"{found} in {cables}.", err=True)
    else:
        agreed = number_of(checked, "cable agrees", "cables agree")
        where = f", {kind.agreement}" if kind else ""
        click.echo(f"{agreed} with the source{where}.")
    sys.exit(status)


@volumes.command()
@click.argument("version")
@release_options
@format_option("each cable that changed, and the release")
@engine_options
@edition_options(registers=False, sources=False, needed=False, writes=True)
def release(
    version: str,
    edition: ChosenEdition,
    *,
    day: str,
    note: str,
    address: str,
    as_json: bool,
    engine: ChosenEngine,
) -> None:
    """Issue the anchors of all volumes as one release, VERSION.

    Reads all sources anew, writes anchors.lock, with a shard for each volume beside it, and adds
    the release to releases.yaml. From then on a build fails if an issued anchor is lost or stands
    on other words. Nothing is written while the edition has errors, or a source without a recorded
    checksum. Exit status 1 then, or if VERSION is not higher than the last one or its date before
    that one's, and 2 if something stops the edition.
    """
    from cable_edition.core.releases.issue import ReleaseError  # noqa: PLC0415
    from cable_edition.volumes.releasing import release_volumes  # noqa: PLC0415
    from cable_edition.volumes.work import work_folder  # noqa: PLC0415

    opened = engine.of(work_folder(edition.file))
    entry = Release(version, day, note, address=address)
    with _stopping(), Telling(as_json=as_json, steps=False) as telling:
        try:
            lock, changes, same, problems = release_volumes(
                entry, edition.file, opened, engine.jobs, telling.read, telling.result
            )
        except ReleaseError as error:
            click.echo(f"{version} was not released: {error}.", err=True)
            sys.exit(1)
    if lock is None:
        status = tell_errors(problems)
        click.echo(f"{version} was not released: mend the errors above first.", err=True)
        sys.exit(max(status, 1))
    # Of so many cables those that are new are counted alone.
    told = changes if as_json else [one for one in changes if one.change != "new"]
    tell_release(entry, edition.file.sources / RELEASES, lock, told, same, as_json=as_json)


@volumes.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@format_option("each fault, and one at the end")
@engine_options
@edition_options(registers=False, sources=False, needed=False)
def leaks(
    folder: Path | None,
    edition: ChosenEdition,
    *,
    as_json: bool,
    engine: ChosenEngine,
) -> None:
    """Search every file in FOLDER for words that the sidecars of any volume withhold.

    FOLDER is the site of all volumes if it is not named. Exit status 2 if something is found; the
    words themselves are not shown.
    """
    from cable_edition.volumes.proving import search_volumes, site_of  # noqa: PLC0415
    from cable_edition.volumes.work import work_folder  # noqa: PLC0415

    opened = engine.of(work_folder(edition.file))
    folder = folder or _built(site_of(edition.file))
    with _stopping(), Telling(as_json=as_json, steps=False) as telling:
        redacted, problems = search_volumes(folder, edition.file, opened, engine.jobs, telling.read)
    status = tell_errors(problems)
    if as_json:
        leaking = sum(one.code == "withheld-survives" for one in problems)
        tell_json({"folder": str(folder), "redacted_cables": redacted, "leaks": leaking})
    elif not status:
        cables = number_of(redacted, "redacted cable withholds", "redacted cables withhold")
        click.echo(f"nothing that {cables} is in {folder}")
    sys.exit(status)


def _built(site: Path) -> Path:
    if not site.is_dir():
        click.echo(f"there is no {shown_path(site)}; run cable-edition volumes build", err=True)
        sys.exit(2)
    return site


@contextmanager
def _stopping() -> Iterator[None]:
    """End with a line for what stops all volumes, and with their own lines for some that failed."""
    from cable_edition.volumes.engines import EngineError  # noqa: PLC0415
    from cable_edition.volumes.plan import PlanError  # noqa: PLC0415
    from cable_edition.volumes.proving import UnreadVolumesError  # noqa: PLC0415

    try:
        yield
    except (PlanError, EngineError) as error:
        click.echo(str(error), err=True)
    except UnreadVolumesError as error:
        for name, said in sorted(error.failed.items()):
            click.echo(f"{name} cannot be read", err=True)
            for line in said:
                click.echo(f"  {visible(line)}", err=True)
    else:
        return
    sys.exit(2)
