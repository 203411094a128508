"""What the theme writes out in English is said in the language, and nothing else is touched."""

from __future__ import annotations

import gettext
from pathlib import Path

import furo
import pytest

from cable_edition.core.words import speaking
from cable_edition.sphinx_ext.site import theme_words
from cable_edition.sphinx_ext.site.theme_words import around_page, below_page

SWITCH = '<input name="x" aria-label="Toggle site navigation sidebar">'
MADE = (
    'Made with <a href="https://www.sphinx-doc.org/">Sphinx</a> and '
    '<a class="muted-link" href="https://pradyunsg.me">@pradyunsg</a>\'s\n '
    '<a href="https://github.com/pradyunsg/furo">Furo</a>'
)


def test_nothing_is_touched_on_a_site_in_english() -> None:
    assert around_page(SWITCH) == SWITCH
    assert below_page(MADE) == MADE


def test_names_before_the_article_are_said() -> None:
    with speaking("fr"):
        found = around_page(f"{SWITCH}<title>Menu</title><article {SWITCH}")
    assert found == (
        '<input name="x" aria-label="Afficher ou masquer la navigation du site">'
        f"<title>Menu</title><article {SWITCH}"
    )


@pytest.mark.parametrize(
    "words", ["Toggle", "Toggle site navigation sidebars", "Contents of it", "toggle navigation of"]
)
def test_other_words_stay(words: str) -> None:
    body = f'<b aria-label="{words}"></b><h1>Menu</h1><p>Toggle navigation of x</p>'
    with speaking("de"):
        assert around_page(body) == body


def test_a_branch_of_the_navigation_is_named_with_its_page() -> None:
    body = '<input aria-label="Toggle navigation of A &amp; &quot;B&quot; &lt;i&gt;">'
    with speaking("de"):
        found = around_page(body)
    assert found == (
        '<input aria-label="Einträge unter A &amp; &quot;B&quot; &lt;i&gt; ein- oder ausblenden">'
    )


def test_the_line_on_the_making_is_one_sentence() -> None:
    with speaking("de"):
        found = below_page(f"<div>{MADE}</div>")
        alone = below_page('Made with <a href="https://github.com/pradyunsg/furo">Furo</a>')
        other = below_page("<p>Made with care</p>")
    assert found == (
        '<div>Erstellt mit <a href="https://www.sphinx-doc.org/">Sphinx</a> und '
        '<a href="https://github.com/pradyunsg/furo">Furo</a> von '
        '<a class="muted-link" href="https://pradyunsg.me">@pradyunsg</a></div>'
    )
    assert alone == 'Erstellt mit <a href="https://github.com/pradyunsg/furo">Furo</a>'
    assert other == "<p>Made with care</p>"


def test_words_for_gettext_stand_behind_those_of_sphinx() -> None:
    class Sphinx(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return "Eigenes" if message == "Next" else super().gettext(message)

    known = Sphinx()
    known.add_fallback(theme_words._Behind())
    other = gettext.NullTranslations()
    known.add_fallback(other)
    with speaking("de"):
        assert known.gettext("Next") == "Eigenes"
        assert known.gettext("Previous") == "Vorige Seite"
        assert known.gettext("Skip\n  to content") == "Zum Inhalt springen"
        assert known.gettext("Something else") == "Something else"
    assert known.gettext("Previous") == "Previous"


def test_furo_has_all_of_these_words() -> None:
    """A later furo may say something else; what is no word of it any more is told here."""
    folder = Path(furo.__file__).parent
    text = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.html")))
    text += (folder / "navigation.py").read_text("utf-8")
    lost = [one for one in theme_words._NAMES if one not in text]
    lost += [one for one in theme_words.GIVEN if one not in text and "Link to" not in one]
    assert lost == []
    assert "Toggle navigation of {" in text
    assert theme_words._MADE in text
    assert theme_words._MADE_END in text
