// What an officer wrote is not lost: to somebody who was faster, to another tab, to a session
// that ended or a line that broke.

import assert from "node:assert/strict";
import { desk, startConsole, telephone } from "./browser.js";
import { runAll } from "./run_all.js";

const console_ = await startConsole();
const { platform, open, logIn, picture, pictureAsSeen, password } = console_;

// A note to the villager of a request that the county may work on, not sent yet.
async function writeNote(page, text) {
  await page.goto(platform.address + "/console/#/");
  await page.getByRole("link", { name: "耕地地力保护补贴申报" }).first().click();
  await page.getByRole("button", { name: "写留言" }).click();
  await page.getByLabel("给村民的留言").fill(text);
}

const tests = {
  "somebody who was slower is told so, and loses nothing": async () => {
    const first = await open(desk);
    const second = await open(desk);
    for (const { page } of [first, second]) {
      await logIn(page, "county");
      await page.goto(platform.address + "/console/#/?state=received");
      await page.getByRole("link", { name: "社会保障卡申领" }).first().click();
      await page.getByRole("button", { name: "受理", exact: true }).click();
    }
    await first.page.getByRole("button", { name: "确定受理" }).click();
    await first.page.getByRole("button", { name: "开始办理" }).waitFor();
    await second.page.getByLabel("给村民的留言").fill("写了一半的话");
    await second.page.getByRole("button", { name: "确定受理" }).click();
    await second.page.getByRole("alert").getByText("别人刚刚改过").waitFor();
    assert.equal(await second.page.getByLabel("给村民的留言").inputValue(), "写了一半的话");
    await picture(second.page, "request-too-late");
    await second.page.getByRole("button", { name: "看最新情况" }).click();
    await second.page.getByRole("button", { name: "开始办理" }).waitFor();
    // What was written goes with the step that is possible now.
    assert.equal(await second.page.getByLabel("给村民的留言").inputValue(), "写了一半的话");
    await picture(second.page, "request-latest");
    await first.context.close();
    await second.context.close();
  },

  "a log-in in another tab takes nothing from this one": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    await writeNote(page, "请带合同来村里一趟。");
    const tab = await context.newPage();
    await tab.goto(platform.address + "/");
    await tab.getByRole("button", { name: "退出" }).click();
    await logIn(tab, "county");
    await page.getByRole("button", { name: "发出留言" }).click();
    await page.locator(".history").getByText("请带合同来村里一趟").waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    // The list goes on as well.
    await page.getByRole("link", { name: "‹ 回到列表" }).click();
    await page.locator("tbody tr").first().waitFor();
    // Who leaves in one tab has left in all, though the other one began the session.
    await tab.getByRole("button", { name: "退出" }).click();
    await logIn(tab, "county");
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByText("已经退出").waitFor();
    await tab.reload();
    await tab.getByRole("button", { name: "登录" }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "another person's log-in shows nothing of theirs here, and takes nothing": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    await writeNote(page, "换人以前写的话。");
    const tab = await context.newPage();
    await tab.goto(platform.address + "/");
    await tab.getByRole("button", { name: "退出" }).click();
    await logIn(tab, "songlin");
    await page.getByRole("button", { name: "发出留言" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("现在登录的是“松林镇").waitFor();
    assert.equal(await page.getByLabel("给村民的留言").inputValue(), "换人以前写的话。");
    await pictureAsSeen(page, "log-in-over");
    await dialog.getByLabel("口令").fill("wrong");
    await dialog.getByRole("button", { name: "登录，接着办" }).click();
    await dialog.getByRole("alert").getByText("账号或口令不对").waitFor();
    await dialog.getByLabel("口令").fill(password);
    await dialog.getByRole("button", { name: "登录，接着办" }).click();
    await page.locator(".history").getByText("换人以前写的话").waitFor();
    assert.equal(await dialog.count(), 0);
    // The other tab, now, is asked for its own person, too.
    await tab.getByRole("link", { name: "一体机" }).click();
    await tab.getByRole("dialog").getByText("现在登录的是“县平台").waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "a session that ended is opened again over what was written": async () => {
    const { context, page, problems } = await open(telephone);
    await logIn(page, "county");
    await writeNote(page, "写到一半，登录到期。");
    await context.clearCookies();
    await page.getByRole("button", { name: "发出留言" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("登录到期了").waitFor();
    await pictureAsSeen(page, "telephone-log-in-over");
    await page.keyboard.press("Escape");
    await dialog.getByLabel("口令").fill(password);
    await page.keyboard.press("Enter");
    await page.locator(".history").getByText("写到一半，登录到期").waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "what was written outlives a look elsewhere, a change of mind and a lost line": async () => {
    const { context, page } = await open(desk);
    await logIn(page, "county");
    const note = () => page.getByLabel("给村民的留言");
    const text = "先写好的一段话。";
    await writeNote(page, text);
    const move = page.getByRole("button", { name: "退回", exact: true });
    await move.click();
    assert.equal(await note().inputValue(), text);
    await page.getByRole("button", { name: "取消" }).click();
    await page.locator("#left-over").waitFor();
    await page.getByRole("link", { name: "一体机" }).click();
    await page.getByRole("heading", { name: "村务一体机" }).waitFor();
    await page.goBack();
    await note().waitFor();
    assert.equal(await note().inputValue(), text);
    // Whoever closes the page, or leaves it, is asked.
    let asked = 0;
    page.on("dialog", async (dialog) => { asked += 1; await dialog.dismiss(); });
    await page.getByRole("button", { name: "退出" }).click();
    assert.equal(asked, 1);
    assert.equal(await note().inputValue(), text);
    await page.getByRole("button", { name: "取消" }).click();
    await page.getByRole("button", { name: "写留言" }).click();
    await context.setOffline(true);
    await page.getByRole("button", { name: "发出留言" }).click();
    await page.getByRole("alert").getByText("连不上县级平台").waitFor();
    await page.getByRole("button", { name: "看最新情况" }).click();
    await page.getByRole("alert").getByText("连不上县级平台").waitFor();
    assert.equal(await note().inputValue(), text);
    await picture(page, "request-offline");
    await context.setOffline(false);
    // The platform takes the step, and its answer is lost on the way.
    await page.route("**/moves", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "发出留言" }).click();
    await page.getByRole("alert").getByText("连不上县级平台").waitFor();
    await page.unroute("**/moves");
    await page.getByRole("button", { name: "看最新情况" }).click();
    await page.getByText("刚才那一步已经办成了").waitFor();
    assert.equal(await page.locator(".history").getByText(text).count(), 1);
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByText("已经退出").waitFor();
    assert.equal(asked, 1);
    await context.close();
  },
};

const failed = await runAll(tests);
await console_.stop();
process.exit(failed === 0 ? 0 : 1);
