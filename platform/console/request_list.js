import * as api from "./api.js";
import { dateText, dayText, dueText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";

const pageCount = 50;

// What the list shows; kept in the address, so that "back" comes back to it.
export function filterOf(address) {
  const query = new URLSearchParams(address.split("?")[1] || "");
  return {
    state: query.get("state") || "",
    overdue: query.get("overdue") || "",
    village: query.get("village") || "",
    slip: query.get("slip") || "",
    offset: query.get("offset") || "",
  };
}

function addressOf(filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return "#/" + (text ? "?" + text : "");
}

function tab(filter, chosen, { name, count, state, overdue }) {
  const address = addressOf({ ...filter, state: state || "", overdue: overdue || "", offset: "" });
  return el("a", {
    href: address,
    class: "tab" + (overdue && count > 0 ? " late" : ""),
    "aria-current": chosen ? "page" : false,
  }, el("span", {}, name), el("span", { class: "count" }, String(count)));
}

function tabs(context, filter, answer) {
  const all = Object.values(answer.counts).reduce((sum, count) => sum + count, 0);
  const states = context.states.map(({ state, name }) => ({
    name: state === "received" ? "待受理" : name, state, count: answer.counts[state],
  }));
  return el("nav", { class: "tabs", "aria-label": "按状态看" },
    tab(filter, !filter.state && !filter.overdue, { name: "全部", count: all }),
    states.map((entry) =>
      tab(filter, filter.state === entry.state && !filter.overdue, entry)),
    tab(filter, Boolean(filter.overdue), { name: "超期", count: answer.overdue, overdue: "1" }));
}

function villageChoice(context, filter) {
  const towns = new Map();
  for (const village of context.villages) {
    if (!towns.has(village.town)) towns.set(village.town, []);
    towns.get(village.town).push(village);
  }
  const options = [...towns].map(([town, villages]) =>
    el("optgroup", { label: town }, villages.map((village) =>
      el("option", { value: village.code, selected: village.code === filter.village },
        village.name))));
  const choose = (event) => {
    location.hash = addressOf({ ...filter, village: event.target.value, offset: "" });
  };
  return el("label", { class: "field" }, el("span", {}, "村（社区）"),
    el("select", { name: "village", onchange: choose }, el("option", { value: "" }, "全部"), options));
}

function slipSearch(filter) {
  const input = el("input", {
    name: "slip", value: filter.slip, placeholder: "如 K7M-0012X", autocapitalize: "characters",
    autocomplete: "off", spellcheck: "false",
  });
  const search = (event) => {
    event.preventDefault();
    location.hash = addressOf({ ...filter, slip: input.value.trim(), state: "", offset: "" });
  };
  return el("form", { class: "field search", role: "search", onsubmit: search },
    el("label", {}, el("span", {}, "凭条号"), input),
    el("button", { type: "submit" }, "查"),
    filter.slip ? el("a", { class: "button", href: "#/" }, "看全部") : null);
}

export function stateChip(request) {
  return el("span", { class: "chip " + request.state },
    request.state === "received" ? "待受理" : request.state_name);
}

function dueCell(request) {
  const due = dueText(request);
  const date = due.level === "over" ? "" : `${dateText(request.due)}前`;
  return el("span", { class: "due " + due.level }, el("strong", {}, due.text), el("small", {}, date));
}

function row(request) {
  const open = () => { location.hash = "#/requests/" + request.id; };
  return el("tr", { onclick: open, class: request.overdue ? "late" : false },
    el("td", { class: "what" },
      el("a", { href: "#/requests/" + request.id }, request.title),
      el("small", {}, [request.kind_name, request.handler_name + "办", request.department].filter(Boolean).join(" · "))),
    el("td", { class: "where" }, request.village_name),
    el("td", { class: "slip" }, request.slip || "—"),
    el("td", { class: "received" }, dayText(request.received)),
    el("td", { class: "promise" }, dueCell(request)),
    el("td", { class: "state" }, stateChip(request)));
}

function table(requests) {
  return el("table", { class: "requests" },
    el("thead", {}, el("tr", {},
      ["事项", "村（社区）", "凭条号", "收到", "期限", "状态"].map((name) =>
        el("th", { scope: "col" }, name)))),
    el("tbody", {}, requests.map(row)));
}

function pager(filter, count) {
  const offset = Number(filter.offset) || 0;
  const at = (place) => addressOf({ ...filter, offset: place > 0 ? String(place) : "" });
  if (offset === 0 && count < pageCount) return null;
  return el("nav", { class: "pager", "aria-label": "翻页" },
    offset > 0 ? el("a", { href: at(offset - pageCount) }, "上一页") : null,
    count === pageCount ? el("a", { href: at(offset + pageCount) }, "下一页") : null);
}

function emptyText(filter) {
  if (filter.slip) return "没有查到这个凭条号。请再核对一遍，一位都不能错。";
  if (filter.overdue) return "没有超期的事项。";
  return "这里没有事项。";
}

// Promised days are counted without an announcement of days off that is still to come.
function calendarWarning(answer) {
  const sentence = answer.calendar_warning;
  return sentence ? [el("p", { class: "alert" }, sentence + "。")] : [];
}

export async function requestListPage(place, context, filter) {
  let answer;
  try {
    answer = await api.requests({ ...filter, count: String(pageCount) });
  } catch (failure) {
    if (failure.status === 401) throw failure;
    show(place, alertBox(failure.message));
    return;
  }
  const list = answer.requests;
  show(place,
    el("div", { class: "list-head" },
      el("h1", {}, "办件"),
      el("div", { class: "filters" },
        context.villages.length > 1 ? villageChoice(context, filter) : null,
        slipSearch(filter))),
    ...calendarWarning(answer),
    tabs(context, filter, answer),
    list.length > 0 ? table(list) : el("p", { class: "empty" }, emptyText(filter)),
    pager(filter, list.length) || el("span"));
}
