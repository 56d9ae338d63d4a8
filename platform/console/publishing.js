// Publishing: what this office has put on the kiosks, and the sheet on which it is written.

import * as api from "./api.js";
import { dateText, momentText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";
import { dropDraft, keepDraft } from "./drafts.js";

const typeNames = { article: "文章", question: "农技问答", diary: "日记", listing: "供求信息" };

// What is asked for each type, in the order it is read.
const fieldsOf = {
  article: [
    { name: "title", label: "标题", hint: "一句话说清楚，不超过三十个字" },
    { name: "summary", label: "一句话提要（可以不写）" },
    { name: "text", label: "正文", rows: 12, hint: "空一行就是另起一段；一行开头写“- ”就是一条" },
    { name: "source", label: "谁发的", hint: "不写就是您的单位" },
  ],
  question: [
    { name: "title", label: "问题", hint: "照村民的话写" },
    { name: "subject", label: "关于什么", hint: "水稻、鸭、梨……" },
    { name: "answer", label: "答复", rows: 12, hint: "先说怎么办；用药写清剂量和安全间隔期" },
    { name: "expert", label: "谁答的", hint: "不写就是您" },
  ],
  diary: [
    { name: "title", label: "标题" },
    { name: "weather", label: "天气（可以不写）" },
    { name: "text", label: "记了什么", rows: 12 },
    { name: "author", label: "谁记的", hint: "不写就是您" },
  ],
  listing: [
    { name: "title", label: "标题" },
    { name: "price", label: "价钱", hint: "每斤8元、面议……" },
    { name: "text", label: "说明", rows: 8 },
    { name: "contact", label: "找谁", hint: "称呼和组别，不写全名" },
  ],
};

const placeName = (columns, publication) => {
  const column = columns.find(({ board, column: id }) =>
    board === publication.board && id === publication.column);
  return column ? `${column.board_name} · ${column.column_name}` : publication.board;
};

function row(columns, publication) {
  return el("tr", {},
    el("td", { class: "what" },
      el("a", { href: "#/publishing/" + encodeURIComponent(publication.id) }, publication.title),
      publication.pinned ? el("span", { class: "quiet" }, "　置顶") : null),
    el("td", { class: "where" }, placeName(columns, publication)),
    el("td", { class: "received" }, dateText(publication.date)),
    el("td", { class: "promise" }, momentText(publication.at)));
}

// What is published, and the way to write more.
export async function publishingPage(place) {
  let answer;
  try {
    answer = await api.publications();
  } catch (failure) {
    if (failure.status === 401) throw failure;
    show(place, alertBox(failure.message));
    return;
  }
  const types = [...new Set(answer.columns.map(({ type }) => type))];
  const list = answer.publications;
  show(place,
    el("div", { class: "list-head" }, el("h1", {}, "发布"),
      el("p", { class: "quiet" }, "发出去以后，村里的一体机下次同步就能看到。")),
    el("div", { class: "buttons" }, types.map((type) =>
      el("a", { class: "button", href: "#/publishing/new-" + type }, "写" + typeNames[type]))),
    list.length === 0 ? el("p", { class: "empty" }, "还没有发布过。")
      : el("table", { class: "requests publications" },
        el("thead", {}, el("tr", {}, ["标题", "放在哪里", "日期", "发出的时间"].map((name) =>
          el("th", { scope: "col" }, name)))),
        el("tbody", {}, list.map((publication) => row(answer.columns, publication)))));
}

function fieldOf({ name, label, hint, rows }, body) {
  const id = "write-" + name;
  const value = body[name] || "";
  return el("div", { class: "message-field" },
    el("label", { for: id }, label),
    hint ? el("p", { class: "quiet", id: id + "-hint" }, hint) : null,
    rows ? el("textarea", { id, name, rows: String(rows) }, value)
      : el("input", { id, name, type: "text", value, autocomplete: "off" }));
}

function columnField(columns, body) {
  const options = columns.map((column) => {
    const here = column.board === body.board && column.column === body.column;
    return el("option", { value: column.board + "/" + column.column, selected: here },
      `${column.board_name} · ${column.column_name}`);
  });
  return el("div", { class: "message-field" },
    el("label", { for: "write-column" }, "放在哪个栏目"),
    el("select", { id: "write-column", name: "column" },
      el("option", { value: "" }, "请选一个栏目"), options));
}

function dateFields(body) {
  return el("div", { class: "message-field" },
    el("label", { for: "write-date" }, "日期（不填就是今天）"),
    el("input", { id: "write-date", name: "date", type: "date", value: body.date || "" }),
    el("label", { for: "write-until" }, "显示到哪一天（可以不填）"),
    el("input", { id: "write-until", name: "until", type: "date", value: body.until || "" }));
}

// What stands in the sheet, as the platform takes it.
function writingIn(form, opened) {
  const data = Object.fromEntries(new FormData(form));
  const [board = "", column = ""] = (data.column || "").split("/");
  const body = { ...data, board, column, pinned: data.pinned === "on" };
  return { id: opened.id, rev: opened.rev, type: opened.type, body };
}

// As a villager will read it: text alone, nothing becomes markup.
function previewOf(document_) {
  const body = document_.body;
  const text = body.text || body.answer || "";
  return el("section", { class: "card preview", "aria-label": "村民看到的样子" },
    el("h2", {}, body.title),
    el("p", { class: "quiet" }, [body.source, body.expert, body.author, dateText(body.date)]
      .filter(Boolean).join(" · ")),
    text.split(/\n{2,}/).map((paragraph) => el("p", {}, paragraph)));
}

// What the next new sheet begins with: it lives in this tab, and only until it is opened.
let beginning = {};

// Opens a sheet for an answer that everybody may read. The villager's words are the officer's to
// write anew: nothing personal goes along.
export function answerForAll() {
  beginning = { answered: "" };
  location.hash = "#/publishing/new-question";
}

async function opened(address) {
  if (!address.startsWith("new-")) return api.publication(address);
  const body = beginning;
  beginning = {};
  return { id: "", rev: 0, type: address.slice("new-".length), body };
}

// The sheet: written, looked at, then published.
export async function writingPage(place, address) {
  let document_;
  let columns;
  try {
    columns = (await api.publications()).columns;
    document_ = await opened(address);
  } catch (failure) {
    if (failure.status === 401) throw failure;
    show(place, alertBox(failure.message));
    return;
  }
  const fields = fieldsOf[document_.type];
  if (!fields) {
    show(place, alertBox("没有这一页"));
    return;
  }
  const problem = el("div", {});
  const preview = el("div", {});
  const isNew = document_.id === "";
  const draftName = "publishing/" + address;
  const back = () => {
    dropDraft(draftName);
    location.hash = "#/publishing";
  };
  const attempt = async (button, work) => {
    button.disabled = true;
    show(problem);
    try {
      await work();
    } catch (failure) {
      show(problem, alertBox(failure.message));
      problem.scrollIntoView({ block: "center" });
    }
    button.disabled = false;
  };
  const done = (answer, sentence) => {
    dropDraft(draftName);
    show(place,
      el("section", { class: "card" }, el("h1", {}, sentence),
        el("p", {}, answer.waiting ? "已经存好，一会儿会自动发出去。" : "村里的一体机下次同步就会更新。"),
        el("div", { class: "buttons" }, el("a", { class: "button primary", href: "#/publishing" }, "回到发布"))));
  };
  const look = (event) => attempt(event.currentTarget, async () => {
    const whole = await api.publish({ ...writingIn(form, document_), try: true });
    const send = el("button", {
      class: "primary", type: "button",
      onclick: (press) => attempt(press.currentTarget, async () =>
        done(await api.publish(writingIn(form, document_)), isNew ? "发出去了" : "改好了")),
    }, isNew ? "确定发布" : "确定更正");
    show(preview, previewOf(whole), el("div", { class: "buttons" }, send));
    preview.scrollIntoView({ block: "nearest" });
  });
  const remove = (event) => attempt(event.currentTarget, async () => {
    if (!window.confirm(`要从所有一体机上撤下“${document_.title}”吗？`)) return;
    done(await api.withdraw(document_.id, document_.rev), "撤下了");
  });
  const form = el("form", {
    class: "card writing",
    oninput: () => {
      show(preview);
      keepDraft(draftName, { message: new FormData(form).get("title") || "…" });
    },
    onsubmit: (event) => event.preventDefault(),
  },
  columnField(columns.filter(({ type }) => type === document_.type), document_.body),
  fields.map((field) => fieldOf(field, document_.body)),
  dateFields(document_.body),
  el("label", { class: "check" },
    el("input", { type: "checkbox", name: "pinned", checked: document_.body.pinned === true }),
    "置顶"),
  problem,
  el("div", { class: "buttons" },
    el("button", { class: "primary", type: "button", onclick: look }, "看一看再发"),
    el("button", { type: "button", onclick: back }, "不写了"),
    isNew ? null : el("button", { class: "warn", type: "button", onclick: remove }, "撤下")));
  show(place,
    el("div", { class: "list-head" },
      el("h1", {}, (isNew ? "写" : "更正") + typeNames[document_.type])),
    form, preview);
}
