"""The tutorial, followed word by word: files are saved, commands run, answers compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.editions import COMMAND, ROOT

PAGE = ROOT / "docs" / "editors" / "tutorial.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: How the page says what is to be done with the block below.
SAVE = re.compile(r"(?:[Ss]ave (?:these lines )?|these )as\s+`([^`]+)`:\n\n\Z")
ADD = re.compile(r"Add to `([^`]+)`(?:, below her other lines)?:\n\n\Z")
CHANGE = re.compile(r"change her `forms` in `([^`]+)` from\n\n\Z")
ADDRESS = re.compile(r"`(\.\./site/[^`#]+\.html)(?:#([^`]+))?`")


class Step(NamedTuple):
    """What a reader does: saves, adds to or changes a file, runs commands, compares answers."""

    deed: str
    words: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield the steps of a page, in its order; a block that is none of them fails."""
    at = 0
    changing = ""
    for block in FENCE.finditer(page):
        before, at = page[at : block.start()], block.end()
        kind, words = block[1], block[2]
        if kind == "sh":
            yield Step("run", words)
        elif found := SAVE.search(before):
            yield Step("save", words, found[1])
        elif found := ADD.search(before):
            yield Step("add", words, found[1])
        elif found := CHANGE.search(before):
            changing = words
            yield Step("from", words, found[1])
        elif changing and before.strip() == "to":
            yield Step("to", words)
            changing = ""
        elif kind == "text":
            yield Step("compare", words)
        else:
            raise AssertionError(f"nobody knows what to do with {words!r}")


def compare(wanted: str, came: str) -> None:
    """Fail unless the lines that are wanted came, in their order; ``...`` stands for others."""
    lines = iter(line.rstrip() for line in came.splitlines())
    for line in wanted.splitlines():
        assert line == "..." or line.rstrip() in lines, f"{line!r} did not come:\n{came}"


def words_of(page: Path) -> str:
    """Return the words of a page without its marks, white space folded."""
    return " ".join(unescape(re.sub("<[^>]*>", "", page.read_text("utf-8"))).split())


@pytest.fixture
def terminal(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a terminal in which ``cable-edition`` is this program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "cable-edition"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} {COMMAND[0]} '{COMMAND[1]}' \"$@\"\n")
    program.chmod(0o755)
    surroundings = {key: one for key, one in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return {**surroundings, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def test_the_tutorial_is_true(tmp_path: Path, terminal: dict[str, str]) -> None:
    page = PAGE.read_text("utf-8")
    here = tmp_path
    came, changing = "", Step("", "")
    done = [step.deed for step in steps(page)]
    assert {"run", "save", "add", "from", "to", "compare"} == set(done)
    for step in steps(page):
        path = here / step.file
        if step.deed == "save":
            path.write_text(step.words, "utf-8")
        elif step.deed == "add":
            path.write_text(path.read_text("utf-8") + step.words, "utf-8")
        elif step.deed == "from":
            changing = step
        elif step.deed == "to":
            path = here / changing.file
            text = path.read_text("utf-8")
            assert text.count(changing.words) == 1
            path.write_text(text.replace(changing.words, step.words), "utf-8")
        elif step.deed == "run":
            script = f"set -e\n{step.words}pwd > '{tmp_path}/here'\n"
            ran = subprocess.run(
                ["/bin/sh", "-c", script],
                cwd=here,
                env=terminal,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            came = ran.stdout
            assert ran.returncode == 0, f"{step.words}\n{came}"
            here = Path((tmp_path / "here").read_text("utf-8").strip())
        else:
            compare(step.words, came)
    assert here == tmp_path / "lamps" / "harbor"
    addresses = ADDRESS.findall(page)
    assert len(addresses) == 5
    for name, anchor in addresses:
        written = (here / name).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in written, f"{name}#{anchor}"
    cable = words_of(here / "../site/cables/05ROME9001.html")
    assert "that the Harbor Office's forty lamps" in cable
    assert "The consulate in Naples counted forty-one a few days later" in cable
    person = (here / "../site/people/index.html").read_text("utf-8")
    assert 'href="../cables/05NAPLES9002.html#p2"' in person
    assert "1.0.0" in words_of(here / "../site/releases/index.html")


@pytest.mark.parametrize(
    ("wanted", "came", "fits"),
    [
        ("a\n", "a\nb\n", True),
        ("a\nb\n", "a\nx\nb\n", True),
        ("b\na\n", "a\nb\n", False),
        ("a\n...\n", "a\n", True),
        ("c\n", "a\nb\n", False),
    ],
)
def test_answers_are_compared_in_order(wanted: str, came: str, fits: bool) -> None:
    if fits:
        compare(wanted, came)
    else:
        with pytest.raises(AssertionError):
            compare(wanted, came)
