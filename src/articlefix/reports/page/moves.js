// Going about: addresses, articles, marks.

let drawn; // the article that stands there; null is the overview
let knownStops = null;

// Goes where the address says: after # stand `number` for an article, `number.mark` for a place in it, or anything
// else for the overview.
function arrive() {
  const [, index, mark] = /^#(\d+)(?:\.(\d+))?$/.exec(location.hash) ?? [];
  const article = articles[index];
  state.article = article ? article.index : null;
  setSide(false);
  if (state.article !== drawn) {
    state.unfolded = false;
    draw();
  }
  const [element] = elementsOf.get(Number(mark)) ?? [];
  if (article && element) {
    visit(element);
    return;
  }
  main.scrollTop = 0;
  byId("title").focus({ preventScroll: true });
}

function goTo(hash) {
  if (location.hash === hash) arrive();
  else location.hash = hash; // which calls `arrive`
}

function draw() {
  const article = articles[state.article];
  hideCard();
  state.current = null;
  elementsOf = new Map();
  marksOf = new WeakMap();
  drawn = state.article;
  knownStops = null;
  main.classList.toggle("wide", !article);
  if (article) drawArticle(article);
  else drawOverview();
  document.title = article ? `${article.name} \u2013 articlefix report` : "articlefix report";
  document.querySelector("nav [aria-current]")?.removeAttribute("aria-current");
  const link = article ? items[article.index].link : byId("overview-link");
  link.setAttribute("aria-current", "page");
  if (article) {
    link.scrollIntoView({ block: "nearest" });
    const stops = stopsOf();
    if (stops.length) {
      stops[0].tabIndex = 0; // the others are reached from there
      byId("position").textContent = `\u2013 / ${stops.length}`;
    }
  }
  byId("about").hidden = !elementsOf.size;
  highlight();
}

// Draws anew, and goes back to the first of these marks where it is still shown.
function redraw(marks) {
  draw();
  const [element] = (marks && elementsOf.get(marks[0].number)) || [];
  if (element) visit(element);
}

// The marked elements, one for each mark, in the order in which they stand.
function stopsOf() {
  const sorted = () => [...elementsOf].sort(([one], [other]) => one - other);
  knownStops ??= [...new Set(sorted().map(([, elements]) => lead(elements)))];
  return knownStops;
}

// Side by side, a change stands in both columns: what there is to see of it decides.
const lead = (elements) => elements.find((element) => !element.classList.contains("empty")) ?? elements[0];

function visit(element) {
  const stops = stopsOf();
  // Another part of a finding, or a change in the other column, stands for the stop of its first mark.
  const stop = stops.includes(element) ? element : lead(elementsOf.get(marksOf.get(element)[0].number));
  for (const one of main.querySelectorAll(".current")) one.classList.remove("current");
  for (const one of stops) one.tabIndex = -1;
  for (const mark of marksOf.get(stop)) for (const one of elementsOf.get(mark.number)) one.classList.add("current");
  stop.tabIndex = 0;
  state.current = stop;
  byId("position").textContent = `${stops.indexOf(stop) + 1} / ${stops.length}`;
  stop.focus({ preventScroll: true });
  showCard(stop);
  settle(stop, 3);
}

// Brings an element into view. Rows have their height only once they have been in sight: what
// stood right may be pushed away in the next frame.
function settle(element, frames) {
  if (state.current !== element) return;
  if (!isInView(element)) element.scrollIntoView({ block: "center" });
  if (frames) requestAnimationFrame(() => settle(element, frames - 1));
}

// Whether an element stands in sight, with some lines around it.
function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const pane = main.getBoundingClientRect();
  return top > pane.top + pane.height / 10 && bottom < pane.bottom - pane.height / 10;
}

function step(by) {
  const stops = stopsOf();
  const at = stops.indexOf(state.current);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by;
  if (stops[next]) {
    visit(stops[next]);
    return;
  }
  const others = neighbours(by).filter((article) => chosenMarks(article).length);
  if (!others.length) return;
  const marks = chosenMarks(others[0]);
  goTo(address(others[0], by > 0 ? marks[0] : marks.at(-1)));
}

function stepArticle(by) {
  const [article] = neighbours(by);
  if (article) goTo(address(article));
}

// The articles after the one that is shown, or before it, nearest first.
function neighbours(by) {
  const at = state.article ?? -1;
  if (by > 0) return state.shown.filter(({ index }) => index > at);
  return state.shown.filter(({ index }) => index < at).reverse();
}

// Marks what was searched for, without a change to the document, where the browser can.
function highlight() {
  if (!globalThis.Highlight) return;
  CSS.highlights.delete("search");
  if (!state.query || state.article === null) return;
  const pattern = new RegExp(state.query.source, "giu");
  const ranges = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const match of walker.currentNode.data.matchAll(pattern)) {
      const range = new Range();
      range.setStart(walker.currentNode, match.index);
      range.setEnd(walker.currentNode, match.index + match[0].length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("search", new Highlight(...ranges));
}
