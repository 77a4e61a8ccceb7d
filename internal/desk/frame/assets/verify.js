// Checks the code of a document in the browser, asking nobody: what follows "#" never leaves it.
"use strict";
(async () => {
  const box = document.querySelector("[data-code]");
  const [payload, signature] = location.hash.slice(1).split(".");
  if (!box || !payload || !signature || !window.crypto || !crypto.subtle) return;
  const bytes = (s) => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  let good = false, claim = {};
  try {
    const alg = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("jwk", JSON.parse(box.dataset.key), alg, false, ["verify"]);
    good = await crypto.subtle.verify(alg, key, bytes(signature), new TextEncoder().encode(payload));
    claim = JSON.parse(new TextDecoder().decode(bytes(payload)));
  } catch { good = false; }
  box.hidden = false;
  box.classList.add(good ? "ok" : "err");
  box.querySelector(good ? "[data-code-good]" : "[data-code-bad]").hidden = false;
  if (good) box.querySelector("[data-code-text]").textContent = [claim.n, claim.f, claim.l].filter(Boolean).join(" · ");
})();
