// Officers publish from the console: written, looked at, sent out, corrected and withdrawn.

import assert from "node:assert/strict";
import { desk, startConsole, telephone } from "./browser.js";
import { runAll } from "./run_all.js";

const console_ = await startConsole();
const { platform, open, logIn, picture, assertNoSideways } = console_;

async function openPublishing(page) {
  await page.getByRole("link", { name: "发布", exact: true }).click();
  await page.getByRole("heading", { name: "发布", exact: true }).waitFor();
}

async function writeArticle(page, title, text) {
  await page.getByRole("link", { name: "写文章" }).click();
  await page.getByRole("heading", { name: "写文章" }).waitFor();
  await page.getByLabel("放在哪个栏目").selectOption({ index: 1 });
  await page.getByLabel("标题").fill(title);
  await page.getByLabel("正文").fill(text);
}

const tests = {
  "a secretary writes an article, looks at it, and it is out": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    await openPublishing(page);
    await picture(page, "publishing-list");
    await writeArticle(page, "周六上午清堰沟", "早上八点在堰口集合。\n\n带上锄头和水鞋。");
    await page.getByRole("button", { name: "看一看再发" }).click();
    const preview = page.getByLabel("村民看到的样子");
    await preview.getByText("带上锄头和水鞋").waitFor();
    await picture(page, "publishing-preview");
    await page.getByRole("button", { name: "确定发布" }).click();
    await page.getByRole("heading", { name: "发出去了" }).waitFor();
    await picture(page, "publishing-done");
    await page.getByRole("link", { name: "回到发布" }).click();
    await page.getByRole("link", { name: "周六上午清堰沟" }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "what has personal data in it is refused with a sentence, and stays on the sheet": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    await openPublishing(page);
    await writeArticle(page, "通知", "请到张三家，电话13812345678，身份证11010519491231002X");
    await page.getByRole("button", { name: "看一看再发" }).click();
    await page.getByRole("alert").getByText("个人信息").waitFor();
    assert.equal(await page.getByLabel("标题").inputValue(), "通知");
    await picture(page, "publishing-refused");
    assert.equal(await page.getByRole("button", { name: "确定发布" }).count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  },

  "an article is corrected, and withdrawn after a question": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    await openPublishing(page);
    await page.getByRole("link", { name: "周六上午清堰沟" }).click();
    await page.getByRole("heading", { name: "更正文章" }).waitFor();
    await page.getByLabel("标题").fill("周日上午清堰沟");
    await page.getByRole("button", { name: "看一看再发" }).click();
    await page.getByRole("button", { name: "确定更正" }).click();
    await page.getByRole("heading", { name: "改好了" }).waitFor();
    await page.getByRole("link", { name: "回到发布" }).click();
    await page.getByRole("link", { name: "周日上午清堰沟" }).click();
    page.on("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "撤下" }).click();
    await page.getByRole("heading", { name: "撤下了" }).waitFor();
    await page.getByRole("link", { name: "回到发布" }).click();
    await page.getByRole("heading", { name: "发布", exact: true }).waitFor();
    assert.equal(await page.getByRole("link", { name: "周日上午清堰沟" }).count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  },

  "who publishes nothing is not offered it, and the sheet fits a telephone": async () => {
    const other = await open(desk);
    await logIn(other.page, "discipline");
    assert.equal(await other.page.getByRole("link", { name: "发布", exact: true }).count(), 0);
    await other.context.close();
    const { context, page, problems } = await open(telephone);
    await logIn(page, "county");
    await openPublishing(page);
    await assertNoSideways(page);
    await page.getByRole("link", { name: "写农技问答" }).click();
    await page.getByRole("heading", { name: "写农技问答" }).waitFor();
    await assertNoSideways(page);
    await picture(page, "publishing-telephone");
    assert.deepEqual(problems, []);
    await context.close();
  },
};

const failed = await runAll(tests);
await console_.stop();
process.exit(failed === 0 ? 0 : 1);
