import * as api from "./api.js";
import { alertBox, el, show } from "./dom.js";

function row(desk) {
  return el("tr", { class: desk.overdue > 0 ? "late" : false },
    el("td", { class: "what" }, el("strong", {}, desk.town_name)),
    el("td", { class: "where" }, desk.handler_name),
    el("td", { class: "received" }, `没办完${desk.open}件`),
    el("td", { class: "promise" }, desk.overdue > 0
      ? el("span", { class: "due late" }, el("strong", {}, `超期${desk.overdue}件`))
      : el("span", { class: "due over" }, "没有超期")));
}

// How much waits where. Numbers alone: what is in a letter is for its addressee.
export async function desksPage(place) {
  let answer;
  try {
    answer = await api.desks();
  } catch (failure) {
    if (failure.status === 401) throw failure;
    show(place, alertBox(failure.message));
    return;
  }
  const list = [...answer.desks].sort((a, b) => b.overdue - a.overdue || b.open - a.open);
  const table = el("table", { class: "requests desks" },
    el("thead", {}, el("tr", {}, ["哪个镇", "在哪里办", "没办完", "超期"].map((name) =>
      el("th", { scope: "col" }, name)))),
    el("tbody", {}, list.map(row)));
  show(place,
    el("div", { class: "list-head" }, el("h1", {}, "各处进度"),
      el("p", { class: "quiet" }, "这里只有件数。内容只有收件和经办的人能看。")),
    list.length > 0 ? table : el("p", { class: "empty" }, "没有等着办的事项。"));
}
