// A demonstration county of a test's own: founded in a temporary folder, served on a free
// port of the loopback address, stopped by its process id.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const password = "demo-right-horse";

export async function startPlatform(binaries) {
  const program = join(binaries, "hall-platform");
  const folder = mkdtempSync(join(tmpdir(), "hall-web-"));
  const data = join(folder, "data");
  execFileSync(program, ["seed", "--data", data, "--password", password, "--requests"], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  const server = spawn(program, ["serve", "--data", data, "--port", "0"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/listening (http:\S+)/);
      if (found) resolve(found[1]);
    });
    server.on("exit", (code) => reject(new Error(`the platform ended with ${code}`)));
  });
  const stop = () => new Promise((resolve) => {
    server.removeAllListeners("exit");
    server.on("exit", () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    server.kill("SIGTERM");
  });
  // A code to enrol a board of the village with.
  const code = (village) =>
    execFileSync(program, ["kiosk", "code", "--data", data, "--village", village], {
      stdio: ["ignore", "pipe", "ignore"],
    }).toString().trim();
  return { address, stop, code };
}
