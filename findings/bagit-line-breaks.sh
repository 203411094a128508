#!/usr/bin/env bash
# bagit.py 1.9.0 glues two words of a value of bag-info.txt together where a line break stood between them, and reads a value
# that another tool folded over lines with a break and indentation in it (the first fold alone is read as it should be).
#
# Expected: a long or broken value is folded when written. Guessed: a folded one is read as one line, with a blank for each
# fold.
# The standard: RFC 8493, 2.2.2: a long value may be continued on the next line, which begins with white space; lines of at
# most 79 characters are recommended. Nothing lets a tool drop the white space between two words.
# Why it matters: the abstract of an edition is a paragraph, written over several lines in its settings, and becomes the
# description by which an archive lists it: "the embassyin Ottawa" is what its readers then find, or do not.
# Here: exports/archive/bag.py gives the tool values of one line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps bagit==1.9.0
cat > "$work/lines.py" << 'END'
import logging
import sys
from pathlib import Path

import bagit

logging.disable()
folder = Path(sys.argv[1])
folder.mkdir()
(folder / "cable.txt").write_text("A cable.\n")
bagit.make_bag(str(folder), {"External-Description": "Cables of the embassy\nin Ottawa"}, checksums=["sha256"])
print("bagit", bagit.VERSION)
written = (folder / "bag-info.txt").read_text("utf-8").splitlines()
print(next(line for line in written if line.startswith("External-Description")))
(folder / "bag-info.txt").write_text("External-Description: Cables of\n  the embassy\n  in Ottawa\n")
(folder / "tagmanifest-sha256.txt").unlink()
print(repr(bagit.Bag(str(folder)).info["External-Description"]))
END
found=$("$work/venv/bin/python" "$work/lines.py" "$work/bag")
printf '%s\n' "$found"
expected='bagit 1.9.0
External-Description: Cables of the embassyin Ottawa
'"'Cables of  the embassy\n  in Ottawa'"
[ "$found" = "$expected" ] || { echo "bagit.py treats line breaks otherwise now"; exit 1; }
