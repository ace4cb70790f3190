#!/usr/bin/env node
// Words that are longer than a line: no page scrolls sideways, and in an article nothing
// in the margin runs over the text; where else it was printed stands below it, as wide.
// Prints TAP.
import { join } from 'node:path';
import { finish, launch, report, serve, skipUnlessInstalled } from './common.mjs';
import { build, folder, source, write } from '../search/common.mjs';

skipUnlessInstalled();

const LONG = 'Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz';
const site = folder();
for (let i = 1; i <= 8; i++)
  write(join(site, `content/2014/a${i}.md`), source({
    title: `${LONG} ${i}`, date: `2014-02-0${i}`, section: i % 2 ? `${LONG}/${LONG}` : LONG, kicker: `${LONG}skicker`,
    series: [LONG], tags: [LONG, 'x'.repeat(150)], authors: [LONG, `Ada ${LONG}`], dek: `It says ${LONG}.`,
    publication: LONG, source: `${LONG} ${LONG}`, corrections: [{ date: '2014-03-01', text: LONG }],
    body: `A text with a ${LONG} and more.`,
  }));
const wire = Array.from({ length: 20 }, (_, i) => `The board met on day ${i} to hear of the price of coal number ${i * 7}.`).join('\n\n');
for (const i of [1, 2])
  write(join(site, `content/2015/wire-${i}.md`), source({ title: 'From the wire', date: `2015-01-0${i}`, slug: `wire-${i}`, publication: `${LONG} ${i}`, body: wire }));
write(join(site, 'site.yaml'), `title: The ${LONG} Gazette\ntagline: ${LONG}\ntaxonomies: [tags, sections, authors, series]\n`);
build(site);

const { server, base } = await serve(join(site, 'public'));
const browser = await launch();
const slug = LONG.toLowerCase();
const PAGES = {
  'front page': '/', 'all articles': '/latest/', article: '/2014/02/a7.html', 'first article': '/2014/02/a1.html',
  'printed twice': '/2015/01/wire-2.html',
  section: `/sections/${slug}/`, 'section below': `/sections/${slug}/${slug}/`, 'all sections': '/sections/',
  tag: `/tags/${slug}/`, 'all tags': '/tags/', author: `/authors/${slug}/`, 'all authors': '/authors/',
  series: `/series/${slug}/`, month: '/2014/02/', day: '/2014/02/07/', year: '/2014/', 'all years': '/archive/',
  search: `/search/?q=text&sections=${slug}`,
};

for (const width of [320, 800, 1280]) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  for (const [kind, path] of Object.entries(PAGES)) {
    const response = await page.goto(base + path);
    if (kind === 'search') await page.locator('#_results > li').nth(7).waitFor();
    const wrong = await page.evaluate(() => {
      const { scrollWidth } = document.documentElement;
      const over = [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > innerWidth);
      const found = scrollWidth > innerWidth
        ? [`${scrollWidth} wide: ${over.map(({ tagName, className }) => `${tagName}.${className}`).slice(0, 5).join(' ')}`] : [];
      // Where the letters are, and not only the boxes.
      const edges = (selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()];
      });
      for (const a of edges('.margin'))
        for (const b of edges('.body, .story > footer'))
          if (a.right > b.left && b.right > a.left && a.bottom > b.top && b.bottom > a.top)
            return [...found, 'the margin runs over the text'];
      return found;
    });
    if (response.status() !== 200) wrong.push(`${path}: ${response.status()}`);
    report(wrong, `at ${width} pixels all fits: ${kind}`);
  }
  await page.goto(base + PAGES['printed twice']);
  const [text, copies] = await page.evaluate(() => ['.body', '.copies'].map((selector) => {
    const { left, right, top, bottom } = document.querySelector(selector).getBoundingClientRect();
    return { left, right, top, bottom };
  }));
  const isBelow = copies.top >= text.bottom + 16 && copies.left === text.left && copies.right === text.right;
  report(isBelow ? [] : [JSON.stringify({ text, copies })], `at ${width} pixels the copies stand below the text, as wide`);
  await page.close();
}

await browser.close();
server.close();
finish();
