// A demonstration county and a headless Chromium to look at its console with. What is missing
// is said, and the test is skipped.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { password, startPlatform } from "./platform.js";

const binaries = process.env.HALL_BINARY_DIR || "build/bin";
const browserPath = process.env.HALL_CHROMIUM || "/usr/bin/chromium";
const pictures = process.env.HALL_SCREENSHOTS;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const desk = { width: 1280, height: 900 };
export const telephone = { width: 390, height: 844 };

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

async function launch() {
  if (!existsSync(join(binaries, "hall-platform"))) skip(`no hall-platform in ${binaries}`);
  if (!existsSync(browserPath)) skip(`no browser at ${browserPath}`);
  const playwright = await import("playwright-core").catch(() => null);
  if (!playwright) skip("playwright-core is not installed: npm ci --prefix tests/web");
  return playwright.chromium.launch({ executablePath: browserPath, args: flags });
}

export async function startConsole() {
  const browser = await launch();
  const platform = await startPlatform(binaries);

  // A browser window of its own, in which no error may be reported.
  async function open(viewport) {
    const context = await browser.newContext({ viewport, locale: "zh-CN" });
    const page = await context.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      // Answers of 401 and 422 are part of the tests.
      if (message.type() === "error" && !message.text().includes("status of 4")) {
        problems.push(message.text());
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(platform.address)) problems.push(`asked ${request.url()}`);
    });
    return { context, page, problems };
  }

  async function logIn(page, name) {
    await page.goto(platform.address + "/");
    await page.getByLabel("账号").fill(name);
    await page.getByLabel("口令").fill(password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("heading", { name: "办件" }).waitFor();
  }

  async function take(page, name, fullPage) {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, name + ".png"), fullPage });
  }
  const picture = (page, name) => take(page, name, true);
  // What lies over a page stands in the window, not in the page.
  const pictureAsSeen = (page, name) => take(page, name, false);

  async function assertNoSideways(page) {
    const [inside, outside] = await page.evaluate(() =>
      [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(inside <= outside, `the page is ${inside} wide on a screen of ${outside}`);
  }

  async function stop() {
    await browser.close();
    await platform.stop();
  }

  return { platform, open, logIn, picture, pictureAsSeen, assertNoSideways, password, stop };
}
