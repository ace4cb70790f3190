"""Templates made at random, of parts that between them read all that templates can see."""

import json

FRAME = """{% from "partials/words.html" import words with context -%}
<!doctype html>
<html lang="{{ page.language }}" dir="{{ page.direction }}">
<title>{% block title %}{{ page.title }} - {{ site.title }}{% endblock %}</title>
{% block description %}{% endblock %}{% block head %}{% endblock %}
PARTS
{% block main %}{% endblock %}
</html>
"""
CHILD = """{% extends "base.html" %}
{% import "bits/lib.html" as lib %}
{% block main %}
PARTS
{% endblock %}
"""
BARE = "PARTS\n"

ANYWHERE = [
    "{{ site.title }} {{ site.tagline }} {{ site.url }} {{ site.home }}",
    "{{ site.params.motto }} {{ site.params | tojson }}",
    "{{ page.kind }} {{ page.title }} {{ page.url }} {{ page.permalink }} {{ page.canonical }}",
    "{% for feed in page.feeds %}{{ feed.type }} {{ feed.title }} {{ feed.url }}\n{% endfor %}{{ site.search }}",
    "{{ data.staff | tojson }}",
    "{{ data.note.text if data.note }}",
    "{% if data.more is defined %}{{ data.more | tojson }}{% endif %}",
    "{% for name in site.taxonomies %}{{ name }} {% endfor %}",
    '<link rel="stylesheet" href="{{ "style.css" | asset }}">',
    '<script src="{{ "extra.js" | asset }}"></script>',
    '{% include "bits/note.html" %}',
    '{% include ["bits/maybe.html", "bits/note.html"] %}',
    '{% include "bits/maybe.html" ignore missing %}',
    '{% from "bits/lib.html" import stamp %}{{ stamp("x") }}',
    "{% for c in articles(limit=3) %}{{ c.title }} {{ c.url }}\n{% endfor %}",
    '{% for c in articles(limit=2, section="news") %}{{ c.title }} {{ c.dek }}\n{% endfor %}',
    '{% for c in articles(limit=4, tag="harbour") %}{{ c.title }} {{ c.date | date("%e %B %Y") }}\n{% endfor %}',
    '{% if "tags" in site.taxonomies %}{% for t in terms("tags", limit=3) %}{{ t.label }} {{ t.count }}\n'
    "{% endfor %}{% endif %}",
    '{% if "sections" in site.taxonomies %}{% for t in terms("sections") %}<a href="{{ t.url }}">{{ t.label }}</a>'
    " {{ t.count }} {{ t.children | length }}\n{% endfor %}{% endif %}",
    '{% for c in articles(limit=2, term="series/the-last-ferries") %}{{ c.title }}\n{% endfor %}',
    '{% if "tags" in site.taxonomies %}{% for t in terms("tags", limit=2) %}'
    "{% for c in articles(limit=2, term=t) %}{{ c.title }} {% endfor %}{% endfor %}{% endif %}",
    '{% set a = article_at("2012/story-1.md") %}{% if a %}{{ a.title }} {{ a.url }} {{ a.words }}{% endif %}',
    '{{ url_for("/latest/") }}',
    "{% for y in years() %}{{ y.title }} {{ y.url }} {{ y.count }} {{ y.parts | length }}\n{% endfor %}",
    '{% for c in articles(limit=3, period="2012/02") %}{{ c.title }}\n{% endfor %}',
]
OF_ARTICLES = [
    "<h1>{{ article.title }}</h1>",
    "{{ article.content }}",
    '{{ article.date | date("%-d %B %Y") }} {{ article.updated }}',
    "{{ article.dek | default('') | markdown(inline=true) }} {{ article.kicker }}",
    '{% for t in article.tags %}<a href="{{ t.url }}">{{ t.label }}</a>{{ ", " if not loop.last }}{% endfor %}',
    "{% for t in article.authors + article.series %}{{ t.label }} {{ t.url }} {% endfor %}",
    "{% if article.section %}{{ article.section.label }} {{ article.section.url }}{% endif %}",
    "{% if article.section and article.section.parent %}{{ article.section.parent.label }}{% endif %}",
    '{{ {"a": article.section.ancestors if article.section, "t": article.tags, "w": article.words} | jsonld }}',
    "{% if article.earlier %}{{ article.earlier.title }} {{ article.earlier.url }}{% endif %}",
    "{% if article.later %}{{ article.later.title }} {{ article.later.dek }}{% endif %}",
    "{% for c in article.related %}{{ c.title }} {{ c.url }} {{ c.kicker }}\n{% endfor %}",
    "{% for c in article.copies %}{{ c.title }}{% endfor %} {{ article.related_page }}",
    "{% for c in article.timeline.earlier + article.timeline.since %}{{ c.url }} {{ c.dek }}\n{% endfor %}",
    "{% if article.image %}{{ article.image.src }} {{ article.image.width }} {{ article.image.alt }}{% endif %}",
    "{% for h in article.headings %}{{ h.level }} {{ h.id }} {{ h.text }} {% endfor %}",
    "{{ article.words }} {{ article.minutes }}",
    "{{ article.params | tojson }} {{ article.params.mood }}",
    "{% for c in article.corrections %}{{ c.date }} {{ c.text }}{% endfor %}",
    "{{ article.source }} {{ article.publication }} {{ article.archived }} {{ article.path }}",
    "{% if article.day %}{{ article.day.url }} {{ article.day.next }} {{ article.day.parent.count }}{% endif %}",
    "{% for t in article.series + article.tags if t.url %}{{ t.earlier.title if t.earlier }} "
    "{{ t.later.url if t.later }}{% endfor %}",
    '{{ lib.show(article.title, article.url) if lib }}',
]
OF_LISTINGS = [
    "{{ listing.title }} {{ listing.url }} {{ listing.number }}",
    "{{ listing.older }} {{ listing.newer }}",
    "{% for c in listing.items %}{{ c.title }} {{ c.url }} {{ c.date }}\n{% endfor %}",
    "{% for card in listing.items %}{% include 'bits/card.html' %}{% endfor %}",
    "{% for c in listing.items if c.image %}{{ c.image.src }} {{ c.image.width }}{% endfor %}",
    "{{ listing.items | length }}",
]
OF_TERMS = [
    "{{ term.label }} {{ term.url }} {{ term.slug }} {{ term.taxonomy }} {{ term.count }}",
    "{% if term.parent %}{{ term.parent.label }}{% endif %}",
    "{% for t in term.ancestors %}{{ t.label }} {{ t.url }} / {% endfor %}",
    "{% for t in term.children %}{{ t.label }} {{ t.url }} {{ t.count }}{% endfor %}",
    "{% for y in term.years %}{{ y.year }} {{ y.count }} {{ y.url }}\n{% endfor %}",
    "{% for t in term.related %}{{ t.label }} {{ t.url }}\n{% endfor %}",
]
OF_TAXONOMIES = [
    "{{ taxonomy.name }} {{ taxonomy.title }} {{ taxonomy.url }}",
    "{% for t in taxonomy.terms %}{{ t.label }} {{ t.count }} {{ t.url }}\n{% endfor %}",
    "{{ taxonomy.terms | length }}",
    "{% for l in taxonomy.letters %}{{ l.label }} {{ l.url }} {{ l.parts | length }}\n{% endfor %}",
    "{% for l in taxonomy.letters %}{% for t in l.terms %}{{ t.label }} {% endfor %}\n{% endfor %}",
]
OF_LETTERS = [
    "{{ letter.label }} {{ letter.url }} {{ letter.parent.label if letter.parent }}",
    "{% for t in letter.terms %}{{ t.label }} {{ t.url }}\n{% endfor %}",
    "{% for l in letter.parts %}{{ l.label }} {{ l.url }} {{ l.terms | length }}\n{% endfor %}",
    "{{ taxonomy.title }} {{ taxonomy.letters | length }}",
]
OF_PERIODS = [
    "{{ period.title }} {{ period.url }} {{ period.name }} {{ period.date }}",
    "{{ period.previous.url if period.previous }} {{ period.next.title if period.next }}",
    "{{ period.parent.url if period.parent }} {{ period.count }}",
    "{% for p in period.parts %}{{ p.url }} {{ p.count }} {{ p.next.url if p.next }}\n{% endfor %}",
    "{% for p in period.parts %}{% for c in articles(limit=2, period=p) %}{{ c.title }}\n{% endfor %}{% endfor %}",
    "{% for w in period.weeks %}{% for d in w %}{{ d.day }} {{ d.period.url if d.period }}{% endfor %}\n{% endfor %}",
    "{% for c in period.items %}{{ c.title }} {{ c.url }} {{ c.day.url }}\n{% endfor %}",
]
LIBRARY = [
    '{% macro show(a, b="x") %}<b title="{{ b }}">{{ a }}</b>{% endmacro %}',
    "{% macro stamp(x) %}[{{ x }}]{% endmacro %}",
]
# A template: its frame, the parts that must be there, and those to choose from.
TEMPLATES = {
    "base.html": (FRAME, [], ANYWHERE),
    "article.html": (CHILD, OF_ARTICLES[:2], OF_ARTICLES + ANYWHERE),
    "photo.html": (CHILD, OF_ARTICLES[:1], OF_ARTICLES + ANYWHERE),
    "withdrawn.html": (CHILD, ["{{ article.title }} {{ article.withdrawn }}"], ANYWHERE),
    "home.html": (CHILD, OF_LISTINGS[2:3], OF_LISTINGS + ANYWHERE),
    "listing.html": (CHILD, OF_LISTINGS[2:3], OF_LISTINGS + ANYWHERE[:12]),
    "term.html": (CHILD, OF_TERMS[:1] + OF_LISTINGS[3:4], OF_TERMS + OF_LISTINGS + ANYWHERE[:12]),
    "taxonomy.html": (CHILD, OF_TAXONOMIES[1:2], OF_TAXONOMIES + ANYWHERE[:12]),
    "letter.html": (CHILD, OF_LETTERS[1:2], OF_LETTERS + ANYWHERE[:12]),
    "archive.html": (CHILD, [], ANYWHERE),
    "year.html": (CHILD, OF_PERIODS[:1], OF_PERIODS + ANYWHERE[:12]),
    "month.html": (CHILD, OF_PERIODS[:1], OF_PERIODS + ANYWHERE[:12]),
    "day.html": (CHILD, OF_PERIODS[:1], OF_PERIODS + ANYWHERE[:12]),
    "404.html": (CHILD, [], ANYWHERE),
    "redirect.html": (BARE, ["{{ article.url }} {{ article.title }}"], ANYWHERE[:4]),
    "bits/note.html": (BARE, [], ANYWHERE[:7]),
    "bits/maybe.html": (BARE, ["maybe"], ANYWHERE[:7]),
    "bits/card.html": (BARE, ["{{ card.title }} {{ card.url }}"], ["{{ card.dek }}", "{{ card.kicker }}"]),
    "bits/lib.html": (BARE, LIBRARY, []),
    "partials/head.html": (BARE, [], ANYWHERE[:9]),
}
# These others include; without them most pages would be errors.
NEEDED = ["bits/note.html", "bits/card.html", "bits/lib.html", "photo.html"]
ASSETS = ["style.css", "extra.js"]
OF_THE_THEME = ["style.css"]


def template(name, rng):
    frame, must, may = TEMPLATES[name]
    parts = must + rng.sample(may, min(len(may), rng.randint(1, 9)))
    parts.append(f"<i>{rng.randint(0, 999)}</i>")
    rng.shuffle(parts)
    return frame.replace("PARTS", "\n".join(parts)).encode()


def asset(rng):
    return f"/* {rng.randint(0, 9)} */ body {{ margin: {rng.randint(0, 9)}px }}\n".encode()


def data(name, rng):
    """A data file, in the syntax that its name says."""
    number, word = rng.randint(0, 99), rng.choice(["a", "ß", "<c>"])
    if name.endswith(".json"):
        return (json.dumps({"text": word, "list": [number, {"x": None}]}) + "\n").encode()
    if name.endswith(".toml"):
        return f'text = "{word}"\nnumber = {number}\n'.encode()
    return f"text: {word}\nlist: [{number}, yes, 1.5]\n".encode()
