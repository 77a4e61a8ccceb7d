// Runs the portal's own script in node: reads answers, or talks over a socket.
// Arguments: path of sign.js, path of the module ws. Standard input: what to do, JSON. Output: JSON.
"use strict";
const [script, sockets] = process.argv.slice(2);
const nca = require(script);
const todo = JSON.parse(require("fs").readFileSync(0, "utf8"));
const print = (x) => process.stdout.write(JSON.stringify(x));
if (todo.read) {
  print(todo.read.map(nca.read));
} else if (todo.greeted) {
  print(todo.greeted.map(nca.greeted));
} else if (todo.request) {
  print(nca.request(todo.request));
} else {
  const WebSocket = require(sockets);
  const said = [];
  // The limit of the greeting is looked at, not measured; with "patient" a busy machine has twenty times as long.
  const [set, clear] = [setTimeout, clearTimeout];
  const limit = { limit: 0, over: false, off: false };
  let timer = null;
  globalThis.setTimeout = (f, ms) => {
    limit.limit = ms;
    return timer = set(() => { limit.over = true; f(); }, todo.patient ? 20 * ms : ms);
  };
  globalThis.clearTimeout = (t) => { if (t === timer) limit.off = true; clear(t); };
  const stop = nca.talk((url) => new WebSocket(url), todo.talk, (how) => {
    said.push({ ...how, ...limit });
    if (how.end === "choose") {
      if (todo.stop) set(stop, 100);
      return;
    }
    set(() => { print(said); process.exit(0); }, 300); // whatever comes later must not be told
  });
  globalThis.setTimeout = set; // the script sets no other
}
