"""``bagit-profile.json``: what every archive of an edition has, for programs that take bags in.

See https://bagit-profiles.github.io/bagit-profiles-specification/, version 1.4.0. The profile is
the same for all editions and is a file of the bag, since an edition may have no address: its
identifier is a name and leads nowhere, and validators are given the file.
"""

from __future__ import annotations

import json
from typing import Any

from cable_edition.exports.archive.description import CRATE
from cable_edition.exports.archive.swhids import NAME as SWHIDS
from cable_edition.exports.archive.swhids import SIGNATURE

NAME = "bagit-profile.json"
#: Another number if a bag that was valid is no longer.
IDENTIFIER = "urn:cable-edition:bagit-profile:1"
_ALGORITHMS = ["sha256", "sha512"]
#: Label of ``bag-info.txt`` -> whether each bag has it; it stands there once at most.
_LABELS = {
    "BagIt-Profile-Identifier": True,
    "Bag-Software-Agent": True,
    "Bagging-Date": True,
    "Edition-Date": False,
    "Edition-Version": False,
    "External-Description": False,
    "External-Identifier": True,
    "Internal-Sender-Identifier": True,
    "Payload-Oxum": True,
    "Source-Organization": False,
}


def profile() -> str:
    """Return the profile as JSON."""
    labels: dict[str, dict[str, Any]] = {
        name: {"required": must, "repeatable": False} for name, must in _LABELS.items()
    }
    labels["BagIt-Profile-Identifier"]["values"] = [IDENTIFIER]
    said = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": IDENTIFIER,
            "BagIt-Profile-Version": "1.4.0",
            "Source-Organization": "Cable Edition",
            "External-Description": "The archive of an edition of diplomatic cables.",
            "Version": "1",
        },
        "Bag-Info": labels,
        "Manifests-Required": _ALGORITHMS,
        "Manifests-Allowed": _ALGORITHMS,
        "Tag-Manifests-Required": _ALGORITHMS,
        "Tag-Manifests-Allowed": _ALGORITHMS,
        "Tag-Files-Required": [NAME, SWHIDS],
        "Tag-Files-Allowed": [NAME, SWHIDS, SIGNATURE],
        "Payload-Files-Required": ["data/README.txt", f"data/{CRATE}"],
        "Allow-Fetch.txt": False,
        "Serialization": "optional",
        "Accept-Serialization": ["application/zip"],
        "Accept-BagIt-Version": ["1.0"],
    }
    return f"{json.dumps(said, indent=2)}\n"
