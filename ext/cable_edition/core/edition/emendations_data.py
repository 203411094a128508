"""The register of emendations as data, with the corrections of the reading apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.corrections import corrections_data
from cable_edition.core.myst.editorial_text import plain

#: The file, in a folder of data.
NAME = "emendations.json"


def emendations_text(cables: Sequence[EditedCable]) -> str:
    """Return the file of :func:`emendations_data`.

    Nothing if no cable is emended, nor its reading corrected.
    """
    if not any(cable.is_emended for cable in cables):
        return ""
    return json.dumps(emendations_data(cables), ensure_ascii=False, indent=1) + "\n"


def emendations_data(cables: Sequence[EditedCable]) -> dict[str, Any]:
    """Return all emendations and their rules, ready for JSON, in the order of cables and texts.

    ``start`` and ``end`` count characters (code points) of the folded source text at ``place``;
    ``source`` and ``reading`` are the characters there before and after, ``lemma`` and ``read`` the
    words around them. ``corrections`` are those of the reading, which change no words.
    """
    used: set[str] = set()
    places = []
    for cable in cables:
        for found in cable.emendations.values():
            for one in found:
                used.add(one.rule)
                places.append(
                    {
                        "cable": cable.id,
                        "place": one.anchor,
                        "id": one.id,
                        "start": one.start,
                        "end": one.end,
                        "source": one.source,
                        "reading": one.reading,
                        "lemma": one.lemma,
                        "read": one.read,
                        "rule": one.rule,
                        "certainty": one.certainty,
                        "reason": plain(one.reason),
                    }
                )
    rules = [
        {
            "id": rule.id,
            "name": rule.name,
            "mechanical": rule.mechanical,
            "reason": rule.reason,
            "source": rule.source,
        }
        for rule in RULES.values()
        if rule.id in used
    ]
    corrections = corrections_data(cables)
    return {"rules": rules, "emendations": places, "corrections": corrections}
