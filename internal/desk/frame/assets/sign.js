// Speaks to NCALayer on the signer's own machine. Without it the page still takes a .cms file.
"use strict";
const nca = (() => {
  const HEARTBEAT = "--heartbeat--"; // echoed by the program; it may come at any time and means nothing
  const GREETING_MS = 3000;

  // The one request. IIN and BIN pin the signer, so that another's key cannot be picked; a log-in names nobody
  // and takes any key. Without a chain only keys of the national authority can be picked.
  const request = (d) => {
    const chain = JSON.parse(d.chain || "null");
    const signer = {
      extKeyUsageOids: d.bin ? ["1.3.6.1.5.5.7.3.4"] : d.iin ? ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"] : [],
      iin: d.iin || "", bin: d.bin || "", serialNumber: ""
    };
    if (chain) signer.chain = chain;
    return {
      module: "kz.gov.pki.knca.basics", method: "sign",
      args: {
        allowedStorages: null, format: "cms", data: d.data,
        signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: {} },
        signerParams: signer, locale: d.lang
      }
    };
  };

  const parse = (text) => { try { return JSON.parse(text); } catch { return null; } };

  const greeted = (text) => {
    const m = parse(text);
    return Boolean(m && m.result && typeof m.result.version === "string");
  };

  // What an answer says: signed, cancelled, failed or wrong. A result is a text, a list of texts, or an object
  // with a list of signatures; an empty body is a cancel.
  const read = (text) => {
    const m = parse(text);
    if (!m || typeof m !== "object") return { end: "wrong" };
    if (m.status === false || m.success === false) return { end: "failed", code: m.code || m.errorCode };
    if (m.code === "500") return { end: m.message === "action.canceled" ? "cancelled" : "failed", code: m.code };
    const body = m.status === true ? m.body : m.code === "200" ? { result: m.responseObject } : null;
    if (!body || typeof body !== "object") return { end: "wrong" };
    if (!("result" in body)) return { end: "cancelled" };
    let x = body.result;
    if (x && Array.isArray(x.signatures)) x = x.signatures;
    if (Array.isArray(x)) x = x[0];
    return typeof x === "string" && x ? { end: "signed", cms: x } : { end: "wrong" };
  };

  // One conversation. tell is called with "choose" after the greeting and once with how it ended: what read
  // says, "off" without a greeting in time, "lost" when the program goes, "stopped" when the person does.
  const talk = (open, d, tell) => {
    let hello = false, ended = false, ws = null;
    const end = (how) => {
      if (ended) return;
      ended = true;
      clearTimeout(limit);
      if (ws) ws.close();
      tell(how);
    };
    const limit = setTimeout(() => end({ end: "off" }), GREETING_MS);
    const gone = () => end({ end: hello ? "lost" : "off" });
    try { ws = open(d.socket); } catch { gone(); }
    if (ws) {
      ws.onerror = ws.onclose = gone;
      ws.onmessage = (e) => {
        if (ended || e.data === HEARTBEAT) return;
        if (hello) return end(read(e.data));
        if (!greeted(e.data)) return end({ end: "off" });
        hello = true;
        clearTimeout(limit); // from here the person chooses a key, for as long as he likes
        tell({ end: "choose" });
        ws.send(JSON.stringify(request(d)));
      };
    }
    return () => end({ end: "stopped" });
  };
  return { request, greeted, read, talk };
})();

if (typeof document === "undefined") {
  module.exports = nca;
} else {
  const root = document.querySelector("[data-nca]");
  const form = document.querySelector("[data-nca-form]");
  const part = (name) => root.querySelector(`[data-nca-${name}]`);
  const show = (how) => {
    const said = root.dataset[how.end] || "";
    const waits = how.end === "connect" || how.end === "choose";
    part("sign").hidden = waits || Boolean(said && !waits);
    part("wait").hidden = !waits;
    part("say").textContent = waits ? said : "";
    part("off").hidden = waits || !said;
    part("text").textContent = waits ? "" : said;
    part("help").hidden = how.end !== "off";
  };
  const send = (cms) => {
    form.elements.cms.value = cms;
    const method = document.createElement("input");
    Object.assign(method, { type: "hidden", name: "method", value: "eds" });
    form.append(method);
    form.submit();
  };
  let stop = () => {};
  const sign = () => {
    const d = { ...root.dataset };
    if (d.socket.startsWith("/")) d.socket = location.origin.replace(/^http/, "ws") + d.socket;
    show({ end: "connect" });
    stop = nca.talk((url) => new WebSocket(url), d, (how) => how.end === "signed" ? send(how.cms) : show(how));
    part("stop").focus();
  };
  if (root && form && "WebSocket" in window) {
    root.hidden = false;
    part("sign").addEventListener("click", sign);
    part("retry").addEventListener("click", sign);
    part("stop").addEventListener("click", () => stop());
  }
}
