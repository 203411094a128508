"""The proof of the BagIt profile of an archive, which is the same for all editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.problems import Problem
from cable_edition.core.proof.data.json_files import check_json

NAME, IDENTIFIER = "bagit-profile.json", "urn:cable-edition:bagit-profile:1"
_BOTH = ["sha256", "sha512"]
_ALWAYS = {"required": True, "repeatable": False}
_AT_TIMES = {"required": False, "repeatable": False}
_PROFILE: dict[str, Any] = {
    "BagIt-Profile-Info": {
        "BagIt-Profile-Identifier": IDENTIFIER,
        "BagIt-Profile-Version": "1.4.0",
        "Source-Organization": "Cable Edition",
        "External-Description": "The archive of an edition of diplomatic cables.",
        "Version": "1",
    },
    "Bag-Info": {
        "BagIt-Profile-Identifier": {**_ALWAYS, "values": [IDENTIFIER]},
        "Bag-Software-Agent": _ALWAYS,
        "Bagging-Date": _ALWAYS,
        "Edition-Date": _AT_TIMES,
        "Edition-Version": _AT_TIMES,
        "External-Description": _AT_TIMES,
        "External-Identifier": _ALWAYS,
        "Internal-Sender-Identifier": _ALWAYS,
        "Payload-Oxum": _ALWAYS,
        "Source-Organization": _AT_TIMES,
    },
    "Manifests-Required": _BOTH,
    "Manifests-Allowed": _BOTH,
    "Tag-Manifests-Required": _BOTH,
    "Tag-Manifests-Allowed": _BOTH,
    "Tag-Files-Required": [NAME, "swhids.txt"],
    "Tag-Files-Allowed": [NAME, "swhids.txt", "swhids.txt.sig"],
    "Payload-Files-Required": ["data/README.txt", "data/ro-crate-metadata.json"],
    "Allow-Fetch.txt": False,
    "Serialization": "optional",
    "Accept-Serialization": ["application/zip"],
    "Accept-BagIt-Version": ["1.0"],
}


def check_profile(bag: Path) -> Iterator[Problem]:
    """Yield what differs in the profile that a bag brings along.

    Problems: ``field-differs``, ``file-missing``, ``file-unreadable``.
    """
    yield from check_json(bag / NAME, _PROFILE)
