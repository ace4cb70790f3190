// What the browser tests share: where things are, the sample archive, a server of files,
// Chromium, and TAP.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const NPM = join(ROOT, 'build/npm');
export const BROADSHEET = process.env.BROADSHEET ?? join(ROOT, 'build/plain/broadsheet');
export const require = createRequire(join(NPM, 'package.json'));
export const CHROMIUM = '/usr/bin/chromium';

// One page of each kind of the sample archive. Some are in no index.
export const KINDS = {
  'front page': '/',
  article: '/2003/10/last-trawler.html',
  'article without a picture': '/2014/06/the-bill.html',
  'article in Arabic': '/2016/10/sana-ala-al-marfa.html',
  'article without a date': '/undated/found-behind-the-drawer.html',
  'related articles': '/1977/10/seven-weeks.related.html',
  notice: '/1996/11/benefactor.html',
  'all articles': '/latest/',
  'numbered page': '/latest/1.html',
  section: '/sections/news/',
  tag: '/tags/harbour/',
  author: '/authors/connie-baptiste/',
  series: '/series/footpath-19/',
  'all tags': '/tags/',
  'all sections': '/sections/',
  'all years': '/archive/',
  year: '/2014/',
  month: '/2014/02/',
  day: '/2014/02/10/',
  search: '/search/?q=harbour',
  'not found': '/404.html',
};
export const UNLISTED = ['notice', 'not found'];

// A package of build/npm that is a module.
export const importPackage = (name) => import(pathToFileURL(require.resolve(name)).href);

// As root in a container there is no sandbox, and a closed network is left alone.
export const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage',
];

export function launch() {
  const { chromium } = require('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
}

// Without a browser or the packages there is nothing to test with.
export function skipUnless(...packages) {
  for (const needed of [CHROMIUM, NPM, ...packages.map((name) => join(NPM, 'node_modules', name))]) {
    if (!existsSync(needed)) {
      console.log(`1..0 # SKIP there is no ${needed}: see tests/setup check`);
      process.exit(0);
    }
  }
}

export const skipUnlessInstalled = () => skipUnless();

// Build the sample archive into a folder of that name in build/. Lines of site.yaml that
// begin with one of the settings are replaced, in a copy of its sources; null ends the
// file there. Gives the folder, and what the build said.
export function buildSample(name, settings = {}) {
  const output = join(ROOT, 'build', name);
  const site = join(ROOT, 'build', `${name}-site`);
  rmSync(output, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  for (const folder of ['content', 'data']) cpSync(join(ROOT, folder), join(site, folder), { recursive: true });
  let yaml = readFileSync(join(ROOT, 'site.yaml'), 'utf8');
  for (const [key, value] of Object.entries(settings)) {
    yaml = value === null ? yaml.replace(new RegExp(`^${key}:[^]*`, 'm'), '')
      : yaml.replace(new RegExp(`^${key}:.*$`, 'm'), `${key}: ${value}`);
  }
  writeFileSync(join(site, 'site.yaml'), yaml);
  const built = spawnSync(BROADSHEET, ['build', '-C', site, '--output', output, '--clean', '--date', '2020-01-01'],
    { encoding: 'utf8' });
  if (built.status !== 0) {
    report([built.stderr], `the sample archive builds: ${name}`);
    finish();
  }
  return { output, said: built.stderr };
}

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
  '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain',
};

// The file that a web server gives for a path, or null.
export function fileFor(folder, path) {
  let file = join(folder, decodeURIComponent(path));
  if (existsSync(file) && statSync(file).isDirectory()) {
    file = path.endsWith('/') ? join(file, 'index.html') : '';
  }
  return existsSync(file) ? file : null;
}

// Serve a folder as hosts do: compressed. Gives the server and its URL.
export function serve(folder) {
  const server = createServer((request, response) => {
    const file = fileFor(folder, new URL(request.url, 'http://localhost').pathname);
    const type = TYPES[extname(file ?? 'none.html')] ?? 'application/octet-stream';
    response.writeHead(file ? 200 : 404, { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(gzipSync(file ? readFileSync(file) : ''));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () =>
    done({ server, base: `http://127.0.0.1:${server.address().port}` })));
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
