/* The Cite controls of a cable's page: a dialog with permalink, short reference, references by style and
   data, for a paragraph, an item, a range or words that were selected. Every text comes from the section
   "Cite this cable" of the page; this script only puts place, fragment and view into it. */
(() => {
  "use strict";
  const PLACES = ".cable-par[id], .cable-block[id], section.cable-section[id]";
  const { make, say } = window.cableElements;
  const FORMS = [
    ["chicago-note", say("Chicago, note")],
    ["chicago", say("Chicago, bibliography")],
    ["mla-text", say("MLA, in the text")],
    ["mla", say("MLA, works cited")],
    ["apa-text", say("APA, in the text")],
    ["apa", say("APA, reference list")],
    ["bibtex", "BibTeX"],
    ["ris", "RIS"],
    ["csl", "CSL-JSON"],
  ];

  const isNumbered = (anchor) => /^p\d+[a-z]*$/.test(anchor);

  /* What a place is called: in references, which are in English, and on this page. */
  function locator(element) {
    const anchor = element.id;
    if (isNumbered(anchor)) return { numbered: true, text: anchor.slice(1), shown: anchor.slice(1) };
    const part = /^(p(\d+[a-z]*)|u\d+)-(\d+)$/.exec(anchor);
    if (part) {
      const blocks = [...element.parentElement.querySelectorAll(":scope > .cable-block[id]")];
      const items = blocks.every((block) => block.classList.contains("cable-block-item"));
      const word = `${items ? "item" : "part"} ${part[3]}`;
      const whole = part[2] || say("unnumbered paragraph {number}", { number: part[1] });
      const values = { place: whole, part: part[3] };
      const shown = items ? say("{place}, item {part}", values) : say("{place}, part {part}", values);
      if (!part[2]) return { numbered: false, text: `unnumbered paragraph ${part[1]}, ${word}`, shown };
      return { numbered: true, part: true, text: `${part[2]}, ${word}`, shown };
    }
    const number = anchor.slice(1);
    if (/^h\d+$/.test(anchor)) return { numbered: false, text: `heading ${number}`, shown: say("heading {number}", { number }) };
    const isPar = element.classList.contains("cable-par");
    return {
      numbered: false,
      text: `${isPar ? "unnumbered paragraph" : "closing line"} ${anchor}`,
      shown: isPar ? say("unnumbered paragraph {number}", { number: anchor }) : say("closing line {number}", { number: anchor }),
    };
  }

  /* Say where: with "one" and "many" as the labels of a paragraph and of paragraphs, in a reference. */
  function where(first, last, one, many, dash) {
    const name = (place) => (place.numbered ? `${one} ${place.text}` : place.text);
    if (first === last) return name(first);
    if (first.numbered && last.numbered && !first.part && !last.part)
      return `${many} ${first.text}${dash}${last.text}`;
    return `${name(first)}, to ${name(last)}`;
  }

  /* The same as this page says it. */
  function whereShown(first, last) {
    const name = (place) => (place.numbered ? `¶ ${place.shown}` : place.shown);
    if (first === last) return name(first);
    if (first.numbered && last.numbered && !first.part && !last.part) return `¶¶ ${first.shown}-${last.shown}`;
    return say("{first}, to {last}", { first: name(first), last: name(last) });
  }

  /* What a page, this one or one that was fetched, has for citing its cable; null if it is no cable's. Without
     "first" the whole cable is cited. */
  function citing(page, address) {
    const section = page.getElementById("cite");
    if (!section || !section.dataset.id) return null;
    const id = section.dataset.id;
    const places = [...page.querySelectorAll(PLACES)]
      .filter((element) => /^[phu]\d/.test(element.id))
      .map((element) => ({ anchor: element.id, element, ...locator(element) }));
    const indexOf = (anchor) => places.findIndex((place) => place.anchor === anchor);
    const reference = (first, last) => (first ? `${id}, ${where(first, last, "¶", "¶¶", "-")}` : id);

    const shown = (first, last) => (first ? `${id}, ${whereShown(first, last)}` : id);

    function fill(form, first, last, reading) {
      const made = section.querySelector(`[data-cite="${form}"]`).cloneNode(true);
      const mark = reading ? "" : " (text as transmitted)";
      const values = {
        fragment: () => (first ? `#${first.anchor}` : ""),
        place: () => (first ? `${where(first, last, "¶", "¶¶", "-")}. ` : ""),
        view: () => (reading ? "Reading text" : "Text as transmitted"),
        at: ({ before, one, many }) => (first ? before + where(first, last, one, many, "–") : "") + mark,
      };
      for (const slot of made.querySelectorAll("[data-slot]"))
        slot.replaceWith(values[slot.dataset.slot](slot.dataset));
      return made;
    }

    /* A disk and a preview on one's own machine are no address that others reach. */
    const isPublic = !!section.dataset.address || (/^https?:$/.test(location.protocol)
      && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname));

    function permalink(anchor, more = "") {
      const base = section.dataset.address || (isPublic ? address : section.dataset.page);
      return anchor ? `${base}#${anchor}${more}` : base;
    }

    return { id, section, places, indexOf, reference, shown, fill, permalink, isPublic };
  }
  window.cableCiting = { of: citing, FORMS };

  const here = citing(document, location.origin + location.pathname);
  if (!here || typeof HTMLDialogElement === "undefined") return;
  const { section, places, indexOf, reference, shown, permalink } = here;

  /* The words that were selected when the dialog opened, if any. */
  let quotation = null;

  const isReading = () => !(quotation && quotation.transmitted)
    && (document.documentElement.dataset.cableView || "reading") === "reading";
    const viewMark = () => (isReading() ? "" : " (text as transmitted)");

  /* ---- selected words ---- */

  function placeOf(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const found = element && element.closest(PLACES);
    const index = found ? indexOf(found.id) : -1;
    return index < 0 ? null : index;
  }

  const fold = (text) => text.replace(/\s+/g, " ").trim();

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const whole = document.querySelector(".cable-transmitted");
    const transmitted = !!whole && whole.contains(range.commonAncestorContainer);
    const first = placeOf(range.startContainer);
    const last = placeOf(range.endContainer);
    if (!transmitted && (first === null || last === null)) return null;
    const found = visibleWords(range);
    const words = fold(found.map((part) => part.text).join(" "));
    return words ? { words, first, last, transmitted, blocks: found.length, fragment: textFragment(words, found, range) } : null;
  }

  /* The words of the cable in a range, element by element, as far as this view shows them. */
  function visibleWords(range) {
    const found = [];
    let noted = false;
    const root = range.commonAncestorContainer;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement.closest(".cable-words");
      if (element && node.parentElement.closest(".cable-note-ref") && range.intersectsNode(node)) noted = found.length > 0;
      if (!element || node.parentElement.closest(".cable-note-ref") || !range.intersectsNode(node) || !node.parentElement.getClientRects().length) continue;
      const end = node === range.endContainer ? range.endOffset : node.data.length;
      const text = node.data.slice(node === range.startContainer ? range.startOffset : 0, end);
      if (found.length && found[found.length - 1].element === element) found[found.length - 1].text += text;
      else found.push({ element, text });
      if (noted && text.trim()) found[found.length - 1].crossed = true;
    }
    return found;
  }

  /* The directive by which a browser finds the words; empty where it would find others. It takes the
     first place of the page that fits, and reads the number of a note as a part of the words. Who
     follows it has the reading text before them. */
  function textFragment(words, found, range) {
    if (document.documentElement.dataset.cableView === "transmitted") return "";
    if (found.some((part) => part.crossed)) return "";
    const encode = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
    const { page, block } = wordsBefore(range);
    // A browser finds whole words alone: one that is selected in part is taken whole. Beside a blank that is selected
    // no word is in part.
    const begun = /^\s/.test(found[0].text) ? "" : /\S*$/.exec(block)[0];
    const { rest, isNoted } = /\s$/.test(found[found.length - 1].text) ? { rest: "", isNoted: false } : restOfWord(range);
    const own = fold(block.slice(0, block.length - begun.length)).split(" ").filter(Boolean);
    words = begun + words + rest;
    // With the number of a note right behind it a word is no whole word to a browser.
    if (isNoted && /[\p{L}\p{N}]$/u.test(words)) return "";
    const list = words.split(" ");
    const whole = found.length < 2 && list.length <= 10;
    const start = whole ? words : list.slice(0, Math.min(5, Math.ceil(list.length / 2))).join(" ");
    const end = whole ? "" : `,${encode(list.slice(-Math.min(5, list.length >> 1)).join(" "))}`;
    for (let count = 0; count <= Math.min(own.length, 8); count++) {
      const prefix = count ? own.slice(-count).join(" ") : "";
      if (page.includes(searched(`${prefix} ${start}`))) continue;
      return `:~:text=${prefix ? `${encode(prefix)}-,` : ""}${encode(start)}${end}`;
    }
    return "";
  }

  /* Words as a browser compares them: it looks at neither case nor accents. */
  const searched = (text) => fold(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* What stands before a range: on the whole page, hidden or not, as a browser compares it, and in its
     own block since the last note. */
  function wordsBefore(range) {
    const before = document.createRange();
    before.setStart(document.body, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const home = placedIn(range.startContainer);
    let page = "";
    let block = "";
    for (let node = walker.nextNode(); node && before.intersectsNode(node); node = walker.nextNode()) {
      const text = node === range.startContainer ? node.data.slice(0, range.startOffset) : node.data;
      page += text;
      if (node.parentElement.closest(".cable-note-ref")) block = "";
      else if (home && placedIn(node) === home) block += text;
    }
    return { page: searched(page), block: block.replace(/\s/g, " ") };
  }

  /* What follows a range up to the next blank or the number of a note, and whether it is such a number. */
  function restOfWord(range) {
    const home = placedIn(range.endContainer);
    if (!home || range.endContainer.nodeType !== Node.TEXT_NODE) return { rest: "", isNoted: false };
    if (range.endContainer.parentElement.closest(".cable-note-ref")) return { rest: "", isNoted: true };
    const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
    walker.currentNode = range.endContainer;
    let text = range.endContainer.data.slice(range.endOffset);
    let isNoted = false;
    for (let node = walker.nextNode(); node && !isNoted && !/\s/.test(text); node = walker.nextNode()) {
      isNoted = !!node.parentElement.closest(".cable-note-ref");
      if (!isNoted) text += node.data;
    }
    return { rest: /^\S*/.exec(text)[0], isNoted };
  }

  const placedIn = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest(".cable-words");

  const quoted = (words) => `“${words.replace(/"([^"]*)"/g, "‘$1’").replace(/[“”]/g, (c) => (c === "“" ? "‘" : "’"))}”`;

  /* ---- the dialog ---- */

  let dialog = null;
  const parts = {};
  let opener = null;

  async function copy(element, name) {
    const text = fold(element.textContent) && element.textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      getSelection().selectAllChildren(element);
      done = document.execCommand("copy");
    }
    parts.status.textContent = "";
    parts.status.textContent = done ? say("{name} copied.", { name }) : say("{name} is selected; copy it with the keyboard.", { name });
  }

  function row(name, content) {
    const button = make("button", { type: "button", textContent: say("Copy") });
    button.setAttribute("aria-label", say("Copy {name}", { name }));
    button.addEventListener("click", () => copy(content, name));
    const inner = content.tagName === "DD" ? content : make("dd", {}, content);
    return [make("dt", {}, make("span", { textContent: name }), button), inner];
  }

  const text = (value) => make("dd", { textContent: value });

  function update() {
    const first = places[parts.from.value];
    if (Number(parts.to.value) < Number(parts.from.value)) parts.to.value = parts.from.value;
    for (const option of parts.to.options) option.disabled = Number(option.value) < Number(parts.from.value);
    const last = places[parts.to.value];
    parts.title.textContent = say("Cite {place}", { place: shown(first, last) });
    const { version } = section.dataset;
    const view = isReading() ? say("reading text") : say("text as transmitted");
    const cited = version ? say("View cited: {view}, version {version}.", { view, version }) : say("View cited: {view}.", { view });
    const hint = quotation ? "" : ` ${say("To cite words as a quotation, select them first.")}`;
    const copy = here.isPublic ? "" : ` ${say("This copy of the edition has no public address: put the address of the edition before the links.")}`;
    parts.view.textContent = `${cited}${copy}${hint}`;
    const rows = [];
    if (quotation) {
      const said = `${quoted(quotation.words)} (${reference(first, last)}${isReading() ? "" : ", text as transmitted"})`;
      rows.push(...row(say("Quotation"), text(said)));
      rows.push(...row(say("Link to the words"), text(permalink(first.anchor, quotation.fragment))));
    }
    rows.push(...row(say("Short reference"), text(reference(first, last) + viewMark())));
    rows.push(...row(say("Permalink"), text(permalink(first.anchor))));
    for (const [form, name] of FORMS) rows.push(...row(name, here.fill(form, first, last, isReading())));
    parts.list.replaceChildren(...rows);
    parts.status.textContent = "";
  }

  /* ---- the reading list ---- */

  function adder(name, chosen) {
    const button = make("button", { type: "button", textContent: name });
    button.addEventListener("click", () => {
      const [first, last] = chosen();
      const said = window.cableList.add(window.cableList.itemOf(here, first, last, isReading()));
      const link = make("a", { href: window.cableList.address(), textContent: say("reading list") });
      const words = {
        added: say("{place} is in your {link}."),
        there: say("{place} was already in your {link}."),
        full: say("{place} does not fit into your {link}."),
        lost: say("{place}: this browser keeps no {link}."),
      };
      const nodes = { place: shown(first, last), link };
      const status = button.closest("dialog") ? parts.status : button.nextElementSibling;
      status.replaceChildren(...window.cableElements.sayWith(words[said], nodes));
    });
    return button;
  }

  function options(select) {
    select.append(...places.map((place, index) =>
      make("option", { value: index, textContent: place.numbered ? `¶ ${place.shown}` : place.shown })));
    select.addEventListener("change", () => {
      /* The text as transmitted is one piece: where its words stand is for the reader to say. */
      if (quotation && !quotation.transmitted) quotation = null;
      update();
    });
    return select;
  }

  function build() {
    parts.title = make("h2", { id: "cable-cite-name", tabIndex: -1 });
    parts.view = make("p");
    parts.from = options(make("select", { id: "cable-cite-from" }));
    parts.to = options(make("select", { id: "cable-cite-to" }));
    parts.list = make("dl");
    parts.status = make("p", { className: "cable-cite-status" });
    parts.status.setAttribute("role", "status");
    dialog = window.cableElements.dialog(parts.title, "cable-cite-dialog",
      parts.view,
      make("div", { className: "cable-cite-range" },
        make("label", { htmlFor: "cable-cite-from", textContent: say("From {place}", { place: "" }).trim() }), parts.from,
        make("label", { htmlFor: "cable-cite-to", textContent: say("To {place}", { place: "" }).trim() }), parts.to,
        ...(window.cableList ? [adder(say("Add to the reading list"), () => [places[parts.from.value], places[parts.to.value]])] : [])),
      parts.status,
      parts.list);
    dialog.addEventListener("close", () => opener && opener.focus());
  }

  function open(link, selection) {
    if (!dialog) build();
    const any = link.dataset.place === "any";
    const pressed = any ? 0 : indexOf(link.dataset.place);
    if (pressed < 0 || !places.length) return false;
    const touches = selection && (any || selection.transmitted ? any : places[selection.first].element.contains(link)
      || places[selection.last].element.contains(link)
      || (selection.first <= pressed && pressed <= selection.last));
    quotation = touches ? selection : null;
    opener = link;
    const known = quotation && !quotation.transmitted;
    parts.from.value = known ? quotation.first : pressed;
    parts.to.value = known ? quotation.last : pressed;
    update();
    dialog.showModal();
    parts.title.focus();
    dialog.scrollTop = 0;
    return true;
  }

  /* A press takes the selection away before the click comes: keep what it was. */
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    held = event.target.closest && event.target.closest("a.cable-cite-link") ? selected() : null;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.cable-cite-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open(link, held || selected())) event.preventDefault();
    held = null;
  });
  for (const any of section.querySelectorAll(".cable-cite-any")) {
    any.hidden = false;
    if (!window.cableList) continue;
    const status = make("span", { className: "cable-cite-added" });
    status.setAttribute("role", "status");
    any.append(" ", adder(say("Add this cable to the reading list"), () => []), " ", status);
  }
  for (const link of document.querySelectorAll("a.cable-cite-link")) link.setAttribute("aria-haspopup", "dialog");
})();
