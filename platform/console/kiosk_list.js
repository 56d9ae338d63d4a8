import * as api from "./api.js";
import { dayText, momentText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";

function condition(kiosk) {
  if (kiosk.revoked) return el("span", { class: "chip returned" }, "已停用");
  if (kiosk.cloned) return el("span", { class: "chip late" }, "要重新登记");
  if (kiosk.behind?.view) return el("span", { class: "chip late" }, "内容落后");
  return el("span", { class: "chip done" }, "在用");
}

// What the kiosk last said it still has; what the county refused comes first.
function waiting(kiosk) {
  const parts = [
    kiosk.parked ? `县里没有收下${kiosk.parked}件，请到机器上看原因` : null,
    kiosk.waiting ? `等着送${kiosk.waiting}件` : null,
    kiosk.attachments ? `等着送${kiosk.attachments}个附件` : null,
  ].filter(Boolean);
  return parts.length > 0 ? el("small", {}, parts.join(" · ")) : null;
}

// What is published and does not reach it, and what it had not taken yet when it last said.
function behind(kiosk) {
  if (!kiosk.behind) return null;
  if (kiosk.behind.view) {
    return el("small", {}, "新发布的内容到不了这台机器：名录里没有它的村，或者这个村还没有钥匙");
  }
  const parts = [
    kiosk.behind.county ? `县里的内容差${kiosk.behind.county}版` : null,
    kiosk.behind.village ? `村里的内容差${kiosk.behind.village}版` : null,
  ].filter(Boolean);
  return el("small", {}, `上次报告时${parts.join("，")}`);
}

function row(kiosk) {
  return el("tr", {},
    el("td", { class: "what" }, el("strong", {}, kiosk.village_name),
      el("small", {}, kiosk.cloned ? "有两台机器用着同一把钥匙，请到现场重新登记" : kiosk.id),
      behind(kiosk),
      waiting(kiosk)),
    el("td", { class: "slip" }, kiosk.short),
    el("td", { class: "received" }, dayText(kiosk.enrolled)),
    el("td", { class: "promise" }, kiosk.seen ? momentText(kiosk.seen) : "还没有联系过"),
    el("td", { class: "state" }, condition(kiosk)));
}

export async function kioskListPage(place) {
  let answer;
  try {
    answer = await api.kiosks();
  } catch (failure) {
    if (failure.status === 401) throw failure;
    show(place, alertBox(failure.message));
    return;
  }
  const table = el("table", { class: "requests kiosks" },
    el("thead", {}, el("tr", {}, ["村（社区）", "凭条字头", "登记", "最近联系", "状态"].map((name) =>
      el("th", { scope: "col" }, name)))),
    el("tbody", {}, answer.kiosks.map(row)));
  show(place, el("div", { class: "list-head" }, el("h1", {}, "村务一体机")),
    answer.kiosks.length > 0 ? table : el("p", { class: "empty" }, "还没有登记过机器。"));
}
