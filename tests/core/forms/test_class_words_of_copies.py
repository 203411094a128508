"""The class word that a released copy has above that of its cable."""

from __future__ import annotations

import pytest

from tests.core.forms.reading import read_all

_STAMP = "U.S. Department of State   Case No. F-2015-00001   Doc No. C05779999   Date: 09/30/2015"


@pytest.mark.parametrize("stamp", [f"C05779999  {_STAMP}", f"UNCLASSIFIED   {_STAMP}", _STAMP])
@pytest.mark.parametrize("lined", [True, False])
def test_the_class_word_of_the_copy_above_the_stamp_is_not_that_of_the_cable(
    stamp: str, lined: bool
) -> None:
    text = (
        f"UNCLASSIFIED\n\n{stamp}\n\nC O N F I D E N T I A L QUITO 000077\n\nE.O. 12958: N/A\n"
        "TAGS: PGOV, EC\nSUBJECT: WORKS\n\n1. (C) The works stand still.\n\nTORRES\n"
    )
    (cable,) = read_all(text if lined else " ".join(text.split()))
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "CONFIDENTIAL"
    if lined:
        known = {item.name: item.value.text for item in cable.record.attributes}
        assert known["Case No."] == "F-2015-00001"
        assert known["Doc No."] == "C05779999"


def test_what_was_classified_again_is_no_text_without_lines_either() -> None:
    again = (
        "Classified by DAS, A/GIS, DoS on 09/30/2015 ~ Class: CONFIDENTIAL ~ Reason: 1.4(D) ~ "
        "Declassify on: 10/11/2029"
    )
    text = (
        f"UNCLASSIFIED {_STAMP}\n\nC O N F I D E N T I A L QUITO 000077\n\nE.O. 12958: N/A\n"
        f"TAGS: PGOV, EC\nSUBJECT: WORKS\n\n1. (C) The works stand still.\n\nTORRES\n\n{again}\n"
        f"UNCLASSIFIED {_STAMP}\n"
    )
    (cable,) = read_all(" ".join(text.split()))
    assert [one.text for one in cable.paragraphs] == ["The works stand still."]
    assert cable.signature is not None
    assert cable.signature.text == "TORRES"
