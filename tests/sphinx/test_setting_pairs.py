"""Any two settings together: the build is right, a later one is as a clean one, verify agrees."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.settings.edition_file import load_from
from cable_edition.core.settings.model import SETTINGS

from .conftest import INDEX, TinyEdition, cable_text, tiny_edition, warnings_of
from .sequences import build, files_below, fresh_copy
from .setting_pairs import FACTORS, VALUES, make_other, rows, write

WORKS = '[{"id": "roe2014", "type": "book", "title": "Lamps", "author": [{"literal": "J. Roe"}]}]'
QUOTED = "- {id: q, work: roe2014, words: spoke of S&R and the 3Ds, cable: 05OTTAWA1}\n"
SIDECAR = """\
base: 05OTTAWA2.txt
witnesses:
  - {siglum: B, file: copy.txt, kind: archive, obtained: Made up.}
notes:
  - {id: so, at: p1, kind: inference, text: It seems so.}
emendations:
  - {at: subject, quote: VISIT, read: VISITATION, rule: conjecture, reason: So.}
"""


def test_every_setting_has_a_value_and_any_two_are_met_in_every_way() -> None:
    assert VALUES.keys() == SETTINGS.keys()
    made = rows()
    assert len(made) < 24
    for one, other in combinations(FACTORS, 2):
        assert len({(one in row, other in row) for row in made}) == 4


def full_edition(folder: Path) -> TinyEdition:
    """An edition with a witness, a note, an emendation, quotations and a chapter."""
    edition = tiny_edition(folder)
    for number in (1, 2, 3):
        edition.add(f"05OTTAWA{number}", cable_text(number))
    (edition.sources / "copy.txt").write_text(cable_text(2).replace("spoke", "talked"), "utf-8")
    (edition.sources / "05OTTAWA2.yaml").write_text(SIDECAR, "utf-8")
    (edition.docs / "registers" / "works.json").write_text(WORKS, "utf-8")
    edition.register("quotations", QUOTED)
    (edition.docs / "index.md").write_text(
        INDEX.replace("cables/index", "more\ncables/index"), "utf-8"
    )
    make_other(edition)
    return edition


@pytest.mark.outputs
def test_any_two_settings_build_as_from_nothing_and_are_proved(tmp_path: Path) -> None:
    edition = full_edition(tmp_path / "one")
    conf = (edition.docs / "conf.py").read_text("utf-8")
    for number, row in enumerate(rows()):
        write(edition, conf, row)
        said = warnings_of(build(edition))
        fresh = fresh_copy(edition)
        clean = warnings_of(build(fresh))
        assert said.replace(str(edition.root), "") == clean.replace(str(fresh.root), ""), row
        ours, theirs = files_below(edition.html), files_below(fresh.html)
        assert sorted(ours) == sorted(theirs), (number, row)
        assert [name for name in ours if ours[name] != theirs[name]] == [], (number, row)
        file, problems = load_from(edition.root)
        assert problems == []
        told = [one.located() for one in check_site(edition.html, read_anew(file))]
        assert told == [], (number, row)
        fresh.root.rename(tmp_path / f"done-{number}")
