/*
 * The filter urlize: addresses in a text become links. A word at a time; what stands
 * around an address (brackets, a full stop) stays outside of the link.
 */
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"
#include "template/natives.h"

struct linker {
	struct buf out;
	struct str attributes; /* rel and target */
	int64_t limit;         /* of the text that is shown; -1: none */
	struct value schemes;
	struct arena *arena;
};

static bool is_word(uint32_t code)
{
	return code == '_' || code_is_letter(code) || code_is_digit(code);
}

/* Labels of a host name at the start of text; the length of them, the last in *last. */
static size_t host_length(struct str text, struct str *last)
{
	size_t at = 0, start = 0;

	while (at < text.len) {
		size_t next = at;
		uint32_t code = utf8_next(text, &next);

		if (code == '.' && at > start)
			start = next;
		else if (!is_word(code) && code != '-' && code != '%')
			break;
		at = next;
	}
	*last = str_slice(text, start, at);
	return at;
}

/* What follows a host: a port, then a path, a query or a fragment; or nothing. */
static bool is_tail(struct str rest)
{
	size_t digits = 0;

	if (str_skip_prefix(&rest, STR(":"))) {
		while (digits < rest.len && is_digit(rest.ptr[digits]))
			digits++;
		if (digits < 1 || digits > 5)
			return false;
		rest = str_from(rest, digits);
	}
	return !rest.len || rest.ptr[0] == '/' || rest.ptr[0] == '?' ||
	       rest.ptr[0] == '#';
}

static bool is_letters(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_alpha(text.ptr[i]))
			return false;
	return text.len >= 2 && text.len <= 63;
}

static bool is_ipv4(struct str host)
{
	size_t dots = 0;

	for (size_t i = 0; i < host.len; i++) {
		dots += host.ptr[i] == '.';
		if (host.ptr[i] != '.' && !is_digit(host.ptr[i]))
			return false;
	}
	return dots == 3;
}

static bool is_url(struct str text)
{
	static const char *const common[] = { "com", "net", "int",  "edu",
		                              "gov", "org", "info", "mil" };
	struct str last, rest = text;
	bool scheme = false, www;
	size_t len;

	if (str_has_prefix_nocase(rest, STR("https://"))) {
		rest = str_from(rest, 8);
		scheme = true;
	} else if (str_has_prefix_nocase(rest, STR("http://"))) {
		rest = str_from(rest, 7);
		scheme = true;
	}
	www = str_has_prefix_nocase(rest, STR("www."));
	len = host_length(rest, &last);
	if (!len || !is_tail(str_from(rest, len)))
		return false;
	if (scheme || www)
		return is_letters(last) || str_has_prefix_nocase(last, STR("xn--")) ||
		       (scheme && is_ipv4(str_slice(rest, 0, len)));
	for (size_t i = 0; i < ARRAY_LEN(common); i++)
		if (str_eq_nocase(last, str_of(common[i])) && last.len < len)
			return true;
	return false;
}

/* name@host.tld */
static bool is_mail(struct str text)
{
	size_t at = str_find_last_char(text, '@'), dot;
	struct str host = at == STR_NONE ? STR("") : str_from(text, at + 1);

	dot = str_find_last_char(host, '.');
	if (at == STR_NONE || at == 0 || dot == STR_NONE || dot == 0 ||
	    dot + 1 == host.len)
		return false;
	for (size_t i = 0; i < host.len;) {
		bool after_dot = i > dot;
		uint32_t code = utf8_next(host, &i);

		if (!is_word(code) && (after_dot || (code != '.' && code != '-')))
			return false;
	}
	return host.ptr[0] != '.' && host.ptr[0] != '-';
}

static void add_link(struct linker *linker, const char *prefix, struct str address,
                     struct str shown, bool attributes)
{
	buf_puts(&linker->out, "<a href=\"");
	buf_add(&linker->out, str_of(prefix));
	buf_add(&linker->out, address);
	buf_puts(&linker->out, "\"");
	if (attributes)
		buf_add(&linker->out, linker->attributes);
	buf_puts(&linker->out, ">");
	buf_add(&linker->out, shown);
	buf_puts(&linker->out, "</a>");
}

static void add_url(struct linker *linker, struct str url)
{
	bool scheme = str_has_prefix(url, STR("https://")) ||
	              str_has_prefix(url, STR("http://"));
	struct str shown = url;

	if (linker->limit >= 0 && (int64_t)utf8_length(url) > linker->limit)
		shown = arena_printf(linker->arena, "%.*s...",
		                     STR_ARG(utf8_prefix(url, (size_t)linker->limit)));
	add_link(linker, scheme ? "" : "https://", url, shown, true);
}

/* A scheme that the call adds: "tel:". */
static bool has_scheme(const struct linker *linker, struct str text)
{
	for (uint32_t i = 0;
	     linker->schemes.type == VALUE_LIST && i < linker->schemes.len; i++) {
		struct str scheme = value_text(linker->schemes.items[i]);

		if (scheme.len && text.len > scheme.len && str_has_prefix(text, scheme))
			return true;
	}
	return false;
}

static void add_middle(struct linker *linker, struct str text)
{
	struct str mail = text;

	if (is_url(text))
		add_url(linker, text);
	else if (str_skip_prefix(&mail, STR("mailto:")) && is_mail(mail))
		add_link(linker, "", text, mail, false);
	else if (!str_has_prefix(text, STR("www.")) &&
	         str_find_char(text, ':') == STR_NONE && is_mail(text))
		add_link(linker, "mailto:", text, text, false);
	else if (has_scheme(linker, text))
		add_link(linker, "", text, text, true);
	else
		buf_add(&linker->out, text);
}

static size_t count_of(struct str text, struct str what)
{
	size_t count = 0, at;

	while ((at = str_find(text, what)) != STR_NONE) {
		text = str_from(text, at + what.len);
		count++;
	}
	return count;
}

/* Closing brackets behind an address that has opening ones belong to it. */
static void balance(struct str *middle, struct str *tail)
{
	static const struct {
		struct str open, close;
	} pairs[] = {
		{ STR_INIT("("), STR_INIT(")") },
		{ STR_INIT("<"), STR_INIT(">") },
		{ STR_INIT("&lt;"), STR_INIT("&gt;") },
	};

	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		size_t opened = count_of(*middle, pairs[i].open);

		if (opened <= count_of(*middle, pairs[i].close))
			continue;
		for (; opened > 0; opened--) {
			size_t at = str_find(*tail, pairs[i].close);

			if (at == STR_NONE)
				break;
			at += pairs[i].close.len;
			middle->len += at;
			*tail = str_from(*tail, at);
		}
	}
}

static void add_word(struct linker *linker, struct str word)
{
	struct str middle = word, tail;

	while (str_skip_prefix(&middle, STR("(")) || str_skip_prefix(&middle, STR("<")) ||
	       str_skip_prefix(&middle, STR("&lt;")))
		;
	buf_add(&linker->out, str_slice(word, 0, word.len - middle.len));
	tail = middle;
	while (str_skip_suffix(&middle, STR(")")) || str_skip_suffix(&middle, STR(">")) ||
	       str_skip_suffix(&middle, STR(".")) || str_skip_suffix(&middle, STR(",")) ||
	       str_skip_suffix(&middle, STR("&gt;")))
		;
	tail = str_from(tail, middle.len);
	balance(&middle, &tail);
	add_middle(linker, middle);
	buf_add(&linker->out, tail);
}

static int by_text(const struct value *a, const struct value *b)
{
	return str_cmp(value_text(*a), value_text(*b));
}

/* rel="noopener ..." in order, once each; target. */
static struct str link_attributes(struct template_call *call)
{
	struct value words[16];
	struct str rest = native_text(call, 4, STR(""));
	struct buf out = { 0 };
	size_t count = 0;
	struct str kept;

	words[count++] = value_str(STR("noopener"));
	if (native_bool(call, 2, false))
		words[count++] = value_str(STR("nofollow"));
	while ((rest = str_trim_start(rest)).len && count < ARRAY_LEN(words)) {
		size_t len = 0, at = 0;
		struct value word;

		while (len < rest.len && !is_space(rest.ptr[len]))
			len++;
		word = value_str(str_slice(rest, 0, len));
		rest = str_from(rest, len);
		while (at < count && !value_eq(words[at], word))
			at++;
		if (at == count)
			words[count++] = word;
	}
	for (size_t i = 1; i < count; i++)
		for (size_t n = i; n > 0 && by_text(&words[n - 1], &words[n]) > 0; n--) {
			struct value other = words[n];

			words[n] = words[n - 1];
			words[n - 1] = other;
		}
	buf_puts(&out, " rel=\"");
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add_char(&out, ' ');
		escape_html(&out, value_text(words[i]));
	}
	buf_puts(&out, "\"");
	if (native_text(call, 3, STR("")).len) {
		buf_puts(&out, " target=\"");
		escape_html(&out, native_text(call, 3, STR("")));
		buf_puts(&out, "\"");
	}
	kept = buf_keep(&out, call->arena);
	buf_clear(&out);
	return kept;
}

static bool filter_urlize(struct template_call *call, struct value *result)
{
	struct linker linker = { .attributes = link_attributes(call),
		                 .schemes = call->args[5],
		                 .arena = call->arena };
	struct str rest = value_text(value_escape(call->arena, call->args[0]));
	bool ok;

	if (!native_int(call, 1, -1, &linker.limit))
		return false;
	while (rest.len) {
		size_t len = 0;
		bool space = is_space(rest.ptr[0]);

		while (len < rest.len && is_space(rest.ptr[len]) == space)
			len++;
		if (space)
			buf_add(&linker.out, str_slice(rest, 0, len));
		else
			add_word(&linker, str_slice(rest, 0, len));
		rest = str_from(rest, len);
	}
	ok = vm_charge(native_vm(call), linker.out.len);
	if (ok)
		*result = value_str(buf_keep(&linker.out, call->arena));
	result->safe = call->autoescape;
	buf_clear(&linker.out);
	return ok;
}

const struct template_function link_filters[] = {
	{ "urlize", "value, trim_url_limit=, nofollow=, target=, rel=, extra_schemes=",
	  filter_urlize },
	{ 0 },
};
