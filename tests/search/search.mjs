#!/usr/bin/env node
// The index that is built, read by the page's script, against a search of all texts by
// brute force; and whether an article is found by the words of its headline. Prints TAP.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, report } from '../browser/common.mjs';
import { build, fetcher, folder, load, random, source, write } from './common.mjs';

const { Index, normalise } = await load();
const next = random(4);
const pick = (list) => list[Math.min(next(list.length), next(list.length))];

// ---- An archive: words with a long tail, in several scripts ----

const syllables = 'ba bro ca cor da del el fa fen gil hol ka kel lor ma na pen ros sa thor ul wen zé ø'.split(' ');
const letters = {
  ja: [...'東京大学新聞社会日本国語出版記事経済港市民ガソリンひらがなのはをに'],
  th: [...'กขคงจชดตนบปพมยรลวสหอะาเแโ'],
  ar: [...'ابتثجحدرزسشصطعفقكلمنهوي'],
};
const make = (alphabet, low, high, glue = '') =>
  Array.from({ length: low + next(high - low + 1) }, () => alphabet[next(alphabet.length)]).join(glue);
const stocks = {
  en: Array.from({ length: 6000 }, () => make(syllables, 1, 4)),
  ar: Array.from({ length: 400 }, () => (next(3) ? '' : 'ال') + make(letters.ar, 2, 6)),
  ja: Array.from({ length: 400 }, () => make(letters.ja, 1, 5)),
  th: Array.from({ length: 400 }, () => make(letters.th, 2, 6)),
};
const phrase = (language, count) => {
  const words = Array.from({ length: count }, () => pick(stocks[language]));
  return words.join(language === 'ja' || language === 'th' ? '' : ' ');
};
const sections = ['News', 'News/Harbour', 'Sport', 'Water Sport', 'Local News', 'Échos'];
const tags = Array.from({ length: 60 }, () => phrase('en', 1 + next(2)));
const people = Array.from({ length: 40 }, () => phrase('en', 2));

const ARTICLES = 2600; // three segments
const site = folder();
const articles = [];
for (let i = 0; i < ARTICLES; i++) {
  const language = next(5) ? 'en' : ['ar', 'ja', 'th'][next(3)];
  const day = i < 40 ? 'unknown' : `${1974 + Math.floor(i / 60)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`;
  const article = {
    title: phrase(language, 3 + next(5)),
    date: day,
    slug: `a${i}`,
    dek: next(2) ? phrase(language, 8) : undefined,
    section: sections[next(sections.length)],
    tags: Array.from({ length: next(4) }, () => pick(tags)),
    authors: [pick(people)],
    withdrawn: next(50) ? undefined : 'An error.',
    body: Array.from({ length: 1 + next(6) }, () => phrase(language, 12)).join('\n\n'),
  };
  articles.push(article);
  write(join(site, `content/${day.slice(0, 4)}/a${i}.md`), source(article));
}
write(join(site, 'site.yaml'), 'title: Test\n');
build(site);

// ---- Brute force, over words that are counted anew ----

const cards = new Map(articles.map((article) => [article.slug, article]));
for (const article of articles) {
  article.words = new Set(['title', 'dek', 'body'].flatMap((field) =>
    normalise(article[field] ?? '').map(({ word }) => word)));
  article.fields = {};
  for (const [name, values] of Object.entries({
    sections: [article.section], tags: article.tags, authors: article.authors,
  })) article.fields[name] = new Set(values.flatMap((value) => normalise(value).map(({ word }) => word)));
}

const has = (words, { word, isPrefix }) =>
  words.has(word) || (isPrefix && [...words].some((other) => other.startsWith(word)));

// Is it filed under that name, or under one below it?
const isIn = (article, { name, text }) => {
  const [from, wanted] = [name === 'sections' ? [article.section] : article[name], text.toLowerCase()];
  return from.some((other) => other.toLowerCase() === wanted || other.toLowerCase().startsWith(`${wanted}/`));
};

function bruteForce({ from, to }, words, fields) {
  return articles.filter((article) => {
    const year = article.date === 'unknown' ? 0 : Number(article.date.slice(0, 4));
    return !article.withdrawn && (!from || year >= from) && (!to || (year && year <= to)) &&
      words.every((word) => has(article.words, word)) &&
      fields.every((field) => (field.exact ? isIn(article, field) : has(article.fields[field.name], field)));
  }).map(({ slug }) => slug);
}

const index = new Index('/search/', fetcher(site));
await index.open();
const slugOf = async (numbers, from = index) =>
  (await from.cards(numbers)).map(({ url }) => url.slice(url.lastIndexOf('/') + 1, -5));

function randomQuery() {
  const article = articles[next(ARTICLES)];
  const text = [article.title, article.dek ?? article.title, article.body][next(3)];
  const words = text.split(/\s+/).filter(Boolean);
  const chosen = Array.from({ length: 1 + next(3) }, () => words[next(words.length)] ?? '');
  // A piece of a word, as one types it; in scripts without spaces, from anywhere.
  if (chosen[0].length > 6 && /[\u0e00-\u9fff]/.test(chosen[0])) {
    const start = next(chosen[0].length - 3);
    chosen[0] = chosen[0].slice(start, start + 1 + next(5));
  } else if (next(3) === 0) {
    chosen.push(chosen.pop().slice(0, 1 + next(5)));
  }
  const query = { text: chosen.join(' '), fields: [], whole: next(4) === 0 };
  if (next(6) === 0) query.fields.push({ name: 'sections', text: article.section, exact: true });
  if (next(6) === 0 && article.tags.length) query.fields.push({ name: 'tags', text: article.tags[0], exact: true });
  if (next(6) === 0) query.fields.push({ name: 'authors', text: article.authors[0].slice(0, 3), exact: false });
  if (next(6) === 0) query.from = 1974 + next(44);
  if (next(6) === 0) query.to = 1974 + next(44);
  if (next(20) === 0) query.text = '';
  return query;
}

const wrong = [];
let found = 0;
let beginnings = 0;
for (let i = 0; i < 1000; i++) {
  const query = randomQuery();
  const result = await index.search(query);
  const words = result.words.map(({ text, isPrefix }) => ({ word: text, isPrefix }));
  const fields = [...query.fields.filter(({ exact }) => exact), ...result.fields
    .map(({ text, isPrefix }) => ({ ...text.match(/^#(?<name>\w+):(?<word>.*)$/).groups, isPrefix }))
    .filter(({ word }) => !word.startsWith('/'))];
  const want = bruteForce(query, words, fields).sort();
  const got = (await slugOf(result.articles)).sort();
  if (!query.text && !query.fields.length && !query.from && !query.to) continue;
  // A word that is finished is a beginning only if nothing has it.
  const typed = normalise(query.text, true).map(({ word, prefix }) => ({ word, isPrefix: prefix }));
  if (query.whole && bruteForce(query, typed, fields).length && words.some(({ isPrefix }, i) => isPrefix && !typed[i].isPrefix))
    wrong.push(`${JSON.stringify(query)}: a finished word is a beginning`);
  found += want.length > 0;
  beginnings += words.some(({ isPrefix }) => isPrefix);
  if (got.join() !== want.join())
    wrong.push(`${JSON.stringify(query)}: '${got}', and not '${want}'`);
}
report(wrong.slice(0, 5), 'a thousand random queries find what brute force finds');
report(found > 800 ? [] : [`${found}`], 'most of them find something');
report(beginnings > 500 ? [] : [`${beginnings}`], 'in most of them a word is a beginning');

const inSection = async (text) =>
  (await slugOf((await index.search({ fields: [{ name: 'sections', text, exact: true }] })).articles)).sort();
const isNot = [];
for (const [text, ...names] of [
  ['sport', 'Sport'], ['News', 'News', 'News/Harbour'], ['news / HARBOUR', 'News/Harbour'], ['water sport', 'Water Sport'],
  ['echos', 'Échos'], ['Harbour'], ['Water'], ['Politics'], ['?'],
]) {
  const want = articles.filter(({ section, withdrawn }) => !withdrawn && names.includes(section)).map(({ slug }) => slug).sort();
  if ((await inSection(text)).join() !== want.join()) isNot.push(text);
}
report(isNot, 'a section is found by its whole name, with those below it');

// ---- Known items ----

let first = 0;
let asked = 0;
for (let i = 0; i < 1000; i++) {
  const article = articles[next(ARTICLES)];
  const words = article.title.split(' ');
  if (article.withdrawn || words.length < 3) continue;
  const chosen = Array.from({ length: 3 }, () => words.splice(next(words.length), 1)[0]);
  const { articles: best } = await index.search({ text: chosen.join(' ') });
  asked++;
  first += (await slugOf(best.slice(0, 10))).includes(article.slug);
}
report(first >= asked * 0.95 ? [] : [`${first} of ${asked}`],
  'an article is among the first ten for three words of its headline');

// ---- What is written ----

const files = (path) => readdirSync(path, { recursive: true })
  .filter((name) => statSync(join(path, name)).isFile()).sort();
const before = files(join(site, 'public/search'));
const log = build(site, '--jobs', '1', '--clean') && files(join(site, 'public/search'));
report(before.join() === log.join() ? [] : ['other files'], 'the threads do not matter');

write(join(site, 'content/2026/new.md'), source({ title: 'Quite new', date: '2026-11-26', body: 'Unheard of.' }));
build(site);
const after = files(join(site, 'public/search'));
const added = after.filter((name) => !before.includes(name));
report(added.length <= 14 ? [] : [added.join(' ')], 'a new article changes few files');

const stale = new Index('/search/', fetcher(site));
await stale.open();
write(join(site, 'content/2026/newer.md'), source({ title: 'Newer still', date: '2026-11-27', body: 'Unheard of.' }));
build(site);
const newer = await slugOf((await stale.search({ text: 'newer unheard' })).articles, stale);
report(newer.join() === 'newer' ? [] : [newer.join()], 'what is gone makes the reader look again');

const parts = files(join(site, 'public/search')).filter((name) => name.endsWith('.bin'));
const bytes = () => parts.map((name) => readFileSync(join(site, 'public/search', name), 'latin1')).join();
const whole = bytes();
for (let i = 0; i < parts.length; i += 50) writeFileSync(join(site, 'public/search', parts[i]), 'spoiled');
build(site);
report(bytes() === whole ? [] : ['other bytes'], 'parts that were spoiled are made again');
finish();
