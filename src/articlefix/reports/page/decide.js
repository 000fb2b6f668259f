// Accepting and leaving changes, and the file of those that are accepted, which `articlefix apply` carries out.

const answers = []; // each a list of [article, mark, what was decided before], so that it can be taken back

const isOpen = (article) => article.sha256 !== undefined; // standard input has no file to be changed
const ruleOf = (mark) => mark.rules[0];

function decide(isAccepted, isForRule = false) {
  const article = articles[state.article];
  if (!article || !isOpen(article) || !state.current) return;
  const asked = marksOf.get(state.current).filter((mark) => !mark.isFinding);
  if (!asked.length) return;
  const rules = new Set(asked.map(ruleOf));
  const alike = (mark) => !mark.isFinding && mark.decision === undefined && rules.has(ruleOf(mark));
  const chosen = isForRule
    ? articles.filter(isOpen).flatMap((other) => other.marks.filter(alike).map((mark) => [other, mark]))
    : asked.map((mark) => [article, mark]);
  answers.push(chosen.map(([other, mark]) => [other, mark, mark.decision]));
  for (const [, mark] of chosen) mark.decision = isAccepted;
  showDecisions();
  step(1);
}

function undo() {
  const answer = answers.pop();
  if (!answer?.length) return;
  for (const [, mark, before] of answer) mark.decision = before;
  showDecisions();
  const [[article, mark]] = answer;
  goTo(address(article, mark));
}

// Shows what is decided in the article that is drawn, and how much in all.
function showDecisions() {
  for (const elements of elementsOf.values()) elements.forEach(dress);
  const all = articles.flatMap((article) => article.marks).filter((mark) => mark.decision !== undefined);
  const accepted = all.filter((mark) => mark.decision).length;
  byId("decided").textContent = all.length ? `${accepted} accepted, ${all.length - accepted} left` : "";
  byId("save").hidden = !all.length;
}

function dress(element) {
  const marks = marksOf.get(element);
  const decided = marks.find((mark) => mark.decision !== undefined)?.decision;
  element.classList.toggle("accepted", decided === true);
  element.classList.toggle("left", decided === false);
  element.setAttribute("aria-label", marks.map(spoken).join("; "));
}

// A file of decisions counts characters, where a string has two units for one beyond U+FFFF.
function acceptedEdits(article) {
  let offset = 0;
  let characters = 0;
  const upTo = (end) => {
    characters += [...article.text.slice(offset, end)].length;
    offset = end;
    return characters;
  };
  return article.marks.filter((mark) => mark.decision).map((mark) => ({
    start: upTo(mark.start), end: upTo(mark.end), replacement: mark.replacement,
    rules: mark.rules.map((rule) => data.rules[rule].name),
  }));
}

function saveDecisions() {
  const files = articles.filter(isOpen)
    .map((article) => ({ path: article.path, sha256: article.sha256, edits: acceptedEdits(article) }))
    .filter(({ edits }) => edits.length);
  const text = JSON.stringify({ version: 1, articlefix: data.version, files }, null, 1);
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  make("a", { href: address, download: "decisions.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
