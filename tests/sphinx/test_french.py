"""An edition in French, whose typography binds signs to the words before them."""

from __future__ import annotations

from cable_edition.core.proof.verify import verify_build
from cable_edition.core.words import ENGLISH, speak

from .conftest import PEOPLE, TinyEdition


def test_verify_knows_the_white_space_of_a_language_in_what_a_link_says(
    edition: TinyEdition,
) -> None:
    """French binds a colon to the word before it, in the table of TAGS and in an editor's words."""
    edition.add()
    people = PEOPLE.replace("tip: A visitor", "tip: 'Visiteuse\u00a0: une'")
    assert people != PEOPLE
    edition.register("people", people)
    (edition.root / "edition.toml").write_text('languages = ["fr"]\n', "utf-8")
    try:
        edition.build()
        assert "TAG de sujet\u00a0: External" in edition.page("tags/index")
        speak(ENGLISH)
        _, problems = verify_build(edition.html, edition.sources)
        assert [one.message for one in problems] == []
    finally:
        speak(ENGLISH)
