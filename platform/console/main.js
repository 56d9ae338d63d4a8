// The console: who is logged in, which page is shown, and the frame around it.

import * as api from "./api.js";
import { el, show } from "./dom.js";
import { watchHelpCalls } from "./help_calls.js";
import { kioskListPage } from "./kiosk_list.js";
import { logInPage } from "./log_in.js";
import { filterOf, requestListPage } from "./request_list.js";
import { requestPage } from "./request_page.js";

const refreshMs = 60_000;
const app = document.getElementById("app");
let context = null;
let page = null;
let stopHelpCalls = () => {};

async function leave() {
  try {
    await api.logOut();
  } finally {
    context = null;
    location.hash = "#/";
    askToLogIn("已经退出。");
  }
}

function frame() {
  const seesKiosks = ["county", "town", "village"].includes(context.user.role);
  const link = (address, name) => el("a", { href: address, class: "place", "data-place": address }, name);
  const calls = el("div", { class: "help-calls" });
  page = el("main", { class: "page", id: "page", tabindex: "-1" });
  show(app,
    el("header", { class: "top" },
      el("div", { class: "seal", "aria-hidden": "true" }, "村"),
      el("div", { class: "where" }, el("strong", {}, "村务办理台"),
        el("span", { class: "quiet" }, context.user.scope_name)),
      el("nav", { class: "places", "aria-label": "去哪里" }, link("#/", "办件"),
        seesKiosks ? link("#/kiosks", "一体机") : null),
      el("div", { class: "who" },
        el("span", {}, context.user.shown, el("small", {}, context.user.role_name)),
        el("button", { type: "button", onclick: leave }, "退出"))),
    calls,
    page);
  // Who works in the village hears who stands before its machines.
  if (context.user.role === "village")
    stopHelpCalls = watchHelpCalls(calls, { loggedOut: logInAgain });
}

function markPlace(address) {
  for (const link of app.querySelectorAll("[data-place]")) {
    const here = link.dataset.place === (address.startsWith("#/kiosks") ? "#/kiosks" : "#/");
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function askToLogIn(note) {
  stopHelpCalls();
  document.title = "登录 · 村务办理台";
  logInPage(app, { note, done: begin });
}

async function go() {
  if (!context) return;
  const address = location.hash || "#/";
  markPlace(address);
  document.title = "村务办理台 · " + context.county;
  try {
    if (address.startsWith("#/requests/")) {
      await requestPage(page, context, decodeURIComponent(address.slice("#/requests/".length)));
    } else if (address.startsWith("#/kiosks")) {
      await kioskListPage(page);
    } else {
      context.lastList = address;
      await requestListPage(page, context, filterOf(address));
    }
  } catch (failure) {
    if (failure.status !== 401) throw failure;
    logInAgain();
  }
}

function logInAgain() {
  context = null;
  askToLogIn("登录到期了，请再登录一次。");
}

async function begin() {
  stopHelpCalls();
  context = { ...(await api.session()), logInAgain };
  api.keepToken(context.csrf);
  frame();
  await go();
}

window.addEventListener("hashchange", () => {
  window.scrollTo(0, 0);
  go();
});
// A list left open shows what came in; a page somebody is writing on is left alone.
setInterval(() => {
  const address = location.hash || "#/";
  const busy = document.activeElement && ["INPUT", "SELECT"].includes(document.activeElement.tagName);
  if (context && !document.hidden && !busy && !address.startsWith("#/requests/")) go();
}, refreshMs);

begin().catch((failure) => askToLogIn(failure.status === 401 ? "" : failure.message));
