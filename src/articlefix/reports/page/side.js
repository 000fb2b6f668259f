// The side: the list of articles, and what narrows it.

const items = articles.map(listItem);

function listItem(article) {
  const slash = article.name.lastIndexOf("/") + 1;
  const figures = make("span", { class: "figures" });
  const link = make("a", { href: address(article), title: article.name },
    make("span", { class: "name" }, article.name.slice(slash)), figures,
    ...(slash ? [make("span", { class: "folder" }, article.name.slice(0, slash))] : []));
  return { item: make("li", {}, link), link, figures };
}

function drawFigures(article) {
  const marks = chosenMarks(article);
  const edited = changes(marks);
  const found = marks.length - edited;
  const { item, link, figures } = items[article.index];
  const said = article.failure !== undefined ? "failed" : tally(marks) || "unchanged";
  item.className = article.failure !== undefined ? "failed" : marks.length ? "" : "unchanged";
  figures.replaceChildren();
  if (!marks.length) figures.append(said);
  if (edited) figures.append(counted(edited, "change", "edited"));
  if (found) figures.append(counted(found, "finding", "found"));
}

// A number that is heard, and pointed at, with what it counts.
function counted(number, noun, kind) {
  const said = count(number, noun);
  const [digits] = said.split(" ");
  return make("span", { class: kind, title: said }, digits, make("span", { class: "unseen" }, said.slice(digits.length)));
}

function matches(article) {
  const status = byId("status").value;
  const marks = chosenMarks(article);
  const isFailed = article.failure !== undefined;
  if (state.rules.size && !marks.length) return false;
  if (status === "changed" && !changes(marks)) return false;
  if (status === "findings" && !marks.some((mark) => mark.isFinding)) return false;
  if (status === "unchanged" && (isFailed || article.marks.some((mark) => !mark.isFinding))) return false;
  if (status === "failed" && !isFailed) return false;
  if (!state.query) return true;
  return [article.name, article.text ?? "", article.failure ?? ""].some((text) => state.query.test(text));
}

function filter() {
  const typed = byId("query").value;
  // The characters that mean something in a pattern are searched for as they are.
  state.query = typed ? new RegExp(typed.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&"), "iu") : null;
  state.shown = articles.filter(matches);
  const shown = new Set(state.shown);
  for (const article of articles) {
    items[article.index].item.hidden = !shown.has(article);
    drawFigures(article);
  }
  byId("shown").textContent = state.shown.length === articles.length
    ? count(articles.length, "article") : `${state.shown.length.toLocaleString("en")} of ${count(articles.length, "article")}`;
  byId("none").hidden = state.shown.length > 0 || !articles.length;
  drawRuleChoice();
  // Who has gone on to a change meanwhile stays there; who types is left to type.
  const isRead = !byId("card").hidden && state.current?.matches(":focus");
  redraw(isRead && marksOf.get(state.current));
}

const boxes = []; // the check boxes, of a rule or of all rules of a pass

function makeRuleChoice() {
  const used = ruleCounts.map(({ rule }) => rule).sort((one, other) => one - other);
  const total = new Map(ruleCounts.map(({ rule, edits, findings }) => [rule, edits + findings]));
  for (const pass of new Set(used.map((rule) => data.rules[rule].pass))) {
    const rules = used.filter((rule) => data.rules[rule].pass === pass);
    const sum = rules.reduce((all, rule) => all + total.get(rule), 0);
    const choices = rules.map((rule) => make("li", {}, choice(data.rules[rule].name, total.get(rule), [rule])));
    const group = make("li", {}, choice(data.passes[pass], sum, rules), make("ul", {}, ...choices));
    byId("rules").append(tint(group, pass));
  }
}

function choice(name, number, rules) {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => choose(rules, box.checked));
  boxes.push({ box, rules });
  return make("label", {}, box, make("span", { class: "label" }, name),
    make("span", { class: "number" }, String(number)));
}

function choose(rules, isOn) {
  for (const rule of rules) {
    if (isOn) state.rules.add(rule);
    else state.rules.delete(rule);
  }
  filter();
}

function drawRuleChoice() {
  for (const { box, rules } of boxes) {
    const on = rules.filter((rule) => state.rules.has(rule)).length;
    box.checked = on === rules.length;
    box.indeterminate = on > 0 && on < rules.length;
  }
  byId("clear").hidden = !state.rules.size;
  byId("chosen").textContent = state.rules.size ? `${state.rules.size} chosen` : "";
}
