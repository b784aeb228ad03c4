"use strict";

const form = document.getElementById("search");
const box = document.getElementById("q");
const mode = document.getElementById("mode");
const list = document.getElementById("hits");
const summary = document.getElementById("summary");
const asOf = document.getElementById("asof");
const STALE_SECONDS = 30;
let latest = 0;

/** Everything that comes from documents goes in as text, never as markup. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function highlighted(hit) {
  const text = element("p", "text");
  let from = 0;
  for (const { start, end } of hit.highlights) {
    text.append(hit.text.slice(from, start), element("mark", "", hit.text.slice(start, end)));
    from = end;
  }
  text.append(hit.text.slice(from));
  return text;
}

function title(hit) {
  const shown = hit.title || hit.documentId;
  if (!hit.uri || !/^https?:\/\//i.test(hit.uri)) return element("h2", "", shown);
  const link = element("a", "", shown);
  link.href = hit.uri;
  link.rel = "noopener noreferrer";
  return element("h2", "", link);
}

function place(hit) {
  const parts = [hit.headingPath.join(" › "), hit.page && `page ${hit.page}`, hit.source, hit.title && hit.documentId];
  return element("p", "place", parts.filter(Boolean).join(" · "));
}

function scores(hit, best) {
  const bar = element("meter");
  bar.max = best || 1;
  bar.value = hit.score;
  bar.title = "beside the best hit";
  const words = hit.scores.keyword === undefined ? "" : ` · words ${hit.scores.keyword.toFixed(2)}`;
  const meaning = hit.scores.vector === undefined ? "" : ` · meaning ${hit.scores.vector.toFixed(2)}`;
  return element("p", "scores", bar, ` ${hit.score.toFixed(3)}${words}${meaning}`);
}

function card(hit, best) {
  const item = element("li", "", title(hit), place(hit), highlighted(hit), scores(hit, best));
  item.tabIndex = 0;
  return item;
}

function age(seconds) {
  if (seconds < 2) return "a moment ago";
  if (seconds < 120) return `${Math.round(seconds)} seconds ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes ago`;
  return `${Math.round(seconds / 3600)} hours ago`;
}

function tellFreshness(freshness) {
  const known = freshness && freshness.asOf !== undefined;
  asOf.className = !known ? "unknown" : freshness.ageSeconds < STALE_SECONDS ? "fresh" : "old";
  asOf.textContent = known
    ? `Holds everything published until ${age(freshness.ageSeconds)}`
    : "How current the index is, is not known yet";
  asOf.title = known ? freshness.asOf : "";
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail || answer.statusText);
  return body;
}

async function search() {
  const turn = ++latest;
  const query = box.value.trim();
  if (!query) return;
  history.replaceState(null, "", `?${new URLSearchParams({ q: query, mode: mode.value })}`);
  summary.className = "";
  summary.textContent = "Searching…";
  try {
    const answer = await ask(`v1/search?${new URLSearchParams({ q: query, mode: mode.value })}`);
    if (turn !== latest) return;
    const best = answer.hits.length ? answer.hits[0].score : 0;
    list.replaceChildren(...answer.hits.map((hit) => card(hit, best)));
    const count = answer.hits.length === 1 ? "1 passage" : `${answer.hits.length} passages`;
    summary.textContent = answer.hits.length
      ? `${count} in ${answer.timing.totalMs.toFixed(0)} ms`
      : "Nothing found. Other words may help, or the document is not here yet.";
    tellFreshness(answer.freshness);
  } catch (failure) {
    if (turn !== latest) return;
    list.replaceChildren();
    summary.className = "bad";
    summary.textContent = failure.message;
  }
}

function move(step) {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const next = items[Math.max(0, Math.min(items.length - 1, at + step))];
  if (next) next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const does = { "/": () => box.select(), j: () => move(1), k: () => move(-1) }[event.key];
  if (does) {
    event.preventDefault();
    does();
  }
});

box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && list.children.length) {
    event.preventDefault();
    list.children[0].focus();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
mode.addEventListener("change", search);

const asked = new URLSearchParams(location.search);
box.value = asked.get("q") || "";
if ([...mode.options].some((option) => option.value === asked.get("mode"))) mode.value = asked.get("mode");
if (box.value) search();
else ask("v1/freshness").then(tellFreshness, () => tellFreshness(null));
