#!/usr/bin/env node
// What search costs: to build, on disk, and over the wire in Chromium for a cold query of
// three words from a headline, all requests of the page counted.
//
//     tests/bench/search.mjs [N] [--pagefind]     10000 articles; beside Pagefind on the same pages
//
// The archive is that of tests/bench/generate.py. Pagefind comes from npm, into build/.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BROADSHEET, ROOT, launch } from '../browser/common.mjs';
import { random } from '../search/common.mjs';

const N = Number(process.argv[2] ?? 10000);
const QUERIES = Number(process.env.QUERIES ?? 100);
const site = join(ROOT, `build/bench/search-${N}`);
const out = join(site, 'public');

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %M', command, ...args],
    { encoding: 'utf8', cwd: site, maxBuffer: 1 << 30 });
  if (status) throw new Error(`${command} ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  const [seconds, kilobytes] = stderr.trim().split('\n').pop().split(' ').map(Number);
  return { seconds, megabytes: Math.round(kilobytes / 1024) };
}

function size(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return { files: files.length, megabytes: (files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6).toFixed(1) };
}

if (!existsSync(join(site, 'content'))) {
  spawnSync('mkdir', ['-p', site]);
  spawnSync('python3', [join(ROOT, 'tests/bench/generate.py'), String(N), site], { stdio: 'inherit' });
}
const config = readFileSync(join(site, 'site.yaml'), 'utf8').replace(/^search:.*\n/m, '');
const build = (search) => {
  rmSync(join(site, '.broadsheet'), { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
  writeFileSync(join(site, 'site.yaml'), `${config}search: ${search}\n`);
  return run(BROADSHEET, 'build', '-q');
};
const without = build(false);
const with_ = build(true);
const own = size(join(out, 'search'));

const titles = readdirSync(join(site, 'content'), { recursive: true }).filter((name) => name.endsWith('.md')).sort()
  .map((name) => readFileSync(join(site, 'content', name), 'utf8').match(/^title: "(.*)"$/m)[1]);
const next = random(7);
const queries = Array.from({ length: QUERIES }, () => {
  const words = titles[next(titles.length)].split(' ');
  const start = next(Math.max(words.length - 2, 1));
  return words.slice(start, start + 3).join(' ');
});

// What workers fetch is not seen from the page: it is counted here.
const HEADERS = 200;
let sent = 0;
let requests = 0;

// As hosts do: text is compressed, the rest sent as it is.
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  const file = join(out, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  const text = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json' }[file.split('.').pop()];
  const bytes = text ? gzipSync(readFileSync(file)) : readFileSync(file);
  sent += bytes.length + HEADERS;
  requests++;
  response.writeHead(200, text ? { 'Content-Type': text, 'Content-Encoding': 'gzip' } : {
    'Content-Type': file.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream',
  });
  return response.end(bytes);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const host = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();

async function measure(ask) {
  const sizes = [];
  requests = 0;
  for (const query of queries) {
    const context = await browser.newContext();
    const page = await context.newPage();
    sent = 0;
    await ask(page, query);
    sizes.push(sent);
    await context.close();
  }
  sizes.sort((a, b) => a - b);
  const at = (part) => `${(sizes[Math.floor(sizes.length * part)] / 1e3).toFixed(0)} KB`;
  return { median: at(0.5), p95: at(0.95), most: at(0.999), requests: (requests / QUERIES).toFixed(0) };
}

const rows = [['', 'index', 'files', 'build', 'memory', 'median', '95 %', 'most', 'requests']];
const bytes = await measure(async (page, query) => {
  await page.goto(`${host}/search/?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.getElementById('_status').textContent.match(/article|found/));
});
rows.push(['broadsheet', `${own.megabytes} MB`, own.files,
  `${with_.seconds.toFixed(1)} s (${without.seconds.toFixed(1)} without)`,
  `${with_.megabytes} MB (${without.megabytes} without)`,
  bytes.median, bytes.p95, bytes.most, bytes.requests]);

if (process.argv.includes('--pagefind')) {
  const npm = join(ROOT, 'build/pagefind');
  if (!existsSync(npm))
    spawnSync('npm', ['install', '--prefix', npm, '--no-audit', '--no-fund', 'pagefind'], { stdio: 'inherit' });
  const cost = run(join(npm, 'node_modules/.bin/pagefind'), '--site', 'public');
  const theirs = size(join(out, 'pagefind'));
  writeFileSync(join(out, 'pagefind.html'), '<!doctype html><title>Pagefind</title><p id="done">');
  const found = await measure(async (page, query) => {
    await page.goto(`${host}/pagefind.html`);
    await page.evaluate(async (words) => {
      const pagefind = await import('/pagefind/pagefind.js');
      const { results } = await pagefind.search(words);
      await Promise.all(results.slice(0, 10).map((result) => result.data()));
    }, query);
  });
  rows.push(['pagefind', `${theirs.megabytes} MB`, theirs.files, `${cost.seconds.toFixed(1)} s`,
    `${cost.megabytes} MB`, found.median, found.p95, found.most, found.requests]);
}
console.log(`${N} articles, ${QUERIES} queries of three words from a headline\n`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
await browser.close();
server.close();
