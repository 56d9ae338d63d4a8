// tus-js-client, the public tus client, against our server: creation, chunks, resuming
// after cuts, termination. Each request is signed as a kiosk signs, which the client knows
// nothing about.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cuttingRoad } from "./cutting_proxy.js";
import { Kiosk, sha256 } from "./kiosk.js";
import { startPlatform } from "./platform.js";
import { runAll } from "./run_all.js";

const binaries = process.env.HALL_BINARY_DIR || "build/bin";

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

if (!existsSync(join(binaries, "hall-platform"))) skip(`no hall-platform in ${binaries}`);
const tus = await import("tus-js-client").catch(() => null);
if (!tus) skip("tus-js-client is not installed: npm ci --prefix tests/web");

const village = "510681113205";
const platform = await startPlatform(binaries);
const port = Number(new URL(platform.address).port);

// The client's own stack, with a signature over what is about to be sent.
class SigningStack {
  constructor(kiosk) {
    this.kiosk = kiosk;
    this.inner = new tus.DefaultHttpStack({});
    this.requests = [];
  }

  getName() { return "SigningStack"; }

  createRequest(method, url) {
    const request = this.inner.createRequest(method, url);
    const send = request.send.bind(request);
    request.send = async (body) => {
      const bytes = body ? Buffer.from(body) : Buffer.alloc(0);
      for (const [name, value] of Object.entries(this.kiosk.signature(method, url, bytes))) {
        request.setHeader(name, value);
      }
      this.requests.push({ method, bytes: bytes.length });
      return send(body ? bytes : undefined);
    };
    return request;
  }
}

const kiosk = new Kiosk(platform.address);
await kiosk.enrol(platform.code(village));

function uploadOf(content, more = {}) {
  const stack = new SigningStack(kiosk);
  let upload;
  const done = new Promise((resolve, reject) => {
    upload = new tus.Upload(content, {
      endpoint: platform.address + "/api/v1/uploads",
      metadata: { sha256: sha256(content).toString("hex") },
      chunkSize: 500_000,
      retryDelays: [0, 0, 50, 50, 50],
      httpStack: stack,
      onError: reject,
      onSuccess: resolve,
      ...more,
    });
  });
  return { upload, done, stack };
}

// The county's word that it has the content whole.
async function assertStored(content) {
  const name = sha256(content).toString("hex");
  const answer = await kiosk.ask("GET", `${platform.address}/api/v1/uploads/${name}`);
  assert.equal(answer.status, 200);
  const { stored } = await answer.json();
  assert.equal(stored.sha256, name);
  assert.equal(stored.bytes, content.length);
}

const tests = {
  "a content goes up in chunks and is signed for": async () => {
    const content = randomBytes(3_000_000);
    await kiosk.announce([content]);
    const { upload, done, stack } = uploadOf(content);
    upload.start();
    await done;
    assert.equal(stack.requests.filter(({ method }) => method === "PATCH").length, 6);
    await assertStored(content);
  },

  "what no event has named is refused": async () => {
    const { upload, done } = uploadOf(randomBytes(1000), { retryDelays: null });
    upload.start();
    await assert.rejects(done, (error) => error.originalResponse.getStatus() === 409);
  },

  "an upload that was left is found and gone on with": async () => {
    const content = randomBytes(2_000_000);
    await kiosk.announce([content]);
    const first = uploadOf(content, {
      onChunkComplete: (size, accepted) => { if (accepted >= 1_000_000) first.upload.abort(); },
    });
    first.upload.start();
    for (let i = 0; i < 500 && first.stack.requests.length < 3; ++i) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    const place = first.upload.url;
    assert.match(place, /\/api\/v1\/uploads\/[0-9a-f]{64}$/);
    const second = uploadOf(content, { uploadUrl: place });
    second.upload.start();
    await second.done;
    assert.equal(second.stack.requests[0].method, "HEAD");
    const sent = second.stack.requests.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.ok(sent <= 1_000_000, `${sent} bytes were sent again`);
    await assertStored(content);
  },

  "the road is cut at many bytes, and the content arrives whole": async () => {
    for (const cuts of [[100], [700], [250_000], [501_000], [100_000, 300_000, 900],
      [1_200_000, 40_000, 499_000]]) {
      const road = await cuttingRoad(port, cuts);
      const content = randomBytes(1_700_000);
      await kiosk.announce([content]);
      const { upload, done } = uploadOf(content, { endpoint: road.address + "/api/v1/uploads" });
      upload.start();
      await done;
      assert.equal(road.cutsLeft(), 0, `cuts of ${cuts} did not happen`);
      await road.close();
      await assertStored(content);
    }
  },

  "an upload that is not wanted any more is ended": async () => {
    const content = randomBytes(1_500_000);
    await kiosk.announce([content]);
    let stopped;
    const stop = new Promise((resolve) => { stopped = resolve; });
    const { upload } = uploadOf(content, {
      onChunkComplete: () => upload.abort(true).then(stopped),
    });
    upload.start();
    await stop;
    const answer = await kiosk.ask("HEAD",
      `${platform.address}/api/v1/uploads/${sha256(content).toString("hex")}`);
    assert.equal(answer.status, 404);
  },

  "what is spoken is told, and another version is turned away": async () => {
    const options = await fetch(platform.address + "/api/v1/uploads", { method: "OPTIONS" });
    assert.equal(options.status, 204);
    assert.equal(options.headers.get("Tus-Version"), "1.0.0");
    const url = `${platform.address}/api/v1/uploads/${"a".repeat(64)}`;
    const old = await kiosk.ask("HEAD", url, { "Tus-Resumable": "0.2.2" });
    assert.equal(old.status, 412);
    assert.equal(old.headers.get("Tus-Version"), "1.0.0");
  },
};

const failed = await runAll(tests);
await platform.stop();
process.exit(failed === 0 ? 0 : 1);
