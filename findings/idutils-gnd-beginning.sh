#!/usr/bin/env bash
# idutils 1.7.1 takes whatever begins like a number of the GND (Gemeinsame Normdatei) for one, and makes the address of another
# record of it.
#
# Guessed: is_gnd("118604740 and more") is false, as is_orcid and is_wikidata are with words behind the id.
# The standard: Wikidata, property P227, "format as a regular expression", which the package names as its source and which holds for
# the whole value. The package has the expression, and tries it with `match`, which asks for a beginning alone.
# Why it matters: a number of another file (of twenty digits, as VIAF has them) is called a GND number, and normalized, it is cut
# to the ten digits of a record that nobody named. No check digit is tried either, so a slip passes.
# Here: core/authorities.py has a table of its own, asks for the whole id, and tries the last digit;
# tests/outputs/test_ids_by_idutils.py has the package beside it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps idutils==1.7.1 isbnlib==3.10.14
cat > "$work/gnd.py" << 'END'
from importlib.metadata import version

import idutils

print("idutils", version("idutils"))
for words in ("118604740", "118604740 and more", "11860474012345678901", "118604741"):
    print(words, bool(idutils.is_gnd(words)), idutils.to_url(words, "gnd"))
END
found=$("$work/venv/bin/python" "$work/gnd.py")
printf '%s\n' "$found"
expected="idutils 1.7.1
118604740 True http://d-nb.info/gnd/118604740
118604740 and more True http://d-nb.info/gnd/118604740
11860474012345678901 True http://d-nb.info/gnd/1186047401
118604741 True http://d-nb.info/gnd/118604741"
[ "$found" = "$expected" ] || { echo "idutils takes numbers of the GND otherwise now"; exit 1; }
