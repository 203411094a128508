"""Words like a withheld name stop an edition wherever an editor or a witness has them."""

from __future__ import annotations

import json

import pytest

from tests.core.fatal_cases import TEXT, WITHHELD, Folder

OTHER = TEXT.replace("000001", "000002").replace("Zebedee Quux", "He").replace("Quux", "He")
WITNESS = """\
base: 05OTTAWA2.txt
witnesses:
  - {{siglum: B, file: copy.txt, kind: archive, body: {body}, obtained: {obtained}}}
"""
RECORD = (
    "related:\n  - {{id: 05ROME1, title: {title}, note: {note}, source: 'https://example.org/'}}\n"
)
#: Place -> the file, and what stands in it, with `@` for the words.
PLACES = {
    "an emendation": (
        "source_cables/05OTTAWA2.yaml",
        "emendations:\n  - {at: p1, quote: train, read: '@', rule: conjecture, reason: So.}\n",
    ),
    "the reason of an emendation": (
        "source_cables/05OTTAWA2.yaml",
        "emendations:\n  - {at: p1, quote: train, read: rain, rule: conjecture, reason: '@'}\n",
    ),
    "the reason of a redaction": (
        "source_cables/05OTTAWA1.yaml",
        WITHHELD.replace("At risk.", "@"),
    ),
    "the author of a note": (
        "source_cables/05OTTAWA2.yaml",
        "notes:\n  - {id: a, at: p1, kind: inference, text: So., author: '@'}\n",
    ),
    "a related record": ("source_cables/05OTTAWA2.yaml", RECORD.format(title="'@'", note="So.")),
    "its note": ("source_cables/05OTTAWA2.yaml", RECORD.format(title="One", note="'@'")),
    "who released a witness": (
        "source_cables/05OTTAWA2.yaml",
        WITNESS.format(body="'@'", obtained="Made up."),
    ),
    "how a witness was had": (
        "source_cables/05OTTAWA2.yaml",
        WITNESS.format(body="An office", obtained="'@'"),
    ),
    "a witness": ("source_cables/copy.txt", OTHER.replace("left again", "left with @ again")),
    "a release": (
        "source_cables/releases.yaml",
        "releases:\n  - {version: 0.1.0, date: 2026-11-01, note: '@', cables: []}\n",
    ),
    "a redirect": (
        "source_cables/releases.yaml",
        "redirects:\n  - {from: 05OTTAWA9, to: 05OTTAWA2, reason: '@', date: 2026-11-01}\n",
    ),
    "a setting": ("edition.toml", "title = 'Papers'\nabstract = 'Of @'\n"),
    "conf.py": ("docs/conf.py", "html_short_title = 'Of @'\n"),
}
LIKE = ["Zebedee Quuxx", "Zebedee Qu ux", "Zebedee Qu0x"]


def begun(folder: Folder) -> None:
    folder.sidecar(WITHHELD)
    folder.write("source_cables/05OTTAWA2.txt", OTHER)
    (folder.root / "docs").mkdir(exist_ok=True)
    folder.write("docs/index.md", "# First\n")
    folder.write("source_cables/copy.txt", OTHER.replace("train", "boat"))
    compared = WITNESS.format(body="An office", obtained="Made up.")
    folder.write("source_cables/05OTTAWA2.yaml", compared)


def near(folder: Folder) -> list[str]:
    done = folder.run("check", "--format", "json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [one["message"] for one in told if one["code"] == "redaction-near"]


@pytest.mark.parametrize("words", LIKE)
@pytest.mark.parametrize("place", PLACES)
def test_words_like_a_name_are_told(folder: Folder, place: str, words: str) -> None:
    begun(folder)
    name, text = PLACES[place]
    folder.write(name, text.replace("@", words))
    assert [one for one in near(folder) if " are like form 1 of redaction 1 " in one]


@pytest.mark.parametrize("place", PLACES)
def test_other_words_and_those_that_are_excepted_stand(folder: Folder, place: str) -> None:
    begun(folder)
    name, text = PLACES[place]
    folder.write(name, text.replace("@", "Zebulon Fox"))
    assert near(folder) == []
    excepted = WITHHELD.replace(
        "{name: Zebedee Quux,", "{name: Zebedee Quux, except: [Zebedee Quvx],"
    )
    assert excepted != WITHHELD
    if name.endswith("05OTTAWA1.yaml"):
        excepted = excepted.replace("At risk.", "@")
    folder.sidecar(excepted)
    if not name.endswith("05OTTAWA1.yaml"):
        folder.write(name, text.replace("@", "Zebedee Quvx"))
    assert near(folder) == []
