#!/usr/bin/env bash
# collatex 2.3, which aligns the witnesses of a text, aligns nothing where one of them is empty: it ends with an AssertionError ("please
# provide ordered node index ranges"), wherever that witness stands and in whatever form it is given.
#
# Guessed: the empty witness gets a row of gaps, as a witness does that lacks some of the words.
# The documentation: it gives witnesses as texts or as lists of tokens and says nothing of a least length; a hyphen in a table is a gap.
# Why it matters: who collates cables paragraph by paragraph has copies that lack a whole one, as a copy does that breaks off or was cut.
# By the way: it imports Levenshtein as soon as it is imported itself, and does not declare it, so it is installed here by name.
# Here: an edition names its witnesses and collates none of them; who collates the paragraphs of its data leaves empty ones out first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check collatex==2.3 levenshtein==0.27.5 networkx==3.6.1 prettytable==3.18.0
cat > align.py << 'END'
from importlib.metadata import requires, version

from collatex import Collation, collate


def aligned(*texts):
    collation = Collation()
    for sign, text in zip("ABC", texts):
        collation.add_plain_witness(sign, text)
    try:
        table = collate(collation, segmentation=False)
    except AssertionError as error:
        return f"AssertionError: {error}"
    return "; ".join(" ".join(str(cell or "-").strip() for cell in row.to_list_of_strings()) for row in table.rows)


print("collatex", version("collatex"), "declares", *sorted(requires("collatex")))
for texts in (("the lamp", "lamp"), ("", "the lamp"), ("the lamp", ""), ("the lamp", "", "lamp")):
    print(texts, aligned(*texts))
tokens = {"witnesses": [{"id": "A", "tokens": [{"t": "lamp"}]}, {"id": "B", "tokens": []}]}
try:
    print("tokens", collate(tokens, segmentation=False))
except AssertionError as error:
    print(f"tokens AssertionError: {error}")
END
found=$(venv/bin/python align.py)
printf '%s\n' "$found"
expected="collatex 2.3 declares networkx prettytable
('the lamp', 'lamp') the lamp; - lamp
('', 'the lamp') AssertionError: please provide ordered node index ranges
('the lamp', '') AssertionError: please provide ordered node index ranges
('the lamp', '', 'lamp') AssertionError: please provide ordered node index ranges
tokens AssertionError: please provide ordered node index ranges"
[ "$found" = "$expected" ] || { echo "collatex aligns otherwise now"; exit 1; }
