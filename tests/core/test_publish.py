"""``publish``: what is brought to a folder and to a branch, and what is left alone there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cable_edition.cli import publish as command_publish
from cable_edition.core import unfinished
from tests.core.fatal_cases import WITHHELD, Folder

Files = dict[str, str]
SITE: Files = {
    "index.html": "start",
    "objects.inv": "inventory",
    "cables/index.html": "cables",
    "_static/a.css": "a { }\r\n",
    ".well-known/api-catalog": '{"linkset":[]}',
}


def put(root: Path, files: Files) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())


def files_of(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts and path.name != "swhids.txt"
    }


@pytest.fixture
def site(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was verified; a hidden file in it is no part of it."""
    root = folder.root / "docs" / "_build" / "html"
    put(root, {**SITE, ".buildinfo": "x"})
    monkeypatch.setattr(command_publish, "_prove", lambda _site, _edition: None)
    return root


def git(*words: str, at: Path) -> str:
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words], cwd=at, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def remote(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the edition, with a remote of its own."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ann@a.example")
    bare = folder.root / "remote.git"
    git("init", "-q", "--bare", str(bare), at=folder.root)
    git("init", "-q", at=folder.root)
    git("add", "docs/registers", "source_cables", at=folder.root)
    git("commit", "-qm", "one", at=folder.root)
    git("remote", "add", "origin", str(bare), at=folder.root)
    git("push", "-q", "origin", "HEAD:refs/heads/main", at=folder.root)
    return bare


def branch(remote: Path) -> Files:
    names = git("ls-tree", "-r", "--name-only", "gh-pages", at=remote).split()
    names.remove("swhids.txt")
    return {name: git("show", f"gh-pages:{name}", at=remote) for name in names}


def test_a_folder_holds_the_site_and_what_its_keeper_put_there(folder: Folder, site: Path) -> None:
    place = folder.root / "public"
    done = folder.run("publish", "public")
    assert (done.exit_code, done.stdout) == (0, "6 files added in public\n")
    assert files_of(place) == SITE
    put(place, {"old/a.html": "gone", "CNAME": "a.example", ".well-known/b.txt": "b"})
    (site / "index.html").write_text("another", "utf-8")
    put(site, {"new.html": "new", "CNAME": "b.example"})
    dry = folder.run("publish", "public", "--dry-run")
    assert dry.stdout.splitlines() == [
        "changed index.html",
        "added new.html",
        "removed old/a.html",
        "changed swhids.txt",
        "1 file added, 2 files changed and 1 file removed in public; nothing was written",
    ]
    assert files_of(place)["index.html"] == "start"
    assert folder.run("publish", "public").exit_code == 0
    kept = {"CNAME": "a.example", ".well-known/b.txt": "b"}
    assert files_of(place) == {**SITE, "index.html": "another", "new.html": "new", **kept}
    assert not (place / "old").exists()
    assert folder.run("publish", "public").stdout == "public has this site already\n"
    said = folder.run("publish", "public", "--format", "json").stdout
    counts = {"added": 0, "changed": 0, "removed": 0}
    assert json.loads(said) == {"place": "public", **counts, "done": True}
    put(site, {"newer.html": "newer"})
    said = folder.run("publish", "public", "--dry-run", "--format", "json").stdout
    *steps, last = map(json.loads, said.splitlines())
    assert [one["path"] for one in steps] == ["newer.html", "swhids.txt"]
    assert last == {"place": "public", **counts, "added": 1, "changed": 1, "done": False}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (".", "within one another"),
        ("docs/public", "within one another"),
        ("source_cables", "within one another"),
        ("docs/_build/html", "within one another"),
        ("taken", "taken holds a.txt and is no site of an edition"),
    ],
)
def test_a_folder_of_something_else_is_refused(
    folder: Folder, site: Path, place: str, said: str
) -> None:
    put(folder.root, {"taken/a.txt": "a", "taken/index.html": "mine"})
    before = files_of(folder.root)
    done = folder.run("publish", place)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("nothing was published: ")
    assert said in line
    assert files_of(folder.root) == before


def test_a_branch_holds_the_site_byte_for_byte(folder: Folder, site: Path, remote: Path) -> None:
    put(folder.root, {".gitattributes": "* text eol=lf\n"})
    before = git("status", "--porcelain", at=folder.root)
    dry = folder.run("publish", "--branch", "gh-pages", "--dry-run")
    assert (dry.exit_code, len(dry.stdout.splitlines())) == (0, 8)
    assert "gh-pages" not in git("branch", "--list", at=remote)
    done = folder.run("publish", "--branch", "gh-pages", "--message", "Ours")
    assert done.stdout == "7 files added in the branch gh-pages of origin\n"
    assert branch(remote) == {**SITE, ".nojekyll": ""}
    (site / "objects.inv").write_text("2", "utf-8")
    (site / "_static" / "a.css").unlink()
    again = folder.run("publish", "--branch", "gh-pages")
    assert again.stdout == "2 files changed and 1 file removed in the branch gh-pages of origin\n"
    wanted = {**SITE, "objects.inv": "2", ".nojekyll": ""}
    del wanted["_static/a.css"]
    assert branch(remote) == wanted
    subjects = git("log", "--format=%s", "gh-pages", at=remote).split("\n")
    assert subjects[:2] == ["Publish the edition", "Ours"]
    assert folder.run("publish", "--branch", "gh-pages").stdout.endswith("this site already\n")
    assert git("status", "--porcelain", at=folder.root) == before


def test_what_others_pushed_is_not_pushed_over(
    folder: Folder, site: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cable_edition.cli._publishing import BranchPlace

    assert folder.run("publish", "--branch", "gh-pages").exit_code == 0
    (site / "index.html").write_text("mine", "utf-8")
    meanwhile = BranchPlace(site, folder.root, "origin", "gh-pages", {})
    (site / "index.html").write_text("theirs", "utf-8")
    assert folder.run("publish", "--branch", "gh-pages").exit_code == 0
    (site / "index.html").write_text("mine", "utf-8")
    monkeypatch.setattr("cable_edition.cli._publishing.BranchPlace", lambda *_: meanwhile)
    done = folder.run("publish", "--branch", "gh-pages")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("nothing was published: git push: ")
    assert branch(remote)["index.html"] == "theirs"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--branch", "main"), "the branch main of origin holds docs/registers/people.yaml and is"),
        (("--branch", "a name"), "'a name' cannot be the name of a branch"),
        (("--branch", "-x", "--remote", "nowhere"), "git ls-remote: fatal: "),
    ],
)
def test_a_branch_that_cannot_be_is_told_in_a_line(
    folder: Folder, site: Path, remote: Path, words: tuple[str, ...], said: str
) -> None:
    done = folder.run("publish", *words)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"nothing was published: {said}")


def test_the_branch_that_is_worked_on_is_not_published_to(
    folder: Folder, site: Path, remote: Path
) -> None:
    git("checkout", "-q", "-b", "mine", at=folder.root)
    done = folder.run("publish", "--branch", "mine")
    said = "you work on the branch mine; name another, such as gh-pages"
    assert (done.exit_code, done.stderr) == (1, f"nothing was published: {said}\n")
    assert git("branch", "--list", "mine", at=remote) == ""


def test_a_site_that_is_not_whole_or_leaks_is_not_published(folder: Folder) -> None:
    root = folder.root / "docs" / "_build" / "html"
    put(root, SITE)
    unfinished.begin(root)
    done = folder.run("publish", "public")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "left unfinished" in done.stderr
    unfinished.end(root)
    put(root, {"mine.txt": "Quux came."})
    folder.sidecar(WITHHELD)
    done = folder.run("publish", "public", "--dry-run")
    assert done.exit_code == 2
    assert "[withheld-survives]" in done.stderr
    assert "quux" not in done.output.lower()
    assert not (folder.root / "public").exists()


def test_one_place_is_named(folder: Folder, site: Path) -> None:
    for words in ((), ("public", "--branch", "gh-pages")):
        done = folder.run("publish", *words)
        assert done.exit_code == 2
        assert "name a FOLDER or a --branch, and not both" in done.stderr


def test_the_list_of_swhids_is_that_of_git(folder: Folder, site: Path, remote: Path) -> None:
    folder.sidecar(WITHHELD)
    assert folder.run("publish", "--branch", "gh-pages").exit_code == 0
    text = git("show", "gh-pages:swhids.txt", at=remote)
    listed = {name: swhid for swhid, _, name in (one.partition("  ") for one in text.splitlines())}
    there = git("ls-tree", "-r", "gh-pages", at=remote).splitlines()
    blobs = {line.partition("\t")[2]: line.split()[2] for line in there}
    for name in SITE:
        assert listed[f"site/{name}"] == f"swh:1:cnt:{blobs[name]}"
    tree = git("rev-parse", "gh-pages:cables", at=remote).strip()
    assert listed["site/cables/"] == f"swh:1:dir:{tree}"
    assert {"site/", "sources/", "sources/05OTTAWA1.published.txt"} <= listed.keys()
    # No hash of a source that has withheld words.
    raw = git("hash-object", "--no-filters", str(folder.source), at=folder.root).strip()
    assert raw not in text


def test_a_key_that_does_not_sign_publishes_nothing(folder: Folder, site: Path) -> None:
    key = folder.write("key", "no key")
    done = folder.run("publish", "public", "--sign", str(key))
    assert done.exit_code == 1
    assert "nothing was published" in done.stderr
    assert not (folder.root / "public").exists()


@pytest.mark.parametrize("named", ["-", "", "  "])
def test_what_is_no_name_of_a_folder_is_refused(site: Path, folder: Folder, named: str) -> None:
    before = sorted(folder.root.iterdir())
    done = folder.run("publish", named)
    assert done.exit_code == 2
    assert "write '." in " ".join(done.stderr.split())
    assert sorted(folder.root.iterdir()) == before
