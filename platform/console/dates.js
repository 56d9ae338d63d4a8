// Dates as people say them, with their year: what lies for months is read in another one.
// Times come as UTC and are shown as in China.

const format = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "numeric", day: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function parts(utc) {
  return Object.fromEntries(
    format.formatToParts(new Date(utc)).map((part) => [part.type, part.value]));
}

// "2026-11-23T09:00:00Z" is "2026年11月23日 17:00".
export function momentText(utc) {
  const p = parts(utc);
  return `${p.year}年${p.month}月${p.day}日 ${p.hour}:${p.minute}`;
}

// The same is "17:00".
export function clockText(utc) {
  const p = parts(utc);
  return `${p.hour}:${p.minute}`;
}

export function dayText(utc) {
  const p = parts(utc);
  return `${p.year}年${p.month}月${p.day}日`;
}

// "2026-11-23" is "2026年11月23日".
export function dateText(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

// How the promise stands: a word and how serious it is.
export function dueText(request) {
  if (request.state === "done") return { text: `${dayText(request.changed)}办好`, level: "over" };
  if (request.state === "returned") return { text: "等村民补材料", level: "over" };
  if (!request.due) return { text: "没有期限", level: "over" };
  // Over is over, also when only a Sunday has passed.
  if (request.overdue && request.days_left === 0) return { text: "已过期限", level: "late" };
  if (request.overdue) return { text: `超期${-request.days_left}个工作日`, level: "late" };
  if (request.days_left === 0) return { text: "今天到期", level: "soon" };
  const level = request.days_left <= 2 ? "soon" : "calm";
  return { text: `还有${request.days_left}个工作日`, level };
}
