"""The parser reads from a synthetic cable exactly what its generator wrote into it."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.parse import parse
from synthetic import Corpus, Form, SynthCable, raw, text_of


@pytest.fixture(params=[0, 7, 42])
def cable(request: pytest.FixtureRequest) -> SynthCable:
    return Corpus(3, 100).cable(request.param)


@pytest.mark.parametrize("form", ["text", "page"])
def test_the_parser_finds_what_the_generator_wrote(cable: SynthCable, form: Form) -> None:
    found = parse(raw(cable, form), name=f"{cable.id}.txt").to_dict()
    assert found["reference_id"] == cable.id
    assert found["subject"] == cable.subject
    assert found["tags"] == list(cable.tags)
    assert [r["id"] for r in found["references"]] == [target for _, target in cable.references]
    assert [(h["text"], h["precedes"]) for h in found["headings"]] == [
        (text, place) for place, text in cable.headings.items()
    ]
    assert [(p["n"], p["marking"], p["text"]) for p in found["paragraphs"]] == [
        (
            part.n,
            part.marking,
            " ".join([text_of(part.tokens), *(f"-- {text_of(item)}" for item in part.items)]),
        )
        for part in cable.paragraphs
    ]
    assert found["signature"] == cable.signature
