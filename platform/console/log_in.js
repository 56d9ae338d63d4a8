import * as api from "./api.js";
import { alertBox, el, show } from "./dom.js";

export function logInPage(place, { county, note, done }) {
  const problem = el("div");
  const name = el("input", {
    id: "name", name: "username", autocomplete: "username", autocapitalize: "none",
    spellcheck: "false", required: true,
  });
  const password = el("input", {
    id: "password", name: "password", type: "password", autocomplete: "current-password",
    required: true,
  });
  const button = el("button", { class: "primary wide", type: "submit" }, "登录");
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    show(problem);
    try {
      const answer = await api.logIn(name.value.trim(), password.value);
      api.keepToken(answer.csrf);
      await done();
    } catch (failure) {
      show(problem, alertBox(failure.message));
      button.disabled = false;
      password.value = "";
      password.focus();
    }
  };
  show(
    place,
    el("main", { class: "log-in" },
      el("form", { class: "card", onsubmit: submit },
        el("div", { class: "seal large", "aria-hidden": "true" }, "村"),
        el("h1", {}, "村务办理台"),
        el("p", { class: "quiet" }, county || "给县、镇、村和部门的工作人员用"),
        note ? el("p", { class: "note" }, note) : null,
        el("label", { for: "name" }, "账号"), name,
        el("label", { for: "password" }, "口令"), password,
        problem,
        button,
        el("p", { class: "quiet small" }, "忘了口令，请找县平台管理员换一个。"))));
  name.focus();
}
