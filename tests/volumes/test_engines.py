"""Volumes built by other engines than processes of this machine: the same site, byte for byte."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from cable_edition.core.settings.edition_file import load_file
from cable_edition.volumes.building import Building, Built
from cable_edition.volumes.engines import dask_scheduler, local_pool, slurm_cluster
from cable_edition.volumes.work import survey_edition
from tests.volumes.editions import build, bytes_of, environment, site, write_edition

pytestmark = pytest.mark.outputs


def built_by(root: Path, engine: object) -> Built:
    file, _ = load_file(root / "edition.toml")
    with local_pool(1) as pool:
        surveyed = survey_edition(file, pool, 1, lambda _done, _all: None)
    building = Building(file, engine, 2, lambda _one, _done, _all: None)  # type: ignore[arg-type]
    return building.build(surveyed)


@pytest.fixture(scope="module")
def two_volumes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_edition(tmp_path_factory.mktemp("two") / "edition", cables=4)
    assert build(root, "--jobs", "1").returncode == 0
    return root


def test_workers_of_a_dask_scheduler(
    two_volumes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    root = write_edition(tmp_path, cables=4)
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        done = build(root, "--scheduler", cluster.scheduler_address)
        assert done.returncode == 0, done.stdout + done.stderr
        again = built_by(root, partial(dask_scheduler, cluster.scheduler_address))
        assert not any(one.is_new for one in again.builds.values())
    assert bytes_of(site(root)) == bytes_of(site(two_volumes))


def test_jobs_of_submitit(
    two_volumes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("submitit")
    root = write_edition(tmp_path / "edition", cables=4)
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    built = built_by(root, partial(slurm_cluster, tmp_path / "jobs", {}, "local"))
    assert built.failed() == {}
    assert bytes_of(site(root)) == bytes_of(site(two_volumes))


def test_an_engine_that_is_not_there_is_told_of_in_a_line(tmp_path: Path) -> None:
    root = write_edition(tmp_path, cables=1)
    done = build(root, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("--scheduler: nobody answers")
    assert "Traceback" not in done.stderr
