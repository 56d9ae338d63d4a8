// A road to a county on which the public tus server sits in the county's place for
// uploads; everything else is passed on. SIGUSR2 steps aside.
//
// usage: node tus_server.js COUNTY_PORT FOLDER

import { createServer, request } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [countyPort, directory] = process.argv.slice(2);
const tus = new Server({ path: "/api/v1/uploads", datastore: new FileStore({ directory }) });
let inPlace = true;
process.on("SIGUSR2", () => { inPlace = false; });

const server = createServer((incoming, answer) => {
  if (inPlace && incoming.url.startsWith("/api/v1/uploads")) {
    tus.handle(incoming, answer);
    return;
  }
  const { method, url: path, headers } = incoming;
  const outgoing = request({ port: countyPort, host: "127.0.0.1", method, path, headers });
  outgoing.on("response", (given) => {
    answer.writeHead(given.statusCode, given.headers);
    given.pipe(answer);
  });
  outgoing.on("error", () => answer.destroy());
  incoming.pipe(outgoing);
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
