/* The switch between the two views of a cable, and notes in the margin where there is room.
   Without this script both texts and all notes are on the page. */
(() => {
  "use strict";

  const KEY = "cable-edition-view";
  const root = document.documentElement;

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
    legend.textContent = "Text:";
    fieldset.append(legend);
    const inputs = {};
    for (const [view, name] of [
      ["reading", "reading text"],
      ["transmitted", "as transmitted"],
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
    place.prepend(fieldset);
    place.querySelector(".cable-views-other")?.remove();

    function show(view) {
      root.dataset.cableView = view;
      inputs[view].checked = true;
      whole.open = view === "transmitted";
      dispatchEvent(new Event("cable-layout"));
    }

    // An address of a paragraph is one in the reading text, whatever view was kept.
    function follow(behavior) {
      const place = target();
      if (!place) {
        return;
      }
      if (place === whole) {
        whole.open = true;
      } else if (root.dataset.cableView === "transmitted" && place.getClientRects().length === 0) {
        show("reading");
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
      const hidden = root.dataset.cableView === "transmitted";
      const wide = !hidden && page.clientWidth >= WIDTH;
      page.classList.toggle("cable-with-margin", wide);
      page.style.minHeight = "";
      for (const [note] of notes) {
        note.classList.toggle("cable-note-beside", wide);
      }
      let free = 0;
      if (wide) {
        const top = page.getBoundingClientRect().top;
        for (const [note, ref] of notes) {
          const line = ref.getBoundingClientRect().top - top - 4;
          const at = Math.max(line, free);
          note.style.top = `${at}px`;
          free = at + note.offsetHeight + GAP;
        }
        page.style.minHeight = `${free}px`;
      }
    }

    function soon() {
      if (!waiting) {
        waiting = requestAnimationFrame(lay);
      }
    }

    const all = notes.length === section.querySelectorAll(".cable-note").length;
    section.classList.toggle("cable-notes-all-beside", all);
    lay();
    new ResizeObserver(soon).observe(page);
    addEventListener("cable-layout", soon);
    addEventListener("load", soon);
    document.fonts?.ready.then(soon);
  }

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
      .filter(([, ref]) => ref && !ref.closest(".cable-record"));
    setUpMargin(page, section, notes);
    if (location.hash) {
      target()?.scrollIntoView();
    }
  }
})();
