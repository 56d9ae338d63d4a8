import * as api from "./api.js";
import { dateText, dueText, momentText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";
import { stateChip } from "./request_list.js";

const messageMax = 500;
const verbs = { accepted: "受理", handling: "开始办理", done: "办结", returned: "退回" };

function facts(request) {
  const due = dueText(request);
  const rows = [
    ["凭条号", request.slip || "没有凭条"],
    ["村（社区）", request.village_name],
    ["收到", momentText(request.received)],
    request.department ? ["承办", request.department] : null,
    request.due ? ["承诺", `${dateText(request.due)}前办好`] : null,
  ].filter(Boolean);
  return el("header", { class: "request-head" },
    el("p", { class: "quiet" }, request.kind_name),
    el("div", { class: "title-line" },
      el("h1", {}, request.title), stateChip(request),
      el("span", { class: "due " + due.level }, el("strong", {}, due.text))),
    el("dl", { class: "facts" }, rows.map(([name, value]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, value)))));
}

function answers(request) {
  if (request.sealing === "unreadable") {
    return el("section", { class: "card" }, el("h2", {}, "村民填的内容"),
      alertBox("这一件的加密内容打不开，可能机器上的钥匙不对。请打电话给村里，请村民再填一次。"));
  }
  return el("section", { class: "card" },
    el("h2", {}, "村民填的内容"),
    el("dl", { class: "answers" }, request.answers.map((answer) =>
      el("div", {},
        el("dt", {}, answer.label),
        el("dd", {}, answer.value,
          answer.personal ? el("span", { class: "mark", title: "个人信息" }, "私") : null)))),
    request.answers.some(({ personal }) => personal)
      ? el("p", { class: "quiet small legend" }, el("span", { class: "mark" }, "私"),
        "是个人信息，只用来办这件事，不要外传。")
      : null,
    request.answers.length === 0 ? el("p", { class: "quiet" }, "没有填别的内容。") : null);
}

function sizeText(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

// What has not arrived yet is said, so that nobody returns a request for want of it.
function attachmentCard(request, attachment) {
  const title = attachment.title || `第${attachment.number}个附件`;
  if (!attachment.here) {
    return el("figure", { class: "attachment waiting" },
      el("div", { class: "placeholder" }, "还在路上"),
      el("figcaption", {}, title, el("small", {}, "机器联网后会自己送来，先看文字也能办")));
  }
  const address = api.attachmentAddress(request.id, attachment.number);
  const caption = el("figcaption", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, title),
    el("small", {}, sizeText(attachment.bytes)));
  if (attachment.mime.startsWith("image/")) {
    return el("figure", { class: "attachment" },
      el("a", { href: address, target: "_blank", rel: "noopener" },
        el("img", { src: address, alt: title, loading: "lazy" })), caption);
  }
  if (attachment.mime.startsWith("audio/")) {
    return el("figure", { class: "attachment" },
      el("audio", { src: address, controls: true, preload: "none" }), caption);
  }
  return el("figure", { class: "attachment" }, el("div", { class: "placeholder" }, "文件"), caption);
}

function attachments(request) {
  if (request.attachments.length === 0) return null;
  const waiting = request.attachments.filter(({ here }) => !here).length;
  return el("section", { class: "card" },
    el("h2", {}, "照片和附件"),
    waiting > 0
      ? el("p", { class: "quiet" }, `共${request.attachments.length}个，还有${waiting}个没有传到县里。`)
      : null,
    el("div", { class: "attachments" },
      request.attachments.map((attachment) => attachmentCard(request, attachment))));
}

function step(entry) {
  return el("li", { class: entry.to },
    el("p", {}, el("strong", {}, entry.from === entry.to ? "留言" : entry.to_name),
      el("span", { class: "quiet" }, `${momentText(entry.at)} · ${entry.user}`)),
    entry.from === entry.to ? null : el("p", {}, `告诉村民：${entry.line}`),
    entry.message ? el("p", { class: "message" }, `留言：${entry.message}`) : null);
}

function history(request) {
  const received = el("li", { class: "received" },
    el("p", {}, el("strong", {}, "县里收到"),
      el("span", { class: "quiet" }, momentText(request.received))));
  return el("section", { class: "card" }, el("h2", {}, "办理经过"),
    el("ol", { class: "history" }, received, request.history.map(step)));
}

function lineChoices(lines) {
  return el("fieldset", { class: "lines" }, el("legend", {}, "告诉村民（机器上按凭条号能看到）"),
    lines.map((line, index) =>
      el("label", {}, el("input", { type: "radio", name: "line", value: line, checked: index === 0 }),
        el("span", {}, line))));
}

function messageField(request) {
  if (!request.can_message) {
    return el("p", { class: "quiet small" },
      "这位村民没有留回复的钥匙，不能写留言；需要多说的，请打电话或到村里说。");
  }
  const count = el("span", { class: "quiet small" }, `0/${messageMax}`);
  const text = el("textarea", {
    id: "message", name: "message", rows: "3", maxlength: String(messageMax),
    oninput: (event) => { count.textContent = `${event.target.value.length}/${messageMax}`; },
  });
  return el("div", { class: "message-field" },
    el("label", { for: "message" }, "给村民的留言（可不写，加密后只有拿凭条的人能看）"), text, count);
}

function actions(context, request, moved) {
  const problem = el("div");
  const choice = el("div", { class: "choice" });
  const tell = (failure) => {
    if (failure.status === 401) {
      context.logInAgain();
      return;
    }
    // What was typed stays until the officer has seen what happened meanwhile.
    show(problem, alertBox(failure.message), el("div", { class: "buttons" },
      el("button", { type: "button", onclick: latest }, "看最新情况")));
  };
  const latest = async () => {
    try {
      moved(await api.request(request.id));
    } catch (failure) {
      tell(failure);
    }
  };
  const send = async (target, form, button) => {
    button.disabled = true;
    show(problem);
    const data = new FormData(form);
    try {
      moved(await api.move(request.id, {
        from: request.state, to: target, line: data.get("line") || "",
        message: (data.get("message") || "").trim(),
      }));
    } catch (failure) {
      tell(failure);
      button.disabled = false;
    }
  };
  const choose = (target) => {
    const lines = (context.states.find(({ state }) => state === target) || { lines: [] }).lines;
    const isMessage = target === request.state;
    const verb = isMessage ? "发出留言" : `确定${verbs[target]}`;
    const button = el("button", {
      class: "primary" + (target === "returned" ? " warn" : ""), type: "submit",
    }, verb);
    const form = el("form", {
      onsubmit: (event) => { event.preventDefault(); send(target, form, button); },
    }, isMessage ? null : lineChoices(lines), messageField(request), problem,
    el("div", { class: "buttons" }, button,
      el("button", { type: "button", onclick: () => { show(choice); show(problem); } }, "取消")));
    show(choice, form);
    (form.querySelector("input, textarea") || button).focus();
  };
  const buttons = request.next.map((target, index) =>
    el("button", {
      type: "button", class: (index === 0 ? "primary" : "") + (target === "returned" ? " warn" : ""),
      onclick: () => choose(target),
    }, verbs[target]));
  if (request.can_message) {
    buttons.push(el("button", { type: "button", onclick: () => choose(request.state) }, "写留言"));
  }
  return el("section", { class: "card actions" }, el("h2", {}, "办理"),
    request.next.length === 0 ? el("p", { class: "quiet" }, "这一件已经办结。") : null,
    el("div", { class: "buttons" }, buttons), choice);
}

export async function requestPage(place, context, id) {
  const draw = (request) => {
    show(place,
      el("a", { class: "back", href: context.lastList || "#/" }, "‹ 回到列表"),
      facts(request),
      el("div", { class: "columns" },
        el("div", {}, [answers(request), attachments(request), history(request)]),
        actions(context, request, draw)));
  };
  try {
    draw(await api.request(id));
  } catch (failure) {
    if (failure.status === 401) throw failure;
    const sentence = failure.status === 404 ? "没有这一件，或不归这个账号看。" : failure.message;
    show(place, el("a", { class: "back", href: context.lastList || "#/" }, "‹ 回到列表"),
      alertBox(sentence));
  }
}
