"""The plan of the volumes: written once, only ever split, and read from any form of dump."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cable_edition.cli import main
from cable_edition.volumes import looking
from cable_edition.volumes.plan import (
    DATED,
    Key,
    Plan,
    PlanError,
    Volume,
    group_of,
    planned,
    read_plan,
    write_plan,
)
from cable_edition.volumes.survey import Record, Source, Survey
from tests.sphinx.conftest import cable_text


class Listed:
    """Cables in a list, counted as a survey counts them, by other means."""

    def __init__(self, cables: dict[str, str]) -> None:
        self._cables = cables

    def _group(self, by: str, group: str) -> list[Key]:
        found = (Key(date, one) for one, date in self._cables.items())
        return sorted(key for key in found if group_of(by, key.cable, key.date) == group)

    def groups(self, by: str) -> Mapping[str, int]:
        names = {group_of(by, one, date) for one, date in self._cables.items()}
        return {name: len(self._group(by, name)) for name in names}

    def counts(self, by: str, group: str, starts: Sequence[Key]) -> list[int]:
        keys = self._group(by, group)
        places = [bisect_left(keys, start) for start in starts]
        return [to - at for at, to in zip(places, [*places[1:], len(keys)], strict=True)]

    def key_at(self, by: str, group: str, start: Key, place: int) -> Key:
        keys = self._group(by, group)
        return keys[bisect_left(keys, start) + place]


DATES = st.dates(
    min_value=dt.date(2004, 12, 25),
    max_value=dt.date(2005, 1, 8),
).map(str)
CABLES = st.dictionaries(
    st.builds("{}{}{}".format, st.sampled_from(["04", "05"]), st.sampled_from(["OTTAWA", "ROME"]),
              st.integers(1, 60)),
    st.one_of(st.just(""), st.just("2005"), DATES),
    max_size=40,
)  # fmt: skip


def members(plan: Plan, cables: Mapping[str, str]) -> dict[str, int]:
    counted = dict.fromkeys((one.name for one in plan.volumes), 0)
    for cable, date in cables.items():
        volume = plan.volume_of(cable, date)
        assert volume
        counted[volume.name] += 1
    return counted


#: A boundary that moves to the beginning of a day leaves more for the parts after it.
MOVED = {f"04OTTAWA{number}": "2005" for number in range(1, 10)} | {
    "05OTTAWA1": "",
    "05OTTAWA2": "2005",
}


@given(CABLES, CABLES, st.sampled_from(["year", "post", "dates"]), st.integers(1, 9))
@example({}, MOVED, "post", 5)
@settings(max_examples=120)
def test_a_plan_is_only_ever_split(
    first: dict[str, str], more: dict[str, str], by: str, at_most: int
) -> None:
    before = planned(Listed(first), by, at_most, None)
    assert all(count <= at_most for count in members(before, first).values())
    # A cable that is there keeps its date.
    after_all = more | first
    after = planned(Listed(after_all), by, at_most, before)
    assert {*before.volumes} <= {*after.volumes}
    assert all(count <= at_most for count in members(after, after_all).values())
    assert planned(Listed(after_all), by, at_most, after) == after
    names = [one.name.lower() for one in after.volumes]
    assert len(set(names)) == len(names)


@given(CABLES, st.sampled_from(["year", "post", "dates"]), st.integers(1, 9))
@settings(max_examples=40)
def test_a_survey_counts_as_a_list_does(cables: dict[str, str], by: str, at_most: int) -> None:
    path = Path(":memory:")
    with Survey(path, "p") as survey:
        survey.note(Source("x", "s", "whole", 0), [Record(0, *one) for one in cables.items()])
        survey.settle(by)
        plan = planned(survey, by, at_most, None)
        assert plan == planned(Listed(cables), by, at_most, None)
        sizes = {name: size[0] for name, size in survey.sizes(plan).items()}
        assert sizes == members(plan, cables)


def test_a_day_stays_together_where_there_is_room() -> None:
    days = {f"05OTTAWA{n}": f"2005-03-{n // 5 + 1:02}" for n in range(1, 25)}
    plan = planned(Listed(days), "dates", 16, None)
    assert [one.start for one in plan.volumes] == [Key("", ""), Key("2005-03-03", "")]
    assert plan.volumes[1].name == "2005-03-03"
    one_day = dict.fromkeys(days, "2005-03-01")
    plan = planned(Listed(one_day), "dates", 16, None)
    assert plan.volumes[1].start == Key("2005-03-01", "05OTTAWA20")
    assert plan.volumes[1].name == "2005-03-01-05OTTAWA20"


def test_a_cable_in_several_sources_counts_once_with_its_earliest_date(tmp_path: Path) -> None:
    with Survey(tmp_path / "s", "p") as survey:
        survey.note(Source("a", "1", "whole", 0), [Record(0, "05OTTAWA1", "")])
        survey.note(Source("b", "2", "whole", 0), [Record(0, "05OTTAWA1", "2005-02-03")])
        survey.note(Source("c", "3", "whole", 0), [Record(0, "05OTTAWA1", "2005-02-01")])
        survey.settle("dates")
        assert survey.groups("dates") == {DATED: 1}
        assert survey.key_at("dates", DATED, Key("", ""), 0) == Key("2005-02-01", "05OTTAWA1")
        survey.keep(["a"])
        survey.settle("year")
        assert survey.groups("year") == {"undated": 1}


def test_a_survey_of_another_program_or_that_is_broken_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Survey(path, "p") as survey:
        survey.note(Source("a", "1", "whole", 0), [])
    with Survey(path, "p") as survey:
        assert survey.knows("a", "1")
        assert not survey.knows("a", "2")
    with Survey(path, "q") as survey:
        assert not survey.knows("a", "1")
    path.write_bytes(b"no database at all" * 100)
    with Survey(path, "q") as survey:
        assert not survey.knows("a", "1")


NAMED = {"group": "a", "from": ["", ""]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read as a plan"),
        ('{"by": "year"}', "cannot be read as a plan"),
        ('{"by": "moon", "volumes": []}', "no plan by 'moon'"),
        ('{"by": "year", "volumes": [{"name": "../x", "group": "a", "from": ["", ""]}]}', "name"),
        ('{"by": "year", "volumes": [{"name": "a", "group": "a", "from": ["2005", ""]}]}', "first"),
        ('{"by": "year", "volumes": [{"name": "a", "group": "a", "from": ["", "x/y"]}]}', "begins"),
        (
            json.dumps({"by": "year", "volumes": [NAMED | {"name": name} for name in "aA"]}),
            "two volumes",
        ),
    ],
)
def test_a_plan_that_was_changed_by_hand_is_told_of(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "volumes.lock"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanError, match=said):
        read_plan(path)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "volumes.lock"
    plan = Plan("post", (Volume("rome", "rome"), Volume("rome-2005", "rome", Key("2005", ""))))
    assert read_plan(path) is None
    assert write_plan(path, plan)
    assert not write_plan(path, plan)
    assert read_plan(path) == plan


# The command.


def edition(root: Path, volumes: str = "", cables: int = 0) -> Path:
    (root / "source_cables").mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "edition.toml").write_text(f'title = "T"\n[volumes]\n{volumes}', "utf-8")
    for number in range(1, cables + 1):
        source(root, number, f"2{number:01}1300Z JAN 05" if number < 10 else "201300Z JAN 06")
    return root


def source(root: Path, number: int, moment: str) -> None:
    head = f"FM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n{moment}\n"
    text = cable_text(number).replace("SIPDIS", f"SIPDIS\n\n{head}")
    (root / "source_cables" / f"05OTTAWA{number}.txt").write_text(text, "utf-8")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main,
        ["volumes", "plan", "--jobs", "1", "--settings", str(root / "edition.toml"), *arguments],
    )


def items(done: Result) -> list[tuple[str, int]]:
    assert done.exit_code == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["volume"], one["cables"]) for one in found]


TEXT = "C O N F I D E N T I A L OTTAWA 00000{n}\\n\\nSUBJECT: A VISIT\\n\\n1. (C) Words.\\n"
ROWS = [
    (f"{y % 100:02}OTTAWA{n}", f"{y}-03-0{n} 10:00:00", n) for y in (2004, 2005) for n in (1, 2)
]


def as_csv() -> str:
    rows = (f'"{one}","{date}","{TEXT.format(n=n)}"'.replace("\\n", "\n") for one, date, n in ROWS)
    return "id,created,body\n" + "\n".join(rows) + "\n"


def as_lines() -> str:
    return "".join(
        f'{{"id": "{one}", "created": "{date}", "body": "{TEXT.format(n=n)}"}}\n'
        for one, date, n in ROWS
    )


def as_sql() -> str:
    rows = ",\n".join(f"('{one}', '{date}', '{TEXT.format(n=n)}')" for one, date, n in ROWS)
    return f"INSERT INTO cables (id, created, body) VALUES\n{rows};\n"


@pytest.mark.parametrize("large", [1, 1 << 20], ids=["by rows", "as a file"])
@pytest.mark.parametrize(
    ("name", "text"), [("d.csv", as_csv()), ("d.jsonl", as_lines()), ("d.sql", as_sql())]
)
def test_dumps_of_any_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, large: int
) -> None:
    root = edition(tmp_path / "e", 'inputs = ["../dumps"]\n')
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / name).write_text(text, "utf-8")
    monkeypatch.setattr(looking, "_LARGE", large)
    monkeypatch.setattr(looking, "_ROWS", 3)
    monkeypatch.setattr("cable_edition.volumes.engines.local_pool", ThreadPoolExecutor)
    assert items(run(root, "--format", "json")) == [("2004", 2), ("2005", 2)]


def test_a_volume_grows_and_is_split(tmp_path: Path) -> None:
    root = edition(tmp_path, "at_most = 4\n", cables=4)
    done = run(root)
    assert done.exit_code == 0
    assert "4 cables in 1 volume" in done.stdout
    assert "volumes.lock is written" in done.stdout
    assert "is written" not in run(root).stdout
    source(root, 5, "251300Z JAN 05")
    found = items(run(root, "--format", "json"))
    assert found[0][0] == "2005"
    assert len(found) == 2
    assert sum(count for _, count in found) == 5


def test_what_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = edition(tmp_path, cables=3)
    monkeypatch.setattr("cable_edition.volumes.engines.local_pool", ThreadPoolExecutor)
    read: list[str] = []
    look = looking.look_at_files

    def looked(paths: list[str]) -> list[tuple[str, str, list[Record]]]:
        read.extend(Path(path).name for path in paths)
        return look(paths)

    monkeypatch.setattr(looking, "look_at_files", looked)
    run(root)
    assert read == ["05OTTAWA1.txt", "05OTTAWA2.txt", "05OTTAWA3.txt"]
    read.clear()
    source(root, 2, "251300Z FEB 05")
    (root / "source_cables" / "05OTTAWA3.txt").unlink()
    assert items(run(root, "--format", "json")) == [("2005", 2)]
    assert read == ["05OTTAWA2.txt"]


def test_a_source_that_changed_stops_it(tmp_path: Path) -> None:
    root = edition(tmp_path, cables=1)
    assert CliRunner().invoke(
        main, ["seal", "--settings", str(root / "edition.toml")]
    ).exit_code == 0  # fmt: skip
    source(root, 1, "251300Z FEB 05")
    done = run(root)
    assert done.exit_code == 2
    assert "has changed since it was recorded" in done.stderr
    assert not (root / "volumes.lock").exists()


@pytest.mark.parametrize(
    ("settings_", "said"),
    [
        ('inputs = ["../nowhere"]\n', "edition.toml:3: there is no ../nowhere"),
        ("", "there is no cable to divide"),
    ],
)
def test_faults_are_told_in_a_line(tmp_path: Path, settings_: str, said: str) -> None:
    done = run(edition(tmp_path, settings_))
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["deep/05OTTAWA1.yaml", "05OTTAWA1.yml"])
def test_a_sidecar_that_nobody_would_read_stops_it(tmp_path: Path, name: str) -> None:
    root = edition(tmp_path, 'inputs = ["more"]\n', cables=1)
    path = root / "more" / name
    path.parent.mkdir(parents=True)
    path.write_text("redactions: []\n", "utf-8")
    (root / "more" / "settings.yaml").write_text("a: 1\n", "utf-8")
    done = run(root)
    assert done.exit_code == 2
    assert name in done.stderr
    assert "move it into source_cables" in done.stderr
    path.unlink()
    assert run(root).exit_code == 0


def test_another_division_wants_a_new_plan(tmp_path: Path) -> None:
    root = edition(tmp_path, cables=2)
    run(root)
    (root / "edition.toml").write_text('[volumes]\nby = "post"\n', "utf-8")
    done = run(root)
    assert done.exit_code == 2
    assert "take volumes.lock away" in done.stderr
    (root / "volumes.lock").unlink()
    assert items(run(root, "--format", "json")) == [("ottawa", 2)]
