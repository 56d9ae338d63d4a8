// The console: who is logged in, which page is shown, and the frame around it.

import * as api from "./api.js";
import { desksPage } from "./desks.js";
import { el, show } from "./dom.js";
import { dropAllDrafts, hasDrafts } from "./drafts.js";
import { watchHelpCalls } from "./help_calls.js";
import { kioskListPage } from "./kiosk_list.js";
import { logInOver, logInPage } from "./log_in.js";
import { publishingPage, writingPage } from "./publishing.js";
import { filterOf, requestListPage } from "./request_list.js";
import { requestPage } from "./request_page.js";

const refreshMs = 60_000;
const app = document.getElementById("app");
let context = null;
let page = null;
let stopHelpCalls = () => {};
let turn = 0; // of go(): an answer that comes late must not draw over a newer page

const unsentQuestion = "还有写了没有发出去的话，离开就没有了。要离开吗？";

// Whether the page may be given up.
function mayLeave() {
  if (hasDrafts() && !window.confirm(unsentQuestion)) return false;
  dropAllDrafts();
  return true;
}

async function leave() {
  if (!mayLeave()) return;
  try {
    await api.logOut();
  } catch {
    // The session is gone, or is another tab's person: this page is left all the same.
  }
  askToLogIn("已经退出。");
  location.hash = "#/";
}

function frame() {
  const link = (address, name) => el("a", { href: address, class: "place", "data-place": address }, name);
  const calls = el("div", { class: "help-calls" });
  page = el("main", { class: "page", id: "page", tabindex: "-1" });
  show(app,
    el("header", { class: "top" },
      el("div", { class: "seal", "aria-hidden": "true" }, "村"),
      el("div", { class: "where" }, el("strong", {}, "村务办理台"),
        el("span", { class: "quiet" }, context.user.scope_name)),
      el("nav", { class: "places", "aria-label": "去哪里" }, link("#/", "办件"),
        context.user.may_publish ? link("#/publishing", "发布") : null,
        context.user.may_count ? link("#/desks", "各处进度") : null,
        context.user.may_see_kiosks ? link("#/kiosks", "一体机") : null),
      el("div", { class: "who" },
        el("span", {}, context.user.shown, el("small", {}, context.user.role_name)),
        el("button", { type: "button", onclick: leave }, "退出"))),
    calls,
    page);
  // Who works in the village hears who stands before its machines.
  if (context.user.may_hear_calls) stopHelpCalls = watchHelpCalls(calls);
}

function placeOf(address) {
  return ["#/kiosks", "#/desks", "#/publishing"].find((place) => address.startsWith(place)) || "#/";
}

function markPlace(address) {
  for (const link of app.querySelectorAll("[data-place]")) {
    if (link.dataset.place === placeOf(address)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function askToLogIn(note) {
  stopHelpCalls();
  context = null;
  turn += 1;
  api.forgetPerson();
  document.title = "登录 · 村务办理台";
  logInPage(app, { note, done: begin });
}

async function draw(place, address) {
  if (address.startsWith("#/requests/")) {
    await requestPage(place, context, decodeURIComponent(address.slice("#/requests/".length)));
  } else if (address.startsWith("#/publishing/")) {
    await writingPage(place, decodeURIComponent(address.slice("#/publishing/".length)));
  } else if (address.startsWith("#/publishing")) {
    await publishingPage(place);
  } else if (address.startsWith("#/kiosks")) {
    await kioskListPage(place);
  } else if (address.startsWith("#/desks")) {
    await desksPage(place);
  } else {
    context.lastList = address;
    await requestListPage(place, context, filterOf(address));
  }
}

async function go() {
  if (!context) return;
  turn += 1;
  const mine = turn;
  const address = location.hash || "#/";
  markPlace(address);
  document.title = "村务办理台 · " + context.county;
  // What stood there before stands until the answer has come.
  const place = el("div", { class: "sheet" });
  try {
    await draw(place, address);
  } catch (failure) {
    if (failure.status !== 401) throw failure;
    return; // whoever was asked to log in chose to leave
  }
  if (mine === turn) show(page, place);
}

const logInAgain = ({ person, other }) => logInOver({
  person, other,
  leave: () => {
    if (!mayLeave()) return false;
    askToLogIn("");
    return true;
  },
});

async function begin() {
  stopHelpCalls();
  const session = await api.session();
  dropAllDrafts();
  context = { ...session };
  api.keepPerson(session, logInAgain);
  frame();
  await go();
}

window.addEventListener("hashchange", () => {
  window.scrollTo(0, 0);
  go();
});
window.addEventListener("beforeunload", (event) => {
  if (hasDrafts()) event.preventDefault();
});

function isBusy() {
  const active = document.activeElement;
  if (active && ["INPUT", "SELECT", "TEXTAREA"].includes(active.tagName)) return true;
  return [...document.querySelectorAll("input")].some((input) => input.value !== input.defaultValue);
}

// A list left open shows what came in; a page somebody is writing on is left alone.
setInterval(() => {
  const address = location.hash || "#/";
  if (context && !document.hidden && !isBusy() && !address.startsWith("#/requests/") &&
      !address.startsWith("#/publishing/")) go();
}, refreshMs);

begin().catch((failure) => askToLogIn(failure.status === 401 ? "" : failure.message));
