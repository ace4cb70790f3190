// What the browser tests share: where things are, Chromium, and TAP.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const NPM = join(ROOT, 'build/npm');
export const BROADSHEET = process.env.BROADSHEET ?? join(ROOT, 'build/plain/broadsheet');
export const require = createRequire(join(NPM, 'package.json'));
const CHROMIUM = '/usr/bin/chromium';

// As root in a container there is no sandbox, and a closed network is left alone.
const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage',
];

export function launch() {
  const { chromium } = require('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
}

// Without a browser or the packages there is nothing to test with.
export function skipUnlessInstalled() {
  for (const needed of [CHROMIUM, NPM]) {
    if (!existsSync(needed)) {
      console.log(`1..0 # SKIP there is no ${needed}: see tests/setup check`);
      process.exit(0);
    }
  }
}

let count = 0;
let failures = 0;

// One test, and what is wrong, if anything.
export function report(wrong, title) {
  const lines = wrong.flatMap((text) => text.split('\n')).map((line) => `# ${line}\n`);
  failures += wrong.length > 0;
  process.stdout.write(
    `${wrong.length ? 'not ok' : 'ok'} ${++count} - ${title.replaceAll('#', '')}\n${lines.join('')}`);
}

export function finish() {
  console.log(`1..${count}`);
  process.exit(failures ? 1 : 0);
}
