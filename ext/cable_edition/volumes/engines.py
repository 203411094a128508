"""The engines that run tasks: processes of this machine, or a cluster that Python can speak to.

All of them give futures of ``concurrent.futures``; there is no scheduler here. What a lost worker
was about is handed out again by the engines that know how, and by :func:`run_all` for the pool.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast

from cable_edition.volumes.task import Result, Task, run_volume

#: So often a task is handed out again after a worker was lost.
TRIES = 3
#: Opens an executor; how many tasks it works on at once does not matter to it.
Engine = Callable[[], AbstractContextManager[Executor]]


def _end_with_driver(driver: int) -> None:
    """Have a worker end when the driver does; Python's own workers would wait for ever."""

    def watch() -> None:
        while os.getppid() == driver:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def local_pool(jobs: int) -> Iterator[Executor]:
    """Give a pool of processes of this machine."""
    # A process with threads is not forked safely, and a bar of progress is a thread.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_end_with_driver, initargs=(os.getpid(),)
    ) as pool:
        yield pool


def run_all(
    engine: Engine, tasks: Sequence[Task], tell: Callable[[Result], object]
) -> dict[str, Result]:
    """Run tasks and return what came of each volume; ``tell`` hears of each as it is done.

    A task whose worker is lost is handed out again, with all that the loss took along; one that is
    lost :data:`TRIES` times has failed.
    """
    results: dict[str, Result] = {}
    tries = dict.fromkeys((one.name for one in tasks), 0)
    while left := [one for one in tasks if one.name not in results]:
        with engine() as executor:
            futures = {executor.submit(run_volume, one): one for one in left}
            for future in as_completed(futures):
                one = futures[future]
                try:
                    result = future.result()
                except Exception as error:  # noqa: BLE001 - engines have errors of their own
                    tries[one.name] += 1
                    if tries[one.name] < TRIES:
                        continue
                    result = Result(one.name, one.step, 2, (_lost(error),))
                results[one.name] = result
                tell(result)
    return results


def _lost(error: Exception) -> str:
    if isinstance(error, BrokenExecutor):
        return "a worker was lost, again and again; is there memory for so many at once?"
    return f"the worker failed: {type(error).__name__}: {error}"


class EngineError(Exception):
    """An engine that cannot be used; the text says why and what to do."""


@contextmanager
def dask_scheduler(address: str) -> Iterator[Executor]:
    """Give the workers of a scheduler of dask, whose tasks are handed out again by itself.

    Raises :class:`EngineError` where the package is missing or nobody answers.
    """
    try:
        import distributed  # noqa: PLC0415
    except ImportError:
        raise EngineError(_missing("distributed", "--scheduler")) from None
    try:
        client: Any = cast("Any", distributed).Client(address, timeout=20)
    except (OSError, ValueError, TimeoutError) as error:
        raise EngineError(f"--scheduler: nobody answers at {address} ({error})") from None
    with client:
        yield client.get_executor(pure=False, retries=TRIES)


@contextmanager
def slurm_cluster(
    folder: Path, options: Mapping[str, str | int] | None = None, cluster: str = "slurm"
) -> Iterator[Executor]:
    """Give the nodes of Slurm, through submitit; it keeps scripts and logs in ``folder``.

    ``options`` are those of submitit (``slurm_partition``, ``timeout_min``); ``cluster`` is
    ``local`` in tests. Raises :class:`EngineError` where the package is missing, or Slurm is.
    """
    try:
        import submitit  # noqa: PLC0415
    except ImportError:
        raise EngineError(_missing("submitit", "--slurm")) from None
    try:
        executor = submitit.AutoExecutor(folder=folder, cluster=cluster)
        executor.update_parameters(**{"timeout_min": 120, "cpus_per_task": 1, **(options or {})})
    except (RuntimeError, NameError, TypeError, AssertionError) as error:
        raise EngineError(f"--slurm: {error}") from None
    with Submitted(executor) as submitted:
        yield submitted


def _missing(package: str, option: str) -> str:
    how = "pip install 'cable-edition[volumes]'"
    return f"{option} needs the package {package}; install it with: {how}"


class Submitted(Executor):
    """The jobs of submitit as futures of Python's: one thread asks for all of them."""

    def __init__(self, executor: Any, pause: float = 0.5) -> None:
        self._executor = executor
        self._pause = pause
        self._jobs: dict[Future[Any], Any] = {}
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a job in."""
        future: Future[Any] = Future()
        job = self._executor.submit(fn, *args, **kwargs)
        future.set_running_or_notify_cancel()
        with self._lock:
            self._jobs[future] = job
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for the jobs, or take those back that have not ended."""
        if cancel_futures or not wait:
            for job in self._jobs.values():
                job.cancel()
        while wait and self._jobs:
            time.sleep(self._pause)
        self._ends.set()

    def _ask(self) -> None:
        while not self._ends.wait(self._pause):
            with self._lock:
                ended = [(future, job) for future, job in self._jobs.items() if job.done()]
            for future, job in ended:
                try:
                    future.set_result(job.result())
                except Exception as error:  # noqa: BLE001 - whatever the job raised is the future's
                    future.set_exception(error)
                with self._lock:
                    del self._jobs[future]
