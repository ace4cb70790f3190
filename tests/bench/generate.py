#!/usr/bin/env python3
"""Writes an archive of N articles, the same ones every time, for measuring.

    tests/bench/generate.py N FOLDER

Thirty years of a newspaper: 3 to 6 KB an article, words, tags and authors drawn with a
long tail, sections, headings, quotations and lists, and links to earlier articles by
their source path. Sentences are drawn from a common stock and from each tag's own, so
that articles of one tag share their words and a hundred thousand take seconds to write.
"""

import random
import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SEED = 1974
FIRST_DAY = date(1989, 1, 1)
DAYS = 30 * 365
COMMON_SENTENCES = 40000
TAG_SENTENCES = 40

LITTLE = """the of and to in a that it is was for on with as at by from this be had
not are but which or an they were his her he she we you their has have its who been
would there one all when more will no said out up what so can about into than them only
other some could time these two may then do first any my now such like our over man me
even most made after also did many before must through back years where much your way
well down should because each just those people how too little state good very make
world still own see men work long get here between both life being under never day same
another know while last might us great old year off come since against go came right
used take three""".split()

STEMS = """harbour council bridge market school river ferry storm winter budget station
court trial union strike theatre museum library gallery orchestra choir festival parade
captain sailor fisher trawler cannery lighthouse pier quay wharf crane dock barge tug
lifeboat pilot customs cargo timber coal grain salt herring mackerel lobster oyster tide
flood breakwater dredge channel survey chart map road railway tram tunnel bypass traffic
cycle bus driver ticket fare route engine signal platform clock tower church chapel
bishop vicar parish cemetery garden orchard farm harvest cattle dairy butcher baker
grocer tailor cobbler printer paper press editor reporter column letter reader headline
photograph archive record ledger account bank loan mortgage rent tenant landlord estate
house flat terrace cottage mill factory foundry furnace boiler smoke fog frost snow
drought heat garden park playground pool league goal match cup team referee coach season
ground stand crowd ticket hospital nurse doctor surgeon ward clinic vaccine fever teacher
pupil lesson exam college scholar science physics telescope comet eclipse weather radio
television cinema actor stage novel poet painter sculptor mural concert band drum violin
piano singer record dance hall fair circus horse stable jockey race kennel hound pigeon
bee honey brewery cider inn cafe restaurant kitchen recipe bread cheese soup cake tea
coffee sugar spice candle lamp gas water sewer pipe well pump meter tax rate levy vote
ballot poll mayor alderman clerk committee motion minister parliament treaty border
passport refugee migrant visitor tourist hotel beach cliff path meadow wood heath fox
badger otter heron swan gull plover seal whale""".split()

ENDINGS = ["", "", "", "s", "s", "ed", "ing", "er", "ers", "man", "side", "work", "like", "less"]
SYLLABLES = "ba be bro ca cor da del el fa fen ga gil ha hol is ka kel la lor ma mor na ner".split()
SYLLABLES += "or pa pen ra ros sa sel ta thor ul va ven wa wen yar zel".split()
SECTIONS = """News Harbour Council Courts Business Sport Arts Schools Letters Weather
Obituaries Farming""".split()


def zipf(count, exponent=1.0):
    """Cumulative weights: the n-th of count is drawn in proportion to 1 / n."""
    return list(accumulate(1 / (n + 2) ** exponent for n in range(count)))


class Words:
    """A vocabulary with a long tail: little words, common stems, rare forms, names."""

    def __init__(self, rng):
        stems = list(dict.fromkeys(STEMS))
        rng.shuffle(stems)
        forms = [stem + ending for ending in dict.fromkeys(ENDINGS) for stem in stems]
        self.names = sorted(
            {"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).capitalize() for _ in range(4000)}
        )
        self.all = LITTLE + forms + self.names
        self.weights = zipf(len(self.all))
        self.stems = stems

    def draw(self, rng, count):
        return rng.choices(self.all, cum_weights=self.weights, k=count)


def sentence(rng, words, own=()):
    """A sentence; some of its words are the tag's own."""
    drawn = words.draw(rng, rng.randint(7, 26))
    for word in own:
        if rng.random() < 0.5:
            drawn[rng.randrange(len(drawn))] = word
    if len(drawn) > 12:
        drawn[len(drawn) // 2] += ","
    if rng.random() < 0.05:
        drawn[1] = f"*{drawn[1]}*"
    text = " ".join(drawn)
    return text[0].upper() + text[1:] + rng.choice("......?")


class Archive:
    def __init__(self, count):
        self.rng = rng = random.Random(SEED)
        self.count = count
        self.words = Words(rng)
        self.common = [sentence(rng, self.words) for _ in range(COMMON_SENTENCES)]
        self.tags = self.make_tags(min(2000, 50 + count // 50))
        self.tag_weights = zipf(len(self.tags))
        self.authors = [" ".join(rng.sample(self.words.names, 2)) for _ in range(20 + count // 250)]
        self.author_weights = zipf(len(self.authors))
        self.paths = []

    def make_tags(self, count):
        """Each tag and its stock of sentences."""
        rng, tags = self.rng, {}
        while len(tags) < count:
            own = rng.sample(self.words.stems, 3)
            label = " ".join(own[: rng.choice((1, 2, 2))])
            own += rng.sample(self.words.names, 3)
            if label not in tags:
                tags[label] = [sentence(rng, self.words, own) for _ in range(TAG_SENTENCES)]
        return list(tags.items())

    def article(self, index):
        """The path in content/ and the text of one article."""
        rng = self.rng
        day = FIRST_DAY + timedelta(days=index * DAYS // self.count)
        title = self.words.draw(rng, rng.randint(4, 8))
        title[-1] = rng.choice(self.words.stems)
        title = " ".join(title).capitalize()
        slug = f"{title.lower().replace(' ', '-')}-{index}"
        path = f"{day.year}/{day.month:02}/{slug}.md"
        tags = list(dict(rng.choices(self.tags, cum_weights=self.tag_weights, k=rng.randint(2, 5))).items())
        authors = set(rng.choices(self.authors, cum_weights=self.author_weights, k=rng.choice((1, 1, 1, 2))))
        front = [
            "---",
            f'title: "{title}"',
            f"date: {day}",
            f'dek: "{rng.choice(self.common)}"',
            f"section: {rng.choice(SECTIONS)}",
            "tags: [" + ", ".join(label for label, _ in tags) + "]",
            "authors: [" + ", ".join(sorted(authors)) + "]",
            "---",
            "",
        ]
        text = "\n".join(front) + self.body(tags)
        self.paths.append(path)
        return path, text

    def body(self, tags):
        rng = self.rng
        size = rng.randint(2700, 5700)
        text, length = [], 0
        while length < size:
            lines = rng.choices(self.common, k=rng.randint(1, 3))
            lines += rng.choices(rng.choice(tags)[1], k=rng.randint(1, 2))
            paragraph = " ".join(lines)
            kind = rng.random()
            if kind < 0.06:
                text.append("## " + " ".join(self.words.draw(rng, 4)).capitalize() + "\n")
            elif kind < 0.12:
                paragraph = "> " + paragraph
            elif kind < 0.16:
                paragraph = "\n".join(f"* {line}" for line in lines)
            elif kind < 0.30 and self.paths:
                paragraph += f" [{rng.choice(self.words.stems)}](../../{rng.choice(self.paths)})"
            text.append(paragraph + "\n")
            length += len(paragraph)
        return "\n" + "\n".join(text)

    def write(self, folder):
        made = set()
        for index in range(self.count):
            path, text = self.article(index)
            target = folder / "content" / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            with open(target, "w", encoding="utf-8") as file:
                file.write(text)


def main():
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    Archive(count).write(folder)
    (folder / "site.yaml").write_text(
        "title: The Measured Gazette\ntagline: A newspaper of no news\n"
        "url: https://measured.example/\nlanguage: en\nrelated: { pages: false }\n"
    )


if __name__ == "__main__":
    main()
