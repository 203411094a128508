/* The reading list: places that a reader collects, kept in this browser and nowhere else. Whatever is read back
   from the store or from a link is checked, and becomes text and never markup. */
(() => {
  "use strict";
  const { say } = window.cableElements;
  const KEY = "cable-edition-reading-list";
  const MOST = 300;
  const ID = /^(?:\d{2}[A-Z]{2,40}[1-9]\d{0,6}|[A-Z]{2,40}-\d{8}T\d{4}Z)$/;
  const ANCHOR = /^[phu]\d{1,4}[a-z]{0,2}(?:-\d{1,3})?$/;
  const isText = (value) => typeof value === "string" && value.length < 20000;

  /* An item has id, from and to (anchors, empty for the whole cable), reading (the view), label, and
     texts: a form of citation -> its runs, each a string or ["i", string]. */
  function checked(item) {
    const good = item && ID.test(item.id)
      && [item.from, item.to].every((anchor) => anchor === "" || ANCHOR.test(anchor))
      && typeof item.reading === "boolean" && isText(item.label)
      && (item.texts === null || (typeof item.texts === "object" && Object.values(item.texts).every((runs) =>
        Array.isArray(runs) && runs.every((run) => isText(run) || (Array.isArray(run) && run.length === 2 && isText(run[1]))))));
    return good;
  }

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? found.filter(checked).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(items) {
    try {
      localStorage.setItem(KEY, JSON.stringify(items));
      count();
      return true;
    } catch {
      return false;
    }
  }

  /* The name of an item: "05OTTAWA286", "05OTTAWA286.p4", "05OTTAWA286.p4.p6.t" (t: the text as transmitted). */
  function name({ id, from, to, reading }) {
    if (!from) return reading ? id : `${id}...t`;
    return [id, from, ...(to !== from || !reading ? [to] : []), ...(reading ? [] : ["t"])].join(".");
  }

  /* What an anchor is called where its page is not at hand. */
  function place(anchor) {
    const part = /^p(\d+[a-z]*)(?:-(\d+))?$/.exec(anchor);
    const number = anchor.slice(1);
    if (part) return part[2] ? say("{place}, part {part}", { place: `¶ ${part[1]}`, part: part[2] }) : `¶ ${part[1]}`;
    return anchor[0] === "h" ? say("heading {number}", { number }) : say("unnumbered place {number}", { number });
  }

  function named(text) {
    const [id, from = "", to = "", view = ""] = text.split(".");
    const item = { id, from, to: to || from, reading: view !== "t", texts: null };
    const ends = from ? [place(from), place(item.to)] : [];
    const where = from && item.to !== from ? say("{first} to {last}", { first: ends[0], last: ends[1] }) : ends[0];
    item.label = (from ? `${id}, ${where}` : id) + (item.reading ? "" : say(", text as transmitted"));
    return checked(item) ? item : null;
  }

  function fromLink(hash) {
    const listed = hash.startsWith("#list=") ? hash.slice(6, 30000) : "";
    const items = listed ? listed.split(",").map(named).filter(Boolean).slice(0, MOST) : [];
    return [...new Map(items.map((item) => [name(item), item])).values()];
  }

  function runsOf(element) {
    return [...element.childNodes].map((node) => (node.nodeName === "I" ? ["i", node.textContent] : node.textContent))
      .filter((run) => run.length);
  }

  /* The item for a place of a page that can be cited (see cable-citing.js); without "first" its whole cable. */
  function itemOf(cited, first, last, reading) {
    const texts = {};
    for (const [form] of window.cableCiting.FORMS) texts[form] = runsOf(cited.fill(form, first, last, reading));
    const label = cited.shown(first, last) + (reading ? "" : say(", text as transmitted"));
    return { id: cited.id, from: first ? first.anchor : "", to: last ? last.anchor : "", reading, label, texts };
  }

  function add(...items) {
    const all = read();
    const known = new Map(all.map((item, index) => [name(item), index]));
    let said = "there";
    for (const item of items) {
      const at = known.get(name(item));
      if (at === undefined) {
        if (all.length >= MOST) return "full";
        known.set(name(item), all.length);
        all.push(item);
        said = "added";
      } else if (item.texts) {
        all[at] = item;
      }
    }
    return write(all) ? said : "lost";
  }

  const page = () => document.querySelector("a.cable-list-link");
  const address = () => (page() ? page().getAttribute("href") : "#");

  function count() {
    const link = page();
    if (!link) return;
    const size = read().length;
    let shown = link.querySelector(".cable-list-count");
    if (!shown) {
      shown = document.createElement("span");
      shown.className = "cable-list-count";
      link.append(" ", shown);
    }
    shown.textContent = size ? `(${size})` : "";
  }

  window.cableList = { read, write, add, name, fromLink, itemOf, address, MOST };
  count();
  addEventListener("storage", (event) => {
    if (event.key === KEY) count();
  });
})();
