#!/usr/bin/env node
// A reader with nothing but a keyboard, and without JavaScript: from an article to what is
// related, through its whole story, and through the calendar. Prints TAP.
import { buildSample, finish, launch, report, serve, skipUnlessInstalled } from './common.mjs';

skipUnlessInstalled();

const { server, base } = await serve(buildSample('walk').output);
const browser = await launch();
const context = await browser.newContext({ javaScriptEnabled: false });
const page = await context.newPage();
page.setDefaultTimeout(20_000);

// Press Tab until the focus is on a link that a selector finds, then Enter.
async function follow(selector) {
  const wanted = await page.locator(selector).first().getAttribute('href');
  for (let presses = 0; presses < 300; presses++) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count() === 0) continue;
    await Promise.all([page.waitForURL((url) => url.pathname === wanted), page.keyboard.press('Enter')]);
    return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function walk(title, start, steps) {
  const wrong = [];
  try {
    await page.goto(base + start);
    for (const [selector, end] of steps) {
      await follow(selector);
      const path = new URL(page.url()).pathname;
      if (path !== end) wrong.push(`${selector} led to ${path}, not to ${end}`);
    }
  } catch (error) {
    wrong.push(String(error));
  }
  report(wrong, title);
}

await walk('from an article to a related one', '/1977/10/seven-weeks.html', [
  ['aside.related .card h3 a', '/1977/09/packers-walk-out.html'],
]);
await walk('through the whole story', '/1977/10/seven-weeks.html', [
  ['aside.related .more a', '/1977/10/seven-weeks.related.html'],
  ['section[aria-labelledby=_since] a[href$="last-tin.html"]', '/1991/06/last-tin.html'],
]);
await walk('from all years to a year, a month, a day, an article', '/archive/', [
  ['main a[href="/1977/"]', '/1977/'],
  ['main a[href="/1977/10/"]', '/1977/10/'],
  ['main a[href="/1977/10/28/"]', '/1977/10/28/'],
  ['main .card h2 a', '/1977/10/seven-weeks.html'],
]);
await walk('from a month to the one before it and back', '/1977/10/', [
  ['a[rel=prev]', '/1977/09/'],
  ['a[rel=next]', '/1977/10/'],
]);

await browser.close();
server.close();
finish();
