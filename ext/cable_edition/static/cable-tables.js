/* Names each cell of a table by its column, for a phone shows a row as an entry of a list; the styles say how. Where
   scripts are off, a wide table is moved sideways in its frame. */
(() => {
  "use strict";

  const own = ".cable-list, .cable-emendations, .cable-picture-table";
  for (const table of document.querySelectorAll(`article table.docutils:not(${own})`)) {
    const heads = [...table.querySelectorAll("thead tr:last-child > th")].map((head) => head.textContent.trim());
    if (!heads.length || table.querySelector("[colspan], [rowspan]")) continue;
    table.classList.add("cable-stacked");
    for (const row of table.querySelectorAll("tbody > tr")) {
      for (const [number, cell] of [...row.cells].entries()) {
        if (number && heads[number]) cell.dataset.column = heads[number];
      }
    }
  }
})();
