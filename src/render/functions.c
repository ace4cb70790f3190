#include "render/functions.h"

#include "archive/permalink.h"
#include "base/attr.h"
#include "base/json.h"
#include "render/view.h"

#define ARTICLES_DEFAULT 20
#define TERMS_ALL        UINT32_MAX

static bool get_limit(struct template_call *call, struct value value, uint32_t fallback,
                      uint32_t *limit)
{
	*limit = fallback;
	if (value.type == VALUE_UNDEFINED || value.type == VALUE_NONE)
		return true;
	if (value.type != VALUE_INT || value.integer < 0)
		return call_error(call, "'limit' must be a number, not %s",
		                  value_type_name(value));
	*limit = value.integer > UINT32_MAX ? UINT32_MAX : (uint32_t)value.integer;
	return true;
}

/* A term given as such (article.section, a term of terms()) or by name. */
static struct str term_name(struct value value)
{
	if (value.type == VALUE_OBJECT)
		value = value.object->class->get(value.object, STR("slug"));
	return value_text(value);
}

/* The listing of one term; empty if there is no such term. */
static const struct listing *term_listing(struct view *view, struct str taxonomy,
                                          struct str name, struct listing *none)
{
	const struct taxonomy *found = archive_taxonomy(view->site->archive, taxonomy);
	const struct term *term = found ? taxonomy_term(found, name) : NULL;

	if (term)
		return &term->listing;
	*none = (struct listing){
		.name = arena_printf(view->arena, "%.*s/%.*s", STR_ARG(taxonomy),
		                     STR_ARG(name)),
	};
	return none;
}

/* The same for a term of any taxonomy, given as such or by name ("series/flood"). */
static const struct listing *named_listing(struct view *view, struct value value,
                                           struct listing *none)
{
	struct str taxonomy, name;

	if (value.type != VALUE_OBJECT) {
		str_cut(value_text(value), '/', &taxonomy, &name);
		return term_listing(view, taxonomy, name, none);
	}
	taxonomy = value_text(value.object->class->get(value.object, STR("taxonomy")));
	return term_listing(view, taxonomy, term_name(value), none);
}

/* years(): those of the calendar, oldest first. */
static bool call_years(struct template_call *call, struct value *result)
{
	*result = year_objects(call->context);
	return true;
}

/* A period given as such (article.day, a part of a period) or by name ("2014/02"). */
static bool articles_of_period(struct template_call *call, struct value value,
                               uint32_t limit, struct value *result)
{
	struct view *view = call->context;
	const struct archive *archive = view->site->archive;
	const struct period *period;
	uint32_t number, count;

	if (value.type == VALUE_OBJECT)
		value = value.object->class->get(value.object, STR("name"));
	view_note(view, FACT_CALENDAR,
	          arena_printf(view->arena, "%.*s?newest=%u", STR_ARG(value_text(value)),
	                       limit));
	number = calendar_named(&archive->calendar, value_text(value));
	*result = value_list(NULL, 0);
	if (number == PERIOD_NONE)
		return true;
	period = &archive->calendar.periods[number];
	count = period->end - period->start;
	*result = cards_newest_first(view, &archive->latest,
	                             period->end - (limit < count ? limit : count),
	                             period->end);
	return true;
}

/* articles(limit=20, section=, tag=, author=, period=, term=): the newest cards. */
static bool call_articles(struct template_call *call, struct value *result)
{
	static const struct str taxonomies[] = { STR_INIT("sections"), STR_INIT("tags"),
		                                 STR_INIT("authors") };
	struct view *view = call->context;
	const struct listing *listing = &view->site->archive->latest;
	struct listing none;
	uint32_t limit, start;

	if (!get_limit(call, call->args[0], ARTICLES_DEFAULT, &limit))
		return false;
	if (call->args[4].type != VALUE_UNDEFINED)
		return articles_of_period(call, call->args[4], limit, result);
	for (size_t i = 0; i < ARRAY_LEN(taxonomies); i++)
		if (call->args[i + 1].type != VALUE_UNDEFINED)
			listing = term_listing(view, taxonomies[i],
			                       term_name(call->args[i + 1]), &none);
	if (call->args[5].type != VALUE_UNDEFINED)
		listing = named_listing(view, call->args[5], &none);
	start = limit < listing->count ? listing->count - limit : 0;
	view_note(view, FACT_LISTING,
	          arena_printf(view->arena, "%.*s?newest=%u", STR_ARG(listing->name),
	                       limit));
	*result = cards_newest_first(view, listing, start, listing->count);
	return true;
}

/* terms(taxonomy, limit=): those with the most articles. */
static bool call_terms(struct template_call *call, struct value *result)
{
	struct view *view = call->context;
	struct str name = value_text(call->args[0]);
	const struct taxonomy *taxonomy = archive_taxonomy(view->site->archive, name);
	const struct config *config = view->site->config;
	struct value_builder terms = { .arena = view->arena };
	uint32_t limit, number;

	if (!get_limit(call, call->args[1], TERMS_ALL, &limit))
		return false;
	if (!taxonomy) {
		struct str near = str_nearest(name, config->taxonomies.items,
		                              config->taxonomies.count);

		return call_error(call, "no taxonomy '%.*s'%s%.*s%s", STR_ARG(name),
		                  near.len ? "; did you mean '" : "", STR_ARG(near),
		                  near.len ? "'?" : "");
	}
	number = (uint32_t)(taxonomy - view->site->archive->taxonomies);
	for (uint32_t i = 0; i < taxonomy->count && i < limit; i++)
		value_add_item(&terms, term_object(view, number, taxonomy->by_use[i]));
	view_note(view, FACT_TERMS,
	          limit == TERMS_ALL
	                  ? arena_printf(view->arena, "%.*s?most", STR_ARG(name))
	                  : arena_printf(view->arena, "%.*s?most=%u", STR_ARG(name),
	                                 limit));
	*result = value_built_list(&terms);
	return true;
}

static uint32_t find_article(struct view *view, struct str reference)
{
	uint32_t found = archive_find(view->site->archive, reference);

	view_note(view, FACT_REFERENCE, reference);
	return found;
}

static bool call_article_at(struct template_call *call, struct value *result)
{
	uint32_t found = find_article(call->context, value_text(call->args[0]));

	if (found != ARTICLE_NONE)
		*result = card_object(call->context, found);
	return true;
}

static bool call_url_for(struct template_call *call, struct value *result)
{
	struct view *view = call->context;
	struct str reference = value_text(call->args[0]);
	uint32_t found = find_article(view, reference);
	const struct page *page;

	if (found != ARTICLE_NONE) {
		*result = value_str(
			view_href(view, view->site->archive->records[found]->url));
		return true;
	}
	view_note(view, FACT_PAGE, reference);
	page = archive_page(view->site->archive, reference);
	if (!page)
		return call_error(call, "nothing is published for '%.*s'",
		                  STR_ARG(reference));
	*result = value_str(view_href(view, page->url));
	return true;
}

/* Text of any printable value: a date, a term. */
static struct str text_of(struct template_call *call, struct value value)
{
	if (value.type == VALUE_OBJECT && value.object->class->print)
		value = value.object->class->print(value.object, call->arena);
	return value_text(value);
}

static bool filter_markdown(struct template_call *call, struct value *result)
{
	struct view *view = call->context;
	struct source source = { STR("(template)"), text_of(call, call->args[0]) };
	struct markdown_options options = { .html = view->site->config->html };
	struct markdown out = { 0 };

	if (value_is_true(call->args[1])) {
		*result = value_safe(
			markdown_inline(source.text, options.html, call->arena));
		return true;
	}
	if (!markdown_render(&source, 0, false, &options, call->arena, &out, view->diags))
		return call_error(call, "the text cannot be rendered");
	*result = value_safe(out.html);
	return true;
}

static bool filter_absolute_url(struct template_call *call, struct value *result)
{
	struct view *view = call->context;
	const struct config *config = view->site->config;
	struct str url = text_of(call, call->args[0]), rest = url;

	if (url_is_external(url) || config->url.len == 0) {
		*result = value_str(url);
		return true;
	}
	/* Either a URL of this site as templates see it, or one relative to its home. */
	if (!str_skip_prefix(&rest, config->home))
		str_skip_prefix(&rest, STR("/"));
	*result = value_str(arena_printf(call->arena, "%.*s%.*s", STR_ARG(config->url),
	                                 STR_ARG(rest)));
	return true;
}

static bool filter_asset(struct template_call *call, struct value *result)
{
	struct view *view = call->context;
	struct str name = text_of(call, call->args[0]);
	const struct asset *asset = site_asset(view->site, name);

	view_note(view, FACT_ASSET, name);
	if (!asset)
		return call_error(call, "no asset '%.*s' in templates/assets/",
		                  STR_ARG(name));
	*result = value_str(view_href(view, asset->url));
	return true;
}

static bool is_nothing(struct value value)
{
	bool is_empty = value.type == VALUE_STR || value.type == VALUE_LIST ||
	                value.type == VALUE_DICT;

	return value.type == VALUE_UNDEFINED || value.type == VALUE_NONE ||
	       (is_empty && value.len == 0);
}

/* Without what is missing, and without things of which nothing is said but their type. */
static struct value pruned(struct arena *arena, struct value value, unsigned depth)
{
	struct value_builder built = { .arena = arena };
	size_t said = 0;

	if (value.type == VALUE_OBJECT && value.object->class->print)
		return value.object->class->print(value.object, arena);
	if (value.type != VALUE_LIST && value.type != VALUE_DICT)
		return value.type == VALUE_OBJECT ? UNDEFINED : value;
	for (uint32_t i = 0; depth < JSON_DEPTH && i < value.len; i++) {
		bool is_list = value.type == VALUE_LIST;
		struct str key = is_list ? STR("") : value.entries[i].key;
		struct value item =
			pruned(arena, is_list ? value.items[i] : value.entries[i].value,
		               depth + 1);

		if (is_nothing(item))
			continue;
		said += !str_eq(key, STR("@type"));
		if (is_list)
			value_add_item(&built, item);
		else
			value_add(&built, key, item);
	}
	if (said == 0)
		return UNDEFINED;
	return value.type == VALUE_LIST ? value_built_list(&built)
	                                : value_built_dict(&built);
}

/* A dict as linked data (JSON-LD) in a <script> that cannot be broken out of. */
static bool filter_jsonld(struct template_call *call, struct value *result)
{
	struct buf out = { 0 };
	struct value data;

	if (call->args[0].type != VALUE_DICT)
		return call_error(call, "'jsonld' needs a dict, not %s",
		                  value_type_name(call->args[0]));
	data = pruned(call->arena, call->args[0], 0);
	*result = value_safe(STR(""));
	if (is_nothing(data))
		return true;
	buf_add(&out, STR("<script type=\"application/ld+json\">"));
	json_write(&out, data, JSON_IN_HTML, 0);
	buf_add(&out, STR("</script>"));
	*result = value_safe(buf_keep(&out, call->arena));
	buf_clear(&out);
	return true;
}

const struct template_library *functions_library(void)
{
	static const struct template_function filters[] = {
		{ "markdown", "text,inline=", filter_markdown },
		{ "absolute_url", "url", filter_absolute_url },
		{ "asset", "name", filter_asset },
		{ "jsonld", "data", filter_jsonld },
		{ 0 },
	};
	static const struct template_function functions[] = {
		{ "articles",
		  "limit=,section=,tag=,author=,period=,term=", call_articles },
		{ "terms", "taxonomy,limit=", call_terms },
		{ "years", "", call_years },
		{ "article_at", "path", call_article_at },
		{ "url_for", "path", call_url_for },
		{ 0 },
	};
	static const struct template_function tests[] = { { 0 } };
	static const struct template_library library = { filters, tests, functions };

	return &library;
}
