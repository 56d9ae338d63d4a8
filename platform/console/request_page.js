import { actions } from "./actions.js";
import * as api from "./api.js";
import { dateText, dueText, momentText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";
import { answerForAll } from "./publishing.js";
import { stateChip } from "./request_list.js";

function facts(request) {
  const due = dueText(request);
  const rows = [
    ["凭条号", request.slip || "没有凭条"],
    ["村（社区）", request.village_name],
    ["收到", momentText(request.received)],
    request.department ? ["承办", request.department] : null,
    ["现在在", request.handler_name + "办"],
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
    entry.message ? el("p", { class: "message" }, `写给村民：${entry.message}`) : null);
}

function history(request) {
  const received = el("li", { class: "received" },
    el("p", {}, el("strong", {}, "县里收到"),
      el("span", { class: "quiet" }, momentText(request.received))));
  return el("section", { class: "card" }, el("h2", {}, "办理经过"),
    el("ol", { class: "history" }, received, request.history.map(step)));
}

// A question that others have, too, is worth an answer that they can find.
function forEverybody(context, request) {
  if (request.kind !== "question" || !context.user.may_publish) return null;
  return el("section", { class: "card" }, el("h2", {}, "也给别人看"),
    el("p", { class: "quiet" }, "写一篇公开的问答，别的村民在一体机上也能找到。不要写是谁问的。"),
    el("div", { class: "buttons" },
      el("button", { type: "button", onclick: answerForAll }, "写成公开的问答")));
}

export async function requestPage(place, context, id) {
  const draw = (request) => {
    show(place,
      el("a", { class: "back", href: context.lastList || "#/" }, "‹ 回到列表"),
      facts(request),
      el("div", { class: "columns" },
        el("div", {}, [answers(request), attachments(request), history(request)]),
        el("div", {}, actions(context, request, draw), forEverybody(context, request))));
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
