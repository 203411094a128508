"""The proof of a site in volumes: it is compared with the sources as a site of one build is.

The sources are surveyed, divided and read anew, each volume in a process of its own, into a folder
that is taken away at the end; nothing that a build left is believed. The cables of all volumes
together are the edition that the site must have, and whoever checks the site does not know that
there are volumes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cable_edition.core.edition.assemble import whole_edition
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.leaks import search_folder
from cable_edition.core.proof.verify import verify_against
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.core.settings.model import OFF
from cable_edition.volumes.building import CATALOGUE, SITE, Building, Built, Tell
from cable_edition.volumes.catalogue import Catalogue
from cable_edition.volumes.dealing import FRONT
from cable_edition.volumes.digest import errors_of
from cable_edition.volumes.engines import Engine
from cable_edition.volumes.looking import Progress
from cable_edition.volumes.task import DIGEST
from cable_edition.volumes.work import Surveyed, survey_edition, work_folder

_PROOF = "volumes-anew-"


class UnreadVolumesError(Exception):
    """Volumes that cannot be read; ``failed`` has what was said of each."""

    def __init__(self, failed: dict[str, tuple[str, ...]]) -> None:
        super().__init__(", ".join(sorted(failed)))
        self.failed = failed


@dataclass(frozen=True)
class Anew:
    """An edition in volumes, read anew: its cables are there while the folder is."""

    edition: Edition
    surveyed: Surveyed
    problems: tuple[Problem, ...]
    """The errors of its files."""
    volumes: tuple[tuple[str, str], ...]
    """Each cable with its volume."""


@contextmanager
def read_volumes_anew(
    file: EditionFile, engine: Engine, width: int, progress: Progress, tell: Tell
) -> Iterator[Anew]:
    """Give the edition of all volumes, read from the sources.

    Raises :class:`UnreadVolumesError`, and as
    :meth:`~cable_edition.volumes.building.Building.build` does.
    """
    with _surveyed_anew(file, engine, width, progress) as (work, surveyed):
        built = Built(surveyed)
        building = Building(file, engine, width, tell, work)
        building.read(built)
        if failed := built.failed():
            raise UnreadVolumesError({name: one.said for name, one in failed.items()})
        edition = whole_edition(
            work / CATALOGUE, file.sources, file.registers, building.folder_of(FRONT)
        )
        errors = (one for name in built.digests for one in errors_of(work / name / DIGEST))
        own = (one for one in edition.problems if one.is_error)
        problems = dict.fromkeys(
            (*(one for one in surveyed.problems if one.is_error), *errors, *own)
        )
        with Catalogue(work / CATALOGUE, file.settings.limits.entries_per_page) as catalogue:
            volumes = tuple(catalogue.volumes_of_cables())
        yield Anew(edition, surveyed, tuple(problems), volumes)


@contextmanager
def _surveyed_anew(
    file: EditionFile, engine: Engine, width: int, progress: Progress
) -> Iterator[tuple[Path, Surveyed]]:
    beside = work_folder(file).parent
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=_PROOF, dir=beside) as folder:
        work = Path(folder)
        with engine() as executor:
            surveyed = survey_edition(file, executor, width, progress, work)
        yield work, surveyed


def site_of(file: EditionFile) -> Path:
    """Return where the site of an edition in volumes stands."""
    return work_folder(file).parent / SITE


def verify_volumes(
    site: Path, file: EditionFile, engine: Engine, width: int, progress: Progress, tell: Tell
) -> tuple[int, list[Problem]]:
    """Prove the site of an edition in volumes against its sources, sidecars and registers.

    Returns as :func:`~cable_edition.core.proof.verify.verify_output` does; raises as
    :func:`read_volumes_anew` does.
    """
    with read_volumes_anew(file, engine, width, progress, tell) as anew:
        # The pages that check quotations and tell changes are left out of a site in volumes.
        settings = replace(
            file.settings,
            site=replace(file.settings.site, quotations=OFF),
            folders=replace(file.settings.folders, archives=""),
        )
        against = Against(anew.edition, replace(file, settings=settings), file.sources)
        problems = [*anew.problems, *verify_against(site, against)]
        return len(anew.edition.cables), problems


def search_volumes(
    folder: Path, file: EditionFile, engine: Engine, width: int, progress: Progress
) -> tuple[int, list[Problem]]:
    """Search a folder for what any cable of an edition in volumes withholds.

    Returns how many cables withhold words, and the problems: those of reading them, and of
    :func:`~cable_edition.core.proof.leaks.search_folder`.
    """
    nothing: Callable[..., object] = lambda *_: None  # noqa: E731
    with _surveyed_anew(file, engine, width, progress) as (work, surveyed):
        building = Building(file, engine, width, nothing, work)
        building.deal(surveyed, only=FRONT)
        # The sources of all cables that withhold words are dealt to each volume.
        found = read_cables(building.folder_of(FRONT))
        redacted = tuple(found.redacted.values())
        return len(redacted), [*found.problems, *search_folder(folder, redacted)]
