#!/usr/bin/env bash
# pandoc 3.9, asked by a CSL style for sentence case, writes "U.S." as "u.s.", begins the word behind it with a capital,
# and leaves a title that is all in capitals as it was, but for one letter.
#
# Guessed: a title in capitals is written small; "U.S." in a mixed title stands, as NATO does.
# The standard: CSL 1.0.2, "Text-case", `sentence`: of strings in capitals the first letter stays and all others are
# written small; in mixed strings only the first letter of the first word may change. So the first title should be
# "Tour d'horizon with nato minister: the u.s. view", and the second should be printed as it is.
# Why it matters: subjects of cables were sent in capitals, and many have "U.S." in them. A bibliography in a style
# of sentence case (APA) says "the u.s." where the cable says nothing of the kind.
# Here: core/citations/title_case.py makes sentence case itself, from words that it knows, and leaves the rest as sent.
# Seen with pypandoc_binary 1.17, which holds pandoc 3.9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
cat > "$work/references.json" << 'END'
[{"id": "a", "type": "report", "title": "TOUR D'HORIZON WITH NATO MINISTER: THE U.S. VIEW"},
 {"id": "b", "type": "report", "title": "Talks with the NATO minister of the U.S. in winter"}]
END
cat > "$work/sentence.csl" << 'END'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Sentence case</title><id>sentence</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" text-case="sentence"/></layout></bibliography>
</style>
END
printf -- '---\nnocite: "@*"\nlang: en-US\n---\n' > "$work/empty.md"
"$pandoc" --version | head -n 1
found=$("$pandoc" --citeproc --bibliography "$work/references.json" --csl "$work/sentence.csl" --wrap=none \
    -t plain-smart "$work/empty.md" | sed '/^$/d' | sed "s/’/'/g")
printf '%s\n' "$found"
expected="TOUR d'HORIZON WITH NATO MINISTER: THE u.s. VIEW
Talks with the NATO minister of the u.s. In winter"
[ "$found" = "$expected" ] || { echo "pandoc writes sentence case otherwise now"; exit 1; }
