/* The switch between the two views of a cable, and notes in the margin where there is room.
   Without this script the reading text, the whole text as transmitted and all notes are on the page. */
(() => {
  "use strict";

  const KEY = "cable-edition-view";
  const root = document.documentElement;
  const { say } = window.cableElements;

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function keep(view) {
    try {
      localStorage.setItem(KEY, view);
    } catch {
      // A browser that keeps nothing still switches.
    }
  }

  function target() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  function setUpViews(place, whole) {
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = say("Text:");
    fieldset.append(legend);
    const inputs = {};
    for (const [view, name] of [
      ["reading", say("reading text")],
      ["transmitted", say("as transmitted")],
    ]) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "radio";
      input.name = "cable-view";
      input.value = view;
      input.addEventListener("change", () => {
        keep(view);
        show(view);
      });
      inputs[view] = input;
      label.append(input, name);
      fieldset.append(label);
    }
    place.append(fieldset);

    // The emended places hold either what the edition reads or what the source has; the paragraphs
    // stay, with their numbers, addresses and controls.
    const places = [...document.querySelectorAll("article .cable-emendation")]
      .map((element) => [element, [...element.childNodes]]);

    function show(view) {
      root.dataset.cableView = view;
      inputs[view].checked = true;
      for (const [element, reading] of places) {
        const notes = element.querySelectorAll(".cable-note-ref");
        const words = view === "transmitted" ? [element.dataset.source, ...notes] : reading;
        element.replaceChildren(...words.filter((one) => one !== ""));
      }
      dispatchEvent(new Event("cable-layout"));
    }

    // What is folded up opens for who comes to a place in it.
    function follow(behavior) {
      const place = target();
      if (!place) {
        return;
      }
      const folded = place.closest("details");
      if (folded) {
        folded.open = true;
      }
      place.scrollIntoView({ behavior });
    }

    show(kept() === "transmitted" ? "transmitted" : "reading");
    if (location.hash) {
      arrive();
    }
    addEventListener("hashchange", () => follow("auto"));

    // A glide would be cut short by what is still being laid out; so it is a jump, and one more when all is there,
    // unless the reader has gone on.
    function arrive() {
      let gone = false;
      for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
        addEventListener(kind, () => (gone = true), { once: true, passive: true });
      }
      follow("instant");
      addEventListener("load", () => gone || follow("instant"), { once: true });
    }
  }

  function setUpMargin(page, section, notes) {
    const GAP = 12;
    // Room for a column of notes beside lines that are still long enough to read.
    const WIDTH = 790;
    let waiting = 0;

    function lay() {
      waiting = 0;
      const wide = page.clientWidth >= WIDTH;
      page.classList.toggle("cable-with-margin", wide);
      page.style.minHeight = "";
      if (about) about.style.minHeight = "";
      const shown = [];
      for (const [note, ref] of notes) {
        // A note on the record stands with it while it is open, else below the text.
        const open = wide && (!about?.contains(ref) || about.open);
        note.classList.toggle("cable-note-beside", open);
        note.classList.remove("cable-note-under");
        if (open) shown.push([note, ref]);
      }
      section.classList.toggle("cable-notes-all-beside", shown.length === all);
      const height = (element, side) => element.getBoundingClientRect()[side] - page.getBoundingClientRect().top;
      let free = 0;
      const put = (note, at) => {
        note.style.top = `${at}px`;
        free = at + note.offsetHeight + GAP;
      };
      const [ofRecord, ofText] = [true, false].map((is) => shown.filter(([, ref]) => !!about?.contains(ref) === is));
      if (ofRecord.length) {
        // Those for which the margin has no room beside the record come below it; the text follows.
        const bottom = height(about, "bottom");
        let beside = true;
        let margin = 0;
        for (const [note, ref] of ofRecord) {
          const at = Math.max(height(ref, "top") - 4, free);
          if (beside && at > bottom - note.offsetHeight / 2) {
            beside = false;
            margin = free;
            free = bottom;
          }
          note.classList.toggle("cable-note-under", !beside);
          put(note, beside ? at : free);
        }
        free = Math.max(free, margin);
        about.style.minHeight = `${free - height(about, "top")}px`;
      }
      for (const [note, ref] of ofText) put(note, Math.max(height(ref, "top") - 4, free));
      page.style.minHeight = free ? `${free}px` : "";
      page.classList.add("cable-laid");
    }

    function soon() {
      if (!waiting) {
        waiting = requestAnimationFrame(lay);
      }
    }

    const all = section.querySelectorAll(".cable-note").length;
    const about = page.querySelector("details.cable-about");
    about?.addEventListener("toggle", soon);
    lay();
    new ResizeObserver(soon).observe(page);
    addEventListener("cable-layout", soon);
    addEventListener("load", soon);
    document.fonts?.ready.then(soon);
  }

  // The first mention of an entry in a paragraph is underlined; later ones show it when pointed at.
  for (const par of document.querySelectorAll(".cable-par")) {
    const seen = new Set();
    for (const link of par.querySelectorAll("a.cable-mention")) {
      link.classList.toggle("cable-again", seen.has(link.href));
      seen.add(link.href);
    }
  }

  // On paper nothing is folded up.
  const folds = [...document.querySelectorAll("details:is(.cable-about, .cable-folded)")];
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  const whole = document.querySelector("details.cable-transmitted");
  const place = document.querySelector(".cable-views");
  if (whole && place) {
    setUpViews(place, whole);
  }
  const list = document.querySelector("ol.cable-notes");
  const section = list?.closest(".cable-notes-section");
  const page = section?.parentElement;
  if (page && "ResizeObserver" in window) {
    const notes = [...list.children]
      .map((note) => [note, document.getElementById(`r${note.id}`)])
      .filter(([, ref]) => ref);
    setUpMargin(page, section, notes);
    if (location.hash) {
      target()?.scrollIntoView();
    }
  }
})();
