/* An id in the search box leads to its cable: "05OTTAWA286", "05 Ottawa 286 ¶4", "05OTTAWA286#p4".
   Anything else, and an id that this edition does not have, goes to the search as ever. On the page of the search an id
   alone is searched for, as the places that name it are what is asked for there; other ways to write it lead on. */
(() => {
  "use strict";

  const PATTERN =
    /^(?:19|20)?(\d{2})[ _-]{0,2}([a-z][a-z .'-]{0,40}?)[ _-]{0,2}0{0,7}([1-9]\d{0,6})(?:[ ,;:]{0,3}(?:#p|#|¶+|para(?:graph)?\.?|p\.?)[ ]{0,2}(\d{1,3}[a-z]?(?:-\d{1,3})?))?$/i;

  /* An id of the edition's own form, for a message that has none: "CNO-20050714T2136Z". */
  const OWN = /^([a-z]{2,40}-\d{8}t\d{4}z)(?:[ ,;:]{0,3}(?:#p|#|¶+|p\.?)[ ]{0,2}(\d{1,3}[a-z]?(?:-\d{1,3})?))?$/i;

  /* The id and the anchor that a query names, or null. */
  const named = (query) => {
    const own = OWN.exec(query.trim());
    if (own) return { id: own[1].toUpperCase(), anchor: own[2] ? `#p${own[2].toLowerCase()}` : "" };
    const found = PATTERN.exec(query.trim().replace(/\s+/g, " "));
    if (!found) return null;
    const id = found[1] + found[2].replace(/[^a-z]/gi, "").toUpperCase() + found[3];
    return { id, anchor: found[4] ? `#p${found[4].toLowerCase()}` : "" };
  };

  const root = () => document.documentElement.dataset.content_root || "./";

  const ids = () =>
    new Promise((done) => {
      if (window.cableIds) return done(window.cableIds);
      const script = document.createElement("script");
      script.src = `${root()}_static/cable-ids.js`;
      script.onload = () => done(window.cableIds || []);
      script.onerror = () => done([]);
      document.head.append(script);
    });

  document.addEventListener("submit", async (event) => {
    const field = event.target.querySelector("input[name=q]");
    const place = field && named(field.value);
    if (!place) return;
    const asWritten = field.value.replace(/\s+/g, "").toUpperCase() === place.id;
    if (asWritten && event.target.closest("#cable-search")) return;
    event.preventDefault();
    if ((await ids()).includes(place.id)) {
      const page = window.cableAddress.replace("{id}", place.id);
      window.location.href = `${root()}${page}${place.anchor}`;
    } else {
      event.target.submit();
    }
  });
})();
