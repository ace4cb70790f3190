// Searches the index that broadsheet built, file by file. The format is specified in
// docs/guide/search.md. The first half knows no page, and is what the tests run.

// ---- Words: the same, step by step, as src/content/words.c ----

const IGNORED =
  /[\u00ad\u034f\u061c\u0640\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1abd\u1abf-\u1ace\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f]/gu;
const LETTERS = {
  'ß': 'ss', 'æ': 'ae', 'ð': 'd', 'ø': 'o', 'þ': 'th', 'đ': 'd', 'ħ': 'h', 'ı': 'i', 'ł': 'l',
  'œ': 'oe', 'ŧ': 't', 'ς': 'σ', '\u0629': '\u0647', '\u0649': '\u064a', '\u0671': '\u0627',
  '\u06a9': '\u0643', '\u06cc': '\u064a',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/gu;

const PAIRS =
  '\\u3005-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}';
const THREES = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff';
const WORDLY = '[\\p{L}\\p{M}\\p{N}]';
const RUNS = new RegExp(
  `((?:(?=${WORDLY})[${PAIRS}]\\p{M}*)+)|((?:(?=${WORDLY})[${THREES}]\\p{M}*)+)|` +
  `((?:(?![${PAIRS}${THREES}\\u02bc])${WORDLY}\\p{M}*)+)`, 'gu');
const LETTER_AND_MARKS = /.\p{M}*/gsu;

// In Arabic: the article with what stands before it; a particle that may be one.
const ARTICLE = /^\u0648?(?:[\u0641\u0628\u0643](?=\u0627\u0644))?(?:\u0627\u0644|\u0644\u0644)(?=..)/su;
const PARTICLE = /^[\u0648\u0641\u0628\u0644](?=...)/su;

const WORD_MAX = 64;
const encoder = new TextEncoder();

function cutLong(word) {
  let bytes = 0;
  let end = 0;
  for (const letter of word) {
    bytes += encoder.encode(letter).length;
    if (bytes > WORD_MAX) break;
    end += letter.length;
  }
  return word.slice(0, end);
}

function fold(text) {
  return text.normalize('NFKD').toLowerCase().replace(IGNORED, '')
    .replace(ACCENTS, '').replace(LETTER, (letter) => LETTERS[letter])
    .replace(DIGIT, (digit) => String(digit.charCodeAt(0) & 15)).normalize('NFC');
}

// The words of a text as the index has them, or, of a query, as they are looked up: then
// what is shorter than the pieces of its script is only a beginning.
export function normalise(text, isQuery = false) {
  const words = [];
  const add = (word, prefix = false) => words.push({ word: cutLong(word), prefix });
  for (const [run, pairs, threes] of fold(text).matchAll(RUNS)) {
    const size = pairs ? 2 : threes ? 3 : 0;
    if (size) {
      const letters = run.match(LETTER_AND_MARKS);
      const last = isQuery ? Math.max(letters.length - size, 0) : letters.length - 1;
      for (let i = 0; i <= last; i++)
        add(letters.slice(i, i + size).join(''), letters.length - i < size);
      continue;
    }
    const word = run.replace(ARTICLE, '');
    add(word);
    if (!isQuery && PARTICLE.test(word)) add(word.slice(1));
  }
  return words;
}

// A name of a taxonomy as one word: "/port of london"; of a section, with those above it.
export function wholeName(taxonomy, name) {
  const parts = taxonomy === 'sections' ? name.split('/') : [name];
  return parts.map((part) => normalise(part).map(({ word }) => word).join(' '))
    .filter(Boolean).map((part) => `/${part}`).join('');
}

// The words that articles in a taxonomy must have; exact: the name itself.
function fieldWords({ name, text, exact }) {
  const whole = exact && wholeName(name, text);
  const words = exact ? (whole ? [{ word: whole, prefix: false }] : []) : normalise(text, true);
  if (!exact && words.length) words[words.length - 1].prefix = true;
  return words.map(({ word, prefix }) => ({ word: `#${name}:${word}`, prefix }));
}

// ---- The index ----

const FORMAT = 2;
const BLOCK = 16; // articles of a block of cards
const SHELF = 64; // blocks of a shelf

// A beginning that would need more shards than this stands for itself only.
const PREFIX_SHARDS = 6;

// A word that so many articles have says little, and its list is long: that it is in a
// headline counts, but nothing else, unless all words are such.
const isCommon = (articles, of) => articles > Math.max(50000, of / 8);

// Of a word with as many articles in a segment, the headlines are a list of their own.
const HEADLINES = 20000;

// A file that the manifest named is gone: the site was built anew.
class Gone extends Error {}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  get done() {
    return this.at >= this.bytes.length;
  }
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  // Bytes as characters: their order is that of the index.
  string(length) {
    let text = '';
    for (const end = this.at + length; this.at < end; this.at++)
      text += String.fromCharCode(this.bytes[this.at]);
    return text;
  }
  word(before) {
    const same = this.number();
    return before.slice(0, same) + this.string(this.number());
  }
  name() {
    let name = '';
    for (let i = 0; i < 8; i++) name += this.bytes[this.at++].toString(16).padStart(2, '0');
    return name;
  }
}

const byteString = (text) => String.fromCharCode(...encoder.encode(text));

async function unzip(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // a host did it already
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The last of sorted entries that is not above the key, or 0.
function lastNotAbove(entries, key) {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle].first <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

export class Index {
  // home is the URL of the folder of the index; fetcher is fetch, but in tests.
  constructor(home, fetcher = (...request) => fetch(...request)) {
    this.home = home;
    this.fetcher = fetcher;
    this.manifest = null;
    this.parts = new Map();
  }

  async get(path, options) {
    const response = await this.fetcher(this.home + path, options);
    if (response.status === 404) throw new Gone(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }

  // A part, kept by its name with what parse makes of it.
  part(name, parse) {
    if (!this.parts.has(name)) {
      const made = this.get(`${name.slice(0, 2)}/${name.slice(2)}.bin`)
        .then(async (response) => parse(await unzip(new Uint8Array(await response.arrayBuffer()))));
      made.catch(() => this.parts.delete(name));
      this.parts.set(name, made);
    }
    return this.parts.get(name);
  }

  async open() {
    if (this.manifest) return;
    const manifest = await (await this.get('index.json', { cache: 'no-cache' })).json();
    if (manifest.format !== FORMAT) throw new Error('the index is of another release');
    for (const segment of manifest.segments)
      segment[2] = segment[2].map(([first, name]) => ({ first: byteString(first), name }));
    this.parts.clear();
    this.manifest = manifest;
  }

  // Should the site be built while a page is open, what the manifest names goes away: then
  // a task is done again, by the new manifest.
  async retry(task) {
    await this.open();
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      this.close();
      await this.open();
      return task();
    }
  }

  close() {
    this.manifest = null;
  }

  leaf(name) {
    return this.part(name, (bytes) => {
      const reader = new Reader(bytes);
      const shards = [];
      let first = '';
      while (!reader.done) {
        first = reader.word(first);
        shards.push({ first, name: reader.name() });
      }
      return shards;
    });
  }

  // All words of a shard, with where their lists are.
  shard(name) {
    return this.part(name, (bytes) => {
      const reader = new Reader(bytes);
      const words = [];
      let word = '';
      for (let count = reader.number(); count > 0; count--) {
        word = reader.word(word);
        words.push({ word, articles: reader.number(), size: reader.number() });
      }
      let { at } = reader;
      for (const entry of words) {
        reader.at = at;
        if (entry.size) entry.list = bytes.subarray(at, at + entry.size);
        else entry.name = reader.name();
        if (!entry.size && entry.articles >= HEADLINES) entry.headlines = reader.name();
        at = entry.size ? at + entry.size : reader.at;
      }
      return words;
    });
  }

  // The shards that may hold words from first to last; null if they are too many.
  async shards([, , leaves], first, last) {
    const found = [];
    if (!leaves.length) return found;
    for (let i = lastNotAbove(leaves, first); i < leaves.length && leaves[i].first <= last; i++) {
      const shards = await this.leaf(leaves[i].name);
      for (let j = lastNotAbove(shards, first); j < shards.length && shards[j].first <= last; j++)
        if (found.push(shards[j].name) > PREFIX_SHARDS) return null;
    }
    return Promise.all(found.map((name) => this.shard(name)));
  }

  // The entries of a word in each segment: those that begin with it, or it alone.
  async entries(text, prefix) {
    const word = byteString(text);
    const { segments } = this.manifest;
    let found = null;
    if (prefix)
      found = await Promise.all(segments.map((segment) => this.shards(segment, word, `${word}\xff`)));
    const isPrefix = prefix && !found.includes(null);
    if (!isPrefix)
      found = await Promise.all(segments.map((segment) => this.shards(segment, word, word)));
    const entries = found.map((shards) => shards.flat()
      .filter((entry) => (isPrefix ? entry.word.startsWith(word) : entry.word === word)));
    const articles = entries.flat().reduce((sum, entry) => sum + entry.articles, 0);
    return { text, word, entries, isPrefix, articles };
  }

  // For each article that has the word, how much it weighs there; of a word that only
  // adds to a score, the headlines are enough.
  async weights({ word, entries }, adds) {
    const weights = new Map();
    await Promise.all(entries.map(async (list, number) => {
      const [start] = this.manifest.segments[number];
      const lists = await Promise.all(list.map(async (entry) =>
        entry.list ?? this.part((adds && entry.headlines) || entry.name, (bytes) => bytes)));
      lists.forEach((bytes, i) => {
        const reader = new Reader(bytes);
        const factor = list[i].word === word ? 1 : 0.5;
        for (let article = start; !reader.done; article++) {
          const step = reader.number();
          article += Math.floor(step / 4);
          const weight = (1 + (step & 3)) * factor;
          if (!(weights.get(article) >= weight)) weights.set(article, weight);
        }
      });
    }));
    return weights;
  }

  // The articles from the first of a year to the last of another.
  range(from, to) {
    const { years, articles } = this.manifest;
    const first = (wanted) => (years.find(([year]) => wanted(year)) ?? [0, articles])[1];
    if (!from && !to) return [0, articles];
    return [first((year) => year >= (from || 0)), to ? first((year) => year > to) : articles];
  }

  // query: { text, whole, fields: [{ name, text, exact }], from, to }; whole: the last
  // word is finished, or if nothing has it, is a beginning after all. Gives the numbers of
  // the articles, the best first, and how the words were understood.
  async search(query) {
    const result = await this.searchOnce(query);
    return query.whole && result.articles.length === 0 ? this.searchOnce({ ...query, whole: false }) : result;
  }

  searchOnce(query) {
    return this.retry(async () => {
      const words = normalise(query.text ?? '', true);
      if (words.length && !query.whole) words[words.length - 1].prefix = true;
      const fields = (query.fields ?? []).map(fieldWords);
      // What has no letter is in no article.
      const texts = [query.text, ...(query.fields ?? []).map(({ text }) => text)];
      if ([words, ...fields].some((list, i) => !list.length && texts[i]?.trim()))
        return { articles: [], words: [], fields: [] };
      const find = ({ word, prefix }) => this.entries(word, prefix);
      const found = await Promise.all(words.map(find));
      const filters = await Promise.all(fields.flat().map(find));
      const result = { articles: [], words: found, fields: filters };
      const { articles: of } = this.manifest;
      const rare = found.filter(({ articles }) => !isCommon(articles, of));
      const asked = [...(rare.length || filters.length ? rare : found), ...filters];
      if (asked.some(({ articles }) => articles === 0)) return result;
      const weights = new Map(await Promise.all([...new Set([...found, ...asked])].map(async (term) =>
        [term, await this.weights(term, !asked.includes(term))])));
      const all = (terms) => terms.map((term) => weights.get(term));
      result.articles = this.rank(all(asked), all(found), this.range(query.from, query.to));
      return result;
    });
  }

  // The articles of a range that are in all that was asked for, by what words make of them.
  rank(asked, words, [start, end]) {
    const of = this.manifest.articles;
    const withdrawn = new Set(this.manifest.withdrawn);
    const worth = words.map((weights) => Math.log(1 + of / Math.max(weights.size, 1)));
    const [rarest] = [...asked].sort((a, b) => a.size - b.size);
    const candidates = rarest ? [...rarest.keys()]
      : Array.from({ length: Math.max(end - start, 0) }, (_, i) => start + i);
    return candidates
      .filter((article) => article >= start && article < end && !withdrawn.has(article) &&
        asked.every((weights) => weights.has(article)))
      .map((article) => ({
        article,
        // Of articles that are alike the newer comes first.
        score: words.reduce((sum, weights, i) => sum + worth[i] * (weights.get(article) ?? 0), article / of / 2),
      }))
      .sort((a, b) => b.score - a.score || b.article - a.article)
      .map(({ article }) => article);
  }

  // The cards of articles: { url, title, date, kicker, dek, language, direction }. Throws
  // Gone if the site was built anew since they were found: their numbers mean nothing then.
  cards(articles) {
    return Promise.all(articles.map(async (article) => {
      const block = Math.floor(article / BLOCK);
      const names = await this.part(this.manifest.shelves[Math.floor(block / SHELF)], (bytes) => {
        const reader = new Reader(bytes);
        const found = [];
        while (!reader.done) found.push(reader.name());
        return found;
      });
      const cards = await this.part(names[block % SHELF],
        (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
      const [url, title, date, kicker, dek, language, direction] = cards[article % BLOCK];
      return { url, title, date, kicker, dek, language, direction };
    }));
  }
}

// ---- The page: search.html ----

const RESULTS = 10; // shown at once
const PAUSE = 150; // milliseconds without a key before a search is made

// A date in a format of the theme's: "%-d %B %Y".
function formatDate(date, format, language) {
  const [year, month, day] = date.split('-');
  const name = (options) => new Date(`${date}T00:00:00Z`).toLocaleDateString(language, { timeZone: 'UTC', ...options });
  const parts = { Y: year, m: month, d: day, e: Number(day), '-m': Number(month), '-d': Number(day) };
  const names = { B: { month: 'long' }, b: { month: 'short' }, A: { weekday: 'long' }, a: { weekday: 'short' } };
  return format.replace(/%(-?[a-zA-Z])/g, (all, what) =>
    parts[what] ?? (names[what] ? name(names[what]) : all));
}

class Page {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById('_status');
    this.list = document.getElementById('_results');
    this.more = document.getElementById('_more');
    this.say = JSON.parse(form.dataset.words);
    this.site = form.dataset.home.replace(/\/$/, '');
    this.index = new Index(form.dataset.index);
    this.turn = 0; // of the newest search: what an older one finds is not shown
    this.whole = false; // its last word is finished
    this.found = [];
    this.title = document.title;
  }

  start() {
    this.form.hidden = false;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.search('pushState', true);
    });
    this.form.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search('replaceState'), PAUSE);
    });
    this.more.addEventListener('click', () => this.showMore());
    addEventListener('popstate', () => this.restore());
    document.addEventListener('keydown', (event) => this.key(event));
    this.restore();
  }

  get fields() {
    return [...this.form.elements].filter((element) => element.name);
  }

  // The form as the URL has it, and what is found. The words of a link are finished; of
  // what was typed here, the history knows whether they are.
  restore() {
    const wanted = new URLSearchParams(location.search);
    for (const field of this.fields) this.fill(field, wanted.get(field.name) ?? '');
    const filters = this.form.querySelector('details');
    if (filters && this.fields.some((field) => field.name !== 'q' && field.value)) filters.open = true;
    this.search(null, history.state?.whole ?? true);
  }

  // A list takes what it has, however that is written; else what is in no article.
  fill(field, value) {
    field.value = value;
    if (!field.options || field.value === value) return;
    const name = wholeName(field.name, value);
    const option = [...field.options].find(({ value: other }) => other && wholeName(field.name, other) === name);
    field.value = (option ?? field.appendChild(new Option(value))).value;
  }

  query(whole) {
    const value = (name) => this.form.elements[name]?.value.trim() ?? '';
    return {
      text: value('q'),
      whole,
      fields: this.fields.filter(({ dataset }) => 'field' in dataset)
        .map((field) => ({ name: field.name, text: field.value, exact: field.tagName === 'SELECT' }))
        .filter(({ text }) => text.trim()),
      from: Number(value('from')),
      to: Number(value('to')),
    };
  }

  remember(how) {
    const wanted = new URLSearchParams();
    for (const { name, value } of this.fields)
      if (value.trim()) wanted.set(name, value.trim());
    const query = wanted.toString();
    const url = location.pathname + (query && `?${query}`);
    // The same search again is no step of its own.
    if (url === location.pathname + location.search) how = 'replaceState';
    history[how]({ whole: this.whole }, '', url);
  }

  async search(how, whole = false) {
    const turn = ++this.turn;
    const query = this.query(whole);
    this.whole = whole;
    clearTimeout(this.timer);
    if (how) this.remember(how);
    document.title = query.text ? `${query.text} — ${this.title}` : this.title;
    if (!query.text && !query.fields.length && !query.from && !query.to) {
      this.clear('');
      return;
    }
    // What takes no time need not be announced.
    const wait = setTimeout(() => turn === this.turn && this.clear(this.say.searching), 4 * PAUSE);
    try {
      const { found, cards } = await this.index.retry(async () => {
        const { articles } = await this.index.search(query);
        return { found: articles, cards: await this.index.cards(articles.slice(0, RESULTS)) };
      });
      if (turn !== this.turn) return;
      this.found = found;
      this.list.replaceChildren();
      this.show(cards);
    } catch (error) {
      this.fail(error, turn);
    } finally {
      clearTimeout(wait);
    }
  }

  async showMore() {
    const { turn, found } = this;
    const shown = this.list.children.length;
    try {
      const cards = await this.index.cards(found.slice(shown, shown + RESULTS));
      // The button may have been pressed twice, or something else been found meanwhile.
      if (found !== this.found || shown !== this.list.children.length) return;
      this.show(cards);
      this.list.children[shown]?.querySelector('a').focus();
    } catch (error) {
      if (error instanceof Gone) {
        this.index.close();
        await this.search(null, this.whole);
      } else {
        this.fail(error, turn);
      }
    }
  }

  clear(status) {
    this.list.replaceChildren();
    this.more.hidden = true;
    this.status.textContent = status;
  }

  fail(error, turn) {
    console.error(error);
    if (turn === this.turn) this.clear(this.say.failed);
  }

  // Adds cards to those that are shown.
  show(cards) {
    const { found, say } = this;
    this.list.append(...cards.map((card) => this.item(card)));
    this.more.hidden = this.list.children.length === found.length;
    this.status.textContent = found.length === 0 ? say.none : found.length === 1 ? say.one
      : say.many.replace('#', found.length.toLocaleString(document.documentElement.lang));
  }

  item(card) {
    const item = document.createElement('li');
    const add = (parent, tag, className, text) => {
      const element = document.createElement(tag);
      if (className) element.className = className;
      element.textContent = text;
      parent.append(element);
      return element;
    };
    item.className = 'card';
    if (card.language) item.lang = card.language;
    if (card.direction) item.dir = card.direction;
    if (card.kicker) add(item, 'p', 'kicker', card.kicker);
    add(add(item, 'h2', '', ''), 'a', '', card.title).href = this.site + card.url;
    // A dek is HTML; only its text is taken, from a document that runs nothing.
    const dek = new DOMParser().parseFromString(card.dek, 'text/html').body.textContent;
    if (dek) add(item, 'p', 'dek', dek);
    if (card.date) {
      const shown = formatDate(card.date, this.form.dataset.date ?? '%Y-%m-%d', document.documentElement.lang);
      add(add(item, 'p', 'meta', ''), 'time', '', shown).dateTime = card.date;
    }
    return item;
  }

  // "/" goes to the words, the arrows from result to result, Escape back.
  key(event) {
    const { q } = this.form.elements;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === '/' && !typing) {
      q.focus();
      q.select();
    } else if (event.key === 'Escape' && this.list.contains(event.target)) {
      q.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const links = [q, ...this.list.querySelectorAll('a')];
      const at = links.indexOf(event.target);
      const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
      if (at < 0 || !next) return;
      next.focus();
    } else {
      return;
    }
    event.preventDefault();
  }
}

if (typeof document !== 'undefined') {
  const form = document.getElementById('_search');
  if (form) new Page(form).start();
}
