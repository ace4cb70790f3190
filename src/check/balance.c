#include "check/balance.h"

#include "base/attr.h"

static bool is_among(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(name, names[i]))
			return true;
	return false;
}

static bool is_void(struct str name)
{
	static const struct str names[] = {
		STR_INIT("area"), STR_INIT("base"),   STR_INIT("br"),
		STR_INIT("col"),  STR_INIT("embed"),  STR_INIT("hr"),
		STR_INIT("img"),  STR_INIT("input"),  STR_INIT("link"),
		STR_INIT("meta"), STR_INIT("source"), STR_INIT("track"),
		STR_INIT("wbr"),
	};

	return is_among(name, names, ARRAY_LEN(names));
}

/* Their ends may be left out. */
static bool may_stay_open(struct str name)
{
	static const struct str names[] = {
		STR_INIT("p"),        STR_INIT("li"),       STR_INIT("dt"),
		STR_INIT("dd"),       STR_INIT("tr"),       STR_INIT("td"),
		STR_INIT("th"),       STR_INIT("thead"),    STR_INIT("tbody"),
		STR_INIT("tfoot"),    STR_INIT("colgroup"), STR_INIT("option"),
		STR_INIT("optgroup"), STR_INIT("rp"),       STR_INIT("rt"),
		STR_INIT("html"),     STR_INIT("head"),     STR_INIT("body"),
	};

	return is_among(name, names, ARRAY_LEN(names));
}

static bool is_foreign(const struct balance *balance)
{
	static const struct str names[] = { STR_INIT("svg"), STR_INIT("math") };

	for (size_t i = balance->count; i-- > 0;)
		if (is_among(balance->open[i].name, names, ARRAY_LEN(names)))
			return true;
	return false;
}

static struct str add_end(struct balance *balance, const struct tag *tag,
                          struct arena *arena)
{
	size_t at = balance->count;
	struct tag top;

	if (is_void(tag->name))
		return arena_printf(arena, "<%.*s> has no end tag", STR_ARG(tag->name));
	while (at > 0 && !str_eq_nocase(balance->open[at - 1].name, tag->name))
		at--;
	if (at == 0)
		return arena_printf(arena, "</%.*s> closes nothing that is open",
		                    STR_ARG(tag->name));
	for (size_t i = balance->count; i > at; i--) {
		top = balance->open[i - 1];
		if (may_stay_open(top.name))
			continue;
		balance->count = at - 1;
		return arena_printf(arena, "</%.*s> stands where <%.*s> is open",
		                    STR_ARG(tag->name), STR_ARG(top.name));
	}
	balance->count = at - 1;
	return (struct str){ 0 };
}

struct str balance_add(struct balance *balance, const struct tag *tag,
                       struct arena *arena)
{
	static const struct str foreign[] = { STR_INIT("svg"), STR_INIT("math") };

	if (tag->is_cut_off)
		return STR("the page ends within a tag");
	if (tag->is_end)
		return add_end(balance, tag, arena);
	if (is_void(tag->name))
		return (struct str){ 0 };
	if (tag->closes_itself) {
		if (is_foreign(balance) ||
		    is_among(tag->name, foreign, ARRAY_LEN(foreign)))
			return (struct str){ 0 };
		return arena_printf(arena, "<%.*s/> does not close itself in HTML",
		                    STR_ARG(tag->name));
	}
	if (balance->count == BALANCE_DEPTH)
		return STR("elements are nested too deep");
	balance->open[balance->count++] = *tag;
	return (struct str){ 0 };
}

bool balance_end(const struct balance *balance, struct tag *open)
{
	for (size_t i = balance->count; i-- > 0;)
		if (!may_stay_open(balance->open[i].name)) {
			*open = balance->open[i];
			return true;
		}
	return false;
}
