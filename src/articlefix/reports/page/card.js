// The card that explains a mark. It has a place of its own below the text, of which it hides nothing.

function showCard(element) {
  const card = byId("card");
  const article = articles[state.article];
  card.replaceChildren(...marksOf.get(element).map((mark) => explanation(article, mark)));
  card.hidden = false;
  element.setAttribute("aria-describedby", "card");
  card.scrollTop = 0;
}

function hideCard() {
  byId("card").hidden = true;
  for (const element of main.querySelectorAll("[aria-describedby]")) element.removeAttribute("aria-describedby");
}

function showCurrentCard() {
  if (state.current?.matches(":focus")) showCard(state.current);
  else hideCard();
}

function explanation(article, mark) {
  const { line, column } = placeOf(article, shownAt(article, mark));
  const part = tint(make("div", { class: "part" }), passOf(mark));
  part.append(make("p", { class: "head" },
    make("span", { class: "pass" }, data.passes[passOf(mark)]),
    make("span", { class: "place" }, `line ${line}, column ${column}`)));
  for (const rule of mark.rules) {
    const { name, summary } = data.rules[rule];
    part.append(make("p", { class: "why" }, make("code", {}, name), ` ${summary}`));
  }
  if (mark.isFinding) {
    part.append(make("p", { class: "message" }, mark.said));
  } else {
    if (mark.said) part.append(make("p", { class: "message" }, mark.said));
    part.append(make("dl", {},
      make("dt", {}, "Before"), quoted("del", article.text.slice(mark.start, mark.end)),
      make("dt", {}, "After"), quoted("ins", mark.replacement)));
  }
  return part;
}

function quoted(tag, text) {
  const element = make("dd", { dir: "auto" });
  const end = SHOWN_TEXT / 2;
  if (!text) {
    element.append(make("em", {}, "nothing"));
  } else if (text.length <= SHOWN_TEXT) {
    element.append(appendText(make(tag), text, true));
  } else {
    element.append(appendText(make(tag), text.slice(0, wordBorder(text, end)), true), make("em", {}, " \u2026 "),
      appendText(make(tag), text.slice(wordBorder(text, text.length - end)), true));
  }
  return element;
}
