"""The proof of the register of emendations as data, which a site has beside its other data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.json_files import check_json
from cable_edition.core.proof.data.stated import Stated

NAME = "emendations.json"
_EMENDED = ("id", "start", "end", "source", "reading", "lemma", "read", "rule", "certainty")
_RULE = ("id", "name", "mechanical", "reason", "source")
_READ = ("number", "kind", "text", "paragraph")


def check_emendations(
    path: Path, against: Against, _stated: Stated | None = None
) -> Iterator[Problem]:
    """Yield what differs in ``emendations.json``: emendations, their rules, and corrections."""
    # As JSON has them, whatever the values are here.
    yield from check_json(path, json.loads(json.dumps(_register(against))))


def _register(against: Against) -> dict[str, Any]:
    cables = against.edition.cables
    emended = [
        {"cable": one.id, "place": item.anchor}
        | {key: getattr(item, key) for key in _EMENDED}
        | {"reason": plain(item.reason)}
        for one in cables
        for items in one.emendations.values()
        for item in items
    ]
    used = {item["rule"] for item in emended}
    corrections = [
        {"cable": one.id, "place": item.anchor}
        | {key: getattr(item, key) for key in _READ}
        | {
            "through": item.through or None,
            "means": item.means or None,
            "reason": plain(item.reason) or None,
        }
        for one in cables
        for item in one.cable.corrections
    ]
    rules = [
        {key: getattr(rule, key) for key in _RULE} for rule in RULES.values() if rule.id in used
    ]
    return {"rules": rules, "emendations": emended, "corrections": corrections}
