// Copy buttons. Without this script they are not there, and the text can be selected by hand.
"use strict";
(() => {
  const said = document.querySelector("[data-said]");
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "vh";
    document.body.append(box);
    box.select();
    const ok = document.execCommand("copy");
    box.remove();
    if (!ok) throw new Error("not copied");
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.firstChild, before = label.nodeValue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try { await copy(button.dataset.copy); } catch { return; }
      label.nodeValue = said.dataset.said;
      said.textContent = said.dataset.said;
      setTimeout(() => { label.nodeValue = before; said.textContent = ""; }, 2000);
    });
  }
})();
