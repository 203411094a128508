#!/usr/bin/env bash
# nameparser 2.6.0 knows Colonel, MAJ and Foreign Minister for titles. Major is a given name to it, Defense Minister Smith a person
# called Defense, with the middle name Minister, and whoever comes behind DAS (Deputy Assistant Secretary) has no given name at all.
#
# Guessed: a rank that it knows short it knows written out, a title of two words does not hang on which office it is, and words in
# capitals are no particle of a surname.
# The package: titles are a list (`nameparser/config`), and what stands before a name and is in no list is the given name. The list has
# `maj` and no `major`, which is a given name too; `das` is a particle of German and Portuguese surnames, in capitals or not.
# Why it matters: registers of persons are begun from "rank or office, name" as reports have them. The parts come out plausible and
# wrong, one rank and one office beside another that is right, so that a sample does not show it.
# Here: a name is never cut into parts; the titles and offices before one are a list of ours (core/data/titles.txt).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps --disable-pip-version-check nameparser==2.6.0
cat > "$work/names.py" << 'END'
from importlib.metadata import version

from nameparser import HumanName

print("nameparser", version("nameparser"))
for words in (
    "Colonel John Smith", "MAJ John Smith", "Major John Smith",
    "Foreign Minister Smith", "Defense Minister Smith", "Deputy Secretary Smith", "Under Secretary Smith",
    "Director John Smith", "DAS John Smith",
):
    print(words + ":", ", ".join(f"{part} {value}" for part, value in HumanName(words).as_dict(False).items()))
END
found=$("$work/venv/bin/python" "$work/names.py")
printf '%s\n' "$found"
expected="nameparser 2.6.0
Colonel John Smith: title Colonel, first John, last Smith
MAJ John Smith: title MAJ, first John, last Smith
Major John Smith: first Major, middle John, last Smith
Foreign Minister Smith: title Foreign Minister, last Smith
Defense Minister Smith: first Defense, middle Minister, last Smith
Deputy Secretary Smith: title Deputy Secretary, last Smith
Under Secretary Smith: first Under, middle Secretary, last Smith
Director John Smith: title Director, first John, last Smith
DAS John Smith: last DAS John Smith"
[ "$found" = "$expected" ] || { echo "nameparser takes ranks and offices otherwise now"; exit 1; }
