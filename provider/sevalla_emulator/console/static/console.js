// Makes the page live: it is whole without this. The server writes all HTML; here is only told what is
// another than before.
import { morph } from "./morph.js";

const BASE = "/_emulator/console";
const LOOK_AGAIN = 1000; // milliseconds until a console that lost its emulator looks for it
const IDLE = 3; // times as long as a page takes, until the next one
const TYPED = 150; // milliseconds without a key until a filter is applied

const token = document.querySelector('meta[name="console-token"]').content;
const revealed = new Set();
let asking; // the request for a newer page that is under way

const tell = (words, isProblem = false) => {
  const told = document.getElementById("told");
  told.textContent = words;
  told.classList.toggle("problem", isProblem);
};

const showLive = (word, tone) => {
  document.getElementById("live").className = `state ${tone}`;
  document.getElementById("live-word").textContent = word;
};

// Resolves when the page shows what there is now. XMLHttpRequest can parse HTML without a script in it
// ever running, and so no policy need allow anything.
const refresh = () =>
  new Promise((resolve) => {
    asking?.abort();
    const request = new XMLHttpRequest();
    asking = request;
    request.open("GET", `/${location.search}`);
    request.responseType = "document";
    request.setRequestHeader("x-console-token", token);
    request.setRequestHeader("x-console-reveal", [...revealed].join(","));
    request.onload = () => {
      if (request.status === 200 && request.responseXML) {
        document.getElementById("problem")?.remove();
        morph(document.querySelector(".top"), request.responseXML.querySelector(".top"));
        morph(document.getElementById("layout"), request.responseXML.getElementById("layout"));
      }
      resolve();
    };
    request.onerror = request.onabort = resolve;
    request.send();
  });

const show = async (url, focus) => {
  history.pushState(null, "", url);
  await refresh();
  const place = document.querySelector(focus);
  (place?.querySelector("a") ?? place)?.focus({ preventScroll: place.id === "inspector" });
  place?.scrollIntoView({ block: "nearest" });
};

// What changes faster than a page is made is shown as it is then: most of the time is the APIs'.
let isBehind = false;
let isFollowing = false;
const follow = async () => {
  isBehind = true;
  if (isFollowing) return;
  isFollowing = true;
  while (isBehind) {
    isBehind = false;
    const begun = performance.now();
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, IDLE * (performance.now() - begun)));
  }
  isFollowing = false;
};

const listen = () => {
  const events = new EventSource(`${BASE}/events?token=${encodeURIComponent(token)}`);
  events.onopen = () => showLive("live", "good");
  events.addEventListener("change", follow);
  events.onerror = () => {
    showLive("not connected", "bad");
    // Refused, not just gone: another emulator is here now, with another token.
    if (events.readyState === EventSource.CLOSED && token) setTimeout(() => location.reload(), LOOK_AGAIN);
  };
};

const send = async (form) => {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  tell(isJson ? JSON.parse(text).said : text, !answer.ok);
  if (answer.ok) form.reset();
  await refresh();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.reveal) {
    revealed.add(form.dataset.reveal);
    refresh();
  } else if (form.method === "post") {
    send(form).catch(() => tell("the emulator does not answer", true));
  } else {
    applyFilter(form);
  }
});

const applyFilter = (form) => {
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  history.replaceState(null, "", `/?${new URLSearchParams(wanted)}`);
  refresh();
};

let typed;
document.addEventListener("input", ({ target }) => {
  if (target.form?.id !== "filter") return;
  clearTimeout(typed);
  typed = setTimeout(() => applyFilter(target.form), TYPED);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open], a[data-hide]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.dataset.hide) {
    revealed.delete(link.dataset.hide);
    refresh();
  } else {
    revealed.clear();
    const url = new URL(link.href);
    const place = CSS.escape(decodeURIComponent(url.hash.slice(1)));
    show(url.pathname + url.search, `#${place}`);
  }
});

addEventListener("popstate", refresh);

// Windows empty and clocks go on between two changes.
setInterval(() => {
  for (const left of document.querySelectorAll("[data-seconds]")) {
    const seconds = Math.max(0, left.textContent - 1);
    left.textContent = seconds;
  }
  const clock = document.getElementById("clock");
  const now = new Date(new Date(clock.dateTime).getTime() + 1000);
  clock.dateTime = now.toISOString();
  clock.textContent = now.toISOString().slice(0, 19).replace("T", " ");
}, 1000);

listen();
