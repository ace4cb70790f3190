#!/usr/bin/env node
// The words of the reader's script are those of the program: on a table of every script,
// and on random text of all of Unicode that both know.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, finish, report } from '../browser/common.mjs';
import { load, random } from './common.mjs';

const { normalise } = await load();
const program = join(process.env.BUILD ?? join(ROOT, 'build/plain'), 'tools/words');

function wordsOf(lines) {
  const { stdout, status, error } = spawnSync(program, { input: lines.join('\n') + '\n', maxBuffer: 1 << 30 });
  if (error || status) throw error ?? new Error(`${program}: ${status}`);
  return stdout.toString().split('\n').slice(0, lines.length);
}

const own = (line) => normalise(line).map(({ word }) => word).join(' ');
const codes = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join(' ');

function compare(lines, title) {
  const wrong = [];
  wordsOf(lines).forEach((theirs, i) => {
    if (own(lines[i]) !== theirs)
      wrong.push(`${codes(lines[i])}\nprogram: ${codes(theirs)}\nscript: ${codes(own(lines[i]))}`);
  });
  report(wrong.slice(0, 5), `${title} (${lines.length} texts)`);
}

const table = readFileSync(join(ROOT, 'tests/search/words.txt'), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split(' = '));
const lines = table.map(([text]) => JSON.parse(`"${text}"`));
const wrong = [];
wordsOf(lines).forEach((theirs, i) => {
  if (theirs !== table[i][1]) wrong.push(`${lines[i]}: got '${theirs}', want '${table[i][1]}'`);
});
report(wrong, 'the program cuts the table as it says');
compare(lines, 'the script cuts it alike');

// Characters that are as new as Node's tables may be unknown to the program's: Python's,
// which are as old, say which.
const ages = spawnSync('python3', ['-c', `
import unicodedata
print("".join("01"[unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")] for c in range(0x32400)))
`]).stdout.toString();
const isKnown = (code) => code !== 10 && ages[code] === '1';
const known = [...Array(0x32400).keys()].filter(isKnown);
compare(known.map((code) => String.fromCodePoint(code)), 'each character alone');
compare(known.map((code) => `a${String.fromCodePoint(code)}b`), 'each between letters');

const next = random(20260101);
const blocks = [[0x20, 0x7e], [0xa0, 0x24f], [0x300, 0x36f], [0x370, 0x52f], [0x591, 0x6ff],
  [0x900, 0xdff], [0xe00, 0xeff], [0x1000, 0x11ff], [0x1780, 0x17ff], [0x2000, 0x206f],
  [0x3000, 0x31ff], [0x4e00, 0x4eff], [0xac00, 0xacff], [0xfb00, 0xfdff], [0xfe70, 0xffef]];
const texts = [];
for (let i = 0; i < 20000; i++) {
  let text = '';
  for (let length = next(12); length >= 0; length--) {
    const [first, last] = next(4) ? blocks[next(blocks.length)] : [0, 0x323af];
    const code = first + next(last - first + 1);
    if (isKnown(code)) text += String.fromCodePoint(code);
  }
  texts.push(text);
}
compare(texts, 'random text');
finish();
