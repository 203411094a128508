"""The wheel holds all that an edition needs: one is built with it, far from the repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.tools.environments import (
    ROOT,
    asked_by,
    call,
    clean_environment,
    link_environment,
    link_package,
    make_wheel,
    unlink_package,
)

CABLE = """\
C O N F I D E N T I A L ROME 002190

SIPDIS

E.O. 12958: DECL: 07/20/2016
TAGS: PREL, IT
SUBJECT: A TALK

1. (C) They met and talked.
SPOGLI
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as ``make wheel`` builds it."""
    return make_wheel(tmp_path_factory.mktemp("dist"), Path(sys.executable))


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    ext = ROOT / "ext"
    files = {path for path in (ext / "cable_edition").rglob("*") if path.is_file()}
    expected = {
        path.relative_to(ext).as_posix() for path in files if path.parent.name != "__pycache__"
    }
    there = {name for name in ZipFile(wheel).namelist() if name.startswith("cable_edition/")}
    assert there == expected


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
RIS = "TY  - BOOK\nAU  - Doe, A.\nTI  - Talks\nPY  - 2010\nID  - doe2010\nER  - \n"
QUOTED = "- {id: talks, work: doe2010, page: p. 1, words: They met, cable: 06ROME2190}\n"
#: Extra -> what the program says where it is not there: status, and words of the line.
WITHOUT = {
    "serve": (["serve"], 2, "extra `serve`"),
    "lsp": (["lsp"], 2, "extra `lsp`"),
    "tables": (["query", "SELECT 1"], 2, "cable-edition[tables]"),
    "works": (["check"], 1, "cable-edition[works]"),
    "volumes": (["volumes", "build", "--slurm"], 2, "cable-edition[volumes]"),
}


class Installed:
    """The wheel in an environment of its own, and an edition that was begun with it."""

    def __init__(self, wheel: Path, folder: Path, extras: str) -> None:
        version = "{}.{}".format(*sys.version_info[:2])
        lock = ROOT / "requirements" / f"edition-{version}.txt"
        self.python = link_environment(folder / "venv", lock)
        needed = asked_by(PROJECT["dependencies"])
        for name in asked_by(one for listed in EXTRAS.values() for one in listed) - needed:
            # The lock of an edition has an extra, too.
            (link_package if extras else unlink_package)(folder / "venv", name)
        install = ["-m", "pip", "--python", self.python, "install", "--quiet", "--no-index"]
        # Every package that it asks for has to be there already, or this fails.
        call(sys.executable, *install, "--no-compile", f"{wheel}{extras}", cwd=folder)
        (folder / "06ROME2190.txt").write_text(CABLE, "utf-8")
        self.edition = folder / "edition"
        self.run("new", str(self.edition), "--defaults", "--from", "06ROME2190.txt", cwd=folder)

    def quoted(self, works: str, quotations: str) -> None:
        """Say which works quote the edition."""
        registers = self.edition / "docs" / "registers"
        (registers / "works.ris").write_text(works, "utf-8")
        (registers / "quotations.yaml").write_text(quotations, "utf-8")

    def run(self, *words: str, cwd: Path | None = None) -> tuple[int, str]:
        done = subprocess.run(
            [self.python.with_name("cable-edition"), *words],
            cwd=cwd or self.edition,
            env=clean_environment() | {"COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel without an extra."""
    return Installed(wheel, tmp_path_factory.mktemp("bare"), "")


@pytest.fixture(scope="module")
def whole(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel with every extra."""
    return Installed(wheel, tmp_path_factory.mktemp("whole"), f"[{','.join(EXTRAS)}]")


def test_every_extra_is_tried_and_told_in_the_manual() -> None:
    assert set(WITHOUT) == set(EXTRAS)
    manual = (ROOT / "docs" / "editors" / "begin.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|\n]*\| ([^|\n]*) \|$", manual, re.MULTILINE)
    brought = {name: [one.strip() for one in packages.split(",")] for name, packages in rows}
    asked = {extra: [Requirement(one).name for one in names] for extra, names in EXTRAS.items()}
    assert brought == asked


@pytest.mark.parametrize("extra", sorted(WITHOUT))
def test_what_is_not_installed_is_told_in_a_line(bare: Installed, extra: str) -> None:
    words, status, said = WITHOUT[extra]
    if extra == "works":
        bare.quoted(RIS, QUOTED)
    code, output = bare.run(*words)
    if extra == "works":
        bare.quoted("", "# None.\n")
        (bare.edition / "docs" / "registers" / "works.ris").unlink()
    assert code == status, output
    lines = [line for line in output.splitlines() if said in line]
    assert lines, output


def test_an_edition_is_built_and_searched_without_an_extra(bare: Installed) -> None:
    call("make", "html", f"BIN={bare.python.parent}", "READY=", cwd=bare.edition)
    site = bare.edition / "docs" / "_build" / "html"
    page = (site / "cables" / "06ROME2190.html").read_text("utf-8")
    assert "They met and talked." in page
    assert (site / "_search" / "index.js").is_file()
    code, output = bare.run("verify", "docs/_build/html")
    assert code == 0, output


def test_books_are_checked_without_an_extra(bare: Installed) -> None:
    code, output = bare.run("build", "epub")
    assert code == 0, output
    (book,) = (bare.edition / "docs" / "_build" / "epub").glob("*.epub")
    code, output = bare.run("verify", str(book))
    assert code == 0, output
    # A book in PDF is read back by what every installation has.
    call(bare.python, "-c", "import pypdf, bagit, lxml.etree", cwd=bare.edition)


def test_sphinx_finds_the_builder_by_the_entry_point_of_the_wheel(bare: Installed) -> None:
    """The extension is taken out of conf.py: Sphinx has nothing but the name of the builder."""
    conf = bare.edition / "docs" / "conf.py"
    text = conf.read_text("utf-8")
    assert '"cable_edition"' in text
    build = ["-m", "sphinx", "-M", "cable-data", "docs", "made", "-q", "-W"]
    try:
        conf.write_text(text.replace('"cable_edition"', '"sphinx_design"'), "utf-8")
        call(bare.python, *build, cwd=bare.edition)
    finally:
        conf.write_text(text, "utf-8")
    code, output = bare.run("verify", "made/cable-data")
    assert code == 0, output


def test_with_the_extras_each_does_its_work(whole: Installed) -> None:
    whole.quoted(RIS, QUOTED)
    code, output = whole.run("check")
    assert "cable-edition[works]" not in output, output
    code, output = whole.run("export", "parquet")
    assert code == 0, output
    code, output = whole.run("query", "SELECT count(*) FROM paragraphs", "--format", "csv")
    assert (code, output.splitlines()[-1]) == (0, "1"), output
    modules = "distributed, submitit, sphinx_autobuild, pygls.lsp.server"
    call(whole.python, "-c", f"import {modules}", cwd=whole.edition)
