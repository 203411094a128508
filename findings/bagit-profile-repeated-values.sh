#!/usr/bin/env bash
# bagit-profile 1.3.1 calls a bag invalid in which a tag that may be repeated stands twice, each time with a value that the profile allows:
# it looks for the list of both among the allowed values, instead of for each.
#
# Guessed: valid; each value is looked for alone. With one of the two the bag is valid.
# The standard: BagIt Profiles Specification 1.3.0, "Bag-Info": `values` lists what a tag may have as its value, and `repeatable`, which is
# true unless the profile says otherwise, lets the tag stand more than once. RFC 8493, 2.2.2: tags may be repeated, and each line
# of them has a value of its own.
# Why it matters: an archive whose profile names its collections cannot take a bag that belongs to two of them, and the message says
# that values are not allowed which stand in the profile.
# Here: the bag of an edition has no tag twice (exports/archive/bag.py).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check bagit-profile==1.3.1 bagit==1.9.0
cat > "$work/checked.py" << 'END'
import logging
import tempfile
from importlib.metadata import version
from pathlib import Path

import bagit
import bagit_profile

logging.disable(logging.CRITICAL)
print("bagit-profile", version("bagit-profile"))
ADDRESS = "https://example.org/profile.json"
PROFILE = {
    "BagIt-Profile-Info": {
        "BagIt-Profile-Identifier": ADDRESS,
        "BagIt-Profile-Version": "1.3.0",
        "Source-Organization": "An archive",
        "External-Description": "Bags of cables",
        "Version": "1",
    },
    "Bag-Info": {
        "Bag-Group-Identifier": {"required": True, "repeatable": True, "values": ["Cables", "Telegrams"]}
    },
    "Manifests-Required": ["sha512"],
    "Accept-BagIt-Version": ["0.97", "1.0"],
    "Accept-Serialization": ["application/zip"],
}
for groups in (["Cables"], ["Telegrams"], ["Cables", "Telegrams"]):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cable.txt").write_text("words")
        tags = {"BagIt-Profile-Identifier": ADDRESS, "Bag-Group-Identifier": groups}
        bag = bagit.make_bag(folder, tags)
        bag.validate()
        profile = bagit_profile.Profile(ADDRESS, profile=PROFILE)
        print(" and ".join(groups), "->", "valid" if profile.validate(bag) else "invalid")
END
found=$("$work/venv/bin/python" "$work/checked.py")
printf '%s\n' "$found"
expected='bagit-profile 1.3.1
Cables -> valid
Telegrams -> valid
Cables and Telegrams -> invalid'
[ "$found" = "$expected" ] || { echo "bagit-profile reads repeated values otherwise now"; exit 1; }
