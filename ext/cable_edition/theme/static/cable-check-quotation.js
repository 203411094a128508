/* The page on which quotations are checked: the form, and the answer in words. Words of cables and of the reader
   become text, never markup. */
(() => {
  "use strict";

  const { make, say, sayNumber } = window.cableElements;
  const box = document.getElementById("cable-check-quotation");
  if (!box) return;

  const form = box.querySelector("form");
  const field = box.querySelector("textarea");
  const said = box.querySelector("#cable-quotation-said");
  const shown = box.querySelector("#cable-quotation-answer");
  const root = new URL(box.dataset.root, document.baseURI).href;
  const SAYS = {
    exact: say("Exact: every word stands so in the edition."),
    emended: say("Emended: some words are as transmitted, where the edition reads otherwise."),
    altered: say("Altered: the cable has other words."),
    absent: say("Absent: the edition has no such words."),
  };
  const NAMES = {
    "~": [say("changed in the quotation"), say("in the cable")],
    "^": [say("as transmitted"), say("in the reading text")],
  };
  let round = 0;

  const change = (kind, quoted, text) => {
    const found = [];
    const [name, other] = NAMES[kind];
    if (quoted)
      found.push(make(kind === "~" ? "del" : "span", { className: "cable-quotation-quoted", title: name }, quoted));
    if (quoted && text) found.push(" ");
    if (text) found.push(make("ins", { title: other }, text));
    return found;
  };

  /* The words of the quotation, with what the cable has where it differs. */
  const words = (diff) => {
    const line = make("p", { className: "cable-quotation-words", lang: "en" });
    diff.forEach(([kind, quoted, text], number) => {
      if (number) line.append(" ");
      if (kind === "=") line.append(quoted);
      else if (kind === "…") line.append("…");
      else line.append(...change(kind, quoted, text));
    });
    return line;
  };

  const item = (place, address) => {
    const ends = [place.anchor, place.last].filter((one, number, all) => one && all.indexOf(one) === number);
    const where = ends.length > 1 ? say("{first} to {last}", { first: ends[0], last: ends[1] }) : ends.join("");
    const link = make("a", { href: `${root}${address}` }, `${place.cable}${where && ` ${where}`}`);
    const isBase = place.witness === "base text";
    const copies = [isBase ? say("base text") : say("witness {siglum}", { siglum: place.witness }), ...place.also];
    const beside = [copies.join(", ")];
    if (isBase) beside.push(place.reading ? say("reading text") : say("as transmitted"));
    if (place.since) beside.push(say("since version {version}", { version: place.since }));
    return make(
      "li",
      {},
      make("p", {}, link, " ", make("span", { className: "cable-search-beside" }, beside.join(", "))),
      make("p", { className: "cable-list-citation", lang: "en" }, place.citation),
    );
  };

  const show = (answer, checker) => {
    said.textContent = `${SAYS[answer.verdict]}${answer.why && ` ${say(answer.why)}`}`;
    shown.dataset.verdict = answer.verdict;
    if (!answer.places.length) return;
    if (answer.diff.some(([kind]) => kind === "~" || kind === "^")) shown.append(words(answer.diff));
    const list = make("ol", { className: "cable-quotation-places" });
    answer.places.forEach((place) => list.append(item(place, place.link.slice(checker.head.address.length))));
    shown.append(list);
    if (answer.more && answer.cables)
      shown.append(make("p", {}, say("It stands in about {n} cables; these are the first.", { n: answer.cables })));
    else if (answer.more)
      shown.append(
        make(
          "p",
          {},
          sayNumber(
            answer.places.length,
            "It stands in more places than this {n} cable.",
            "It stands in more places than these {n} cables.",
          ),
        ),
      );
    const { release } = answer;
    shown.append(
      make(
        "p",
        { className: "cable-search-beside" },
        release
          ? say("Compared with version {version}.", { version: release })
          : say("Compared with an edition that was not released."),
      ),
    );
  };

  const run = async () => {
    round += 1;
    const now = round;
    shown.replaceChildren();
    delete shown.dataset.verdict;
    if (!field.value.trim()) {
      said.textContent = "";
      return;
    }
    said.textContent = say("Looking for it …");
    try {
      const checker = await window.cableQuotations.opened;
      const answer = await checker.check(field.value);
      if (now === round) show(answer, checker);
    } catch (error) {
      console.warn("The index of quotations could not be loaded.", error);
      if (now === round)
        said.textContent = say(
          "Quotations cannot be checked: a file of the index is missing. Copy the edition with all its folders.",
        );
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  const given = new URLSearchParams(location.search).get("quotation");
  if (given) {
    field.value = given;
    run();
  }
})();
