#include "import/foreign.h"

#include "base/buf.h"
#include "t.h"

static const char *const kinds[] = { "short", "tag", "out",        "attr",
	                             "brace", "def", "short form", "to" };

/* "kind[!/]:text" of all that is found, one a line. */
static struct str found(const char *text)
{
	struct foreigns list;
	struct buf out = { 0 };
	struct str kept;

	foreign_scan(str_of(text), &t_arena, &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct foreign *item = &list.items[i];
		struct str s = str_slice(str_of(text), item->start, item->end);

		buf_printf(&out, "%s%s%s%s %.*s\n", kinds[item->kind],
		           item->closing ? "/" : "", item->in_code ? "`" : "",
		           item->partner != FOREIGN_NONE ? "+" : "", STR_ARG(s));
	}
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(foreign, finds_tags_and_their_partners)
{
	CHECK_STR(found("a {{< b \"x >}} y\" >}} c {{% d %}} {{%/ d %}}"),
	          STR("short {{< b \"x >}} y\" >}}\nshort+ {{% d %}}\n"
	              "short/+ {{%/ d %}}\n"));
	CHECK_STR(found("{% if x %}{{ y | z: '}}' }}{%- endif -%} {% end %}"),
	          STR("tag+ {% if x %}\nout {{ y | z: '}}' }}\ntag/+ {%- endif -%}\n"
	              "tag {% end %}\n"));
	CHECK_STR(found("{{< never {{ closes {% this"), STR(""));
	CHECK_STR(found("`{{ x }}`\n\n    {% y %}\n"),
	          STR("out` {{ x }}\ntag` {% y %}\n"));
	CHECK_STR(found("{: .x }"), STR("attr {: .x }\n"));
}

TEST(foreign, finds_targets)
{
	CHECK_STR(found("[a](b.md) ![c]( <d e> \"f\") [g](h(i)j) `[k](l)`"),
	          STR("to b.md\nto d e\nto h(i)j\nto` l\n"));
	CHECK_STR(found("[a]: /b \"c\"\n> [d]: <e>\n[f]: not a target\n[^g]: note"),
	          STR("to /b\nto e\n"));
	CHECK_STR(found("<img alt='x' src=a.png> <a href=\"b.html\">x</a> 1 <b [c](d)"),
	          STR("to a.png\nto b.html\nto d\n"));
	CHECK_STR(found("[a]({{< ref \"b c\" >}}#d) <a href=\"{{ x }}/y\">"),
	          STR("to {{< ref \"b c\" >}}#d\nto {{ x }}/y\n"));
	CHECK_STR(found("[a](to be) \\[b](c"), STR(""));
}

TEST(foreign, reads_arguments)
{
	struct foreign_args args = foreign_args(
		STR(" one src = \"a \\\"b\\\"\" Alt='c d' `raw x` two"), &t_arena);

	CHECK_INT(args.count, 5);
	CHECK_STR(foreign_arg(&args, "url src"), STR("a \"b\""));
	CHECK_STR(foreign_arg(&args, "alt"), STR("c d"));
	CHECK_STR(foreign_arg_at(&args, 0), STR("one"));
	CHECK_STR(foreign_arg_at(&args, 1), STR("raw x"));
	CHECK_STR(foreign_arg_at(&args, 2), STR("two"));
	CHECK_STR(foreign_arg_at(&args, 3), STR(""));
}
