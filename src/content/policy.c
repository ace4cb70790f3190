#include "content/policy.h"

#include <stdlib.h>

#include "base/attr.h"

/* Each list ends with an empty rule. Attributes are written in the order of the lists. */

const struct attribute_rule policy_global[] = {
	{ "title", CHECK_TEXT, NULL },           { "id", CHECK_ID, NULL },
	{ "class", CHECK_CLASS, NULL },          { "lang", CHECK_LANGUAGE, NULL },
	{ "dir", CHECK_WORD, " ltr rtl auto " }, { 0 },
};

static const struct attribute_rule link_attributes[] = {
	{ "href", CHECK_LINK, NULL },
	{ "target", CHECK_WORD, " _blank " },
	{ "rel", CHECK_WORDS,
	  " author bookmark external help license next nofollow noopener noreferrer prev tag " },
	{ "hreflang", CHECK_LANGUAGE, NULL },
	{ "role", CHECK_WORD, " doc-noteref doc-backlink " },
	{ "aria-label", CHECK_TEXT, NULL },
	{ 0 },
};

static const struct attribute_rule picture_attributes[] = {
	{ "src", CHECK_SOURCE, NULL },
	{ "alt", CHECK_ALT, NULL },
	{ "srcset", CHECK_SOURCES, NULL },
	{ "sizes", CHECK_TEXT, NULL },
	{ "width", CHECK_NUMBER, NULL },
	{ "height", CHECK_NUMBER, NULL },
	{ "loading", CHECK_WORD, " lazy eager " },
	{ "decoding", CHECK_WORD, " async sync auto " },
	{ 0 },
};

static const struct attribute_rule source_attributes[] = {
	{ "src", CHECK_SOURCE, NULL }, { "srcset", CHECK_SOURCES, NULL },
	{ "sizes", CHECK_TEXT, NULL }, { "type", CHECK_TEXT, NULL },
	{ "media", CHECK_TEXT, NULL }, { 0 },
};

static const struct attribute_rule track_attributes[] = {
	{ "src", CHECK_SOURCE, NULL },
	{ "kind", CHECK_WORD, " subtitles captions descriptions chapters metadata " },
	{ "srclang", CHECK_LANGUAGE, NULL },
	{ "label", CHECK_TEXT, NULL },
	{ 0 },
};

static const struct attribute_rule audio_attributes[] = {
	{ "src", CHECK_SOURCE, NULL },
	{ "controls", CHECK_FLAG, NULL },
	{ "loop", CHECK_FLAG, NULL },
	{ "muted", CHECK_FLAG, NULL },
	{ "preload", CHECK_WORD, " none metadata auto " },
	{ 0 },
};

static const struct attribute_rule video_attributes[] = {
	{ "src", CHECK_SOURCE, NULL },
	{ "poster", CHECK_SOURCE, NULL },
	{ "width", CHECK_NUMBER, NULL },
	{ "height", CHECK_NUMBER, NULL },
	{ "controls", CHECK_FLAG, NULL },
	{ "loop", CHECK_FLAG, NULL },
	{ "muted", CHECK_FLAG, NULL },
	{ "preload", CHECK_WORD, " none metadata auto " },
	{ 0 },
};

static const struct attribute_rule quote_attributes[] = {
	{ "cite", CHECK_LINK, NULL },
	{ 0 },
};

static const struct attribute_rule edit_attributes[] = {
	{ "cite", CHECK_LINK, NULL },
	{ "datetime", CHECK_DATE, NULL },
	{ 0 },
};

static const struct attribute_rule time_attributes[] = {
	{ "datetime", CHECK_DATE, NULL },
	{ 0 },
};

static const struct attribute_rule ordered_attributes[] = {
	{ "start", CHECK_INTEGER, NULL },
	{ "reversed", CHECK_FLAG, NULL },
	{ "type", CHECK_WORD, " 1 a A i I " },
	{ 0 },
};

static const struct attribute_rule item_attributes[] = {
	{ "value", CHECK_INTEGER, NULL },
	{ 0 },
};

static const struct attribute_rule cell_attributes[] = {
	{ "colspan", CHECK_SPAN, NULL },
	{ "rowspan", CHECK_SPAN, NULL },
	{ 0 },
};

static const struct attribute_rule header_attributes[] = {
	{ "scope", CHECK_WORD, " col row colgroup rowgroup " },
	{ "abbr", CHECK_TEXT, NULL },
	{ "colspan", CHECK_SPAN, NULL },
	{ "rowspan", CHECK_SPAN, NULL },
	{ 0 },
};

static const struct attribute_rule column_attributes[] = {
	{ "span", CHECK_SPAN, NULL },
	{ 0 },
};

static const struct attribute_rule details_attributes[] = {
	{ "open", CHECK_FLAG, NULL },
	{ 0 },
};

static const struct attribute_rule section_attributes[] = {
	{ "role", CHECK_WORD, " doc-endnotes " },
	{ "aria-label", CHECK_TEXT, NULL },
	{ 0 },
};

/*
 * In the order of their names. Landmarks (article, aside, main, nav, ...) belong to the
 * page and are plain blocks in a body; so is what HTML 5 has given up (center, font).
 */
static const struct element_rule elements[] = {
	{ STR_INIT("a"), ELEMENT_INLINE, NULL, link_attributes },
	{ STR_INIT("abbr"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("acronym"), ELEMENT_INLINE, "abbr", NULL },
	{ STR_INIT("address"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("applet"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("article"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("aside"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("audio"), ELEMENT_EMBED, NULL, audio_attributes },
	{ STR_INIT("b"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("base"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("bdi"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("bdo"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("blockquote"), ELEMENT_FLOW, NULL, quote_attributes },
	{ STR_INIT("br"), ELEMENT_BREAK, NULL, NULL },
	{ STR_INIT("button"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("canvas"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("caption"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("center"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("cite"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("code"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("col"), ELEMENT_DROP, NULL, column_attributes },
	{ STR_INIT("colgroup"), ELEMENT_COLUMNS, NULL, NULL },
	{ STR_INIT("datalist"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("dd"), ELEMENT_TERM, NULL, NULL },
	{ STR_INIT("del"), ELEMENT_INLINE, NULL, edit_attributes },
	{ STR_INIT("details"), ELEMENT_FLOW, NULL, details_attributes },
	{ STR_INIT("dfn"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("dir"), ELEMENT_LIST, "ul", NULL },
	{ STR_INIT("div"), ELEMENT_FLOW, NULL, NULL },
	{ STR_INIT("dl"), ELEMENT_TERMS, NULL, NULL },
	{ STR_INIT("dt"), ELEMENT_TERM, NULL, NULL },
	{ STR_INIT("em"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("embed"), ELEMENT_FRAME, NULL, NULL },
	{ STR_INIT("fieldset"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("figcaption"), ELEMENT_FLOW, NULL, NULL },
	{ STR_INIT("figure"), ELEMENT_FLOW, NULL, NULL },
	{ STR_INIT("footer"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("form"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("frame"), ELEMENT_FRAME, NULL, NULL },
	{ STR_INIT("h1"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("h2"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("h3"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("h4"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("h5"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("h6"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("head"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("header"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("hgroup"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("hr"), ELEMENT_RULE, NULL, NULL },
	{ STR_INIT("i"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("iframe"), ELEMENT_FRAME, NULL, NULL },
	{ STR_INIT("img"), ELEMENT_EMBED, NULL, picture_attributes },
	{ STR_INIT("input"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("ins"), ELEMENT_INLINE, NULL, edit_attributes },
	{ STR_INIT("kbd"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("li"), ELEMENT_ITEM, NULL, item_attributes },
	{ STR_INIT("link"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("listing"), ELEMENT_LINES, "pre", NULL },
	{ STR_INIT("main"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("mark"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("math"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("menu"), ELEMENT_LIST, "ul", NULL },
	{ STR_INIT("meta"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("meter"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("nav"), ELEMENT_FLOW, "div", NULL },
	{ STR_INIT("noembed"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("noframes"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("object"), ELEMENT_FRAME, NULL, NULL },
	{ STR_INIT("ol"), ELEMENT_LIST, NULL, ordered_attributes },
	{ STR_INIT("optgroup"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("option"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("output"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("p"), ELEMENT_PARAGRAPH, NULL, NULL },
	{ STR_INIT("picture"), ELEMENT_EMBED, NULL, NULL },
	{ STR_INIT("plaintext"), ELEMENT_LINES, "pre", NULL },
	{ STR_INIT("pre"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("progress"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("q"), ELEMENT_INLINE, NULL, quote_attributes },
	{ STR_INIT("rp"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("rt"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("ruby"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("s"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("samp"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("script"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("section"), ELEMENT_FLOW, NULL, section_attributes },
	{ STR_INIT("select"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("small"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("source"), ELEMENT_DROP, NULL, source_attributes },
	{ STR_INIT("span"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("strike"), ELEMENT_INLINE, "s", NULL },
	{ STR_INIT("strong"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("style"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("sub"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("summary"), ELEMENT_LINES, NULL, NULL },
	{ STR_INIT("sup"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("svg"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("table"), ELEMENT_TABLE, NULL, NULL },
	{ STR_INIT("tbody"), ELEMENT_ROWS, NULL, NULL },
	{ STR_INIT("td"), ELEMENT_CELL, NULL, cell_attributes },
	{ STR_INIT("template"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("textarea"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("tfoot"), ELEMENT_ROWS, "tbody", NULL },
	{ STR_INIT("th"), ELEMENT_CELL, NULL, header_attributes },
	{ STR_INIT("thead"), ELEMENT_ROWS, NULL, NULL },
	{ STR_INIT("time"), ELEMENT_INLINE, NULL, time_attributes },
	{ STR_INIT("title"), ELEMENT_DROP, NULL, NULL },
	{ STR_INIT("tr"), ELEMENT_ROW, NULL, NULL },
	{ STR_INIT("track"), ELEMENT_DROP, NULL, track_attributes },
	{ STR_INIT("tt"), ELEMENT_INLINE, "code", NULL },
	{ STR_INIT("u"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("ul"), ELEMENT_LIST, NULL, NULL },
	{ STR_INIT("var"), ELEMENT_INLINE, NULL, NULL },
	{ STR_INIT("video"), ELEMENT_EMBED, NULL, video_attributes },
	{ STR_INIT("wbr"), ELEMENT_BREAK, NULL, NULL },
	{ STR_INIT("xmp"), ELEMENT_LINES, "pre", NULL },
};

static int compare(const void *key, const void *item)
{
	const struct str *name = key;
	const struct element_rule *rule = item;

	return str_cmp(*name, rule->name);
}

const struct element_rule *policy_element(struct str name)
{
	static const struct element_rule unlisted = { .kind = ELEMENT_UNWRAP };
	const struct element_rule *rule =
		bsearch(&name, elements, ARRAY_LEN(elements), sizeof(*elements), compare);

	return rule ? rule : &unlisted;
}
