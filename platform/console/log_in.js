import * as api from "./api.js";
import { alertBox, el, show } from "./dom.js";

// A form that logs in. A wrong password is typed again; what failed for another reason may be
// tried again as it stands.
function logInForm({ fields, name, password, button, others, done }) {
  const problem = el("div");
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    show(problem);
    try {
      await api.logIn(name(), password.value);
      password.value = "";
      await done();
    } catch (failure) {
      show(problem, alertBox(failure.message));
      button.disabled = false;
      if (failure.status === 401) password.value = "";
      password.focus();
    }
  };
  return el("form", { class: "card", onsubmit: submit }, fields, problem, button, others);
}

function passwordField() {
  return el("input", {
    id: "password", name: "password", type: "password", autocomplete: "current-password",
    required: true,
  });
}

export function logInPage(place, { county, note, done }) {
  const name = el("input", {
    id: "name", name: "username", autocomplete: "username", autocapitalize: "none",
    spellcheck: "false", required: true,
  });
  const password = passwordField();
  const button = el("button", { class: "primary wide", type: "submit" }, "登录");
  const fields = [
    el("div", { class: "seal large", "aria-hidden": "true" }, "村"),
    el("h1", {}, "村务办理台"),
    el("p", { class: "quiet" }, county || "给县、镇、村和部门的工作人员用"),
    note ? el("p", { class: "note" }, note) : null,
    el("label", { for: "name" }, "账号"), name,
    el("label", { for: "password" }, "口令"), password];
  show(place, el("main", { class: "log-in" }, logInForm({
    fields, name: () => name.value.trim(), password, button, done,
    others: el("p", { class: "quiet small" }, "忘了口令，请找县平台管理员换一个。"),
  })));
  name.focus();
}

// The same person again, over the page they were on: what stands there stays.
export function logInOver({ person, other, leave }) {
  return new Promise((resolve, reject) => {
    const password = passwordField();
    const button = el("button", { class: "primary wide", type: "submit" }, "登录，接着办");
    const dialog = el("dialog", { class: "log-in-over", "aria-labelledby": "again" });
    const end = (settle, value) => {
      dialog.close();
      dialog.remove();
      settle(value);
    };
    const why = other
      ? `这个浏览器里现在登录的是“${other.shown}”，这一页是“${person.shown}”的。`
      : "登录到期了，或者在别的窗口退出了。";
    const fields = [
      el("h1", { id: "again" }, "请再登录一次"),
      el("p", {}, why),
      el("p", { class: "note" }, `请“${person.shown}”输入口令。这一页上写的都还在。`),
      el("input", { type: "hidden", name: "username", autocomplete: "username", value: person.name }),
      el("label", { for: "password" }, `账号 ${person.name} 的口令`), password];
    const others = el("button", {
      type: "button", class: "wide",
      onclick: () => {
        if (leave()) end(reject, new api.Failure(401, { title: "没有登录" }));
      },
    }, "不是这个人，换人登录");
    dialog.append(logInForm({
      fields, name: () => person.name, password, button, others,
      done: async () => {
        const now = await api.session();
        // The account may have passed to somebody else meanwhile.
        if (now.user.shown !== person.shown) {
          end(reject, new api.Failure(401, { title: "这个账号换了人，请重新打开页面" }));
          return;
        }
        end(resolve);
      },
    }));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    password.focus();
  });
}
