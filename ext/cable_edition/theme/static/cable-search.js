/* The page of the search: what was asked, what was found, filters. Words of the edition and of the reader become text,
   never markup. It stands right below its part of the page. */
(() => {
  "use strict";

  const { make, say, sayNumber, sayWith } = window.cableElements;
  const { marksIn, opened, PAGE, READ } = window.cableSearchIndex;
  const box = document.getElementById("cable-search");
  if (!box) return;

  const WIDE = 360;
  const AROUND = 130;
  const ORDER = ["Part", "Post", "Year", "Classification", "TAG", "Person", "Register"];
  /* Those whose values are the edition's words. */
  const OWN = ["Part", "Register"];
  const form = box.querySelector("form");
  const field = box.querySelector("#cable-query");
  const said = box.querySelector("#cable-search-said");
  const more = box.querySelector("#cable-search-told");
  const list = box.querySelector("ol");
  const next = box.querySelector("#cable-search-more");
  const narrow = box.querySelector("details");
  const fieldset = box.querySelector("fieldset");
  const asked = new URLSearchParams(location.search);
  const root = new URL(box.dataset.root, document.baseURI).href;
  let answer = null;
  let shown = 0;
  let round = 0;

  /* Pieces of a text around its marks: the text itself where it is short. */
  const pieces = (text, marks) => {
    if (text.length <= WIDE || !marks.length) {
      const end = text.length <= WIDE ? text.length : text.lastIndexOf(" ", WIDE);
      return [[0, end > 0 ? end : WIDE]];
    }
    const found = [];
    for (const [start, end] of marks) {
      const from = start <= AROUND ? 0 : text.indexOf(" ", start - AROUND) + 1 || start;
      const to = end + AROUND >= text.length ? text.length : text.lastIndexOf(" ", end + AROUND);
      const last = found.at(-1);
      const piece = [Math.min(from, start), Math.max(to, end)];
      if (last && piece[0] <= last[1]) last[1] = Math.max(last[1], piece[1]);
      else if (found.length < 2) found.push(piece);
    }
    return found;
  };

  /* An excerpt: the words of the text as they are, with what was sought marked, and dots where words are left out. */
  const excerpt = (text, marks, isCable) => {
    /* Cables are in English, whatever the language of the page. */
    const line = make("p", { className: "cable-search-words", ...(isCable && { lang: "en" }) });
    pieces(text, marks).forEach(([from, to], number) => {
      /* Between two pieces the dots stand behind the first. */
      if (number) line.append(" ");
      else if (from) line.append("… ");
      let at = from;
      for (const [start, end] of marks) {
        if (start < at || end > to) continue;
        line.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
        at = end;
      }
      line.append(text.slice(at, to), to < text.length ? " …" : "");
    });
    return line;
  };

  const item = (place, found) => {
    const hits = answer.terms.map((term) => term.found.at[place]).filter(Boolean);
    /* The words as transmitted are shown where not all that was sought is in the reading text. */
    const sent = found.transmitted !== undefined && !hits.every((hit) => hit & READ);
    const text = sent ? found.transmitted : found.words;
    const marks = marksIn(text, answer.terms);
    const address = new URL(found.address, root);
    const lit = new Set(marks.map(([start, end]) => text.slice(start, end)));
    if (lit.size && !sent) address.searchParams.set("highlight", [...lit].join(" "));
    address.hash = found.anchor;
    const [, id, subject] = /^([^:]*)(.*)$/s.exec(found.title);
    const title = found.isCable ? `${id}${found.label && ` ${found.label}`}${subject}` : found.label || found.title;
    const beside = [found.isCable ? found.date : found.label && found.title, sent && say("as transmitted")].filter(Boolean);
    const link = make("a", { href: address.href, textContent: title, ...(found.isCable && { lang: "en" }) });
    const head = make("p", { className: "cable-search-head" }, link);
    if (beside.length) head.append(" ", make("span", { className: "cable-search-beside", textContent: beside.join(", ") }));
    return make("li", {}, head, excerpt(text, marks, found.isCable));
  };

  /* The next results. The first of an answer are shown one after another, each before the next is made; more of them
     together, so that the button moves once. */
  const showNext = async (index) => {
    const now = round;
    if (answer.rest && shown + PAGE > answer.places.length) {
      /* Of a frequent word the first places came alone. */
      const all = await answer.rest();
      if (now !== round) return;
      answer = all;
    }
    const places = answer.places.slice(shown, shown + PAGE);
    const texts = places.map((place) => index.text(place));
    /* What fails is told by the first that waits for it. */
    texts.forEach((text) => text.catch(() => {}));
    const items = [];
    for (const [number, text] of texts.entries()) {
      const found = await text;
      if (now !== round) return;
      const made = item(places[number], found);
      if (shown) items.push(made);
      else list.append(made);
    }
    list.append(...items);
    shown += places.length;
    const count = answer.count ?? answer.places.length;
    next.hidden = shown >= count;
    next.textContent = sayNumber(count, "More results ({shown} of {n} shown)", "More results ({shown} of {n} shown)", { shown });
  };

  /* Whoever presses twice gets the next results and those after them. */
  let showing = Promise.resolve();
  const showMore = (index) => {
    showing = showing.catch(() => {}).then(() => showNext(index));
    return showing;
  };

  const chosen = () =>
    [...fieldset.querySelectorAll("select")].flatMap((select) =>
      [...select.selectedOptions].map((one) => [select.name, one.value]).filter(([, value]) => value),
    );

  /* The pages that all filters leave, or null. */
  const pagesOf = async (index, wanted) => {
    if (!wanted.length) return null;
    const all = await index.filters();
    const sets = wanted.map(([name, value]) => all.get(name)?.get(value) || new Set());
    return new Set([...sets[0]].filter((page) => sets.every((set) => set.has(page))));
  };

  const quoted = (text) => (/^".*"$/.test(text) ? text : `“${text}”`);

  const searchLink = (text) => {
    const address = new URL(location.href);
    address.search = new URLSearchParams({ q: text });
    address.hash = "";
    return make("a", { href: address.href, textContent: text });
  };

  /* What a reader must know of the answer: words that are nowhere, and that other forms were found. */
  const tell = async (index) => {
    const lines = [];
    for (const term of answer.absent) {
      const line = make("p", {}, say("{words} stands nowhere in this edition.", { words: quoted(term.text) }));
      const like = term.loose ? await index.beginning(term.words[0].form) : [];
      if (like.length) {
        const links = make("span", {}, ...like.flatMap((one, number) => [number ? ", " : "", searchLink(one)]));
        line.append(" ", ...sayWith("Words that begin so: {links}.", { links }));
      }
      lines.push(line);
    }
    for (const term of answer.terms) {
      const others = term.forms.filter((one) => one !== term.words[0].form);
      if (!term.loose || !term.found.size || !others.length) continue;
      const itself = others.length === term.forms.length;
      lines.push(
        make("p", {}, itself
          ? say("{words} itself stands nowhere; found were {others}.", { words: quoted(term.text), others: others.join(", ") })
          : say("With {words} its other forms were found: {others}. In quotation marks it is found as it is.", { words: quoted(term.text), others: others.join(", ") })),
      );
    }
    if (answer.passed.length) {
      lines.push(make("p", {}, say("Not looked for, because it is almost everywhere: {words}.", { words: answer.passed.map((term) => term.text).join(", ") })));
    }
    if (answer.wide) lines.push(make("p", { textContent: say("No paragraph has all of these words; these pages have them in different places.") }));
    return lines;
  };

  const foundSo = (count, words) => {
    if (answer.wide && words) return sayNumber(count, "{n} page found for {words}.", "{n} pages found for {words}.", { words });
    if (answer.wide) return sayNumber(count, "{n} page found.", "{n} pages found.");
    if (words) return sayNumber(count, "{n} place found for {words}.", "{n} places found for {words}.", { words });
    return sayNumber(count, "{n} place found.", "{n} places found.");
  };

  const run = async (index) => {
    round += 1;
    const now = round;
    const words = field.value.trim();
    const wanted = chosen();
    const address = new URLSearchParams();
    if (words) address.set("q", words);
    wanted.forEach(([name, value]) => address.append(name, value));
    try {
      history.replaceState(null, "", `${location.pathname}${address.size ? `?${address}` : ""}`);
    } catch {
      /* Some browsers let no page on a disk change its address. */
    }
    if (!words && !wanted.length) {
      said.textContent = "";
      more.replaceChildren();
      list.replaceChildren();
      next.hidden = true;
      return;
    }
    const found = await index.search(words, await pagesOf(index, wanted));
    if (now !== round) return;
    answer = found;
    const lines = await tell(index);
    if (now !== round) return;
    list.replaceChildren();
    next.hidden = true;
    shown = 0;
    more.replaceChildren(...lines);
    showing = showNext(index);
    await showing;
    if (now !== round) return;
    said.textContent = foundSo(found.count ?? found.places.length, words);
  };

  const addFilters = async (index) => {
    if (fieldset.querySelector("select")) return;
    const all = await index.filters();
    for (const name of ORDER.filter((one) => all.has(one))) {
      const select = make("select", { name, id: `cable-search-by-${name.toLowerCase()}` });
      select.append(new Option(say("any"), ""));
      for (const [value, pages] of all.get(name)) select.append(new Option(`${OWN.includes(name) ? say(value) : value} (${pages.size})`, value));
      /* TAGS narrow one another down: a second choice asks for both. */
      if (name === "TAG") select.multiple = asked.getAll("TAG").length > 1;
      asked.getAll(name).forEach((value) => {
        const option = [...select.options].find((one) => one.value === value);
        if (option) option.selected = true;
      });
      select.addEventListener("change", () => run(index).catch(failed));
      fieldset.append(make("div", {}, make("label", { htmlFor: select.id, textContent: say(name) }), " ", select));
    }
  };

  const failed = (error) => {
    console.warn("The index of the search could not be loaded.", error);
    said.textContent = say("The search cannot be used: a file of its index is missing. Copy the edition with all its folders.");
  };

  (async () => {
    field.value = asked.get("q") || "";
    const index = await opened;
    if (ORDER.some((name) => asked.has(name))) {
      await addFilters(index);
      narrow.open = true;
    }
    narrow.addEventListener("toggle", () => addFilters(index).catch(failed));
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      run(index).catch(failed);
    });
    next.addEventListener("click", () => showMore(index).catch(failed));
    await run(index);
  })().catch(failed);
})();
