// A kiosk in JavaScript, written from docs/protocol.md alone: enrols, signs its requests
// (RFC 9421) and sends events. What it shares with the product are the bytes.

import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

// UUIDv7 (RFC 9562).
function uuidV7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join("-");
}

export class Kiosk {
  constructor(address) {
    this.address = address;
    this.keys = generateKeyPairSync("ed25519");
    this.counter = 0;
  }

  async enrol(code) {
    const publicKey = Buffer.from(this.keys.publicKey.export({ format: "jwk" }).x, "base64url");
    const signKey = publicKey.toString("base64");
    const boxJwk = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });
    const boxKey = Buffer.from(boxJwk.x, "base64url").toString("base64");
    const message = `hall enrolment\n${code}\n${signKey}\n${boxKey}\n\n`;
    const answer = await fetch(this.address + "/api/v1/enrol", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        code,
        sign_key: signKey,
        box_key: boxKey,
        signature: sign(null, Buffer.from(message), this.keys.privateKey).toString("base64"),
      }),
    });
    assert.equal(answer.status, 200);
    Object.assign(this, await answer.json());
  }

  // The three headers that sign a request.
  signature(method, url, body) {
    const digest = `sha-256=:${sha256(body).toString("base64")}:`;
    const parameters = '("@method" "@target-uri" "content-digest")' +
      `;created=${Math.floor(Date.now() / 1000)};keyid="${this.kiosk}"` +
      `;nonce="${randomBytes(16).toString("hex")}"`;
    const base = `"@method": ${method}\n"@target-uri": ${url}\n"content-digest": ${digest}\n` +
      `"@signature-params": ${parameters}`;
    return {
      "Content-Digest": digest,
      "Signature-Input": `sig1=${parameters}`,
      "Signature": `sig1=:${sign(null, Buffer.from(base), this.keys.privateKey).toString("base64")}:`,
    };
  }

  // Sends an event that names attachments; the box in it is noise that nobody can open.
  async announce(contents) {
    const event = {
      schema: 1,
      id: uuidV7(),
      kiosk: this.kiosk,
      epoch: 1,
      counter: ++this.counter,
      village: this.village,
      kind: "request",
      made: { wall: new Date().toISOString().slice(0, 13) + ":00:00Z", certain: true },
      attachments: contents.map((bytes) =>
        ({ sha256: sha256(bytes).toString("hex"), bytes: bytes.length })),
      sealed: { to: "county", key: "none", bytes: randomBytes(300).toString("base64") },
    };
    await this.send(event);
  }

  // Somebody before it pressed 叫人帮忙.
  async callForHelp(screen) {
    await this.send({
      schema: 1,
      id: uuidV7(),
      kiosk: this.kiosk,
      epoch: 1,
      counter: ++this.counter,
      village: this.village,
      kind: "help_call",
      made: { wall: new Date().toISOString().slice(0, 19) + "Z", certain: true },
      body: { screen },
    });
  }

  async send(event) {
    const body = Buffer.from(JSON.stringify(event) + "\n");
    const url = this.address + "/api/v1/events";
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/x-ndjson", ...this.signature("POST", url, body) },
      body,
    });
    assert.equal(answer.status, 200);
    const { receipts } = await answer.json();
    assert.equal(receipts[0].receipt.state, "accepted");
  }

  async ask(method, url, headers = {}) {
    return fetch(url, {
      method,
      headers: { "Tus-Resumable": "1.0.0", ...headers, ...this.signature(method, url, "") },
    });
  }
}
