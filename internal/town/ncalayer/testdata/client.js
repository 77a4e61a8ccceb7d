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
  const began = Date.now();
  const stop = nca.talk((url) => new WebSocket(url), todo.talk, (how) => {
    said.push({ ...how, after: Date.now() - began });
    if (how.end === "choose") {
      if (todo.stop) setTimeout(stop, 100);
      return;
    }
    setTimeout(() => { print(said); process.exit(0); }, 300); // whatever comes later must not be told
  });
}
