"""Corrections of the reading never change the source: whatever is said of whatever words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import places_of
from cable_edition.core.editing.reading import body_begin
from cable_edition.core.proof.cover import cover_problems, regenerated
from cable_edition.core.reading.parse import parse, parse_all
from cable_edition.core.reading.text.hints import HINT_KINDS, STRETCHES, Hint, HintKind, Hints
from tests.core.expected import schema

DATA = Path(__file__).parents[1] / "data" / "parse"
TEXTS = [path.read_text("utf-8") for path in sorted(DATA.glob("*.txt"))]
FLAT = [" ".join(text.split()) for text in TEXTS if not text.startswith(("<", '"'))]
#: What hints of most kinds neither begin nor end with.
SIGNS = f"-=_*~{WHITE}"
#: What a hint of these kinds makes of words is still words of the body.
BODY = ("heading", "continuation", "paragraph", "list", "table", "quotation")


class Given:
    """Gives every cable the same hints."""

    def __init__(self, hints: tuple[Hint, ...]) -> None:
        self._hints = hints

    def hints(self, cable: Cable) -> Hints | None:
        return Hints(self._hints, body_begin(cable))

    def corrected(self, _before: Cable, after: Cable) -> Cable:
        return after


def read(text: str, *hints: Hint) -> Cable:
    return next(parse_all(text, name="05OTTAWA286.txt", corrector=Given(hints)))


def body_of(cable: Cable) -> set[int]:
    """Return the places of the source that have words of the body, its numbers and its marks."""
    parts = [*cable.paragraphs, *cable.headings, *cable.closing]
    spans = [span for part in parts for span in part.passage.spans]
    spans += cable.signature.spans if cable.signature else ()
    spans += [span for one in cable.headings for span in one.rules]
    for one in cable.paragraphs:
        spans += [one.number_span] if one.number_span else []
        spans += one.marking.spans if one.marking else ()
    text = cable.source.text
    return {at for span in spans for at in range(*span) if text[at].isalnum()}


@st.composite
def hinted(draw: st.DrawFn, kinds: tuple[HintKind, ...] = HINT_KINDS) -> tuple[str, list[Hint]]:
    """Draw a cable and up to four hints at words of it, apart from each other."""
    text = draw(st.sampled_from([*TEXTS, *FLAT]))
    words = source_text(parse(text))
    length = len(words)
    assume(length > 10)
    edges = draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=8, unique=True))
    edges.sort()
    hints = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        kind = draw(st.sampled_from(kinds))
        number = draw(st.none() | st.integers(1, 40)) if kind == "paragraph" else None
        means = {"reference": "05ROME12", "tag": "PREL"}.get(kind, "")
        quoted = words[start : min(end, start + 60) if draw(st.booleans()) else end]
        signs = WHITE if kind in STRETCHES else SIGNS
        low = start + len(quoted) - len(quoted.lstrip(signs))
        if quoted.strip(SIGNS):
            hints.append(Hint(kind, low, low + len(quoted.strip(signs)), number, means))
    return text, hints


_RUN = (
    "CONFIDENTIAL OTTAWA 000286 SIPDIS E.O. 12958: DECL: 01/26/2009 TAGS: PREL, CA SUBJECT: FIRST"
    " 1. (C) The first text. DICKSON"
)


_OFFICIAL = (
    "LIMITED OFFICIAL USE ROME 1196 EXDIS E.O. 11652: XGDS-1 TAGS: PFOR, IT SUBJ: A TALK ON CYPRUS"
    " 1. MINISTER SPOKE ON MAY 3. HE LEFT."
)


@given(hinted())
# The label of the subject is left over in the body, for the editor's own stands far before it.
@example((_RUN, [Hint("subject", 39, 40)]))
# The same label, whose word the list of TAGS has taken and whose colon begins the body.
@example((_OFFICIAL, [Hint("subject", 37, 38)]))
@settings(max_examples=400, deadline=None)
def test_any_hint_leaves_the_cover_whole(case: tuple[str, list[Hint]]) -> None:
    text, hints = case
    cable = read(text, *hints)
    assert cover_problems(cable) == []
    assert regenerated(cable) == text[cable.extent.start : cable.extent.end]
    schema().validate(json.loads(json.dumps(cable.to_dict())))
    anchors = [part.anchor for part in (*cable.paragraphs, *cable.headings, *cable.closing)]
    assert len(anchors) == len(set(anchors))


@given(hinted())
@settings(max_examples=60, deadline=None)
def test_without_its_hints_a_text_is_read_as_before(case: tuple[str, list[Hint]]) -> None:
    text, hints = case
    before = parse(text, name="05OTTAWA286.txt")
    read(text, *hints)
    assert replace(read(text), problems=before.problems) == before


@given(hinted(BODY))
@settings(max_examples=400, deadline=None)
def test_no_word_of_the_body_is_lost_or_moved(case: tuple[str, list[Hint]]) -> None:
    """Words of the body stay words of the body, in their order, whatever parts they are put in."""
    text, hints = case
    before = parse(text, name="05OTTAWA286.txt")
    assume(before.paragraphs)
    begin = min(body_of(before))
    hints = [hint for hint in hints if before.offsets.start(hint.start) > begin]
    assume(hints)
    after = read(text, *hints)
    assert body_of(before) <= body_of(after)
    kinds = {"heading", "paragraph", "block"}
    places = [one.passage.spans for one in places_of(after) if one.passage and one.kind in kinds]
    assert places == sorted(places)


def test_a_tag_that_the_editor_names_is_no_longer_told() -> None:
    text = "UNCLAS OTTAWA 000286\n\nTAGS: PGOV, XQQZ, QQXX, PERL\nSUBJECT: A\n\n1. Text.\n\nROE\n"

    def told(*words: str) -> list[str]:
        hints = [Hint("tag", text.index(w), text.index(w) + 4, w) for w in words]
        cable = read(text, *hints) if hints else parse(text, name="05OTTAWA286.txt")
        return [p.message for p in cable.problems if p.code in {"tag-unknown", "tag-doubtful"}]

    assert sorted(name for one in told() for name in ("XQQZ", "QQXX", "PERL") if name in one) == [
        "PERL",
        "QQXX",
        "XQQZ",
    ]
    assert not any("XQQZ" in one for one in told("XQQZ"))
    assert any("QQXX" in one for one in told("XQQZ"))
    assert any("PERL" in one for one in told("XQQZ"))
    assert not any("PERL" in one for one in told("PERL"))
    assert told("XQQZ", "QQXX", "PERL") == []


def test_a_stretch_that_ends_within_a_doubled_label_leaves_the_cover_whole() -> None:
    text = (
        "UNCLAS OTTAWA 000286\n\nTAGS: CA\nSUBJECT: WATER REF: OTTAWA 99\n"
        "Classified By: CLASSIFIED BY JOHN DOE, CONSUL GENERAL. REASON: 1.5 (B/D)\n1. (C) A text.\n"
    )
    at = text.index("Classified")
    for length in range(10, 30):
        cable = read(text, Hint("list", at, at + length))
        assert cover_problems(cable) == []
