#!/usr/bin/env node
// Looks at every page of the sample archive as browsers and checkers do, and prints TAP:
// valid HTML by the Nu checker; nothing that axe-core objects to, light and dark and on a
// phone; nothing asked of other hosts; no local link that leads nowhere.
//
//     tests/browser/check.mjs [FILTER]      only pages whose URL contains FILTER
//
// The packages are in build/npm; tests/setup puts them there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BROADSHEET, NPM, ROOT, finish, launch, report, require, skipUnlessInstalled } from './common.mjs';

const OUTPUT = join(ROOT, 'build/browser');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
  '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain',
};

const filter = process.argv[2] ?? '';
const warned = new Set(); // names of what the build found to lead nowhere

function htmlFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .sort();
}

// The file that a web server gives for a path, or null.
function fileFor(path) {
  let file = join(OUTPUT, decodeURIComponent(path));
  if (existsSync(file) && statSync(file).isDirectory()) {
    file = path.endsWith('/') ? join(file, 'index.html') : '';
  }
  return existsSync(file) ? file : null;
}

function serve() {
  const server = createServer((request, response) => {
    const file = fileFor(new URL(request.url, 'http://localhost').pathname);
    response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/html' });
    response.end(file ? readFileSync(file) : '');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const urlOf = (name) => '/' + name.replace(/(^|\/)index\.html$/, '$1');

// One page of each kind, by the shape of its path: /2014/02/x.html, /tags/x/, ...
function oneOfEachKind(urls) {
  const shapes = new Map();
  for (const url of urls) {
    const shape = url.replace(/\d+/g, '0').replace(/[^/]+(?=(\.html|\/)$)/, (last) =>
      url.split('/').length > 3 ? 'x' : last);
    if (!shapes.has(shape)) shapes.set(shape, url);
  }
  return [...shapes.values()];
}

function checkHtml(names) {
  const jar = join(NPM, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const result = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json',
    ...names.map((name) => join(OUTPUT, name))], { maxBuffer: 1 << 28, encoding: 'utf8' });
  let messages;
  try {
    messages = JSON.parse(result.stderr).messages;
  } catch {
    report([result.error?.message ?? result.stderr], 'the Nu HTML checker runs');
    return;
  }
  const found = new Map(names.map((name) => [name, []]));
  for (const message of messages) {
    const name = message.url ? relative(OUTPUT, fileURLToPath(message.url)) : names[0];
    const line = `${name}:${message.lastLine ?? 0}: ${message.message}`;
    if (message.type === 'error' || message.type === 'non-document-error') {
      found.get(name).push(line);
    } else {
      process.stdout.write(`# warning: ${line}\n`);
    }
  }
  for (const [name, wrong] of found) report(wrong, `${urlOf(name)}: valid HTML`);
}

// Local links that lead to no file, or to no element of the page itself, unless the build
// said so.
async function deadLinks(page) {
  const links = await page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('[href], [src]')) {
      const url = new URL(element.getAttribute('href') ?? element.getAttribute('src'), location.href);
      if (url.origin !== location.origin) continue;
      const here = url.pathname === location.pathname && url.hash.length > 1;
      const there = !here || document.getElementById(decodeURIComponent(url.hash.slice(1)));
      found.push({ path: url.pathname, dead: there ? '' : url.hash });
    }
    return found;
  });
  const dead = links.filter((link) => link.dead || !fileFor(link.path) && !warned.has(basename(link.path)));
  return [...new Set(dead.map((link) => `leads nowhere: ${link.dead || link.path}`))];
}

async function axe(page) {
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap((violation) => violation.nodes.map((node) =>
    `${violation.id}: ${violation.help}\n  ${node.target.join(' ')}\n  ${node.html.slice(0, 200)}\n  ` +
    node.failureSummary.replaceAll('\n', '\n  ')));
}

async function checkPages(urls) {
  const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const server = await serve();
  const base = `http://127.0.0.1:${server.address().port}`;
  const browser = await launch();

  async function look(title, options, some, also) {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    let foreign = [];
    await page.route((url) => url.origin !== base, (route) => {
      foreign.push(`asks for ${route.request().url()}`);
      return route.abort();
    });
    for (const url of some) {
      foreign = [];
      await page.goto(base + url, { waitUntil: 'load' });
      await page.evaluate(source);
      report([...await axe(page), ...await also(page), ...foreign], `${url}: ${title}`);
    }
    await context.close();
  }

  const few = oneOfEachKind(urls);
  const nothing = async () => [];
  const overflow = async (page) => {
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    return width > 360 ? [`is ${width} pixels wide on a screen of 360`] : [];
  };
  await look('accessible, links lead somewhere', {}, urls, deadLinks);
  await look('accessible when dark', { colorScheme: 'dark' }, few, nothing);
  await look('accessible and not too wide on a phone',
    { viewport: { width: 360, height: 740 } }, few, overflow);
  await browser.close();
  server.close();
}

skipUnlessInstalled();
rmSync(OUTPUT, { recursive: true, force: true });
const built = spawnSync(BROADSHEET, ['build', '--clean', '--output', OUTPUT], { cwd: ROOT, encoding: 'utf8' });
report(built.status === 0 ? [] : [built.stderr], 'the sample archive builds');
for (const [, link] of built.stderr.matchAll(/'([^']+)' leads nowhere/g)) warned.add(basename(link));
const names = htmlFiles(OUTPUT).filter((name) => urlOf(name).includes(filter));
if (names.length > 0) checkHtml(names);
// A page that only redirects is gone before it can be looked at.
const redirects = (name) => /<meta http-equiv="?refresh/i.test(readFileSync(join(OUTPUT, name), 'utf8'));
await checkPages(names.filter((name) => !redirects(name)).map(urlOf));
finish();
