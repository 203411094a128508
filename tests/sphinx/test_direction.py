"""Words that run from right to left, and signs that turn them, in what editors write."""

from __future__ import annotations

import pytest

from cable_edition.core.proof.verify import verify_build

from .conftest import GLOSSARY, PEOPLE, TinyEdition, cable_text

HEBREW, ARABIC = "שלום עולם", "مرحبا بالعالم"
WORDS = {
    "Hebrew": HEBREW,
    "Arabic with figures": f"{ARABIC} 12 (x)",
    "an override": "ab\u202ecd\u202c",
    "isolates": f"\u2067{HEBREW}\u2069 x",
}
SIDECAR = """\
notes:
  - {{id: so, at: p1, kind: inference, text: "{words} it is."}}
emendations:
  - {{at: p1, quote: spoke, read: "{words}", rule: conjecture, reason: "So, *{words}*."}}
"""


@pytest.mark.outputs
@pytest.mark.parametrize("case", WORDS)
def test_the_words_of_editors_are_shown_and_proved(edition: TinyEdition, case: str) -> None:
    words = WORDS[case]
    edition.add(text=cable_text(subject=f"A VISIT {HEBREW}"))
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR.format(words=words), "utf-8")
    edition.register("people", PEOPLE.replace("A visitor", words))
    term = f'- {{id: said, term: "{words}", expansion: "{words}", tip: "{words}", status: cable}}\n'
    edition.register("glossary", GLOSSARY + term)
    edition.build()
    assert [one.located() for one in verify_build(edition.html, edition.sources)[1]] == []
    # The sign itself would turn what stands after it.
    assert not {"\u202e", "\u2067"} & set(edition.page("emendations/index"))
    assert "\\u{5c}" not in edition.page("emendations/index")
    assert 'href="../glossary/index.html#term-said"' in edition.page("cables/05OTTAWA1")
