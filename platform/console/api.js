// Talks to the platform. Every failure becomes a Failure with a sentence for people.

export class Failure extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "没有办成，请稍后再试");
    this.status = status;
    this.type = problem.type || "";
  }
}

let csrf = "";

export function keepToken(token) {
  csrf = token;
}

async function ask(method, path, body) {
  const headers = {};
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
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
  const answer = type.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Failure(response.status, answer);
  return answer;
}

export const logIn = (name, password) => ask("POST", "/session", { name, password });
export const logOut = () => ask("DELETE", "/session");
export const session = () => ask("GET", "/session");
export const request = (id) => ask("GET", "/requests/" + encodeURIComponent(id));
export const attachmentAddress = (id, number) =>
  `/api/console/requests/${encodeURIComponent(id)}/attachments/${number}`;
export const kiosks = () => ask("GET", "/kiosks");
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
