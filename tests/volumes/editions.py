"""Small editions in volumes, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.sphinx.conftest import CONF, GLOSSARY, INDEX, PEOPLE, cable_text

ROOT = Path(__file__).parents[2]


def moment(number: int) -> str:
    """Return the date-time group of a cable: two of each month of 2005."""
    months = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
    return f"{10 + number % 2}1300Z {months[(number - 1) // 2]} 05"


def text_of(number: int, *paragraphs: str) -> str:
    """Return a cable with a header, that cites the next but two."""
    head = f"FM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n{moment(number)}\n"
    reference = f"REF: OTTAWA {number + 3}\n\n" if number + 3 <= 24 else ""
    said = paragraphs or (f"(C) Jane Roe of S/CRS spoke of S&R, visit {number}.",)
    made = cable_text(number, said, f"VISIT {number}")
    return made.replace("SIPDIS", f"SIPDIS\n\n{head}").replace(
        "Classified", f"{reference}Classified"
    )


def write_edition(root: Path, cables: int = 24, at_most: int = 2) -> Path:
    """Write an edition of some cables, two a volume; return its folder."""
    (root / "source_cables").mkdir(parents=True)
    registers = root / "docs" / "registers"
    registers.mkdir(parents=True)
    (root / "docs" / "conf.py").write_text(
        CONF.replace('copyright = "2026, nobody"\n', ""), "utf-8"
    )
    index = INDEX.replace(
        "chronology/index\n", "chronology/index\nreferences/index\nmissing/index\n"
    )
    (root / "docs" / "index.md").write_text(
        f"{index}\nSee {{cable:par}}`05OTTAWA{cables}#p1` and {{cable:cable}}`05OTTAWA1`.\n",
        "utf-8",
    )
    (registers / "people.yaml").write_text(PEOPLE, "utf-8")
    (registers / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (root / "edition.toml").write_text(
        f'title = "Tiny"\ncopyright = "2026, nobody"\nbase_url = "https://cables.example.org/"\n'
        f'[site]\nquotations = "off"\n[volumes]\nby = "dates"\nat_most = {at_most}\n',
        "utf-8",
    )
    for number in range(1, cables + 1):
        source(root, number).write_text(text_of(number), "utf-8")
    return root


def source(root: Path, number: int) -> Path:
    """Return the file of a cable."""
    return root / "source_cables" / f"05OTTAWA{number}.txt"


def command(root: Path, *arguments: str) -> list[str]:
    """Return the command line of ``volumes``, with two processes."""
    settings = ["--settings", str(root / "edition.toml")]
    return [sys.executable, "-m", "cable_edition", "volumes", *arguments, *settings]


def environment() -> dict[str, str]:
    """Return the surroundings of a command."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "ext"), str(ROOT)])}


def build(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build an edition in volumes; the lines are those of JSON."""
    return subprocess.run(
        command(root, "build", "--format", "json", *arguments),
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )


def build_as_one(root: Path) -> Path:
    """Build an edition as one, beside its volumes; return the folder of the pages."""
    docs = root / "docs"
    out = docs / "_build" / "html"
    kept = ["-d", str(docs / "_build" / "doctrees")]
    command = [sys.executable, "-m", "sphinx", "-qb", "html", *kept, str(docs), str(out)]
    subprocess.run(command, check=True, env=environment(), capture_output=True)
    return out


def unlike(site: Path, one: Path) -> set[str]:
    """Return the files that a site in volumes and one of one build do not have alike."""
    here, there = bytes_of(site), bytes_of(one)
    # By it Sphinx knows whether its settings have changed.
    there.pop(".buildinfo")
    return {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}


def site(root: Path) -> Path:
    """Return the folder of the site."""
    return root / "docs" / "_build" / "site"


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the digest of each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def results(stdout: str) -> dict[tuple[str, str], dict[str, object]]:
    """Return what each step of each volume came to, of the lines of :func:`build`."""
    items = [json.loads(line) for line in stdout.splitlines()]
    return {(one["step"], one["volume"]): one for one in items if "step" in one}
