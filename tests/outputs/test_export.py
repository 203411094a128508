"""The folder of data files, the command that writes it, and the same in an HTML build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.datasets import parquet_files
from cable_edition.exports.folder import KINDS, DataFolder, kind_of
from cable_edition.sphinx_ext.stopping import EditionError
from tests.outputs.conftest import CABLE, INFO, ROOT
from tests.sphinx.conftest import TinyEdition, warnings_of
from tests.sphinx.conftest import edition as tiny  # noqa: F401 (a fixture)


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_all_files_are_written_and_known(edition: Edition, tmp_path: Path) -> None:
    DataFolder(tmp_path / "data", edition, INFO).write()
    names = contents(tmp_path / "data").keys()
    assert {"json/06ROME2190.json", "tei/06ROME2191.xml", "schema/cable.schema.json"} <= names
    kinds = set(KINDS) if parquet_files.is_there() else set(KINDS) - {"parquet"}
    assert {kind_of(name) for name in names} == kinds


def test_what_is_the_same_is_left_alone(edition: Edition, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, edition, INFO)
    folder.write()
    assert folder.changed > 0
    again = DataFolder(tmp_path, edition, INFO)
    again.write()
    assert again.changed == 0


def test_files_of_cables_that_are_gone_go_too(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    out = tmp_path / "data"
    DataFolder(out, make_edition(c06ROME1=CABLE, c06ROME2=CABLE), INFO).write()
    (out / "json" / "mine.json").write_text("{}")
    (tmp_path / "source_cables" / "06ROME2.txt").unlink()
    (tmp_path / "source_cables" / "06ROME1.txt").write_text("UNCLAS ROME 000001\n\n1. Text.\n")
    DataFolder(out, make_edition(), INFO).write()
    assert sorted(path.name for path in (out / "json").iterdir()) == ["06ROME1.json", "mine.json"]


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    options = [
        "--sources",
        f"{ROOT / 'source_cables'}",
        "--registers",
        f"{ROOT / 'docs/registers'}",
    ]
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["export", "csv", *options, "--out", str(out)])
    assert (result.exit_code, result.output) == (0, f"1 cable written to {out}\n")
    assert list(contents(out)) == ["cables.csv"]


def test_the_command_fails_on_a_changed_source(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "r").mkdir()
    (tmp_path / "s" / "06ROME1.txt").write_text(CABLE)
    (tmp_path / "s" / "SHA256SUMS").write_text(f"{'0' * 64}  06ROME1.txt\n")
    arguments = ["--sources", f"{tmp_path / 's'}", "--registers", f"{tmp_path / 'r'}"]
    result = CliRunner().invoke(main, ["export", "all", *arguments, "--out", f"{tmp_path / 'o'}"])
    assert result.exit_code == 2
    assert "source-changed" in result.output


def test_two_runs_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for number, place in enumerate(("one", "a longer/place of its own")):
        out = tmp_path / place / "data"
        sources = tmp_path / place / "source_cables"
        out.mkdir(parents=True)
        sources.mkdir()
        (sources / "06ROME2190.txt").write_text(CABLE)
        command = [
            sys.executable,
            "-c",
            "from cable_edition.cli import main; main()",
            "export",
            "all",
        ]
        command += [
            "--out",
            str(out),
            "--sources",
            str(sources),
            "--registers",
            str(ROOT / "docs" / "registers"),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": "Asia/Tokyo" * number}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        found.append(contents(out))
    assert found[0] == found[1]
    assert found[0]


def test_an_html_build_writes_data_and_links_it(tiny: TinyEdition) -> None:  # noqa: F811
    tiny.add()
    (tiny.docs / "data.md").write_text(
        "# Data\n\n{cable:file}`cables.csv`, {cable:file}`corpus.xml`\n"
    )
    app = tiny.build(exclude_patterns=["registers", "index.md"], root_doc="data")
    assert "data.md" not in warnings_of(app)
    assert 'href="data/cables.csv"' in tiny.page("data")
    assert 'href="data/corpus.xml"' not in tiny.page("data")
    assert 'href="../data/json/05OTTAWA1.json"' in tiny.page("cables/05OTTAWA1")
    names = contents(tiny.html / "data")
    assert "json/05OTTAWA1.json" in names
    assert "corpus.xml" not in names


def test_all_or_no_data_can_be_asked_for(tiny: TinyEdition) -> None:  # noqa: F811
    tiny.add()
    tiny.build(cable_data=False)
    assert not (tiny.html / "data").exists()
    assert "cable-files" not in tiny.page("cables/05OTTAWA1")
    tiny.build(cable_data=True, out="_all")
    assert (tiny.docs / "_all" / "html" / "data" / "tei" / "05OTTAWA1.xml").is_file()


def test_files_of_text_services_come_and_go_with_their_setting(
    tiny: TinyEdition,  # noqa: F811
) -> None:
    tiny.add()
    settings, data = tiny.docs.parent / "edition.toml", tiny.html / "data"
    found = {}
    for value in ("off", "paragraphs", "cables", "off"):
        settings.write_text(f'[site]\ndata = ["json"]\ndts = "{value}"\n')
        tiny.build()
        found[value] = contents(data).keys()
        assert ("tei/05OTTAWA1.xml" in found[value]) == (value != "off")
    assert not [name for name in found["off"] if kind_of(name) in {"dts", "tei"}]
    assert "dts/navigation/05OTTAWA1.jsonld" in found["cables"]
    assert {"dts/navigation/05OTTAWA1/p1/0.jsonld", "tei/05OTTAWA1/p1.xml"} <= found["paragraphs"]
    assert found["off"] < found["cables"]
    assert not [name for name in found["cables"] if name.startswith("tei/05OTTAWA1/")]


def test_annotations_come_and_go_with_their_setting(tiny: TinyEdition) -> None:  # noqa: F811
    tiny.add()
    settings, data = tiny.docs.parent / "edition.toml", tiny.html / "data"
    for value in ("off", "on", "off"):
        settings.write_text(f'[site]\ndata = []\nannotations = "{value}"\n')
        tiny.build()
        found = {*contents(data)} if data.exists() else set()
        assert found == ({"annotations/05OTTAWA1.jsonld"} if value == "on" else set())


def test_a_kind_that_does_not_exist_is_refused(tiny: TinyEdition) -> None:  # noqa: F811
    with pytest.raises(EditionError, match="cable_data"):
        tiny.build(cable_data=["pdf"])


@pytest.mark.parametrize("builder", ["latex", "epub", "text"])
def test_other_formats_name_the_files(tiny: TinyEdition, builder: str) -> None:  # noqa: F811
    tiny.add()
    (tiny.docs / "index.md").write_text("# Tiny\n\n```{toctree}\ndata\n```\n")
    (tiny.docs / "data.md").write_text("# Data\n\n{cable:file}`cables.csv`\n")
    tiny.build(builder)
    built = [path for path in (tiny.docs / "_build" / builder).rglob("*") if path.is_file()]
    texts = [
        path.read_text("utf-8", "replace")
        for path in built
        if path.suffix in {".tex", ".xhtml", ".txt"}
    ]
    assert any("cables.csv" in text for text in texts)
    assert not any("data/cables.csv" in text for text in texts)


TEXTS_AND_NOTES = 'title = "Tiny"\n[site]\ndts = "paragraphs"\nannotations = "on"\n'


def _exported(project: TinyEdition, out: Path, *words: str) -> str:
    """Run ``export`` in an edition; return what it prints."""
    sources, registers = f"{project.sources}", f"{project.docs / 'registers'}"
    options = ["--sources", sources, "--registers", registers, "--out", f"{out}"]
    done = CliRunner().invoke(main, ["export", *words, *options])
    assert (done.exit_code == 0) == ("written" in done.output), done.output
    return done.output


def _folders(names: Iterable[str]) -> set[str]:
    return {name.partition("/")[0] for name in names}


def test_what_a_setting_switches_on_is_exported_as_in_the_site(
    tiny: TinyEdition,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Texts for DTS and annotations, each asked for alone, and both among all."""
    tiny.add()
    (tiny.root / "edition.toml").write_text(TEXTS_AND_NOTES)
    tiny.build()
    site = contents(tiny.html / "data")
    for asked in (["annotations"], ["dts"], ["annotations", "dts"]):
        folders = {*asked, *(["tei"] if "dts" in asked else [])}
        out = tmp_path / "-".join(asked)
        _exported(tiny, out, *asked)
        found = contents(out)
        assert _folders(found) - {"corpus.xml"} == folders
        ours = {name: data for name, data in site.items() if _folders([name]) <= folders}
        assert len(ours) >= len(folders)
        assert {name: found[name] for name in ours} == ours
    _exported(tiny, tmp_path / "all", "all")
    found = contents(tmp_path / "all")
    assert {name for name in site if found.get(name) != site[name]} == set()
    told = json.loads(_exported(tiny, tmp_path / "all", "all", "--format", "json"))
    assert (told["changed"], told["kinds"][-2:]) == (0, ["dts", "annotations"])


def test_what_no_setting_switches_on_cannot_be_asked_for(
    tiny: TinyEdition,  # noqa: F811
    tmp_path: Path,
) -> None:
    tiny.add()
    settings, out = tiny.root / "edition.toml", tmp_path / "all"
    settings.write_text(TEXTS_AND_NOTES)
    _exported(tiny, out, "all")
    assert {"annotations", "dts"} <= _folders(contents(out))
    (out / "annotations" / "mine.txt").write_text("mine")
    settings.write_text("")
    for kind, name in (("dts", "Distributed Text Services"), ("annotations", "Web Annotations")):
        said = " ".join(_exported(tiny, out, kind).split())
        assert f"this edition has no {name}; write {kind} = " in said
        assert "under [site] in edition.toml" in said
    # What an earlier run wrote of them is taken away with the next of all kinds.
    _exported(tiny, out, "all")
    assert [name for name in contents(out) if kind_of(name) in {"dts", "annotations"}] == [
        "annotations/mine.txt"
    ]
