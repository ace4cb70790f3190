#!/usr/bin/python3
"""Compare the template language with Jinja2, case by case.

    differential.py DRIVER [--seed N] [--random N] [FILTER]

Runs every case of cases/*.txt, and templates made at random, through Debian's Jinja2 and
through DRIVER (tests/tools/template.c), and prints TAP. Outputs must be equal byte for
byte; where one fails, both must. The cases of differences.txt must differ: each is a
difference that docs/guide/templates.md tells.

A case file holds one-line cases, "> template", and longer ones:

    @context {"a": 1}            for all the cases that follow
    > {{ a + 1 }}
    == name of a longer case
    -- main
    {% extends "base" %}
    -- base
    ...
    -- context
    {"b": 2}

Lines that begin with "# " outside of a longer case are comments.
"""

import argparse
import glob
import json
import os
import random
import re
import subprocess
import sys

import jinja2

HERE = os.path.dirname(os.path.abspath(__file__))


def read_cases(path):
    """Yield (name, templates, context) of a case file."""
    context, name, parts, part = {}, None, {}, None
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    for line in lines + ["== "]:
        if line.startswith("== "):
            if name:
                yield finish(name, parts, context)
            name, parts, part = line[3:], {}, None
        elif name and line.startswith("-- "):
            part = line[3:]
            parts[part] = []
        elif name and part:
            parts[part].append(line)
        elif line.startswith("@context "):
            context = json.loads(line[9:])
        elif line.startswith("> "):
            yield line[2:], {"main": line[2:]}, context


def finish(name, parts, context):
    texts = {}
    for key, lines in parts.items():
        while lines and not lines[-1]:
            lines.pop()
        texts[key] = "\n".join(lines) + "\n"
    if "context" in texts:
        context = json.loads(texts.pop("context"))
    return name, texts, context


def render_jinja(templates, context):
    """What Jinja2 makes of it: ("output", text) or ("error", message)."""
    env = jinja2.Environment(
        autoescape=True,
        loader=jinja2.DictLoader(templates),
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.globals.update(context)
    try:
        return "output", env.get_template("main").render()
    except RecursionError:
        return "error", "recursion"
    except Exception as error:  # every way in which Python can fail is a failure
        return "error", f"{type(error).__name__}: {error}"


class Driver:
    def __init__(self, path):
        self.process = subprocess.Popen(
            [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def render(self, templates, context):
        test = {"templates": templates, "main": "main", "context": context}
        self.process.stdin.write(json.dumps(test) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("Bail out! the driver ended")
        answer = json.loads(line)
        if "output" in answer:
            return "output", answer["output"]
        return "error", answer["error"]


def same(theirs, ours):
    return theirs[0] == ours[0] and (theirs[0] == "error" or theirs[1] == ours[1])


class Maker:
    """Templates at random, of constructs that both languages share.

    A pattern is picked and each of its capital letters filled in: N a number, T a text,
    L a list, C a condition, E any of these, B a body, D a dash or nothing.
    """

    context = {
        "n": 7,
        "f": 2.5,
        "s": "a <b> & 'c'",
        "t": "\u00dcber stra\u00dfe",
        "xs": [3, 1, 2],
        "ws": ["pear", "Fig", "fig"],
        "d": {"one": 1, "two": "2", "three": [3]},
        "rows": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"k": "x", "v": 3}],
        "none": None,
        "yes": True,
    }
    leaves = {
        "N": "0|1|2|-3|7|2.5|0.1|n|f|xs[0]|xs.1|rows[0].v",
        "T": "'x'|\"<i>\"|s|t|'a-b c'|ws[1]|d.two|d['two']|rows[1].k",
        "L": "xs|ws|[]|[1, 2]|d|(1, 'a')|[s, t]",
        "C": "yes|none|n > 3|'x' in s|missing|n is odd|s is defined|xs|false",
        "B": "text|\n  text\n|<p>|{{ E }}|{{- E }}| {{ E -}} |{# note #}",
    }
    patterns = {
        "N": "(N + N);(N - N);(N * N);(N / N);(N // N);(N % N);(N|abs);(-N);(N|int);(N|round(1));"
        "(N if C else N);([N, N]|max);([N, N]|sum);(T|length);(L|length);(T|wordcount);N ** 2;(T|float);"
        "(N|round(0, 'ceil'));(T.find(T));(L|list|length);(N|default(N))",
        "T": "(T ~ t ~ T);(s ~ N);(T|upper);(T|title);(T|trim);(T|replace('a', T));(T|e);(T|capitalize);"
        "(T|truncate(5));(T[1:]);(T[::-1]);(T|default(T));(T.upper());(T|reverse);(T + T);(T * 2);"
        "(L|join(T));(T|center(12));(T|safe);(T|striptags);(T|urlencode);(T|indent(2));(T|string);"
        "('%s-%s'|format(T, N));('%s' % T);(xs|tojson);(T|forceescape);('{}:{}'.format(N, T));((T if C)|string);"
        "(missing|default(T));(T|wordwrap(7));(T[:N|int]);(T|lower);(L|string);(T|first);(L|first|string)",
        "L": "(L|list);(L|string|list);(L|reverse|list);(ws|unique|list);(xs|unique|list);(L|list)[1:];(L|map('string')|list);"
        "(L|batch(2)|list);(L|select|list);(L|reject('in', xs)|list);(L|slice(2)|list);(xs + [N]);(ws|sort);"
        "(xs|sort(reverse=true));(d|dictsort);(rows|map(attribute='k')|list);(T.split(' '));([N] * 2);"
        "(L|map('upper')|list);[T, N];(N, T);(L|select('string')|list);(rows|selectattr('v', 'gt', N)|list);"
        "(range(3)|list);(rows|groupby('k')|map('first')|list)",
        "C": "(C and C);(C or C);(not C);(N > N);(N == N);(N in L);(T is string);(N < N <= 9);(T < T);"
        "(N is divisibleby 3);(L is iterable);(T in T);(E is none);(T is upper);(L == L);(T == T);(E is defined)",
        "B": "{%D if C D%}B{% else %}B{%D endif %};{%D for x in L D%}{{ loop.index }}{{ x }}B{% else %}B{% endfor %};"
        "{% for x in L if x %}B{{ loop.last }}{{ loop.revindex }}{% endfor D%};{% set v = E %}B{{ v }};"
        "{% set v %}B{% endset %}{{ v|upper }};{% with v = E, w = E %}B{{ v }}{{ w }}{% endwith %};"
        "{% macro m(a, b=N) %}B{{ a }}{{ b }}{% endmacro %}{{ m(T) }}{{ m(N, b=T) }};{% filter upper %}B{% endfilter %};"
        "{% autoescape false %}B{% endautoescape %};BB;B{{ E }}B;{% for r in rows|groupby('k') %}{{ r.grouper }}B{% endfor %};"
        "{% for k, v in d.items() %}{{ loop.cycle('a', T) }}{{ k }}B{% endfor %};"
        "{% macro c() %}[{{ caller(N) }}]{% endmacro %}{% call(a) c() %}{{ a }}B{% endcall %};"
        "{% set ns = namespace(i=0) %}{% for x in xs %}{% set ns.i = ns.i + x %}B{% endfor %}{{ ns.i }};"
        "{% for x in L %}{% if loop.first %}{% continue %}{% endif %}B{% if C %}{% break %}{% endif %}{% endfor %}",
    }

    def __init__(self, seed):
        self.random = random.Random(seed)

    def make(self, kind, depth):
        if kind == "D":
            return self.random.choice(["", "", "-"])
        if kind == "E":
            return self.make(self.random.choice("NTLC"), depth)
        if depth <= 0 or self.random.random() < 0.3:
            pattern = self.random.choice(self.leaves[kind].split("|"))
        else:
            pattern = self.random.choice(self.patterns[kind].split(";"))
        return re.sub(
            r"(?<![\w'])[NTLCEBD](?![a-z'])",
            lambda found: self.make(found.group(), depth - 1),
            pattern,
        )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("filter", nargs="?", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=400)
    options = parser.parse_args()
    driver = Driver(options.driver)
    count = failed = 0

    def check(name, templates, context, want_same, show):
        nonlocal count, failed
        theirs = render_jinja(templates, context)
        ours = driver.render(templates, context)
        ok = same(theirs, ours) == want_same
        count += 1
        failed += not ok
        name = name.replace("\n", " ").replace("#", "\\#")[:100]
        print(f"{'ok' if ok else 'not ok'} {count} - {name}")
        if not ok:
            if show:
                print("# template: " + json.dumps(templates))
            print("# jinja2: " + json.dumps(theirs))
            print("# ours:   " + json.dumps(ours))

    for path in sorted(glob.glob(os.path.join(HERE, "cases", "*.txt"))):
        for name, templates, context in read_cases(path):
            if options.filter in name:
                check(name, templates, context, True, False)
    for name, templates, context in read_cases(os.path.join(HERE, "differences.txt")):
        if options.filter in name:
            check("differs: " + name, templates, context, False, False)
    if not options.filter:
        for i in range(options.random):
            maker = Maker(options.seed * 1000003 + i)
            template = maker.make("B", 5)
            check(f"random {options.seed}.{i}", {"main": template}, maker.context, True, True)
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
