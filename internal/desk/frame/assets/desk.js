// Function keys of the counter: each presses a button or follows a link that stands on the page, too.
"use strict";
document.addEventListener("keydown", (e) => {
  if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.repeat) return;
  const target = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (!target) return;
  e.preventDefault();
  target.click();
});
