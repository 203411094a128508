#!/usr/bin/env bash
# bibtexparser 1.4.3 (the release that pip takes, as 2.0 is a beta) divides a name in braces at its "and": of one corporate author,
# {Bureau of Oceans and International Affairs}, its customization `author` makes two people, with the braces torn apart between them.
#
# Guessed: braces keep the name whole, as they do in BibTeX.
# The documentation: `author` is to "split author field into a list of" names; BibTeX divides at an "and" that stands in no braces, and
# so do pybtex 0.26.1 and bibtexparser 2.0.0b8, run beside it here on the same entry.
# Why it matters: the author of a cable is a body, and names of bodies have an "and"; customizations are what programs for literature
# lists use for authors, since the parser itself leaves the field as it stands.
# Here: authors stand in braces (core/citations/bibtex.py), and the tests read them with bibtexparser 2 and pybtex.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for one in 1.4.3 2.0.0b8; do
    python3 -m venv "$one"
    "$one/bin/pip" install --quiet --disable-pip-version-check "bibtexparser==$one" pybtex==0.26.1
done
cat > cable.bib << 'END'
@techreport{cable, author = {{Bureau of Oceans and International Affairs} and Another, Ann}, title = {A Visit}, year = {2005}}
END
cat > old.py << 'END'
import bibtexparser
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import author

with open("cable.bib", encoding="utf-8") as file:
    (entry,) = bibtexparser.load(file, BibTexParser(customization=author)).entries
print("bibtexparser", bibtexparser.__version__, entry["author"])
END
cat > new.py << 'END'
from importlib.metadata import version

import bibtexparser
from bibtexparser.middlewares import SeparateCoAuthors
from pybtex.database import parse_file

(entry,) = bibtexparser.parse_file("cable.bib", append_middleware=[SeparateCoAuthors()]).entries
print("bibtexparser", version("bibtexparser"), entry["author"])
print("pybtex", version("pybtex"), [str(one) for one in parse_file("cable.bib").entries["cable"].persons["author"]])
END
found=$(1.4.3/bin/python old.py && 2.0.0b8/bin/python new.py)
printf '%s\n' "$found"
expected="bibtexparser 1.4.3 ['Oceans, {Bureau of', 'Affairs}, International', 'Another, Ann']
bibtexparser 2.0.0b8 ['{Bureau of Oceans and International Affairs}', 'Another, Ann']
pybtex 0.26.1 ['{Bureau of Oceans and International Affairs}', 'Another, Ann']"
[ "$found" = "$expected" ] || { echo "bibtexparser divides names otherwise now"; exit 1; }
