"""The options of commands that work on volumes: how many processes, or which cluster."""

from __future__ import annotations

import functools
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager


@dataclass(frozen=True)
class ChosenEngine:
    """Where volumes are worked on, as the options say; ``jobs`` processes read the sources."""

    jobs: int
    scheduler: str | None
    #: Options of submitit, or none where Slurm is not asked for.
    slurm: tuple[str, ...] | None

    def of(self, work: Path) -> Callable[[], AbstractContextManager[Executor]]:
        """Return what opens the engine; ``work`` is the folder of the work on volumes.

        Raises ``click.UsageError`` for options that do not go together, or that cannot be read.
        """
        from cable_edition.volumes.engines import (  # noqa: PLC0415
            dask_scheduler,
            local_pool,
            slurm_cluster,
        )

        if self.scheduler and self.slurm is not None:
            raise click.UsageError("name one of --scheduler and --slurm")
        if self.scheduler:
            return partial(dask_scheduler, self.scheduler)
        if self.slurm is not None:
            options: dict[str, str | int] = {}
            for one in self.slurm:
                name, equals, value = one.partition("=")
                if not equals or not name:
                    raise click.UsageError(f"--slurm-option {one}: write it as NAME=VALUE")
                options[name] = int(value) if value.isdecimal() else value
            return partial(slurm_cluster, work / "slurm", options)
        return partial(local_pool, self.jobs)


def jobs_option(command: Any) -> Any:
    """Give a command ``--jobs``, a number of processes."""
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        default=os.cpu_count() or 1,
        show_default="the number of processors",
        help="How many processes work side by side.",
    )(command)


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of engines; it is called with ``engine``."""

    @functools.wraps(command)
    def run(
        *positional: Any,
        jobs: int,
        scheduler: str | None,
        slurm: bool,
        slurm_options: tuple[str, ...],
        **rest: Any,
    ) -> None:
        engine = ChosenEngine(jobs, scheduler, slurm_options if slurm else None)
        command(*positional, engine=engine, **rest)

    wrapped: Callable[..., None] = jobs_option(run)
    for option in (
        click.option(
            "--slurm-option",
            "slurm_options",
            multiple=True,
            metavar="NAME=VALUE",
            help="An option of submitit, such as slurm_partition=long or mem_gb=2; may be given "
            "more than once.",
        ),
        click.option("--slurm", is_flag=True, help="Work on a cluster of Slurm, by submitit."),
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="Work on the workers of a scheduler of dask at ADDRESS.",
        ),
    ):
        wrapped = option(wrapped)
    return wrapped
