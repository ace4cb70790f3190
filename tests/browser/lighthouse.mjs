#!/usr/bin/env node
// Lighthouse on a page of each kind of the sample archive, and TAP: 100 for accessibility,
// best practices and search engines. Its score for performance is a matter of time, so
// tests/bench/lighthouse.mjs shows it, and check.mjs tests what it is made of.
//
//     tests/browser/lighthouse.mjs [FILTER]      only kinds whose name contains FILTER
import {
  CHROMIUM, CHROMIUM_ARGS, KINDS, UNLISTED, buildSample, finish, importPackage, report, serve, skipUnless,
} from './common.mjs';

// Made by the same templates as others, of which axe sees all that Lighthouse does.
const ALIKE = ['article without a picture', 'article without a date', 'numbered page', 'section', 'author', 'all sections'];

// All is there once the page is loaded: there is nothing to wait for.
const SETTINGS = {
  onlyCategories: ['accessibility', 'best-practices', 'seo'], logLevel: 'error', disableFullPageScreenshot: true,
  pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0,
};

function faults({ categories, audits, runtimeError }) {
  if (runtimeError) return [runtimeError.message];
  return Object.values(categories).filter(({ score }) => score !== 1).flatMap((category) => [
    `${category.id}: ${Math.round(category.score * 100)}`,
    ...category.auditRefs.filter((ref) => ref.weight && audits[ref.id].score < 1)
      .flatMap((ref) => [`  ${ref.id}: ${audits[ref.id].title}`,
        ...(audits[ref.id].details?.items ?? []).map(({ node }) => `    ${node?.snippet ?? ''}`)]),
  ]);
}

skipUnless('lighthouse');
const { default: lighthouse } = await importPackage('lighthouse');
const chromium = await importPackage('chrome-launcher');
const { server, base } = await serve(buildSample('lighthouse').output);
const chrome = await chromium.launch({ chromePath: CHROMIUM, chromeFlags: ['--headless=new', ...CHROMIUM_ARGS] });
const filter = process.argv[2] ?? '';
for (const [kind, url] of Object.entries(KINDS).filter(([name]) => name.includes(filter) && !ALIKE.includes(name))) {
  // What is in no index is not to be crawled.
  const skipAudits = UNLISTED.includes(kind) ? ['is-crawlable'] : [];
  const { lhr } = await lighthouse(base + url, { ...SETTINGS, port: chrome.port, skipAudits });
  report(faults(lhr), `${kind}: Lighthouse has nothing to object`);
}
await chrome.kill();
server.close();
finish();
