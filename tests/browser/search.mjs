#!/usr/bin/env node
// The search page in a browser: by keyboard, with a screen reader's eyes, without
// JavaScript, and when files are missing. Prints TAP.
import { createServer } from 'node:http';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NPM, finish, launch, report, skipUnlessInstalled } from './common.mjs';
import { build, folder, source, write } from '../search/common.mjs';

skipUnlessInstalled();

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml' };
// As strict as a site can be that has a search page.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'";

const site = folder();
for (let i = 1; i <= 25; i++)
  write(join(site, `content/2014/storm-${i}.md`), source({
    title: `Storm number ${i}`, date: `20${String(i).padStart(2, '0')}-03-01`, section: i % 2 ? 'Weather' : 'Harbour',
    tags: [i % 5 ? 'sea' : 'land'], authors: ['Ada Finch'], dek: `It *blew* & rained, ${i} times.`,
    body: 'A storm came over the harbour.',
  }));
write(join(site, 'content/2015/lighthouse.md'), source({
  title: 'The last keeper of the lighthouse', date: '2015-06-01', section: 'Harbour', kicker: 'Portrait',
  authors: ['Mary Müller'], body: 'He left in a storm.',
}));
write(join(site, 'content/2016/tokyo.md'), source({
  title: '東京都の新聞', date: '2016-06-01', language: 'ja', body: '港に船が来た。',
}));
write(join(site, 'site.yaml'), 'title: The Harbour Gazette\nurl: https://example.org/paper/\n');
build(site);

let broken = false; // parts of the index answer with an error
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname).replace(/^\/paper/, '');
  const file = join(site, 'public', path.endsWith('/') ? `${path}index.html` : path);
  if (broken && file.endsWith('.bin')) response.writeHead(500).end();
  else if (!existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
  else response.writeHead(200, {
    'Content-Type': TYPES[file.split('.').pop()] ?? 'application/octet-stream',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
  }).end(readFileSync(file));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const home = `http://127.0.0.1:${server.address().port}/paper/`;
const browser = await launch();

const titles = (page) => page.locator('#_results h2').allTextContents();
const status = (page, text) => page.locator('#_status').getByText(text, { exact: true }).waitFor();

async function test(title, run, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) wrong.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  try {
    await run(page, (condition, why) => condition || wrong.push(why));
  } catch (error) {
    wrong.push(String(error));
  }
  report(wrong, title);
  await context.close();
}

await test('a search by keyboard leads to an article', async (page, check) => {
  await page.goto(`${home}search/`);
  await page.keyboard.press('/');
  await page.keyboard.type('lightho');
  // What was typed so far may have been found before the rest was typed.
  await page.waitForURL(`${home}search/?q=lightho`);
  await status(page, 'One article');
  await page.keyboard.press('ArrowDown');
  check(await page.evaluate(() => document.activeElement.textContent) === 'The last keeper of the lighthouse',
    'the arrow does not go to the result');
  await page.keyboard.press('Escape');
  check(await page.evaluate(() => document.activeElement.id) === '_q', 'Escape does not go back');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/lighthouse\.html$/);
  check((await page.locator('h1').textContent()) === 'The last keeper of the lighthouse', 'another article');
});

await test('results have kicker, headline, dek and date', async (page, check) => {
  await page.goto(`${home}search/?q=storm+number+7`);
  await status(page, 'One article');
  const [first] = await titles(page);
  check(first === 'Storm number 7', `the first is '${first}'`);
  const card = page.locator('#_results > li').first();
  check((await card.locator('.dek').textContent()) === 'It blew & rained, 7 times.', 'the dek has markup');
  check((await card.locator('time').getAttribute('datetime')) === '2007-03-01', 'the date is another');
  check((await card.locator('time').textContent()) === '1 March 2007', 'the date reads otherwise');
});

await test('more results are added on demand, and have the focus', async (page, check) => {
  await page.goto(`${home}search/?q=storm`);
  await status(page, '26 articles');
  check((await titles(page)).length === 10, 'not ten at once');
  await page.locator('#_more').click();
  await page.waitForFunction(() => document.querySelectorAll('#_results > li').length === 20);
  await page.waitForFunction(() => document.activeElement.closest('#_results'));
  await page.locator('#_more').click();
  await page.waitForFunction(() => document.querySelectorAll('#_results > li').length === 26);
  check(await page.locator('#_more').isHidden(), 'there is no more, but a button');
});

await test('results that come slowly are announced, and none is lost', async (page, check) => {
  const { shelves } = JSON.parse(readFileSync(join(site, 'public/search/index.json')));
  let release;
  const announced = new Promise((done) => { release = done; });
  await page.route(({ pathname }) => shelves.some((name) => pathname.endsWith(`/${name.slice(2)}.bin`)), async (route) => {
    await announced;
    await route.continue();
  });
  await page.goto(`${home}search/?q=storm`);
  await status(page, 'Searching…');
  release();
  await status(page, '26 articles');
  check((await titles(page)).length === 10, 'not ten at once');
  await page.locator('#_more').click();
  await page.locator('#_results > li').nth(19).waitFor();
  await status(page, '26 articles');
});

await test('a button that is pressed twice adds no result twice', async (page, check) => {
  await page.goto(`${home}search/?q=storm`);
  await status(page, '26 articles');
  await page.evaluate(() => {
    document.getElementById('_more').click();
    document.getElementById('_more').click();
  });
  await page.waitForFunction(() => document.activeElement.closest('#_results'));
  await page.locator('#_more').click();
  await page.locator('#_results > li').nth(25).waitFor();
  check(new Set(await titles(page)).size === 26, 'some are there twice');
});

await test('filters narrow a search down, and are in the URL', async (page, check) => {
  await page.goto(`${home}search/?q=storm`);
  await status(page, '26 articles');
  await page.locator('summary').click();
  await page.locator('#_sections').selectOption('Harbour');
  await status(page, '13 articles');
  await page.locator('#_tags').fill('land');
  await status(page, '2 articles');
  await page.locator('#_tags').fill('');
  await page.locator('#_from').fill('2010');
  await page.locator('#_to').fill('2014');
  await status(page, '3 articles');
  await page.locator('#_to').fill('');
  await page.locator('#_authors').fill('mull');
  await status(page, 'One article');
  check(page.url() === `${home}search/?q=storm&sections=Harbour&authors=mull&from=2010`, page.url());
  await page.reload();
  await status(page, 'One article');
  check(await page.locator('#_authors').isVisible(), 'filters that are set are hidden');
});

await test('a section in the URL is taken however it is written, and no other', async (page, check) => {
  await page.goto(`${home}search/?sections=harbour`);
  await status(page, '13 articles');
  check((await page.locator('#_sections').inputValue()) === 'Harbour', 'the list does not have it');
  await page.goto(`${home}search/?q=storm&sections=Politics`);
  await status(page, 'Nothing was found.');
  check((await page.locator('#_sections').inputValue()) === 'Politics', 'the list hides it');
});

await test('the back button goes to the search before', async (page, check) => {
  await page.goto(`${home}search/`);
  await page.locator('#_q').fill('lighthouse');
  await page.keyboard.press('Enter');
  await status(page, 'One article');
  await page.locator('#_q').fill('storm');
  await page.keyboard.press('Enter');
  await status(page, '26 articles');
  await page.locator('#_results a').first().click();
  await page.waitForURL(/storm-\d+\.html$/);
  await page.goBack();
  await status(page, '26 articles');
  check((await page.locator('#_q').inputValue()) === 'storm', 'other words');
});

await test('a half-typed word finds the same after a reload and on the way back', async (page, check) => {
  await page.goto(`${home}search/`);
  // "1" is a word, and the beginning of ten others.
  await page.locator('#_q').pressSequentially('number 1');
  await page.waitForURL(`${home}search/?q=number+1`);
  await status(page, '11 articles');
  await page.reload();
  await status(page, '11 articles');
  await page.locator('#_results a').first().click();
  await page.waitForURL(/\.html$/);
  await page.goBack();
  await status(page, '11 articles');
  await page.locator('#_q').press('Enter');
  await status(page, 'One article');
  await page.reload();
  await status(page, 'One article');
  check(page.url() === `${home}search/?q=number+1`, page.url());
});

await test('a link to a word that is only a beginning finds what begins so', async (page) => {
  await page.goto(`${home}search/?q=stor`);
  await status(page, '26 articles');
});

await test('what has no letters finds nothing', async (page) => {
  for (const query of ['q=%25', `q=${encodeURIComponent('😀')}`, 'q=storm&tags=%3F']) {
    await page.goto(`${home}search/?${query}`);
    await status(page, 'Nothing was found.');
  }
  await page.goto(`${home}search/?tags=land`);
  await status(page, '5 articles');
});

await test('Japanese is found by a part of a word', async (page, check) => {
  await page.goto(`${home}search/?q=${encodeURIComponent('京都')}`);
  await status(page, 'One article');
  check((await page.locator('#_results > li').getAttribute('lang')) === 'ja', 'its language is not said');
});

await test('nothing found is said', async (page) => {
  await page.goto(`${home}search/?q=nosuchword`);
  await status(page, 'Nothing was found.');
});

await test('an index that cannot be read is said, and read when it can be', async (page, check) => {
  broken = true;
  await page.goto(`${home}search/?q=storm`);
  await page.locator('#_status').getByText(/could not be read/).waitFor();
  check(await page.locator('.walk a').first().isVisible(), 'nothing leads on');
  broken = false;
  await page.locator('#_q').press('Enter');
  await status(page, '26 articles');
});

await test('a site that is built anew meanwhile is searched as it is', async (page, check) => {
  await page.goto(`${home}search/?q=keeper`);
  await status(page, 'One article');
  write(join(site, 'content/2026/new.md'), source({ title: 'A quite new storm', date: '2026-11-26', body: 'Storm.' }));
  rmSync(join(site, 'content/2014/storm-3.md'));
  build(site);
  await page.locator('#_q').fill('storm');
  await status(page, '26 articles');
  check((await titles(page)).length === 10, 'no cards');
});

await test('a site that is built anew before more results are asked for shows them as they are', async (page, check) => {
  await page.goto(`${home}search/?q=storm`);
  await status(page, '26 articles');
  for (const gone of [1, 5, 7]) rmSync(join(site, `content/2014/storm-${gone}.md`));
  build(site);
  await page.locator('#_more').click();
  await status(page, '23 articles');
  while (await page.locator('#_more').isVisible()) {
    const shown = (await titles(page)).length;
    await page.locator('#_more').click();
    await page.locator('#_results > li').nth(shown).waitFor();
  }
  check(new Set(await titles(page)).size === 23, `${(await titles(page)).join(', ')}`);
});

await test('without JavaScript the page leads to what can be walked', async (page, check) => {
  await page.goto(`${home}search/`);
  check(await page.locator('#_search').isHidden(), 'there is a form that does nothing');
  check(await page.locator('noscript').getByText(/needs JavaScript/).isVisible(), 'it does not say why');
  await page.locator('.walk a', { hasText: 'Latest' }).click();
  check((await page.locator('h1').textContent()) === 'Latest', 'the link leads elsewhere');
  await page.goBack();
  await page.locator('.walk a', { hasText: 'Archive' }).click();
  check(page.url() === `${home}archive/`, 'the calendar is elsewhere');
}, { javaScriptEnabled: false });

// axe needs scripts that the policy forbids.
for (const [look, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['narrow', { viewport: { width: 320, height: 640 } }]])
  await test(`axe finds nothing wrong: ${look}`, async (page, check) => {
    await page.goto(`${home}search/?q=storm&sections=Harbour`);
    await status(page, '13 articles');
    await page.addScriptTag({ path: join(NPM, 'node_modules/axe-core/axe.min.js') });
    const { violations } = await page.evaluate(() => axe.run());
    for (const { id, nodes } of violations) check(false, `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, { bypassCSP: true, ...options });

await browser.close();
server.close();
finish();
