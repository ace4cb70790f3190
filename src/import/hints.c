#include "import/hints.h"

#include "base/attr.h"
#include "base/utf8.h"
#include "import/imagesource.h"
#include "import/wordlist.h"

#define ID_WORDS 3  /* of an id that says what something is for */
#define WORD_MAX 24 /* bytes: no word of the tables is longer */

#define BUTTON_NODES  30 /* of a button in which a picture is looked for */
#define HEADING_DEPTH 3  /* elements between a button and the heading that it is in */

#define PROSE_MIN    80  /* bytes of text that is no label */
#define ANSWER_MIN   20  /* and of the answer to a question */
#define PROSE_NODES  200 /* among which it is looked for */
#define BESIDE_NODES 6   /* siblings and the space between them */

static const char never[] =
	" script style template svg math canvas title meta link base noscript"
	" audio video object embed applet iframe frame frameset noframes param map"
	" select option textarea input datalist progress meter ";

static const char furniture[] = " nav footer form dialog menu fieldset label legend ";

static const char blocks[] =
	" address article aside blockquote body caption center dd details dialog dir div dl"
	" dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html"
	" legend li main menu nav ol option p pre section summary table tbody td tfoot th"
	" thead tr ul img picture video audio iframe object embed ";

static const char furniture_roles[] =
	" navigation banner contentinfo dialog alertdialog alert search menu"
	" menubar toolbar tooltip form tablist ";

/* Words of classes and ids of what stands beside an article. */
static const char other_words[] =
	" ad ads adv advert advertisement advertising adbox banner sponsor sponsored promo promos"
	" promotion outbrain taboola"
	" postmetadata share sharing shares sharebar social socials addthis sharethis follow"
	" related recommended recommend recommendations recirc recirculation readmore"
	" newsletter newsletters subscribe subscription signup paywall"
	" byline bylines dateline timestamp pubdate breadcrumb breadcrumbs"
	" navigation nav navbar menu submenu pagination pager paginate"
	" sidebar sidebars aside rail widgets footer masthead"
	" tags tag taglist keywords topics cookie cookies consent gdpr popup modal overlay"
	" pullquote pullquotes trending popular mostread mostpopular rating ratings toolbar tools copyright"
	" disclaimer authorbox bio biography teaser teasers outbrain nextprev prevnext"
	" noprint donate donation ";

/* The same of whole classes: as words of others they are of the layout: overflow-hidden
 */
static const char other_classes[] =
	" widget promoted skip print hidden visually-hidden visuallyhidden is-hidden"
	" sr-only screen-reader-text wp-block-newspack-blocks-homepage-articles"
	" wp-block-latest-posts jp-relatedposts ";

static const char comment_words[] =
	" comment comments commenting commentlist commentary disqus respond comentario"
	" comentarios commentaire commentaires kommentar kommentare commenti reacties"
	" replies discussion ";

static const char body_words[] =
	" articlebody hentry articletext storybody storytext entrycontent postcontent"
	" articlecontent bodytext bodycopy ";

/* Pairs of words that say the same. */
static const char body_pairs[][2][12] = {
	{ "article", "body" },  { "article", "content" }, { "article", "text" },
	{ "story", "body" },    { "story", "content" },   { "story", "text" },
	{ "entry", "content" }, { "entry", "body" },      { "entry", "text" },
	{ "post", "content" },  { "post", "body" },       { "post", "text" },
	{ "type", "post" },     { "body", "copy" },       { "body", "text" },
	{ "news", "content" },  { "news", "body" },       { "content", "body" },
	{ "main", "content" },
};

/* Classes of what other sites give for quoting a post of theirs. */
static const char *const embed_classes[] = {
	"twitter-tweet", "twitter-video", "instagram-media", "fb-post",
	"tiktok-embed",  "bluesky-embed", "mastodon-embed",  "reddit-card",
	"imgur-embed",   "reddit-embed",  "text-post-media",
};

static const char caption_words[] = " caption captions credit credits copyright ";
static const char answer_words[] = " accordion collapse collapsible answer faq ";

static bool name_in(const struct html_node *element, const char *row)
{
	return word_in(row, element->name);
}

/*
 * The next word of a class or id, in small letters; false at the end. A word ends where
 * its letters do, and where a capital follows a small letter.
 */
static bool next_word(struct str *rest, char *word, size_t *len)
{
	size_t i = 0;

	while (i < rest->len && !is_alpha(rest->ptr[i]))
		i++;
	*rest = str_from(*rest, i);
	*len = 0;
	for (i = 0; i < rest->len && is_alpha(rest->ptr[i]); i++) {
		if (i > 0 && is_upper(rest->ptr[i]) && !is_upper(rest->ptr[i - 1]))
			break;
		if (*len < WORD_MAX)
			word[(*len)++] = to_lower(rest->ptr[i]);
	}
	*rest = str_from(*rest, i);
	return *len > 0;
}

static bool has_word(struct str text, const char *row)
{
	char word[WORD_MAX];
	size_t len;

	while (next_word(&text, word, &len))
		if (word_in(row, (struct str){ word, len }))
			return true;
	return false;
}

/* An id of many words is the slug of a heading: "sharing-with-others-who-comment" */
static bool is_slug(struct str id)
{
	char word[WORD_MAX];
	size_t len, count = 0;

	while (next_word(&id, word, &len))
		count++;
	return count > ID_WORDS;
}

bool hints_have(const struct html_node *element, const char *row)
{
	return has_word(html_attribute(element, "class"), row) ||
	       (!is_slug(html_attribute(element, "id")) &&
	        has_word(html_attribute(element, "id"), row));
}

/* Is one of the names in text, between spaces, in row? */
static bool has_name(struct str text, const char *row)
{
	char name[WORD_MAX];
	size_t len;

	for (size_t i = 0; i < text.len;) {
		for (len = 0; i < text.len && !is_space(text.ptr[i]); i++, len++)
			if (len < WORD_MAX)
				name[len] = to_lower(text.ptr[i]);
		if (len > 0 && len <= WORD_MAX && word_in(row, (struct str){ name, len }))
			return true;
		while (i < text.len && is_space(text.ptr[i]))
			i++;
	}
	return false;
}

/*
 * What of a layout says that its element is beside the article. A picture is hidden until
 * it is loaded; and next to "md:block", what is hidden is so on some screens.
 */
static bool is_set_aside(const struct html_node *element)
{
	struct str class = html_attribute(element, "class");

	return !html_is(element, "img") && str_find_char(class, ':') == STR_NONE &&
	       (has_name(class, other_classes) ||
	        has_name(html_attribute(element, "id"), other_classes));
}

static bool has_pair(struct str text)
{
	char words[2][WORD_MAX];
	size_t lens[2] = { 0 }, n = 0;

	while (next_word(&text, words[n & 1], &lens[n & 1])) {
		struct str last = { words[n & 1], lens[n & 1] };
		struct str before = { words[(n + 1) & 1], lens[(n + 1) & 1] };

		n++;
		for (size_t i = 0; n > 1 && i < ARRAY_LEN(body_pairs); i++)
			if (str_eq(before, str_of(body_pairs[i][0])) &&
			    str_eq(last, str_of(body_pairs[i][1])))
				return true;
	}
	return false;
}

static bool says_body(const struct html_node *element)
{
	struct str class = html_attribute(element, "class");
	struct str id = html_attribute(element, "id");

	return str_contains(html_attribute(element, "itemprop"), STR("articleBody")) ||
	       has_word(class, body_words) || has_word(id, body_words) ||
	       has_pair(class) || has_pair(id);
}

static bool is_embed(const struct html_node *element)
{
	struct str class = html_attribute(element, "class");

	if (class.len == 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(embed_classes); i++)
		if (str_contains(class, str_of(embed_classes[i])))
			return true;
	return false;
}

/* Is "display: none" or the like in its style? */
static bool has_style(const struct html_node *element, const char *name,
                      const char *wanted)
{
	struct str rest = html_attribute(element, "style"), rule, key;

	while (rest.len) {
		str_cut(rest, ';', &rule, &rest);
		if (str_cut(rule, ':', &key, &rule) &&
		    str_eq_nocase(str_trim(key), str_of(name)) &&
		    str_has_prefix_nocase(str_trim(rule), str_of(wanted)))
			return true;
	}
	return false;
}

/* Is it the first letter of a word that goes on behind it, and nowhere else? */
static bool is_drop_cap(const struct html_node *element)
{
	const struct html_node *letter = element->first, *rest = element->next;

	return letter && !letter->next && letter->name.len == 0 &&
	       utf8_length(letter->text) == 1 && !element->previous && rest &&
	       rest->name.len == 0 && rest->text.len && !is_space(rest->text.ptr[0]);
}

static bool is_hidden(const struct html_node *element)
{
	return html_attribute(element, "hidden").ptr ||
	       (str_eq_nocase(html_attribute(element, "aria-hidden"), STR("true")) &&
	        !is_drop_cap(element)) ||
	       has_style(element, "display", "none") ||
	       has_style(element, "visibility", "hidden");
}

/* A button that shows a picture at a click is what it shows. */
static bool holds_picture(const struct html_node *button)
{
	struct html_node *root = (struct html_node *)(uintptr_t)button, *node = root;

	for (size_t i = 0; node && i < BUTTON_NODES; i++) {
		if (html_is(node, "img") && !image_is_icon(node))
			return true;
		node = html_next(root, node);
	}
	return false;
}

static bool is_button(const struct html_node *element)
{
	return html_is(element, "button") ||
	       str_eq(html_attribute(element, "role"), STR("button"));
}

/* Bytes of text outside of links, up to the most that is asked for. */
static size_t prose_in(const struct html_node *element, size_t most)
{
	struct html_node *root = (struct html_node *)(uintptr_t)element, *node = root;
	size_t size = 0;

	for (size_t i = 0; node && size < most && i < PROSE_NODES; i++) {
		bool skip = html_is(node, "a") || name_in(node, never);

		if (name_in(node, " form input dialog "))
			return 0;
		size += str_trim(node->text).len;
		node = skip ? html_next_past(root, node) : html_next(root, node);
	}
	return size;
}

/*
 * An accordion's question is a button around a heading, or in one and most of it: a sign
 * beside it is none.
 */
static bool is_heading_button(const struct html_node *button)
{
	struct html_node *root = (struct html_node *)(uintptr_t)button, *node = root;

	for (size_t i = 0; node && i < BUTTON_NODES; i++) {
		if (is_heading_element(node))
			return true;
		node = html_next(root, node);
	}
	node = button->parent;
	for (size_t i = 0; node && i < HEADING_DEPTH; i++, node = node->parent)
		if (is_heading_element(node))
			return 2 * prose_in(button, PROSE_MIN) >=
			       prose_in(node, PROSE_MIN);
	return false;
}

/* Does the button open what stands behind it, which is a text? */
static bool is_question(const struct html_node *button)
{
	struct str controls = html_attribute(button, "aria-controls");
	const struct html_node *answer = button->next;

	while (answer && answer->name.len == 0)
		answer = answer->next;
	return answer && html_attribute(button, "aria-expanded").len &&
	       ((controls.len && str_eq(controls, html_attribute(answer, "id"))) ||
	        hints_have(button, answer_words) || hints_have(answer, answer_words)) &&
	       prose_in(answer, ANSWER_MIN) >= ANSWER_MIN;
}

/* Does a heading stand over it, or an accordion's class say that one does? */
static bool is_answer(const struct html_node *element)
{
	const struct html_node *node = element->previous;

	for (size_t i = 0; node && i < BESIDE_NODES; i++, node = node->previous)
		if (is_heading_element(node) || html_is(node, "summary") ||
		    html_is(node, "dt") || (is_button(node) && is_question(node)))
			return true;
	return str_eq(html_attribute(element, "role"), STR("tabpanel")) ||
	       hints_have(element, answer_words);
}

/*
 * Does a text go on with it? What only machines are not to read repeats a paragraph: a
 * quote from it.
 */
static bool is_beside_text(const struct html_node *element)
{
	const struct html_node *node = element->previous;

	if (html_attribute(element, "aria-hidden").len)
		return false;
	for (size_t i = 0; node && i < BESIDE_NODES; i++, node = node->previous)
		if (html_is(node, "p") && prose_in(node, PROSE_MIN) >= PROSE_MIN)
			return true;
	return false;
}

/*
 * What is hidden until a reader asks for it, in the middle of a text, is text: the
 * answers of an accordion, what is behind "Read more".
 */
static bool is_folded(const struct html_node *element)
{
	size_t size = prose_in(element, PROSE_MIN);

	return (size >= PROSE_MIN && is_beside_text(element)) ||
	       (size >= ANSWER_MIN && is_answer(element));
}

/* A sign with which a heading links to itself, or lets it be edited. */
static bool is_heading_mark(const struct html_node *element)
{
	const struct html_node *node = element->parent;
	struct str href = html_attribute(element, "href"), text;

	for (size_t i = 0; node && i < HEADING_DEPTH && !is_heading_element(node); i++)
		node = node->parent;
	if (!node || !is_heading_element(node))
		return false;
	if (hints_have(element, " editsection headerlink "))
		return true;
	if (!html_is(element, "a") || !str_has_prefix(href, STR("#")) ||
	    !element->first || element->first->next)
		return false;
	text = str_trim(element->first->text);
	return str_eq(text, STR("#")) || str_eq(text, STR("¶")) ||
	       str_eq(text, STR("§")) || str_eq(text, STR("🔗"));
}

static bool is_furniture(const struct html_node *element)
{
	struct str role = html_attribute(element, "role");

	if (is_hidden(element) && !is_folded(element))
		return true;
	if (html_is(element, "footer") && html_is(element->parent, "blockquote"))
		return false; /* who said it */
	if (is_heading_mark(element))
		return true;
	if (is_button(element))
		return !holds_picture(element) && !is_heading_button(element) &&
		       !is_question(element);
	return name_in(element, furniture) ||
	       (role.len && word_in(furniture_roles, role));
}

unsigned hints_of(const struct html_node *element)
{
	unsigned hints = 0;
	struct str role = html_attribute(element, "role");

	if (name_in(element, never))
		return HINT_NEVER | HINT_FURNITURE;
	if (is_furniture(element))
		hints |= HINT_FURNITURE;
	if (html_is(element, "blockquote") && is_embed(element))
		return HINT_EMBED;
	if (html_is(element, "aside") || str_eq(role, STR("complementary")))
		hints |= HINT_ASIDE;
	if (says_body(element))
		hints |= HINT_BODY;
	if (html_is(element, "article") || html_is(element, "main") ||
	    html_is(element, "body") || html_is(element, "html") || (hints & HINT_BODY))
		hints |= HINT_SPARED;
	else if (html_is(element, "img"))
		; /* its class says what it is for: to be shared, as a banner, hardly
		     where */
	else if (hints_have(element, comment_words))
		hints |= HINT_OTHER | HINT_COMMENTS;
	else if (hints_have(element, other_words) || is_set_aside(element))
		hints |= HINT_OTHER;
	if (html_is(element, "figcaption") || hints_have(element, caption_words))
		hints |= HINT_CAPTION;
	return hints;
}

bool is_block_element(const struct html_node *element)
{
	return name_in(element, blocks);
}

bool is_heading_element(const struct html_node *element)
{
	return element->name.len == 2 && element->name.ptr[0] == 'h' &&
	       element->name.ptr[1] >= '1' && element->name.ptr[1] <= '6';
}
