// Speaks to NCALayer on the signer's own machine. Without it the page still takes a .cms file.
"use strict";
(() => {
  const root = document.querySelector("[data-nca]");
  const form = document.querySelector("[data-nca-form]");
  if (!root || !form || !("WebSocket" in window)) return;
  const $ = (name) => root.querySelector(`[data-nca-${name}]`);
  const d = root.dataset;
  root.hidden = false;
  const url = d.url.startsWith("/") ? location.origin.replace(/^http/, "ws") + d.url : d.url;
  const show = (wait, off) => { $("wait").hidden = !wait; $("off").hidden = !off; if (off) $("text").textContent = off; };
  const request = () => ({
    module: "kz.gov.pki.knca.basics", method: "sign",
    args: {
      allowedStorages: null, format: "cms", data: d.data,
      signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: {} },
      signerParams: { extKeyUsageOids: ["1.3.6.1.5.5.7.3.4"], iin: d.iin || "", bin: d.bin || "", serialNumber: "", chain: JSON.parse(d.chain) },
      locale: d.lang
    }
  });
  // Three shapes of an answer: text, list, object with signatures. An empty body is a cancel.
  const signature = (r) => {
    const x = r && r.body ? r.body.result : undefined;
    if (typeof x === "string") return x;
    if (Array.isArray(x)) return x[0];
    if (x && Array.isArray(x.signatures)) return x.signatures[0];
    return "";
  };
  const sign = () => {
    let greeted = false, ended = false;
    const end = (text) => { if (ended) return; ended = true; clearTimeout(limit); show(false, text); ws.close(); };
    show(true, "");
    const ws = new WebSocket(url);
    const limit = setTimeout(() => { if (!greeted) end(d.off); }, 3000);
    ws.onerror = () => end(d.off);
    ws.onclose = () => end(d.off);
    ws.onmessage = (e) => {
      if (e.data === "--heartbeat--") return;
      let m;
      try { m = JSON.parse(e.data); } catch { return end(d.bad); }
      if (!greeted) { greeted = true; return ws.send(JSON.stringify(request())); }
      if (m.status === false || m.success === false) return end(m.code === "500" && m.message === "action.canceled" ? d.cancelled : d.bad);
      const cms = signature(m);
      if (!cms) return end(d.cancelled);
      ended = true; clearTimeout(limit);
      form.elements.cms.value = cms;
      const method = document.createElement("input");
      method.type = "hidden"; method.name = "method"; method.value = "eds";
      form.append(method);
      ws.close();
      form.submit();
    };
  };
  $("sign").addEventListener("click", sign);
})();
