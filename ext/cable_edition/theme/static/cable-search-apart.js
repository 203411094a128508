/* The scripts of the search stand in its page. Where a server lets none run there, as its policy for scripts has neither
   `unsafe-inline` nor their digests, they are loaded as the files that they are too. */
(() => {
  "use strict";

  if (window.cableSearchIndex) return;
  for (const name of ["cable-elements", "cable-search-words", "cable-search-index", "cable-search"]) {
    const script = document.createElement("script");
    script.src = new URL(`${name}.js`, document.currentScript.src).href;
    script.async = false;
    document.head.append(script);
  }
})();
