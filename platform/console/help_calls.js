// Calls for help from the kiosks of the village: a banner with a sound above whatever page is
// open, until somebody says 我来了 or the call has ended by itself.

import * as api from "./api.js";
import { clockText } from "./dates.js";
import { alertBox, el, show } from "./dom.js";

const askMs = 5_000;
const ringMs = 15_000;

const screens = {
  home: "首页", board: "板块", article: "文章", disclosure: "公开表", question: "农技问答",
  search: "找一找", service: "办事指南", form: "填表", slip: "凭条", progress: "查办件",
};

let sound = null;

// Two notes, made here: nothing is loaded. A browser that allows no sound yet stays silent,
// and the banner is there all the same.
function ring() {
  try {
    sound = sound || new AudioContext();
    const begin = sound.currentTime;
    [880, 660].forEach((pitch, index) => {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, begin + index * 0.35);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + index * 0.35 + 0.3);
      tone.connect(volume).connect(sound.destination);
      tone.start(begin + index * 0.35);
      tone.stop(begin + index * 0.35 + 0.32);
    });
  } catch {
    sound = null;
  }
}

function sentence(call) {
  const where = screens[call.screen];
  return `${clockText(call.called)}，一体机（凭条字头${call.kiosk}）前有人叫帮忙` +
    (where ? `，正在看“${where}”` : "");
}

// Watches for as long as the page is this person's; the answer stops it. Where the session has
// ended, the question itself waits until the person has logged in again (api.js).
export function watchHelpCalls(place) {
  let ended = false;
  let asking = false;
  let rungAt = 0;
  let rungFor = "";

  async function come(call, button) {
    button.disabled = true;
    try {
      await api.answerHelpCall(call.id);
    } catch (failure) {
      if (failure.status !== 404) show(place, alertBox(failure.message));
    }
    await look();
  }

  function banner(call) {
    return el("div", { class: "help-call", role: "alert" },
      el("strong", {}, sentence(call)),
      el("button", { type: "button", class: "primary",
        onclick: (event) => come(call, event.currentTarget) }, "我来了"));
  }

  async function look() {
    if (ended || asking) return;
    let calls;
    asking = true;
    try {
      calls = (await api.helpCalls()).calls;
    } catch {
      // What stands stays in sight while the network is away; it says when it was made.
      return;
    } finally {
      asking = false;
    }
    if (ended) return;
    const ids = calls.map((call) => call.id).join(" ");
    if (place.dataset.calls !== ids) {
      place.dataset.calls = ids;
      show(place, calls.map(banner));
    }
    if (calls.length > 0 && (rungFor !== ids || Date.now() - rungAt >= ringMs)) {
      rungFor = ids;
      rungAt = Date.now();
      ring();
    }
  }

  look();
  const timer = setInterval(look, askMs);
  return () => {
    ended = true;
    clearInterval(timer);
  };
}
