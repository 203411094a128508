"""An edition that takes the files of a later version, and keeps what its editor did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.template import updating
from cable_edition.template.answers import Answers
from cable_edition.template.files_of_edition import files_of_edition
from cable_edition.template.origin import NoOriginError, kept_of
from tests.core.test_new_edition import run

Files = dict[str, str]
BASE = "".join(f"{number}\n" for number in range(20))
MINE = BASE.replace("2\n3\n", "2\nmine\n3\n", 1)
LATER = BASE.replace("17\n", "later\n")


@pytest.mark.parametrize(
    ("now", "before", "later", "deed", "text"),
    [
        (BASE, BASE, BASE, None, None),
        (MINE, BASE, BASE, None, None),
        (LATER, BASE, LATER, None, None),
        (None, BASE, BASE, None, None),
        (BASE, BASE, LATER, updating.Deed.REPLACED, LATER),
        (MINE, BASE, LATER, updating.Deed.MERGED, MINE.replace("17\n", "later\n")),
        (BASE.replace("17\n", "x\n"), BASE, LATER, updating.Deed.DIFFERS, LATER),
        (None, BASE, LATER, updating.Deed.GONE, None),
        (None, None, LATER, updating.Deed.ADDED, LATER),
        (MINE, None, LATER, updating.Deed.YOURS, LATER),
        (LATER, None, LATER, None, None),
        (BASE, BASE, None, updating.Deed.REMOVED, None),
        (MINE, BASE, None, updating.Deed.KEPT, None),
        (None, BASE, None, None, None),
    ],
)
def test_each_case_of_a_file(
    now: str | None,
    before: str | None,
    later: str | None,
    deed: updating.Deed | None,
    text: str | None,
) -> None:
    def files(one: str | None) -> Files:
        return {} if one is None else {"a": one}

    done = list(updating.steps(files(now), files(before), files(later)))
    assert done == ([updating.Step("a", deed, text)] if deed else [])


def test_without_git_nothing_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating.shutil, "which", lambda _: None)
    assert updating.merge(MINE, BASE, LATER) is None


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition that an earlier version of the program began, and its editor worked on."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine", "--title", "Harbors", "--defaults").exit_code == 0
    root = tmp_path / "mine"
    monkeypatch.chdir(root)

    def earlier(name: str, change: Callable[[str], str], *, changed: str = "") -> None:
        kept = root / ".cable-edition" / "written" / name
        text = change(kept.read_text("utf-8"))
        kept.write_text(text, "utf-8")
        (root / name).write_text(text + changed, "utf-8")

    earlier("requirements.txt", lambda text: text.replace("==0.", "==0.0."))
    earlier("Makefile", lambda text: text.replace(" --quiet", ""), changed="mine:\n\ttrue\n")
    earlier("docs/legal.md", lambda text: text + "Old words.\n", changed="Mine.\n")
    settings = root / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("Harbors", "Ports"), "utf-8")
    (root / ".gitlab-ci.yml").unlink()
    (root / ".cable-edition" / "written" / ".readthedocs.yaml").unlink()
    (root / ".readthedocs.yaml").write_text("version: 1\n", "utf-8")
    return root


def test_update_keeps_what_the_editor_did_and_says_what_it_does(mine: Path) -> None:
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    tried = run("update", "--dry-run")
    assert tried.stdout.endswith("4 files; nothing was written\n")
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before
    done = run("update")
    assert done.exit_code == 1
    assert sorted(done.output.splitlines()) == [
        ".readthedocs.yaml: left as it is, for you have such a file; compare .readthedocs.yaml.new",
        "Makefile: merged with your changes",
        (
            "docs/legal.md: left as it is, for both of you changed the same lines; "
            "compare docs/legal.md.new"
        ),
        "requirements.txt: renewed; you had not changed it",
    ]
    now = files_of_edition(Answers(title="Harbors"))
    assert (mine / "requirements.txt").read_text("utf-8") == now["requirements.txt"]
    assert (mine / "Makefile").read_text("utf-8") == now["Makefile"] + "mine:\n\ttrue\n"
    assert (mine / "docs" / "legal.md").read_text("utf-8").endswith("Old words.\nMine.\n")
    assert (mine / "docs" / "legal.md.new").read_text("utf-8") == now["docs/legal.md"]
    assert 'title = "Ports"' in (mine / "edition.toml").read_text("utf-8")
    assert not (mine / ".gitlab-ci.yml").exists()
    again = run("update")
    assert again.exit_code == 0
    assert again.stdout.startswith("every file is as version ")


def test_update_of_an_edition_without_its_beginning_stops(mine: Path) -> None:
    answers = mine / ".cable-edition" / "answers.toml"
    answers.write_text("title = 5\n", "utf-8")
    done = run("update")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    answers.unlink()
    with pytest.raises(NoOriginError, match=r"has no \.cable-edition/answers\.toml"):
        kept_of(mine)
