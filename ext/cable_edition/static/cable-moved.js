// Leads from the page of a renamed cable to the new one, and keeps the anchor.
const moved = document.querySelector('meta[name="cable-moved"]');
if (moved) {
  const target = new URL(moved.content, location.href);
  target.hash = location.hash;
  location.replace(target);
}
