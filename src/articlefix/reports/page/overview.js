// The overview: what each rule did, what failed, and all findings.

function drawOverview() {
  const failed = articles.filter((article) => article.failure !== undefined);
  main.replaceChildren(make("div", { class: "heading" }, make("h1", { tabindex: "-1", id: "title" }, "Overview")));
  if (!articles.length) {
    main.append(make("p", { class: "note" }, "No article was found."));
    return;
  }
  if (failed.length) {
    main.append(make("section", { class: "failures", "aria-labelledby": "failures-title" },
      make("h2", { id: "failures-title" }, `${count(failed.length, "article")} failed`),
      make("ul", {}, ...failed.map((article) => make("li", {},
        make("a", { href: address(article) }, article.name), ": ", article.failure)))));
  }
  main.append(rulesTable());
  const found = state.shown
    .map((article) => [article, chosenMarks(article).filter((mark) => mark.isFinding)])
    .filter(([, findings]) => findings.length);
  const total = found.reduce((sum, [, findings]) => sum + findings.length, 0);
  const section = make("section", { class: "findings", "aria-labelledby": "findings-title" }, findingsTitle(total));
  for (const [article, findings] of found) {
    section.append(make("div", { class: "group" },
      make("h3", {}, make("a", { href: address(article) }, article.name)),
      make("ol", {}, ...findings.map((mark) => findingItem(article, mark)))));
  }
  main.append(section);
}

function rulesTable() {
  const rows = ruleCounts.map(({ rule, edits, findings, files }) => {
    const { pass, summary } = data.rules[rule];
    return make("tr", {},
      make("th", { scope: "row" }, ruleButton(rule)),
      make("td", { class: "pass" }, data.passes[pass]),
      make("td", { class: "summary" }, summary),
      ...[edits, findings, files].map((number) => make("td", { class: "figure" }, figure(number))));
  });
  const heads = ["Rule", "Pass", "What is wrong"].map((text) => make("th", { scope: "col" }, text));
  const figures = ["Changes", "Findings", "Articles"].map(
    (text) => make("th", { scope: "col", class: "figure" }, text));
  return make("section", { "aria-labelledby": "rules-title" },
    make("h2", { id: "rules-title" }, "By rule"),
    make("div", { class: "scroller" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads, ...figures)),
      make("tbody", {}, ...rows))));
}

const figure = (number) => (number ? number.toLocaleString("en") : "\u2013");

const ruleCounts = countRules();

// How much each rule did, and in how many articles; the busiest first.
function countRules() {
  const counts = new Map();
  for (const article of articles) {
    const here = new Set();
    for (const mark of article.marks) {
      for (const rule of mark.rules) {
        if (!counts.has(rule)) counts.set(rule, { rule, edits: 0, findings: 0, files: 0 });
        const entry = counts.get(rule);
        if (mark.isFinding) entry.findings += 1;
        else entry.edits += 1;
        here.add(rule);
      }
    }
    for (const rule of here) counts.get(rule).files += 1;
  }
  return [...counts.values()].sort((one, other) =>
    other.edits + other.findings - one.edits - one.findings || one.rule - other.rule);
}
