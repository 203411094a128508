"""What the commands on volumes do first: survey the sources, and bring the plan up to date."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import check_checksums
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.sphinx_ext.fingerprint import libraries, this_program
from cable_edition.volumes.looking import Input, Progress, inputs_of, survey_inputs
from cable_edition.volumes.plan import PLAN, Plan, Volume, planned, read_plan, write_plan
from cable_edition.volumes.survey import Survey

#: The file of the survey, in the folder of all work.
SURVEY = "survey.sqlite"
#: The folder of all work on volumes, in that of what is built.
WORK = "volumes"


@dataclass(frozen=True)
class Surveyed:
    """The plan of an edition as it is now, and what was seen on the way."""

    plan: Plan
    path: Path
    """The file of the plan."""
    sizes: dict[str, tuple[int, str, str]]
    cables: int
    without_id: int
    problems: tuple[Problem, ...]
    is_new: bool
    """Whether the plan was written now: it is the first, or has new volumes."""
    inputs: tuple[Input, ...]
    """The sources, as they were found."""

    def rows(self) -> Iterator[tuple[Volume, int, str, str]]:
        """Yield each volume with its number of cables, and the first and the last date."""
        for one in self.plan.volumes:
            yield one, *self.sizes.get(one.name, (0, "", ""))


def work_folder(file: EditionFile) -> Path:
    """Return the folder in which an edition in volumes is made."""
    return file.documents / "_build" / WORK


def program() -> str:
    """Return what stands for this program and the libraries it reads with."""
    return repr((this_program(), libraries()))


def survey_edition(
    file: EditionFile,
    executor: Executor,
    width: int,
    progress: Progress,
    work: Path | None = None,
) -> Surveyed:
    """Survey the sources of an edition with an executor, and write the plan if it grew.

    ``work`` is the folder of the survey; in another than that of the edition all is surveyed anew,
    and no plan is written. A plan is not written where sources are not what was recorded of them.

    Problems: those of :func:`~cable_edition.volumes.looking.inputs_of` and of
    :func:`~cable_edition.core.reading.sources.check_checksums`. Raises
    :class:`~cable_edition.volumes.plan.PlanError`, and ``OSError`` where a file fails.
    """
    settings = file.settings.volumes
    path = file.root / PLAN
    before = read_plan(path)
    inputs, problems = inputs_of(file)
    with Survey((work or work_folder(file)) / SURVEY, program()) as survey:
        checksums = survey_inputs(inputs, survey, executor, width, progress)
        if file.sources.is_dir():
            here = f"{file.settings.folders.sources}/"
            own = {
                name.removeprefix(here): sha256
                for name, sha256 in checksums.items()
                if name.startswith(here)
            }
            problems += check_checksums(file.sources, own)
        survey.settle(settings.by)
        plan = planned(survey, settings.by, settings.at_most, before)
        stopped = any(problem.fatal for problem in problems)
        is_new = not stopped and work is None and write_plan(path, plan)
        return Surveyed(
            plan,
            path,
            survey.sizes(plan),
            survey.cables(),
            survey.without_id(),
            tuple(problems),
            is_new,
            tuple(inputs),
        )
