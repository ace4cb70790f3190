#include "base/entities.h"

#include "base/utf8.h"

/* The longest name, "thetasym", and the digits of a code point. */
#define ENTITY_MAX 10

/* U+00A0 to U+00FF, in order. */
static const char *const latin[] = {
	"nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",
	"uml",    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",
	"deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",   "middot",
	"cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest",
	"Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
	"Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",
	"ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
	"Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",
	"agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
	"egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
	"eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
	"oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
	const char *name;
	uint32_t code;
} named[] = {
	{ "amp", '&' },         { "lt", '<' },         { "gt", '>' },
	{ "quot", '"' },        { "apos", '\'' },      { "Alpha", 0x0391 },
	{ "Beta", 0x0392 },     { "Chi", 0x03a7 },     { "Dagger", 0x2021 },
	{ "Delta", 0x0394 },    { "Epsilon", 0x0395 }, { "Eta", 0x0397 },
	{ "Gamma", 0x0393 },    { "Iota", 0x0399 },    { "Kappa", 0x039a },
	{ "Lambda", 0x039b },   { "Mu", 0x039c },      { "Nu", 0x039d },
	{ "OElig", 0x0152 },    { "Omega", 0x03a9 },   { "Omicron", 0x039f },
	{ "Phi", 0x03a6 },      { "Pi", 0x03a0 },      { "Prime", 0x2033 },
	{ "Psi", 0x03a8 },      { "Rho", 0x03a1 },     { "Scaron", 0x0160 },
	{ "Sigma", 0x03a3 },    { "Tau", 0x03a4 },     { "Theta", 0x0398 },
	{ "Upsilon", 0x03a5 },  { "Xi", 0x039e },      { "Yuml", 0x0178 },
	{ "Zeta", 0x0396 },     { "alefsym", 0x2135 }, { "alpha", 0x03b1 },
	{ "and", 0x2227 },      { "ang", 0x2220 },     { "asymp", 0x2248 },
	{ "bdquo", 0x201e },    { "beta", 0x03b2 },    { "bull", 0x2022 },
	{ "cap", 0x2229 },      { "chi", 0x03c7 },     { "circ", 0x02c6 },
	{ "clubs", 0x2663 },    { "cong", 0x2245 },    { "crarr", 0x21b5 },
	{ "cup", 0x222a },      { "dArr", 0x21d3 },    { "dagger", 0x2020 },
	{ "darr", 0x2193 },     { "delta", 0x03b4 },   { "diams", 0x2666 },
	{ "empty", 0x2205 },    { "emsp", 0x2003 },    { "ensp", 0x2002 },
	{ "epsilon", 0x03b5 },  { "equiv", 0x2261 },   { "eta", 0x03b7 },
	{ "euro", 0x20ac },     { "exist", 0x2203 },   { "fnof", 0x0192 },
	{ "forall", 0x2200 },   { "frasl", 0x2044 },   { "gamma", 0x03b3 },
	{ "ge", 0x2265 },       { "hArr", 0x21d4 },    { "harr", 0x2194 },
	{ "hearts", 0x2665 },   { "hellip", 0x2026 },  { "image", 0x2111 },
	{ "infin", 0x221e },    { "int", 0x222b },     { "iota", 0x03b9 },
	{ "isin", 0x2208 },     { "kappa", 0x03ba },   { "lArr", 0x21d0 },
	{ "lambda", 0x03bb },   { "lang", 0x2329 },    { "larr", 0x2190 },
	{ "lceil", 0x2308 },    { "ldquo", 0x201c },   { "le", 0x2264 },
	{ "lfloor", 0x230a },   { "lowast", 0x2217 },  { "loz", 0x25ca },
	{ "lrm", 0x200e },      { "lsaquo", 0x2039 },  { "lsquo", 0x2018 },
	{ "mdash", 0x2014 },    { "minus", 0x2212 },   { "mu", 0x03bc },
	{ "nabla", 0x2207 },    { "ndash", 0x2013 },   { "ne", 0x2260 },
	{ "ni", 0x220b },       { "notin", 0x2209 },   { "nsub", 0x2284 },
	{ "nu", 0x03bd },       { "oelig", 0x0153 },   { "oline", 0x203e },
	{ "omega", 0x03c9 },    { "omicron", 0x03bf }, { "oplus", 0x2295 },
	{ "or", 0x2228 },       { "otimes", 0x2297 },  { "part", 0x2202 },
	{ "permil", 0x2030 },   { "perp", 0x22a5 },    { "phi", 0x03c6 },
	{ "pi", 0x03c0 },       { "piv", 0x03d6 },     { "prime", 0x2032 },
	{ "prod", 0x220f },     { "prop", 0x221d },    { "psi", 0x03c8 },
	{ "rArr", 0x21d2 },     { "radic", 0x221a },   { "rang", 0x232a },
	{ "rarr", 0x2192 },     { "rceil", 0x2309 },   { "rdquo", 0x201d },
	{ "real", 0x211c },     { "rfloor", 0x230b },  { "rho", 0x03c1 },
	{ "rlm", 0x200f },      { "rsaquo", 0x203a },  { "rsquo", 0x2019 },
	{ "sbquo", 0x201a },    { "scaron", 0x0161 },  { "sdot", 0x22c5 },
	{ "sigma", 0x03c3 },    { "sigmaf", 0x03c2 },  { "sim", 0x223c },
	{ "spades", 0x2660 },   { "sub", 0x2282 },     { "sube", 0x2286 },
	{ "sum", 0x2211 },      { "sup", 0x2283 },     { "supe", 0x2287 },
	{ "tau", 0x03c4 },      { "there4", 0x2234 },  { "theta", 0x03b8 },
	{ "thetasym", 0x03d1 }, { "thinsp", 0x2009 },  { "tilde", 0x02dc },
	{ "trade", 0x2122 },    { "uArr", 0x21d1 },    { "uarr", 0x2191 },
	{ "upsih", 0x03d2 },    { "upsilon", 0x03c5 }, { "weierp", 0x2118 },
	{ "xi", 0x03be },       { "zeta", 0x03b6 },    { "zwj", 0x200d },
	{ "zwnj", 0x200c },
};

/* What windows-1252 has at 0x80 to 0x9f; its five holes become U+FFFD. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

uint32_t html_code(uint32_t number)
{
	return number >= 0x80 && number < 0xa0 ? windows_1252[number - 0x80] : number;
}

/* The code point of what stands between "&" and ";", or 0. */
static uint32_t entity_code(struct str name)
{
	uint32_t code = 0;
	bool hex = false;

	for (size_t i = 0; i < ARRAY_LEN(latin); i++)
		if (str_eq(name, str_of(latin[i])))
			return (uint32_t)(0xa0 + i);
	for (size_t i = 0; i < ARRAY_LEN(named); i++)
		if (str_eq(name, str_of(named[i].name)))
			return named[i].code;
	if (!str_skip_prefix(&name, STR("#")))
		return 0;
	if (str_skip_prefix(&name, STR("x")) || str_skip_prefix(&name, STR("X")))
		hex = true;
	for (size_t i = 0; i < name.len; i++) {
		char c = to_lower(name.ptr[i]);

		if (is_digit(c))
			code = code * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			code = code * 16 + (uint32_t)(c - 'a' + 10);
		else
			return 0;
		if (code > 0x10ffff)
			return UTF8_REPLACEMENT;
	}
	return code >= 0xd800 && code < 0xe000 ? UTF8_REPLACEMENT : html_code(code);
}

void unescape_html(struct buf *out, struct str text)
{
	size_t at;

	while ((at = str_find_char(text, '&')) != STR_NONE) {
		struct str name = str_slice(text, at + 1, at + 2 + ENTITY_MAX);
		size_t end = str_find_char(name, ';');
		uint32_t code =
			end == STR_NONE ? 0 : entity_code(str_slice(name, 0, end));

		buf_add(out, str_slice(text, 0, at));
		if (code) {
			utf8_add(out, code);
			text = str_from(text, at + end + 2);
		} else {
			buf_add_char(out, '&');
			text = str_from(text, at + 1);
		}
	}
	buf_add(out, text);
}
