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

// The passes that did anything share the circle of hues evenly, and neighbours lie far apart on it: as nearly by the
// golden angle as a stride can be that comes round to each place once.
const divides = (number, other) => (other ? divides(other, number % other) : number);
const PASSES = data.passes.length;
let stride = Math.max(1, Math.round(PASSES * 0.382));
while (PASSES && divides(stride, PASSES) > 1) stride += 1;

function tint(element, pass) {
  element.style.setProperty("--hue", 25 + ((pass * stride) % PASSES) * (360 / PASSES));
  return element;
}

const passOf = (mark) => data.rules[mark.rules[0]].pass;
const isChosen = (mark) => !state.rules.size || mark.rules.some((rule) => state.rules.has(rule));
const chosenMarks = (article) => article.marks.filter(isChosen);
const changes = (marks) => marks.filter((mark) => !mark.isFinding).length;

function address(article, mark) {
  return mark ? `#${article.index}.${mark.number}` : `#${article.index}`;
}
