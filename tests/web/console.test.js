// The console in headless Chromium: logs in, finds, moves and answers requests, as the
// people of each role do, at the desk and on a telephone.

import assert from "node:assert/strict";
import { desk, startConsole, telephone } from "./browser.js";
import { Kiosk } from "./kiosk.js";
import { runAll } from "./run_all.js";

const console_ = await startConsole();
const { platform, open, logIn, picture, assertNoSideways, password } = console_;

const tests = {
  "a wrong password is said in words, and the right one opens the list": async () => {
    const { context, page, problems } = await open(desk);
    await page.goto(platform.address + "/");
    await picture(page, "log-in");
    await page.getByLabel("账号").fill("county");
    await page.getByLabel("口令").fill("wrong");
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("alert").getByText("账号或口令不对").waitFor();
    await picture(page, "log-in-wrong");
    await logIn(page, "county");
    await picture(page, "list-county");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "what is past its promised day is counted and shown in red": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    const tab = page.getByRole("link", { name: /^超期/ });
    const count = Number(await tab.locator(".count").textContent());
    assert.ok(count >= 1);
    await tab.click();
    await page.waitForURL(/overdue=1/);
    // The list of before stands until the answer is there.
    await page.waitForFunction(() => !document.querySelector("tbody tr:not(.late)"));
    assert.equal(await page.locator("tbody tr").count(), count);
    assert.equal(await page.locator("tbody tr.late").count(), count);
    const colour = await page.locator(".due.late strong").first()
      .evaluate((element) => getComputedStyle(element).color);
    assert.equal(colour, "rgb(138, 33, 24)");
    await picture(page, "list-overdue");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "a request is accepted, handled and done, and each step is written down": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    await page.getByRole("link", { name: /^待受理/ }).click();
    await page.getByRole("link", { name: "高龄津贴申请" }).first().click();
    await page.getByText("老人的身份证号").waitFor();
    assert.match(await page.locator(".answers").textContent(), /一个人住/);
    await picture(page, "request");
    await page.getByRole("button", { name: "受理", exact: true }).click();
    await picture(page, "request-accepting");
    await page.getByLabel("给村民的留言").fill("您好，材料齐了，七个工作日内办好。");
    await page.getByRole("button", { name: "确定受理" }).click();
    await page.locator(".history").getByText("材料齐了").waitFor();
    await page.getByRole("button", { name: "开始办理" }).click();
    await page.getByText("正在办，过几天有人上门核实").click();
    await page.getByRole("button", { name: "确定开始办理" }).click();
    await page.locator(".history").getByText("过几天有人上门核实").waitFor();
    await page.getByRole("button", { name: "办结", exact: true }).click();
    // How it ends is chosen: no sentence stands there ready to be sent by mistake.
    assert.equal(await page.locator(".lines input:checked").count(), 0);
    await page.getByText("办好了，钱会打到社保卡上").click();
    await page.getByRole("button", { name: "确定办结" }).click();
    await page.getByText("这一件已经办结").waitFor();
    assert.equal(await page.locator(".history li").count(), 4);
    await picture(page, "request-done");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "photos of a request are shown, and what is still on its way is said": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    await page.goto(platform.address + "/console/#/");
    await page.getByRole("link", { name: "临时救助申请" }).first().waitFor();
    const links = page.getByRole("link", { name: "临时救助申请" });
    for (let i = 0; i < await links.count(); ++i) {
      await links.nth(i).click();
      await page.getByText("村民填的内容").waitFor();
      if (await page.getByRole("heading", { name: "照片和附件" }).count() > 0) break;
      await page.getByRole("link", { name: "‹ 回到列表" }).click();
      await links.first().waitFor();
    }
    const photo = page.getByRole("img", { name: "医药费票据" });
    await photo.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => {
      const image = document.querySelector(".attachment img");
      return image && image.complete && image.naturalWidth === 480;
    });
    await page.getByText("共2个，还有1个没有传到县里").waitFor();
    await page.locator(".attachment.waiting").getByText("诊断证明").waitFor();
    await picture(page, "request-attachments");
    await page.setViewportSize(telephone);
    await assertNoSideways(page);
    await picture(page, "telephone-attachments");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "a slip's number finds its request, typed as it comes": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    const slip = (await page.locator("td.slip").first().textContent()).trim();
    await page.getByLabel("凭条号").fill(slip.toLowerCase().replace("-", " "));
    await page.getByRole("button", { name: "查", exact: true }).click();
    await page.waitForURL(/slip=/);
    // The list of before stands until the answer has come.
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
    assert.equal(await page.locator("tbody tr").count(), 1);
    assert.equal((await page.locator("td.slip").textContent()).trim(), slip);
    await page.getByLabel("凭条号").fill("nonsense");
    await page.getByRole("button", { name: "查", exact: true }).click();
    await page.getByText("没有查到这个凭条号").waitFor();
    await picture(page, "list-empty");
    await page.getByRole("link", { name: "看全部" }).click();
    await page.locator("tbody tr").nth(1).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "each role sees its own": async () => {
    const seen = {};
    for (const name of ["county", "songlin", "dishui", "discipline", "department"]) {
      const { context, page, problems } = await open(desk);
      await logIn(page, name);
      await page.locator("tbody tr, .empty").first().waitFor();
      seen[name] = await page.locator("td.what a").allTextContents();
      await picture(page, `list-${name}`);
      assert.deepEqual(problems, []);
      await context.close();
    }
    assert.ok(seen.discipline.every((title) => title.includes("纪检")));
    assert.ok(seen.songlin.some((title) => title.includes("给书记写信")));
    assert.ok(!seen.county.some((title) => title.includes("给书记写信")));
    assert.ok(seen.dishui.some((title) => title.includes("给书记写信")));
    assert.ok(seen.dishui.some((title) => title.includes("上报一个问题")));
    assert.ok(!seen.dishui.some((title) => title.includes("异议")));
    assert.ok(seen.department.length > 0);
  },

  "the kiosks of the county are listed": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    await page.getByRole("link", { name: "一体机" }).click();
    await page.getByRole("heading", { name: "村务一体机" }).waitFor();
    await page.locator("tbody tr").first().waitFor();
    await picture(page, "kiosks");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "the county sees how much waits where, and opens none of it": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    await page.getByRole("link", { name: "各处进度" }).click();
    await page.getByRole("heading", { name: "各处进度" }).waitFor();
    await page.locator("tbody tr").first().waitFor();
    const text = await page.locator("tbody").textContent();
    for (const where of ["镇上", "村里", "纪检"]) assert.ok(text.includes(where), where);
    assert.equal(await page.locator("tbody a").count(), 0);
    await picture(page, "desks");
    await page.setViewportSize(telephone);
    await assertNoSideways(page);
    await picture(page, "telephone-desks");
    assert.deepEqual(problems, []);
    await context.close();
    const other = await open(desk);
    await logIn(other.page, "dishui");
    assert.equal(await other.page.getByRole("link", { name: "各处进度" }).count(), 0);
    await other.context.close();
  },

  "a letter is closed with an answer, and with words that fit it": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    await page.getByRole("link", { name: "给书记写信" }).first().click();
    await page.getByText("村民填的内容").waitFor();
    await page.getByRole("button", { name: "办结", exact: true }).click();
    assert.ok(!(await page.locator(".lines").textContent()).includes("身份证"));
    await picture(page, "letter-closing");
    await page.getByRole("button", { name: "确定办结" }).click();
    await page.getByRole("alert").getByText("还没有写答复").waitFor();
    await page.getByLabel("给村民的答复").fill("　　\u200b");
    await page.getByRole("button", { name: "确定办结" }).click();
    await page.getByRole("alert").getByText("一个字也没有").waitFor();
    await picture(page, "letter-blank");
    await page.getByLabel("给村民的答复").fill("老人午饭的事，下个月一号开火，一餐四元。");
    await page.getByRole("button", { name: "确定办结" }).click();
    await page.getByText("这一件已经办结").waitFor();
    await page.locator(".history").getByText("下个月一号开火").waitFor();
    await picture(page, "letter-done");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "who only reads a letter is told whose it is": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "songlin");
    await page.getByRole("link", { name: "我要上报一个问题" }).first().click();
    await page.getByText("这一件在村里办，这个账号只能看").waitFor();
    assert.equal(await page.locator(".actions button").count(), 0);
    await picture(page, "request-only-read");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "every date has its year": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "county");
    const assertYears = async () => {
      const text = await page.locator("#page").textContent();
      assert.match(text, /\d{4}年\d{1,2}月\d{1,2}日/);
      assert.doesNotMatch(text.replace(/\d{4}年\d{1,2}月\d{1,2}日/g, ""), /\d月\d{1,2}日/);
    };
    await page.locator("tbody tr").first().waitFor();
    await assertYears();
    await page.getByRole("link", { name: "城乡居民医保参保登记" }).first().click();
    await page.locator(".history").waitFor();
    await assertYears();
    await page.getByRole("link", { name: "一体机" }).click();
    await page.getByRole("heading", { name: "村务一体机" }).waitFor();
    await assertYears();
    assert.deepEqual(problems, []);
    await context.close();
  },

  "it is all there on a telephone, and nothing runs off sideways": async () => {
    const { context, page, problems } = await open(telephone);
    await page.goto(platform.address + "/");
    await assertNoSideways(page);
    await picture(page, "telephone-log-in");
    await logIn(page, "songlin");
    await page.locator("tbody tr").first().waitFor();
    await assertNoSideways(page);
    assert.equal(await page.locator("tbody .chip:visible").count(),
      await page.locator("tbody tr").count());
    await picture(page, "telephone-list");
    await page.getByRole("link", { name: "给书记写信" }).first().click();
    await page.locator(".answers").waitFor();
    await page.getByRole("button", { name: "开始办理" }).click();
    await assertNoSideways(page);
    await picture(page, "telephone-request");
    await page.getByRole("link", { name: "一体机" }).click();
    await page.getByRole("heading", { name: "村务一体机" }).waitFor();
    await assertNoSideways(page);
    await picture(page, "telephone-kiosks");
    assert.deepEqual(problems, []);
    await context.close();
  },

  "it can be worked with the keyboard alone": async () => {
    const { context, page } = await open(desk);
    await page.goto(platform.address + "/");
    await page.getByLabel("账号").waitFor();
    await page.keyboard.type("county");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "办件" }).waitFor();
    const target = page.locator("td.what a").first();
    for (let i = 0; i < 60 && !(await target.evaluate((e) => e === document.activeElement)); ++i) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.getByText("村民填的内容").waitFor();
    await context.close();
  },

  "a call for help stands above every page until the clerk says 我来了": async () => {
    const { context, page, problems } = await open(desk);
    await logIn(page, "dishui");
    const kiosk = new Kiosk(platform.address);
    await kiosk.enrol(platform.code("510681113205"));
    await kiosk.callForHelp("form");
    const call = page.getByRole("alert").filter({ hasText: "有人叫帮忙" });
    await call.waitFor({ timeout: 15_000 });
    assert.match(await call.innerText(), /正在看“填表”/);
    await picture(page, "help-call");
    await page.getByRole("link", { name: "一体机" }).click();
    await page.getByRole("heading", { name: "村务一体机" }).waitFor();
    assert.equal(await call.count(), 1);
    await call.getByRole("button", { name: "我来了" }).click();
    await call.waitFor({ state: "detached" });
    // Nobody else has heard of it.
    const other = await open(desk);
    await logIn(other.page, "county");
    await kiosk.callForHelp("home");
    await call.waitFor({ timeout: 15_000 });
    assert.equal(await other.page.getByText("有人叫帮忙").count(), 0);
    assert.deepEqual(problems, []);
    await other.context.close();
    await context.close();
  },

  "after logging out, back leads nowhere": async () => {
    const { context, page } = await open(desk);
    await logIn(page, "county");
    await page.locator("td.what a").first().click();
    await page.getByText("村民填的内容").waitFor();
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByText("已经退出").waitFor();
    await page.goBack();
    assert.equal(await page.getByText("村民填的内容").count(), 0);
    await page.reload();
    await page.getByRole("button", { name: "登录" }).waitFor();
    await context.close();
  },
};

const failed = await runAll(tests);
await console_.stop();
process.exit(failed === 0 ? 0 : 1);
