// A road to a server that is cut after so many bytes of one connection, once for each
// number it was given; then it holds.

import { connect, createServer } from "node:net";

export async function cuttingRoad(port, cuts) {
  const left = [...cuts];
  const sockets = new Set();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    let carried = 0;
    const end = () => { client.destroy(); upstream.destroy(); };
    client.on("data", (bytes) => {
      carried += bytes.length;
      if (left.length > 0 && carried > left[0]) {
        left.shift();
        end();
        return;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => client.write(bytes));
    for (const socket of [client, upstream]) {
      socket.on("error", end);
      socket.on("close", end);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cutsLeft: () => left.length,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
