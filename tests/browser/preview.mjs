#!/usr/bin/env node
// broadsheet serve as an editor has it: saves, and pages open in a browser. Prints TAP.
//
//     tests/browser/preview.mjs [FILTER]      only tests whose title contains FILTER
//
// Nothing here waits for time to pass. What should not happen to a page is looked for
// after something that must happen to it later. Every test ends the server as Ctrl-C
// does, and then there must be nothing left to build, no trace of the preview in what is
// published, and the same bytes as in a clean build.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, unlinkSync,
  watch, writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BROADSHEET, ROOT, finish, launch, report, skipUnlessInstalled } from './common.mjs';

const LIMIT = 60_000; // milliseconds for any one thing to happen: a hang is a failure
const THEME = join(ROOT, 'templates');
const SIZES = [3000, 12000, 48000]; // articles of a site whose first build takes a while

// A browser opens six connections to one server, and each page that is seen holds one: a
// test has at most four pages open, as all of them are seen.
const tests = [];
const test = (title, run) => tests.push({ title, run });

function check(condition, why) {
  if (!condition) throw new Error(why);
}

function equal(got, wanted, what) {
  check(JSON.stringify(got) === JSON.stringify(wanted),
    `${what}: ${JSON.stringify(got)} and not ${JSON.stringify(wanted)}`);
}

// The result of a promise, if it comes at all.
function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`never came: ${what}`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

// Every file below a folder, and what it holds.
function tree(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) files.set(entry.name, readFileSync(path));
    else for (const [name, bytes] of tree(path)) files.set(join(entry.name, name), bytes);
  }
  return files;
}

// How editors save: into the file, by a file that takes its place, and as vim does.
const saving = {
  inPlace(path, text) {
    writeFileSync(path, text);
  },
  byRename(path, text) {
    writeFileSync(`${path}___jb_tmp___`, text);
    renameSync(`${path}___jb_tmp___`, path);
  },
  likeVim(path, text) {
    renameSync(path, `${path}~`);
    writeFileSync(path, text);
    unlinkSync(`${path}~`);
  },
};

function article(title, date, text = 'Text.', more = '') {
  return `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\n${text}\n`;
}

// A folder with articles in two tags, which broadsheet serves.
class Site {
  constructor(top) {
    this.top = top;
    this.folder = join(top, 'site');
    this.lines = []; // that the program printed
    this.waiting = []; // for lines
    this.errors = '';
    this.fences = 0;
    this.write('site.yaml', 'title: The Test\nurl: https://example.org/\nrelated: false\n');
    this.write('content/quay.md', article('The quay', '2014-02-10',
      '<details><summary>Who</summary>Ann.</details>\n\n<details><summary>Where</summary>Here.</details>\n\n' +
      Array.from({ length: 80 }, (_, i) => `Paragraph ${i} of the story.`).join('\n\n'), 'tags: [harbour]\n'));
    this.write('content/mole.md', article('The mole', '2014-02-11', 'Stones.', 'tags: [harbour]\n'));
    this.write('content/fair.md', article('The fair', '2014-03-01', 'Music.', 'tags: [town]\n'));
    this.write('content/mill.md', article('The mill', '2014-03-02', 'Flour.', 'tags: [town]\n'));
  }

  path(name) {
    return join(this.folder, name);
  }

  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  edit(name, old, text, save = saving.inPlace) {
    const before = this.read(name);
    check(before.includes(old), `'${old}' is not in ${name}`);
    save(this.path(name), before.replace(old, text));
  }

  delete(name) {
    rmSync(this.path(name));
  }

  async serve(options = []) {
    this.port = await freePort();
    this.options = options;
    this.lines = [];
    this.process = spawn(BROADSHEET,
      ['serve', '-C', this.folder, '--port', String(this.port), ...options],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = new Promise((done) => this.process.on('close', (...how) => done(how)));
    this.process.stderr.setEncoding('utf8').on('data', (text) => { this.errors += text; });
    let rest = '';
    this.process.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      this.lines.push(...lines);
      this.waiting = this.waiting.filter((wait) => !wait());
    });
    await this.line(/^Serving .* at http:/);
  }

  // Wait until the program has printed such a line.
  line(pattern) {
    return within(new Promise((done) => {
      const wait = () => this.lines.some((line) => pattern.test(line)) && (done(), true);
      if (!wait()) this.waiting.push(wait);
    }), `a line like ${pattern} among\n${this.lines.join('\n')}\n${this.errors}`);
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  // The last save has been built, and that is remembered: until it is there is a journal.
  async settle(page) {
    await this.fence([page]);
    const [name] = readdirSync(this.path('.broadsheet'));
    const folder = join(this.path('.broadsheet'), name);
    let watcher;
    await within(new Promise((done) => {
      const look = () => existsSync(join(folder, 'journal')) || done();
      watcher = watch(folder, look);
      look();
    }), 'the end of the journal').finally(() => watcher.close());
  }

  // Whatever was told to the pages before has arrived when this returns: what they are
  // told comes in order, and here it is a new stylesheet.
  async fence(pages) {
    const number = String(++this.fences);
    const css = readFileSync(join(THEME, 'assets/style.css'), 'utf8');
    this.write('templates/assets/style.css', `${css}:root { --fence: ${number}; }\n`);
    for (const page of pages) await comesTo(page, property, '--fence', number, 'the stylesheet');
  }

  async end() {
    this.process.kill('SIGINT');
    equal(await within(this.ended, 'the end'), [0, null], `status after SIGINT (${this.errors})`);
  }

  build(folder, ...options) {
    const result = spawnSync(BROADSHEET, ['build', '-C', folder, ...this.options, ...options],
      { encoding: 'utf8' });
    equal(result.status, 0, `status of a build (${result.stderr})`);
    return result.stdout;
  }

  // What is published is what would have been without a preview.
  checkOutput() {
    const printed = this.build(this.folder, '--explain');
    check(/^\d+ articles, \d+ pages: 0 written, \d+ unchanged, 0 deleted, in /.test(printed),
      `something was left to build:\n${printed.slice(0, 1000)}`);
    const public_ = tree(this.path('public'));
    for (const [name, bytes] of public_) {
      check(!bytes.includes('_broadsheet'), `${name} has a trace of the preview`);
    }
    this.build(this.folder, '--output', join(this.top, 'clean'));
    const clean = tree(join(this.top, 'clean'));
    equal([...public_.keys()].sort(), [...clean.keys()].sort(), 'files');
    for (const [name, bytes] of clean) {
      check(bytes.equals(public_.get(name)), `${name} is not as in a clean build`);
    }
  }
}

// Looking at pages. What is looked for is a function that runs in the page, which may be
// any page at any moment of its life.

async function comesTo(page, look, argument, wanted, what) {
  try {
    await page.waitForFunction(([source, given, json]) =>
      JSON.stringify((0, eval)(`(${source})`)(given)) === json, // eslint-disable-line no-eval
    [String(look), argument, JSON.stringify(wanted)]);
  } catch (error) {
    const got = await page.evaluate(look, argument);
    throw new Error(`${what}: ${JSON.stringify(got)} and not ${JSON.stringify(wanted)}\n${error.message}`);
  }
}

const property = (name) =>
  document.documentElement && getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = () => document.body && getComputedStyle(document.body).color;
const includes = (text) => document.body?.innerText.includes(text);
const heading = () => document.querySelector('h1')?.textContent;
const overlay = () => {
  const root = document.querySelector('broadsheet-errors')?.shadowRoot;
  return Array.from(root?.querySelectorAll('section') ?? [], (section) => ({
    place: section.querySelector('.place')?.textContent,
    message: section.querySelector('.message').textContent,
    lines: section.querySelector('pre')?.textContent.split('\n'),
  }));
};

const shows = (page, text) => comesTo(page, includes, text, true, `shows '${text}'`);
const showsNot = (page, text) => comesTo(page, includes, text, false, `shows '${text}'`);
const showsErrors = (page, errors) => comesTo(page, overlay, null, errors, 'errors over the page');

// A mark that a page has until it is loaded again.
const mark = (page) => page.evaluate(() => { globalThis.isMarked = true; });

// To be called after a fence: a page that reloaded before has no mark any more.
async function stayed(page, what) {
  equal(await page.evaluate(() => globalThis.isMarked === true), true, `${what} stayed as it was`);
}

// The tests. Each gets a site that is not served yet, and opens pages.

test('a body that is saved shows, where the reader is', async (site, open) => {
  await site.serve();
  const quay = await open('/2014/02/quay.html');
  const fair = await open('/2014/03/fair.html');
  const home = await open('/');
  const top = await quay.evaluate(() => {
    history.scrollRestoration = 'manual'; // the browser leaves it to the script
    document.querySelectorAll('details')[1].open = true;
    scrollTo(0, 700);
    return scrollY;
  });
  check(top > 600, `the page does not scroll: ${top}`);
  for (const [name, save] of Object.entries(saving)) {
    for (const page of [quay, fair, home]) await mark(page);
    site.edit('content/quay.md', 'Paragraph 79', `(${name}) Paragraph 79`, save);
    await shows(quay, `(${name}) Paragraph 79`);
    await comesTo(quay, () => document.readyState === 'complete' && scrollY, null, top, 'where the page is');
    await comesTo(quay, () => Array.from(document.querySelectorAll('details'), (details) => details.open),
      null, [false, true], 'what is open');
    equal(await quay.evaluate(() => globalThis.isMarked === true), false, 'the page is the old one');
    await site.fence([quay, fair, home]);
    await stayed(fair, 'another article');
    await stayed(home, 'the front page');
  }
  await mark(quay);
  site.edit('content/fair.md', 'Music.', 'Loud music.');
  await shows(fair, 'Loud music.');
  await site.fence([quay]);
  await stayed(quay, 'the article that was saved before');
});

test('a title shows in the lists that are open', async (site, open) => {
  await site.serve();
  const pages = [await open('/tags/harbour/'), await open('/latest/'), await open('/2014/02/quay.html')];
  const town = await open('/tags/town/');
  await mark(town);
  site.edit('content/mole.md', 'The mole', 'The long mole', saving.likeVim);
  for (const page of pages) await shows(page, 'The long mole');
  await site.fence([town]);
  await stayed(town, 'a list without it');
  site.edit('content/mill.md', 'The mill', 'The old mill', saving.byRename);
  await shows(town, 'The old mill');
});

test('a stylesheet is swapped, and the page stays', async (site, open) => {
  await site.serve();
  const css = readFileSync(join(THEME, 'assets/style.css'), 'utf8');
  const pages = [await open('/2014/02/quay.html'), await open('/')];
  for (const page of pages) await mark(page);
  const paint = (save, text) => save(site.path('templates/assets/style.css'), `${css}body { color: ${text}; }\n`);
  mkdirSync(site.path('templates/assets'), { recursive: true });
  for (const [save, text, wanted] of [
    [saving.inPlace, '#010203', 'rgb(1, 2, 3)'], // the site's own, which it had not
    [saving.inPlace, '#040506', 'rgb(4, 5, 6)'],
    [saving.byRename, '#070809', 'rgb(7, 8, 9)'],
    [saving.likeVim, '#0a0b0c', 'rgb(10, 11, 12)'],
  ]) {
    paint(save, text);
    for (const page of pages) {
      await comesTo(page, colour, null, wanted, 'the colour of the text');
      await comesTo(page, () => document.querySelectorAll('link[rel="stylesheet"]').length, null, 1, 'stylesheets');
      await stayed(page, 'a page whose stylesheet changed');
    }
  }
});

test('broken front matter is shown over the page until it is mended', async (site, open) => {
  await site.serve();
  const pages = [await open('/2014/02/quay.html'), await open('/2014/03/fair.html')];
  for (const page of pages) await mark(page);
  site.edit('content/quay.md', '2014-02-10', '2014-02-31');
  const errors = [{
    place: 'content/quay.md:3:7',
    message: '2014-02-31 is not in the calendar',
    lines: ['date: 2014-02-31', '      ^~~~~~~~~~'],
  }];
  for (const page of pages) await showsErrors(page, errors);
  await shows(pages[0], 'Paragraph 79'); // as it was before
  const late = await open('/2014/03/mill.html');
  await showsErrors(late, errors);
  await late.keyboard.press('Escape');
  await showsErrors(late, []);
  site.edit('content/quay.md', '2014-02-31', '2014-02-10', saving.byRename);
  for (const page of pages) await showsErrors(page, []);
  await site.fence(pages);
  for (const page of pages) await stayed(page, 'a page over which errors were');
});

test('a template that is broken is named, and the page is right when it is mended', async (site, open) => {
  await site.serve();
  const quay = await open('/2014/02/quay.html');
  const theme = readFileSync(join(THEME, 'article.html'), 'utf8');
  const title = '<h1>{{ article.title }}</h1>';
  const line = theme.slice(0, theme.indexOf(title)).split('\n').length;
  const broken = (text) => theme.replace(title, text);
  site.write('templates/article.html', broken('<h1>{{ article.title | upcase }}</h1>'));
  await showsErrors(quay, [{
    place: `templates/article.html:${line}:24`,
    message: "unknown filter 'upcase'",
    lines: ['<h1>{{ article.title | upcase }}</h1>', '                       ^~~~~~'],
  }]);
  equal(await quay.evaluate(heading), 'The quay', 'the page as it was before');
  site.write('templates/article.html', broken('<h1>{{ article.headline.text }}</h1>'));
  await showsErrors(quay, [{
    place: `templates/article.html:${line}:8`,
    message: "'article.headline' is undefined",
    lines: ['<h1>{{ article.headline.text }}</h1>', '       ^~~~~~~~~~~~~~~~'],
  }]);
  equal(await quay.evaluate(heading), 'The quay', 'the page as it was before');
  saving.likeVim(site.path('templates/article.html'), broken('<h1>{{ article.title | upper }}</h1>'));
  await comesTo(quay, heading, null, 'THE QUAY', 'the heading');
  await showsErrors(quay, []);
  site.delete('templates/article.html');
  await comesTo(quay, heading, null, 'The quay', 'the heading by the theme');
});

test('a new article shows on the front page', async (site, open) => {
  await site.serve();
  const home = await open('/');
  const coming = await open('/2014/04/ferry.html', 404);
  site.write('content/ferry.md', article('The ferry', '2014-04-01', 'Water.'));
  await shows(home, 'The ferry');
  await comesTo(coming, heading, null, 'The ferry', 'the page that was not there before');
  await home.getByRole('link', { name: 'The ferry' }).click();
  await shows(home, 'Water.');
});

test('a page that goes becomes the page 404, and comes back', async (site, open) => {
  await site.serve();
  const missing = await (await open('/nowhere.html', 404)).evaluate(heading);
  const mole = await open('/2014/02/mole.html');
  const mill = await open('/2014/03/mill.html');
  await mark(mill);
  const text = site.read('content/mole.md');
  site.delete('content/mole.md');
  await comesTo(mole, heading, null, missing, 'the heading');
  await site.fence([mole, mill]);
  await stayed(mill, 'another article');
  site.write('content/mole.md', text);
  await comesTo(mole, heading, null, 'The mole', 'the heading');
});

test('drafts show with --drafts, and until then are not there', async (site, open) => {
  site.write('content/plan.md', article('The plan', '2014-04-02', 'Secret.', 'draft: true\n'));
  await site.serve();
  const plan = await open('/2014/04/plan.html', 404);
  await showsNot(await open('/'), 'The plan');
  site.edit('content/plan.md', 'draft: true\n', '');
  await shows(plan, 'Secret.');
  site.edit('content/plan.md', '---\n\n', 'draft: true\n---\n\n');
  await showsNot(plan, 'Secret.');
  await site.settle(plan);
  await site.end();
  await site.serve(['--drafts']);
  await shows(await open('/'), 'The plan');
  const again = await open('/2014/04/plan.html');
  site.edit('content/plan.md', 'Secret.', 'Still secret.', saving.byRename);
  await shows(again, 'Still secret.');
});

test('pages can be had before the first build is done', async (site, open) => {
  for (const size of SIZES) {
    rmSync(site.folder, { recursive: true });
    const made = spawnSync(join(ROOT, 'tests/bench/generate.py'), [String(size), site.folder], { encoding: 'utf8' });
    equal(made.status, 0, `status of the generator (${made.stderr})`);
    await site.serve(['--jobs', '1']);
    const home = await open('/');
    const story = await home.evaluate(() => document.querySelector('main h2 a').pathname);
    const page = await open(story);
    const isUnfinished = !existsSync(site.path('public')) && site.lines.length === 1;
    await mark(page);
    const title = await page.evaluate(heading);
    await site.line(/^\d+ articles, .* pages: /);
    await site.fence([page]);
    await stayed(page, 'a page that was made on demand');
    equal(await page.evaluate(heading), title, 'the heading');
    if (isUnfinished) return;
    await site.settle(page); // this machine was faster: once more with a larger site
    await site.end();
  }
  throw new Error('the first build was always faster');
});

async function run({ title, run: body }, browser) {
  const top = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  const context = await browser.newContext();
  const site = new Site(top);
  context.setDefaultTimeout(LIMIT);
  async function open(path, status = 200) {
    const page = await context.newPage();
    const response = await page.goto(site.url(path));
    equal(response.status(), status, `status of ${path}`);
    return page;
  }
  try {
    await body(site, open);
    for (const page of context.pages()) await page.close();
    await site.settle(await open('/'));
    await site.end();
    site.checkOutput();
    report([], title);
  } catch (error) {
    report([error.message, ...site.lines, site.errors], title);
  } finally {
    await context.close();
    if (site.process?.exitCode === null) site.process.kill('SIGKILL');
    rmSync(top, { recursive: true, force: true });
  }
}

skipUnlessInstalled();
const filter = process.argv[2] ?? '';
const browser = await launch();
for (const one of tests) {
  if (one.title.includes(filter)) await run(one, browser);
}
await browser.close();
finish();
