// What can be done with a request: the next step, a sentence for the villager, a few words of
// one's own. What is typed is kept as a draft until it is sent.

import * as api from "./api.js";
import { alertBox, el, show } from "./dom.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";

const messageMax = 500;
const verbs = { accepted: "受理", handling: "开始办理", done: "办结", returned: "退回" };

// What ends a matter is chosen, never taken over: a wrong sentence sends people off for nothing.
function lineChoices(move, chosen) {
  const usual = ["accepted", "handling"].includes(move.to) || move.lines.length === 1;
  const first = move.lines.includes(chosen) ? chosen : usual ? move.lines[0] : null;
  return el("fieldset", { class: "lines" }, el("legend", {}, "告诉村民（机器上按凭条号能看到）"),
    move.lines.map((line) =>
      el("label", {},
        el("input", { type: "radio", name: "line", value: line, required: true, checked: line === first }),
        el("span", {}, line))));
}

function messageLabel(request, move) {
  if (!move || !move.answer_needed) return "给村民的留言（可不写，加密后只有拿凭条的人能看）";
  return request.can_message
    ? "给村民的答复（一定要写，加密后只有拿凭条的人能看）"
    : "怎么答复的（一定要写；这位村民没有留凭条码，这段话只留在办理经过里）";
}

function messageField(request, move, text) {
  if (!request.can_message && !(move && move.answer_needed)) {
    return el("p", { class: "quiet small" },
      "这位村民没有留回复的钥匙，不能写留言；需要多说的，请打电话或到村里说。");
  }
  const count = el("span", { class: "quiet small" }, `${text.length}/${messageMax}`);
  const area = el("textarea", {
    id: "message", name: "message", rows: "3", maxlength: String(messageMax),
    oninput: (event) => { count.textContent = `${event.target.value.length}/${messageMax}`; },
  });
  area.value = text;
  return el("div", { class: "message-field" },
    el("label", { for: "message" }, messageLabel(request, move)), area, count);
}

// A step whose answer was lost on the way is in the history all the same.
function wasSent(context, request, draft) {
  const last = request.history[request.history.length - 1];
  return Boolean(last) && last.account === context.user.name && last.to === draft.target &&
    last.message === draft.message.trim();
}

export function actions(context, request, moved) {
  const problem = el("div");
  const choice = el("div", { class: "choice" });
  const moveTo = (target) => request.moves.find(({ to }) => to === target);
  const latest = async () => {
    try {
      moved(await api.request(request.id));
    } catch (failure) {
      tell(failure);
    }
  };
  const tell = (failure) => {
    show(problem, alertBox(failure.message), el("div", { class: "buttons" },
      el("button", { type: "button", onclick: latest }, "看最新情况")));
  };
  const send = async (target, form, button) => {
    button.disabled = true;
    show(problem);
    const data = new FormData(form);
    try {
      const after = await api.move(request.id, {
        from: request.state, to: target, line: data.get("line") || "",
        message: data.get("message") || "",
      });
      dropDraft(request.id);
      moved(after);
    } catch (failure) {
      tell(failure);
      button.disabled = false;
    }
  };
  const fold = () => {
    const draft = draftOf(request.id);
    show(problem);
    show(choice, draft ? leftOver(draft) : []);
  };
  // What was written when nothing can be written any more: to be read and copied.
  const leftOver = (draft) => el("div", { class: "message-field" },
    el("label", { for: "left-over" }, "您写了还没有发出去的话"),
    el("textarea", { id: "left-over", rows: "3", readonly: true }, draft.message),
    el("div", { class: "buttons" },
      el("button", { type: "button", onclick: () => { dropDraft(request.id); fold(); } }, "不要了")));
  const choose = (target) => {
    const draft = draftOf(request.id) || { line: "", message: "" };
    const move = moveTo(target);
    const verb = move ? `确定${verbs[target]}` : "发出留言";
    const button = el("button", {
      class: "primary" + (target === "returned" ? " warn" : ""), type: "submit",
    }, verb);
    const keep = () => {
      const data = new FormData(form);
      if (data.get("message") === null) return;
      keepDraft(request.id, { target, line: data.get("line") || "", message: data.get("message") });
    };
    const form = el("form", {
      oninput: keep,
      onsubmit: (event) => { event.preventDefault(); send(target, form, button); },
    }, move ? lineChoices(move, draft.line) : null, messageField(request, move, draft.message),
    problem,
    el("div", { class: "buttons" }, button,
      el("button", { type: "button", onclick: fold }, "取消")));
    show(problem);
    show(choice, form);
    keep();
    (form.querySelector("input, textarea") || button).focus();
  };
  const buttons = request.moves.map(({ to }, index) =>
    el("button", {
      type: "button", class: (index === 0 ? "primary" : "") + (to === "returned" ? " warn" : ""),
      onclick: () => choose(to),
    }, verbs[to]));
  if (request.may_work && request.can_message) {
    buttons.push(el("button", { type: "button", onclick: () => choose(request.state) }, "写留言"));
  }
  const goOn = (draft) => {
    if (wasSent(context, request, draft)) {
      dropDraft(request.id);
      show(choice, el("p", { class: "note" }, "刚才那一步已经办成了，写的话也发出去了。"));
    } else if (moveTo(draft.target) || (draft.target === request.state && request.can_message)) {
      choose(draft.target);
    } else if (request.may_work && request.can_message) {
      choose(request.state);
    } else {
      fold();
    }
  };
  const draft = draftOf(request.id);
  if (draft) goOn(draft);
  return el("section", { class: "card actions" }, el("h2", {}, "办理"),
    stand(request), el("div", { class: "buttons" }, buttons), choice);
}

function stand(request) {
  if (!request.may_work) {
    return el("p", { class: "quiet" }, `这一件在${request.handler_name}办，这个账号只能看。`);
  }
  return request.moves.length === 0 ? el("p", { class: "quiet" }, "这一件已经办结。") : null;
}
