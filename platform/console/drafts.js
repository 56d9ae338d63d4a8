// What was written and not sent yet, by request. It outlives the form it was written in: a
// step somebody else took, a look at the list, a log-in in between. It lives in this tab only,
// for what it says may be personal.

const drafts = new Map();

// { target, line, message }: the step it was written for, and what was chosen and typed.
export function draftOf(id) {
  return drafts.get(id) || null;
}

export function keepDraft(id, draft) {
  if (draft.message) drafts.set(id, draft);
  else drafts.delete(id);
}

export function dropDraft(id) {
  drafts.delete(id);
}

export function dropAllDrafts() {
  drafts.clear();
}

export function hasDrafts() {
  return drafts.size > 0;
}
