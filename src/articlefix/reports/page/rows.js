// An article as rows of pieces: what stands beside what, and what is folded.

const CONTEXT_ROWS = 2; // rows shown on either side of a marked one
const FOLDED_ROWS = 4; // fewer than these are not worth folding
const LINE_END = /\r\n?|\n/g;
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu; // two units of a string, and one character

// A place in the original, both counted from 1, the column in characters.
function placeOf(article, offset) {
  article.lines ??= [0, ...Array.from(article.text.matchAll(LINE_END), (match) => match.index + match[0].length)];
  article.astral ??= Array.from(article.text.matchAll(ASTRAL), (match) => match.index);
  const line = countBelow(article.lines, offset + 1);
  const start = article.lines[line - 1];
  const pairs = countBelow(article.astral, offset) - countBelow(article.astral, start);
  return { line, column: offset - start - pairs + 1 };
}

// Where a mark is shown: with a line that is removed goes the line end above it, so at the first character that goes
// and can be seen.
function shownAt(article, mark) {
  if (mark.isFinding || mark.replacement.trim()) return mark.start;
  return mark.start + Math.max(0, article.text.slice(mark.start, mark.end).search(/\S/));
}

// How many of some sorted numbers are less than a limit.
function countBelow(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The text cut at its edits and at the ends of its findings. A piece that was kept has the same text before and
// after; a piece without either is the place of a finding that spans nothing.
function piecesOf(article) {
  const edits = article.marks.filter((mark) => !mark.isFinding);
  const findings = article.marks.filter((mark) => mark.isFinding && isChosen(mark));
  const pieces = [];
  let active = [];
  let next = 0;
  let position = 0;

  // Takes up the findings that start before a limit.
  const startFindings = (limit) => {
    const started = [];
    while (next < findings.length && findings[next].start < limit) {
      started.push(findings[next]);
      next += 1;
    }
    active.push(...started.filter((finding) => finding.end > finding.start));
    return started;
  };
  const keep = (limit) => {
    for (;;) {
      const points = startFindings(position + 1).filter((finding) => finding.end === finding.start);
      if (points.length) pieces.push({ start: position, before: "", after: "", marks: points });
      active = active.filter((finding) => finding.end > position);
      if (position >= limit) return;
      const cut = Math.min(limit, findings[next]?.start ?? limit, ...active.map((one) => one.end));
      const text = article.text.slice(position, cut);
      pieces.push({ start: position, before: text, after: text, marks: [...active] });
      position = cut;
    }
  };
  for (const edit of edits) {
    keep(edit.start);
    const inside = [...active, ...startFindings(edit.end)];
    pieces.push({
      start: edit.start,
      before: article.text.slice(edit.start, edit.end),
      after: edit.replacement,
      edit,
      marks: isChosen(edit) ? [edit, ...inside] : inside,
    });
    position = edit.end;
    active = active.filter((finding) => finding.end > position);
  }
  keep(article.text.length);
  return pieces;
}

// Rows end at the line ends that are kept, so that raw and clean stand level; a row is marked or may be folded.
function rowsOf(article) {
  const rows = [];
  let row;
  const begin = (start) => {
    row = { start, pieces: [], isMarked: false };
    rows.push(row);
  };
  const add = (piece) => {
    row.pieces.push(piece);
    row.isMarked ||= piece.marks.length > 0 || (state.query?.test(piece.before) ?? false);
  };
  begin(0);
  for (const piece of piecesOf(article)) {
    if (piece.edit || !piece.before) {
      const isFirst = !row.pieces.length;
      add(piece);
      // Whole lines that went are a row of their own: what follows them stands level.
      if (isFirst && !piece.after && piece.before.endsWith("\n")) begin(piece.start + piece.before.length);
      continue;
    }
    let done = 0;
    for (const match of piece.before.matchAll(LINE_END)) {
      const text = piece.before.slice(done, match.index);
      if (text) add({ ...piece, before: text, after: text });
      done = match.index + match[0].length;
      begin(piece.start + done);
    }
    const text = piece.before.slice(done);
    if (text) add({ ...piece, before: text, after: text });
  }
  if (!row.pieces.length) rows.pop();
  return rows;
}

// Runs of rows, each to be shown or folded.
function stretchesOf(rows) {
  const near = new Uint8Array(rows.length);
  let areMarked = false;
  rows.forEach((row, index) => {
    if (!row.isMarked) return;
    areMarked = true;
    near.fill(1, Math.max(0, index - CONTEXT_ROWS), index + CONTEXT_ROWS + 1);
  });
  if (!areMarked || state.unfolded) return [{ rows, isFolded: false }];
  near[0] = 1; // the title tells which article this is
  const stretches = [];
  let start = 0;
  for (let index = 1; index <= rows.length; index += 1) {
    if (index < rows.length && near[index] === near[start]) continue;
    const isFolded = !near[start] && index - start >= FOLDED_ROWS;
    stretches.push({ rows: rows.slice(start, index), isFolded });
    start = index;
  }
  return stretches;
}
