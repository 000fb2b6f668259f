"use strict";

// The page of `articlefix report`. It holds all articles as JSON and draws one at a time. Article text, file names
// and messages enter the document as text nodes and attribute values, never as markup.

const byId = (id) => document.getElementById(id);
const main = byId("main");
const data = JSON.parse(byId("data").textContent);
const articles = data.articles.map((article, index) => ({
  ...article,
  index,
  marks: (article.marks ?? []).map(([start, end, rules, replacement, said], number) => (
    { number, start, end, rules, replacement, said, isFinding: replacement === null })),
}));

const state = {
  article: null, // the number of the one that is shown; null is the overview
  current: null, // the marked element that n and p go on from
  view: "inline",
  rules: new Set(), // those that are looked at; none is all
  query: null, // a pattern
  unfolded: false,
  shown: articles, // the articles that the filters leave
};

const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// Hues of neighbouring passes lie far apart: the golden angle.
function tint(element, pass) {
  element.style.setProperty("--hue", (25 + pass * 137.508) % 360);
  return element;
}

const passOf = (mark) => data.rules[mark.rules[0]].pass;
const isChosen = (mark) => !state.rules.size || mark.rules.some((rule) => state.rules.has(rule));
const chosenMarks = (article) => article.marks.filter(isChosen);
const changes = (marks) => marks.filter((mark) => !mark.isFinding).length;

function address(article, mark) {
  return mark ? `#${article.index}.${mark.number}` : `#${article.index}`;
}
