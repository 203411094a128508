#!/usr/bin/env bash
# FIDO (opf-fido) 1.6.1, by which archives name the formats of what they take in, names every small JSON file a "Tweet JSON" (fmt/1311), and
# never "JSON Data Interchange Format" (fmt/817).
#
# Guessed: a JSON file without the keys of a tweet is fmt/817, by its extension if by nothing else.
# The rule: PRONOM says that fmt/1311 has priority over fmt/817 where both signatures match, and gives fmt/1311 a signature that asks for the
# keys "id_str" and "retweeted"; none of the files below has them. FIDO finds both formats by the extension `json` alone, then applies
# that priority to them, and so the one that is left is the one whose signature did not match. (Text files keep their three candidates.)
# Why it matters: a deposit of an edition's data is catalogued as tweets.
# Here: the description of an archive names the media type of each file (`exports/archive/description.py`); nothing is guessed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check opf-fido==1.6.1
mkdir "$work/files"
cd "$work/files"
printf '{"key": "a value"}\n' > key.json
printf '{\n  "id": "05OTTAWA286",\n  "subject": "A VISIT"\n}\n' > cable.json
printf '[{"paragraph": "p1"}, {"paragraph": "p2"}]\n' > rows.json
found=$("$work/venv/bin/fido" -q -matchprintf '%(info.filename)s: %(info.puid)s %(info.formatname)s, by %(info.matchtype)s
' -- *.json)
printf 'opf-fido 1.6.1\n%s\n' "$found"
expected='cable.json: fmt/1311 Tweet JSON, by extension
key.json: fmt/1311 Tweet JSON, by extension
rows.json: fmt/1311 Tweet JSON, by extension'
[ "$found" = "$expected" ] || { echo "FIDO names JSON files otherwise now"; exit 1; }
