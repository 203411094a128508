#!/usr/bin/env bash
# cffconvert 2.0.0 makes an address of the brackets and quotation marks of a list: where a CITATION.cff names two licences, its schema.org and
# CodeMeta files say "https://spdx.org/licenses/['CC0-1.0', 'CC-BY-4.0']".
#
# Guessed: a list of two addresses, as schema.org's "license" may have.
# The format: Citation File Format 1.2.0, "license": one SPDX identifier or a list of them ("dual license"); the file below is valid.
# Also seen: an edition that says "type: dataset" is "@type": "SoftwareSourceCode" in both.
# Why it matters: texts of a government and the words of editors stand under two licences in every edition of documents.
# Here: the JSON-LD of an edition is its own (data/edition.jsonld); nothing is made from the CITATION.cff.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'cffconvert==2.0.0'
cd "$work"
cat > CITATION.cff << 'END'
cff-version: 1.2.0
message: Please cite this edition.
type: dataset
title: Cables of a post
authors:
  - family-names: Roe
    given-names: Jane
license: [CC0-1.0, CC-BY-4.0]
END
"$work/venv/bin/cffconvert" --validate
found=$(for format in schema.org codemeta; do
  "$work/venv/bin/cffconvert" --format $format | grep -E '"(@type|license)": "S?[^P]' | grep -vi person
done)
printf '%s\n' "$found"
expected="  \"@type\": \"SoftwareSourceCode\",
  \"license\": \"https://spdx.org/licenses/['CC0-1.0', 'CC-BY-4.0']\",
  \"@type\": \"SoftwareSourceCode\",
  \"license\": \"https://spdx.org/licenses/['CC0-1.0', 'CC-BY-4.0']\","
[ "$found" = "$expected" ] || { echo "cffconvert writes two licences otherwise now"; exit 1; }
