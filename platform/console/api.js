// Talks to the platform. Every failure becomes a Failure with a sentence for people.
//
// A browser has one cookie for all its tabs: what another tab does there changes who this one
// is. Every question carries the token of the person it was drawn for, so that the platform
// says so; the same person's new token is taken, another person is asked to log in again
// (`askPerson`), and whatever was asked for then goes on as if nothing had been.

export class Failure extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "没有办成，请稍后再试");
    this.status = status;
    this.type = problem.type || "";
  }
}

let token = "";
let person = null; // { name, shown } for whom the page was drawn
let askPerson = null;
let asked = null;

const isTokenOld = (failure) => failure.type === "urn:hall:problem:form-expired";

async function once(method, path, body) {
  const headers = {};
  if (token) headers["X-CSRF-Token"] = token;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch("/api/console" + path, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Failure(0, { title: "连不上县级平台，请看看网络再试" });
  }
  if (response.status === 204) return null;
  const type = response.headers.get("Content-Type") || "";
  const answer = type.includes("json") ? await response.json().catch(() => ({})) : {};
  if (!response.ok) throw new Failure(response.status, answer);
  return answer;
}

// Who the browser's cookie stands for now; asked without a token, because it gives one.
async function whoIsIt() {
  const before = token;
  token = "";
  try {
    return await once("GET", "/session");
  } finally {
    token = before;
  }
}

const isSamePerson = (user) => user.name === person.name && user.shown === person.shown;

// The browser's person, if it is another one; with this page's own, the new token is taken and
// `renewed` is true.
async function lookAgain() {
  try {
    const now = await whoIsIt();
    if (!isSamePerson(now.user)) return { renewed: false, other: now.user };
    token = now.csrf;
    return { renewed: true, other: null };
  } catch (failure) {
    if (failure.status !== 401) throw failure;
    return { renewed: false, other: null };
  }
}

// Comes back when the browser is this page's person again; throws if they gave up.
async function becomeAgain() {
  const { renewed, other } = await lookAgain();
  if (renewed) return;
  asked = asked || askPerson({ person, other });
  try {
    await asked;
  } finally {
    asked = null;
  }
}

async function ask(method, path, body) {
  try {
    return await once(method, path, body);
  } catch (failure) {
    const lost = failure.status === 401 || isTokenOld(failure);
    if (!lost || !person || !askPerson) throw failure;
    await becomeAgain();
  }
  return once(method, path, body);
}

// From now on this page is this person's. `onLost` shows a log-in over the page, and resolves
// when that person has logged in again.
export function keepPerson({ csrf, user }, onLost) {
  token = csrf;
  person = { name: user.name, shown: user.shown };
  askPerson = onLost;
}

export function forgetPerson() {
  token = "";
  person = null;
}

export const session = () => whoIsIt();

export async function logIn(name, password) {
  const answer = await once("POST", "/session", { name, password });
  token = answer.csrf;
}

// Ends this person's session, whichever tab began it; another person is not logged out.
export async function logOut() {
  try {
    await once("DELETE", "/session");
  } catch (failure) {
    if (!isTokenOld(failure) || !(await lookAgain()).renewed) throw failure;
    await once("DELETE", "/session");
  }
}

export const request = (id) => ask("GET", "/requests/" + encodeURIComponent(id));
export const attachmentAddress = (id, number) =>
  `/api/console/requests/${encodeURIComponent(id)}/attachments/${number}`;
export const publications = () => ask("GET", "/publications");
export const publication = (id) => ask("GET", "/publications/" + encodeURIComponent(id));
export const publish = (writing) => ask("POST", "/publications", writing);
export const withdraw = (id, rev) =>
  ask("POST", "/publications/" + encodeURIComponent(id) + "/withdraw", { rev });
export const kiosks = () => ask("GET", "/kiosks");
export const desks = () => ask("GET", "/desks");
export const helpCalls = () => ask("GET", "/help_calls");
export const answerHelpCall = (id) =>
  ask("POST", "/help_calls/" + encodeURIComponent(id) + "/answer", {});
export const move = (id, step) =>
  ask("POST", "/requests/" + encodeURIComponent(id) + "/moves", step);

export function requests(filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value) query.set(name, value);
  }
  return ask("GET", "/requests?" + query);
}
