// Drawing an article.

const LONG_TEXT = 1600; // an unmarked stretch of one line that is longer is folded
const SHOWN_TEXT = 400; // and this much shown at each of its ends
const AROUND = 60; // what an excerpt shows on either side of a finding

let elementsOf = new Map(); // the elements of each mark of the article that is shown
let marksOf = new WeakMap(); // and the marks of each such element

function drawArticle(article) {
  const marks = chosenMarks(article);
  main.replaceChildren(articleHeading(article, marks));
  if (article.failure !== undefined) {
    main.append(make("p", { class: "note failed" }, "Failed, and left alone: ", article.failure));
    return;
  }
  if (!article.marks.length) {
    main.append(make("p", { class: "note" }, "Unchanged: there is nothing to repair, and nothing was found."));
  } else if (!marks.length) {
    main.append(make("p", { class: "note" }, "Nothing here is under the chosen rules."));
  }
  const findings = marks.filter((mark) => mark.isFinding);
  if (findings.length) main.append(findingsSection(article, findings));
  const sheet = make("article", { class: `sheet ${state.view}`, "aria-label": "Text" });
  if (state.view === "beside") {
    sheet.append(make("div", { class: "heads", "aria-hidden": "true" },
      make("span"), make("span", {}, "Raw"), make("span", {}, "Clean")));
  }
  for (const stretch of stretchesOf(rowsOf(article))) {
    if (stretch.isFolded) sheet.append(fold(article, stretch.rows));
    else for (const row of stretch.rows) sheet.append(drawRow(article, row));
  }
  main.append(sheet);
}

function articleHeading(article, marks) {
  const slash = article.name.lastIndexOf("/") + 1;
  const heading = make("div", { class: "heading" });
  heading.append(make("h1", { tabindex: "-1", id: "title" },
    make("span", { class: "folder" }, article.name.slice(0, slash)), article.name.slice(slash)));
  if (marks.length) {
    heading.append(make("p", { class: "tally" }, tally(marks),
      make("span", { class: "stepper" },
        make("button", { type: "button", id: "previous", "aria-label": "Previous change", title: "p" }, "\u2190"),
        make("span", { id: "position" }),
        make("button", { type: "button", id: "next", "aria-label": "Next change", title: "n" }, "\u2192"),
        ...(isOpen(article) && changes(marks) ? [
          make("button", { type: "button", id: "accept", title: "a" }, "Accept"),
          make("button", { type: "button", id: "leave", title: "x" }, "Leave"),
        ] : []))));
    heading.append(legend(marks));
  }
  return heading;
}

function tally(marks) {
  const edited = changes(marks);
  const parts = [[edited, "change"], [marks.length - edited, "finding"]].filter(([number]) => number);
  return parts.map(([number, noun]) => count(number, noun)).join(", ");
}

// The rules that have work in this article, with how much; each is a filter as well.
function legend(marks) {
  const numbers = new Map();
  for (const mark of marks) for (const rule of mark.rules) numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
  const sorted = [...numbers].sort(([rule, number], [other, than]) => than - number || rule - other);
  return make("ul", { class: "legend", "aria-label": "Rules in this article" },
    ...sorted.map(([rule, number]) => make("li", {}, ruleButton(rule, ` ${number}`))));
}

function ruleButton(rule, suffix = "") {
  const { name, pass, summary } = data.rules[rule];
  const button = make("button", {
    type: "button", class: "rule", "data-rule": rule, title: summary, "aria-pressed": String(state.rules.has(rule)),
  }, name, make("span", { class: "number" }, suffix));
  return tint(button, pass);
}

function drawRow(article, row) {
  const number = make("span", { class: "line", "aria-hidden": "true" }, String(placeOf(article, row.start).line));
  if (state.view === "inline") {
    return make("div", { class: "row" }, number, drawText(row, "both"));
  }
  return make("div", { class: "row" }, number, drawText(row, "before"), drawText(row, "after"));
}

// One line of the text: as it was (`before`), as it is (`after`), or both in one.
function drawText(row, side) {
  const text = make("p", { class: side, dir: "auto" });
  const last = row.pieces.length - 1;
  row.pieces.forEach((piece, index) => {
    if (piece.marks.length) text.append(drawMark(piece, side));
    else drawKept(text, side === "before" ? piece.before : piece.after, index === 0, index === last);
  });
  if (!row.pieces.length) text.append("\n");
  return text;
}

function drawMark(piece, side) {
  const isChange = piece.marks.some((mark) => !mark.isFinding);
  const element = make("span", {
    class: isChange ? "change" : "finding", role: "group", "aria-label": piece.marks.map(spoken).join("; "),
    "aria-roledescription": isChange ? "change" : "finding", tabindex: "-1",
  });
  tint(element, passOf(piece.marks[0]));
  if (isChange) {
    if (side !== "after" && piece.before) element.append(appendText(make("del"), piece.before, true));
    if (side !== "before" && piece.after) element.append(appendText(make("ins"), piece.after, true));
    if (!element.hasChildNodes()) element.classList.add("empty");
    if (piece.marks.length > 1) element.classList.add("found");
  } else if (piece.before || piece.after) {
    appendText(element, side === "before" ? piece.before : piece.after);
  } else {
    element.classList.add("gap");
  }
  marksOf.set(element, piece.marks);
  dress(element);
  for (const mark of piece.marks) elementsOf.set(mark.number, [...(elementsOf.get(mark.number) ?? []), element]);
  return element;
}

function spoken(mark) {
  const names = mark.rules.map((rule) => data.rules[rule].name).join(", ");
  const decided = mark.decision === undefined ? "" : mark.decision ? " (accepted)" : " (left)";
  return mark.isFinding ? `${names}: ${mark.said}` : `${names}${decided}`;
}

function drawKept(parent, text, isFirst, isLast) {
  if (text.length < LONG_TEXT || state.unfolded || state.query?.test(text)) {
    appendText(parent, text);
    return;
  }
  const head = isFirst ? SHOWN_TEXT / 2 : SHOWN_TEXT;
  const tail = isLast ? SHOWN_TEXT / 2 : SHOWN_TEXT;
  const start = wordBorder(text, head);
  const end = wordBorder(text, text.length - tail);
  appendText(parent, text.slice(0, start));
  const caption = count(end - start, "unchanged character");
  const button = make("button", { type: "button", class: "fold inside" }, caption);
  button.addEventListener("click", () => {
    button.replaceWith(...appendText(make("span"), text.slice(start, end)).childNodes);
  });
  parent.append(button);
  appendText(parent, text.slice(end));
}

// The last space before an offset, or the offset itself where there is none near, never inside a surrogate pair.
function wordBorder(text, offset) {
  const space = text.lastIndexOf(" ", offset);
  if (space > offset - 80) return space + 1;
  const isInside = text.codePointAt(offset - 1) > 0xffff;
  return isInside ? offset - 1 : offset;
}

function fold(article, rows) {
  const button = make("button", { type: "button", class: "fold" }, count(rows.length, "unchanged line"));
  button.addEventListener("click", () => {
    const drawn = rows.map((row) => drawRow(article, row));
    drawn[0].tabIndex = -1;
    button.replaceWith(...drawn);
    drawn[0].focus({ preventScroll: true });
  });
  return button;
}

function findingsSection(article, findings) {
  return make("section", { class: "findings", "aria-labelledby": "findings-title" },
    findingsTitle(findings.length), make("ol", {}, ...findings.map((mark) => findingItem(article, mark))));
}

function findingsTitle(total) {
  const hint = total ? " for a person to repair" : ": nothing is left for a person to repair";
  return make("h2", { id: "findings-title" }, count(total, "finding"), make("span", { class: "hint" }, hint));
}

function findingItem(article, mark) {
  // The rest of its line, as far as whole words go.
  const before = article.text.slice(Math.max(0, mark.start - AROUND), mark.start)
    .replace(/^.*[\r\n]/s, "").replace(new RegExp(`^(?=.{${AROUND}})\\S*\\s`, "s"), "\u2026\u00a0");
  const after = article.text.slice(mark.end, mark.end + AROUND)
    .replace(/[\r\n].*$/s, "").replace(new RegExp(`(?<=^.{${AROUND - 16},})\\s\\S*$`, "s"), "\u00a0\u2026");
  const excerpt = make("span", { class: "excerpt", dir: "auto" });
  appendText(excerpt, before);
  const span = make("span", { class: mark.end > mark.start ? "finding" : "finding gap" });
  excerpt.append(appendText(span, article.text.slice(mark.start, Math.min(mark.end, mark.start + 4 * AROUND))));
  appendText(excerpt, after);
  const { line, column } = placeOf(article, mark.start);
  return make("li", {}, make("a", { href: address(article, mark) },
    make("span", { class: "why" }, make("code", {}, data.rules[mark.rules[0]].name), ` ${mark.said} `,
      make("span", { class: "place" }, `${line}:${column}`)), excerpt));
}
