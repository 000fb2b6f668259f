// Keys, clicks, and the start.

function setView(view) {
  const marks = state.current && marksOf.get(state.current);
  state.view = view;
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  redraw(marks);
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  byId("theme").textContent = isDark() ? "Light" : "Dark"; // what a press gives
}

function unfold() {
  if (state.article === null) return;
  state.unfolded = !state.unfolded;
  setView(state.view);
}

// In a narrow window the side lies over the article, and is open or closed.
function setSide(isOpen) {
  document.body.classList.toggle("with-side", isOpen);
  byId("files").setAttribute("aria-expanded", String(isOpen));
}

const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  j: () => stepArticle(1),
  k: () => stepArticle(-1),
  a: () => decide(true),
  x: () => decide(false),
  A: () => decide(true, true),
  X: () => decide(false, true),
  z: undo,
  s: saveDecisions,
  o: () => goTo("#overview"),
  v: () => setView(state.view === "inline" ? "beside" : "inline"),
  t: () => setTheme(isDark() ? "light" : "dark"),
  u: unfold,
  "/": () => {
    setSide(true);
    byId("query").select();
  },
  "?": () => byId("help").showModal(),
  Escape: () => {
    hideCard();
    setSide(false);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.target.matches("input[type=search], select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (!Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

const markedAt = (event) => event.target.closest?.(".change, .finding");
main.addEventListener("mouseover", (event) => marksOf.has(markedAt(event)) && showCard(markedAt(event)));
main.addEventListener("mouseout", (event) => marksOf.has(markedAt(event)) && showCurrentCard());
main.addEventListener("focusin", ({ target }) => marksOf.has(target) && target !== state.current && visit(target));
main.addEventListener("focusout", (event) => event.relatedTarget === byId("card") || hideCard());
main.addEventListener("click", (event) => {
  const rule = event.target.closest("[data-rule]");
  if (rule) {
    choose([Number(rule.dataset.rule)], rule.getAttribute("aria-pressed") === "false");
    main.querySelector(`[data-rule="${rule.dataset.rule}"]`)?.focus(); // it has been drawn anew
  }
  if (event.target.id === "next") step(1);
  if (event.target.id === "previous") step(-1);
  if (event.target.id === "accept") decide(true);
  if (event.target.id === "leave") decide(false);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  if (link.id === "skip") main.focus();
  else goTo(link.hash);
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => setView(button.dataset.view));
}
byId("theme").addEventListener("click", KEYS.t);
byId("save").addEventListener("click", saveDecisions);
byId("help-button").addEventListener("click", KEYS["?"]);
byId("files").addEventListener("click", () => setSide(byId("files").getAttribute("aria-expanded") === "false"));
byId("clear").addEventListener("click", () => choose([...state.rules], false));
byId("status").addEventListener("change", filter);
let typing;
byId("query").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(filter, 120);
});
addEventListener("hashchange", arrive);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme());

function totals() {
  const marks = articles.flatMap((article) => article.marks);
  const edited = changes(marks);
  const failed = articles.filter((article) => article.failure !== undefined).length;
  const changed = articles.filter((article) => changes(article.marks)).length;
  byId("totals").append([
    `${count(articles.length, "article")}, ${changed} changed`, count(edited, "change"),
    count(marks.length - edited, "finding"), ...(failed ? [`${failed} failed`] : []),
  ].join(" \u00b7 "));
}

totals();
makeRuleChoice();
byId("list").append(...items.map(({ item }) => item));
setTheme();
filter();
if (location.hash) arrive();
