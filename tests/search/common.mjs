// What the tests of search share.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BROADSHEET, ROOT } from '../browser/common.mjs';

// A folder for sites, gone when the test ends.
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'broadsheet-search-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

// The page's script as a module, whatever Node makes of its name.
export function load() {
  const copy = join(folder(), 'search.mjs');
  copyFileSync(join(ROOT, 'templates/assets/search.js'), copy);
  return import(copy);
}

// Random numbers below a limit, from a seed.
export function random(seed) {
  let state = BigInt(seed);
  return (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(limit));
  };
}

export function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

// An article's source: its front matter, and paragraphs.
export function source({ body, ...front }) {
  const lines = Object.entries(front).filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n\n${body}\n`;
}

export function build(site, ...options) {
  const { status, stdout, stderr, error } =
    spawnSync(BROADSHEET, ['build', '-C', site, ...options], { encoding: 'utf8' });
  if (error || status) throw error ?? new Error(`build: ${status}\n${stdout}${stderr}`);
  return stdout;
}

// fetch, from a site's output.
export function fetcher(site, log = []) {
  return async (url) => {
    const path = join(site, 'public', url);
    log.push(url);
    if (!existsSync(path)) return { ok: false, status: 404 };
    const bytes = readFileSync(path);
    return {
      ok: true,
      status: 200,
      json: async () => JSON.parse(bytes),
      arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    };
  };
}
