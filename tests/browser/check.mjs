#!/usr/bin/env node
// Looks at every page of the sample archive as browsers and checkers do, and prints TAP:
// every page is valid HTML by the Nu checker; every article and a page of each kind has
// nothing that axe-core objects to, asks nothing of other hosts and has no local link that
// leads nowhere. A page of each kind also when dark, on a phone, and from right to left, in
// an archive that has no sections, no series and no menu; and it is light: few and small
// files, and nothing moves while it loads.
//
//     tests/browser/check.mjs [FILTER]      only pages whose URL contains FILTER
//
// The packages are in build/npm; tests/setup puts them there.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  KINDS, NPM, buildSample, fileFor, finish, launch, report, require, serve, skipUnlessInstalled,
} from './common.mjs';

const filter = process.argv[2] ?? '';
const warned = new Set(); // names of what the build found to lead nowhere

function htmlFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html') && urlOf(name).includes(filter))
    .sort();
}

const urlOf = (name) => '/' + name.replace(/(^|\/)index\.html$/, '$1');

function checkHtml(output, names) {
  if (names.length === 0) return;
  const jar = join(NPM, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const result = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json',
    ...names.map((name) => join(output, name))], { maxBuffer: 1 << 28, encoding: 'utf8' });
  let messages;
  try {
    messages = JSON.parse(result.stderr).messages;
  } catch {
    report([result.error?.message ?? result.stderr], 'the Nu HTML checker runs');
    return;
  }
  const found = new Map(names.map((name) => [name, []]));
  for (const message of messages) {
    const name = message.url ? relative(output, fileURLToPath(message.url)) : names[0];
    const line = `${name}:${message.lastLine ?? 0}: ${message.message}`;
    if (message.type === 'error' || message.type === 'non-document-error') {
      found.get(name).push(line);
    } else {
      process.stdout.write(`# warning: ${line}\n`);
    }
  }
  for (const [name, wrong] of found) report(wrong, `${basename(output)}: ${urlOf(name)}: valid HTML`);
}

// Local links that lead to no file, or to no element of the page itself, unless the build
// said so.
async function deadLinks(output, page) {
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
  const dead = links.filter((link) => link.dead || !fileFor(output, link.path) && !warned.has(basename(link.path)));
  return [...new Set(dead.map((link) => `leads nowhere: ${link.dead || link.path}`))];
}

async function axe(page) {
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap((violation) => violation.nodes.map((node) =>
    `${violation.id}: ${violation.help}\n  ${node.target.join(' ')}\n  ${node.html.slice(0, 200)}\n  ` +
    node.failureSummary.replaceAll('\n', '\n  ')));
}

// Look at pages of a folder, in a browser with these options; also gives more that is wrong.
async function look(browser, output, title, options, urls, also = async () => []) {
  const { server, base } = await serve(output);
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  let foreign = [];
  await page.route((url) => url.origin !== base, (route) => {
    foreign.push(`asks for ${route.request().url()}`);
    return route.abort();
  });
  // Pictures come after the text, as over a slow line: nothing may move for them.
  await page.route((url) => url.origin === base && /\.(svg|png|jpe?g)$/.test(url.pathname), async (route) => {
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    await route.continue();
  });
  for (const url of urls.filter((name) => name.includes(filter))) {
    foreign = [];
    const response = await page.goto(base + url, { waitUntil: 'load' });
    if (url.includes('?q=')) await page.locator('#_results > li').first().waitFor();
    await page.evaluate(AXE);
    const missing = response.ok() ? [] : [`answers ${response.status()}`];
    report([...missing, ...await axe(page), ...await also(page), ...foreign], `${url}: ${title}`);
  }
  await context.close();
  server.close();
}

async function overflow(page) {
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  return width > 360 ? [`is ${width} pixels wide on a screen of 360`] : [];
}

// What a page weighs, compressed, at most: pictures are the articles' own. A search needs
// its script.
const LIMITS = { document: 20000, stylesheet: 6000, script: 0, font: 0 };
// Of the screen, as Lighthouse counts: a row of links that is painted half read may move.
const SHIFT_MAX = 0.02;

async function burdens(page) {
  const { sizes, shift } = await page.evaluate(async () => {
    const found = { document: performance.getEntriesByType('navigation')[0].encodedBodySize };
    for (const { initiatorType, name, encodedBodySize } of performance.getEntriesByType('resource')) {
      const kind = /\.css$/.test(name) ? 'stylesheet' : /\.js$/.test(name) ? 'script'
        : /\.(woff2?|[ot]tf)$/.test(name) ? 'font' : initiatorType;
      found[kind] = (found[kind] ?? 0) + encodedBodySize;
    }
    const moved = await new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
    });
    return { sizes: found, shift: moved };
  });
  const isSearch = new URL(page.url()).pathname === '/search/';
  const unsized = await page.locator('img:not([width])').count();
  return [
    ...Object.entries(LIMITS).filter(([kind, most]) => (sizes[kind] ?? 0) > most && !(isSearch && kind === 'script'))
      .map(([kind, most]) => `${kind}: ${sizes[kind]} bytes, at most ${most}`),
    ...(shift > SHIFT_MAX ? [`moves while it loads: ${shift}`] : []),
    ...(unsized ? [`${unsized} pictures without a size`] : []),
  ];
}

async function checkSample(browser) {
  const { output, said } = buildSample('browser');
  for (const [, link] of said.matchAll(/'([^']+)' leads nowhere/g)) warned.add(basename(link));
  const names = htmlFiles(output);
  checkHtml(output, names);
  // A page that only redirects is gone before it can be looked at.
  const redirects = (name) => /<meta http-equiv="?refresh/i.test(readFileSync(join(output, name), 'utf8'));
  const kinds = Object.values(KINDS);
  const articles = names.filter((name) => /^(\d{4}|undated)\//.test(name) && !redirects(name)).map(urlOf)
    .filter((url) => url.endsWith('.html') && !kinds.includes(url));
  await look(browser, output, 'accessible, links lead somewhere', {}, [...kinds, ...articles],
    (page) => deadLinks(output, page));
  await look(browser, output, 'accessible when dark, and light', { colorScheme: 'dark' }, kinds, burdens);
  await look(browser, output, 'accessible and not too wide on a phone', PHONE, kinds, overflow);
}

// The same archive in other hands: from right to left, with the fewest settings.
async function checkBare(browser) {
  const { output } = buildSample('browser-rtl',
    { language: 'ar', direction: 'rtl', taxonomies: '[tags, authors]', params: null });
  const kinds = Object.values(KINDS).filter((url) => !/^.(sections|series)/.test(url) && url.includes(filter));
  checkHtml(output, kinds.map((url) => url.slice(1).replace(/\?.*/, '').replace(/(^|\/)$/, '$1index.html')));
  await look(browser, output, 'accessible from right to left', {}, kinds, (page) => deadLinks(output, page));
  await look(browser, output, 'accessible from right to left, dark, on a phone',
    { ...PHONE, colorScheme: 'dark' }, kinds, overflow);
}

skipUnlessInstalled();
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 360, height: 740 } };
const browser = await launch();
await checkSample(browser);
await checkBare(browser);
await browser.close();
finish();
