/*
 * policy: which HTML an author may use: the allow-list of elements and attributes.
 *
 * The tables in policy.c are its master copy, and docs/guide/markdown.md tells it to
 * authors. What is not listed keeps its content and loses its tags.
 */
#ifndef CONTENT_POLICY_H
#define CONTENT_POLICY_H

#include <stdbool.h>

#include "base/str.h"

/* What an element is to the content model: where it may stand and what it may hold. */
enum element_kind {
	ELEMENT_UNWRAP,    /* its content stays */
	ELEMENT_DROP,      /* nothing of it stays */
	ELEMENT_INLINE,    /* in paragraphs, around text */
	ELEMENT_BREAK,     /* in paragraphs, without content: br, wbr */
	ELEMENT_EMBED,     /* in paragraphs, a picture, sound or film */
	ELEMENT_FRAME,     /* another page or program: becomes a link to it */
	ELEMENT_PARAGRAPH, /* holds text; ends where a block begins */
	ELEMENT_LINES,     /* a block that holds text only: headings, pre, summary */
	ELEMENT_FLOW,      /* a block that holds text and blocks */
	ELEMENT_RULE,      /* a block without content: hr */
	ELEMENT_LIST,
	ELEMENT_ITEM,
	ELEMENT_TERMS, /* dl */
	ELEMENT_TERM,  /* dt, dd */
	ELEMENT_TABLE,
	ELEMENT_ROWS, /* thead, tbody, tfoot */
	ELEMENT_ROW,
	ELEMENT_CELL,
	ELEMENT_COLUMNS, /* colgroup, with all in it */
};

/* How the value of an attribute is checked. */
enum value_check {
	CHECK_TEXT,     /* anything but nothing */
	CHECK_ALT,      /* anything */
	CHECK_NUMBER,   /* 0 to 65534 */
	CHECK_SPAN,     /* 2 to 1000: 1 is what it is without */
	CHECK_INTEGER,  /* with a sign */
	CHECK_FLAG,     /* present or not */
	CHECK_WORD,     /* one of the words in the rule */
	CHECK_WORDS,    /* some of the words in the rule */
	CHECK_LANGUAGE, /* a BCP 47 tag */
	CHECK_DATE,     /* what <time> understands */
	CHECK_CLASS,    /* plain names */
	CHECK_ID,       /* a plain name, made unique */
	CHECK_LINK,     /* a URL to go to */
	CHECK_SOURCE,   /* a URL of a picture, sound or film */
	CHECK_SOURCES,  /* srcset */
};

struct attribute_rule {
	const char *name;
	enum value_check check;
	const char *words; /* " a b c " */
};

struct element_rule {
	struct str name;
	enum element_kind kind;
	const char *as; /* what it is written as, if not as itself */
	const struct attribute_rule *attributes; /* its own; all have the global ones */
};

/* For names that are not listed, a rule that says so. */
const struct element_rule *policy_element(struct str name);

/* Attributes that every element may have. */
extern const struct attribute_rule policy_global[];

#endif
