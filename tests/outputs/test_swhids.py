"""SWHIDs of an archive: those of git and of their own library, signed, and of no withheld word."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.proof.data.bag_swhids import check_swhids
from cable_edition.exports.archive.bag import make_bag
from cable_edition.exports.archive.swhids import NAMESPACE, sign, swhids
from tests.outputs.conftest import INFO, ROOT
from tests.outputs.test_archive import MOMENT, built
from tests.outputs.test_withheld import (
    project,  # noqa: F401 (a fixture)
    run,
)
from tests.sphinx.conftest import cable_text

GIT = shutil.which("git")
KEYGEN = shutil.which("ssh-keygen")
needs_git = pytest.mark.skipif(GIT is None, reason="git is missing; install git")
needs_keygen = pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is missing; install OpenSSH")


def lines_of(text: str) -> dict[str, str]:
    return {name: swhid for swhid, _, name in (line.partition("  ") for line in text.splitlines())}


def the_line() -> str:
    """Return the line of the manual by which readers check a signature."""
    page = (ROOT / "docs" / "editors" / "releases.md").read_text("utf-8")
    (line,) = (one for one in page.splitlines() if one.startswith("ssh-keygen -Y verify"))
    return line


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """A folder whose names git sorts in its own way, with one that is empty."""
    folder = tmp_path / "data"
    for name in ("a.b", "a/c", "a/d/e.txt", "a0", "Z é.txt", "empty file"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if name == "empty file" else name.encode() * 3)
    (folder / "nothing" / "here").mkdir(parents=True)
    return folder


def git(folder: Path, *words: str) -> str:
    environment = {**os.environ, "GIT_DIR": str(folder.parent / "git")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_WORK_TREE": str(folder)}
    command = [GIT or "git", "-c", "core.autocrlf=false", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@needs_git
def test_they_are_the_hashes_of_git(payload: Path) -> None:
    found = lines_of(swhids(payload))
    assert "data/nothing/" not in found
    for name, swhid in found.items():
        if not name.endswith("/"):
            path = payload.parent / name
            assert swhid == f"swh:1:cnt:{git(payload, 'hash-object', str(path))}"
    git(payload, "init", "-q", "--object-format=sha1")
    git(payload, "add", "-Af", ".")
    tree = git(payload, "write-tree")
    assert found["data/"] == f"swh:1:dir:{tree}"
    assert found["data/a/"] == f"swh:1:dir:{git(payload, 'rev-parse', f'{tree}:a')}"


@pytest.mark.outputs
def test_they_are_those_of_the_library_of_software_heritage(payload: Path) -> None:
    from swh.model.from_disk import Content, Directory

    shutil.rmtree(payload / "nothing")
    found = lines_of(swhids(payload))
    directory = Directory.from_disk(path=bytes(payload), max_content_length=None)
    assert found["data/"] == str(directory.swhid())
    one = Content.from_file(path=bytes(payload / "a.b"), max_content_length=None)
    assert found["data/a.b"] == str(one.swhid())


def test_an_archive_has_them_of_all_that_is_published(edition: Edition, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    found = lines_of((bag / "swhids.txt").read_text("utf-8"))
    assert {"data/", "data/sources/", "data/sources/06ROME2190.txt"} <= found.keys()
    assert {"data/site/", "data/site/cables/a.html", "data/ro-crate-metadata.json"} <= found.keys()
    data = (bag / "data" / "sources" / "06ROME2190.txt").read_bytes()
    # The text of the standard: the hash that git gives to a blob.
    digest = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    assert found["data/sources/06ROME2190.txt"] == f"swh:1:cnt:{digest}"
    assert list(check_swhids(bag)) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("swh:1:cnt:", "swh:1:rev:", "file-unreadable"),
        ("  data/LICENSE", "  data/LICENCE", "file-missing"),
        ("swh:1:dir:", "swh:1:dir:0", "file-unreadable"),
        ("", "x\n", "file-unreadable"),
    ],
)
def test_a_list_that_says_something_else_is_told(
    edition: Edition, tmp_path: Path, old: str, new: str, code: str
) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    path = bag / "swhids.txt"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert code in {one.code for one in check_swhids(bag)}


@pytest.mark.parametrize("name", ["data/", "data/sources/", "data/site/index.html"])
def test_another_hash_of_a_file_or_folder_is_told(
    edition: Edition, tmp_path: Path, name: str
) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    path = bag / "swhids.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines = [
        line[:10] + line[10:50][::-1] + line[50:] if line.endswith(f"  {name}\n") else line
        for line in lines
    ]
    path.write_text("".join(lines), "utf-8")
    (one,) = check_swhids(bag)
    assert one.code == "checksum-differs"
    assert name in f"{one.path} {one.message}"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    command = [KEYGEN or "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


@needs_keygen
def test_a_signature_is_checked_by_the_line_of_the_manual(
    edition: Edition, tmp_path: Path, key: Path
) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT, key)
    line = the_line()
    signers = tmp_path / "allowed_signers"
    signers.write_text(f"editor@example.org {key.with_suffix('.pub').read_text()}")
    command = line.replace("allowed_signers", str(signers))
    checked = ["bash", "-c", command]
    done = subprocess.run(checked, cwd=bag, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Good" in done.stdout
    assert f'"{NAMESPACE}"' in done.stdout or NAMESPACE in line
    assert list(check_swhids(bag)) == []
    (bag / "swhids.txt").write_text((bag / "swhids.txt").read_text("utf-8") + "\n", "utf-8")
    assert subprocess.run(checked, cwd=bag, check=False, capture_output=True).returncode != 0


@needs_keygen
def test_a_signature_of_something_else_is_told(edition: Edition, tmp_path: Path, key: Path) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT, key)
    other = tmp_path / "other"
    other.write_text("other")
    sign(other, key)
    shutil.copy(tmp_path / "other.sig", bag / "swhids.txt.sig")
    (one,) = check_swhids(bag)
    assert (one.code, Path(one.path).name) == ("checksum-differs", "swhids.txt.sig")


def test_a_key_that_is_none_makes_no_archive(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("no key\n")
    with pytest.raises(ValueError, match=r"does not sign|is missing"):
        make_bag(tmp_path / "bag", built(tmp_path), edition, INFO, MOMENT, tmp_path / "key")
    assert not (tmp_path / "bag").exists()


@pytest.mark.outputs
def test_a_program_for_crates_reads_each_file(edition: Edition, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    bag = tmp_path / "bag"
    parts = built(tmp_path)
    (parts.site / "a page é.html").write_text("<p>x</p>")
    make_bag(bag, parts, edition, INFO, MOMENT)
    payload = bag / "data"
    crate = ROCrate(str(payload))
    assert crate.version == "1.2"
    named = lines_of((bag / "swhids.txt").read_text("utf-8"))
    found = {unquote(one.id): one for one in crate.get_by_type("File", exact=True)}
    files = {path.relative_to(payload).as_posix() for path in payload.rglob("*") if path.is_file()}
    assert found.keys() == files - {"ro-crate-metadata.json"}
    for name, one in found.items():
        assert one["identifier"] == named[f"data/{name}"]
        assert one["contentSize"] == str((payload / name).stat().st_size)
    assert found["site/index.html"]["encodingFormat"] == "text/html"
    assert {one.id for one in crate.root_dataset["hasPart"]} >= {"site/", "sources/", "LICENSE"}
    within = {unquote(one.id) for one in crate.get("site/")["hasPart"]}
    assert within == {name for name in files if name.startswith("site/")}


@needs_keygen
@needs_git
def test_a_release_lists_its_sources_as_published_and_is_signed(
    project: Path,  # noqa: F811
    key: Path,
    tmp_path: Path,
) -> None:
    sources = project / "source_cables"
    (sources / "2005").mkdir()
    (sources / "2005" / "05OTTAWA2.txt").write_text(cable_text(serial=2), "utf-8")
    sealed = CliRunner().invoke(main, ["seal", str(sources)])
    assert sealed.exit_code == 0, sealed.output
    no_key = tmp_path / "none"
    no_key.write_text("no key\n")
    refused = run(project, "release", "1.0.0", "--sign", str(no_key))
    assert (refused.exit_code, "1.0.0 was not released:" in refused.output) == (1, True)
    assert not (sources / "anchors.lock").exists()
    done = run(project, "release", "1.0.0", "--sign", str(key))
    assert done.exit_code == 0, done.output
    text = (sources / "swhids.txt").read_text("utf-8")
    listed = lines_of(text)
    assert sorted(listed) == [
        "release/",
        "release/anchors.lock",
        "release/sources/",
        "release/sources/05OTTAWA1.published.txt",
        "release/sources/2005/",
        "release/sources/2005/05OTTAWA2.txt",
    ]

    def by_git(path: Path) -> str:
        command = [GIT or "git", "hash-object", "--no-filters", str(path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    for name in ("anchors.lock", "2005/05OTTAWA2.txt"):
        at = name if name == "anchors.lock" else f"sources/{name}"
        assert listed[f"release/{at}"] == f"swh:1:cnt:{by_git(sources / name)}"
    assert by_git(sources / "05OTTAWA1.txt") not in text
    signers = tmp_path / "allowed_signers"
    signers.write_text(f"editor@example.org {key.with_suffix('.pub').read_text()}")
    checked = ["bash", "-c", the_line().replace("allowed_signers", str(signers))]
    assert subprocess.run(checked, cwd=sources, check=False, capture_output=True).returncode == 0
    # No file of the list is taken for a source, and the next release has a list of its own.
    assert run(project, "check").exit_code == 0
    done = run(project, "release", "1.1.0")
    assert done.exit_code == 0, done.output
    assert not (sources / "swhids.txt.sig").exists()
    newer = lines_of((sources / "swhids.txt").read_text("utf-8"))
    assert newer["release/anchors.lock"] == f"swh:1:cnt:{by_git(sources / 'anchors.lock')}"
