"""Odd texts, and whatever else stands where an editor or a program wrote nonsense."""

NOTHING = ["", " ", "\n", "\u200b", "\u200e", "\ufeff", "\u00ad", "\u2028", "\ufffd"]
CONTROLS = ["\x01", "\x08b", "\x1b", "a\x7fb", "\ufffe"]
SIGNS = ["-", "--", "---", "...", "#", "|", ">", "?", ":", "'", '"', "\\", "~", "&", "*", "%", "@", "`", "[", "{", ","]
YAML = ["null", "true", "no", "1", "0x1F", "1e999", "---\ntitle: x\n---\n", "- a", "a: b", "!!str 1", "&a x", "*a", "<<"]
DATES = [
    "2024-01-02",
    "2024-01-02 03:04:05",
    "0000-00-00 00:00:00",
    "2024-01-02T03:04:05+99:00",
    "Tue, 02 Jan 2024 25:04:05 +9900",
    "Mon, 30 Nov -0001 00:00:00 +0000",
    "99999-01-01",
    "2024-13-45",
    "1704164645000",
]
URLS = [
    "http://",
    "https://example.org/a/b?c=d#e",
    "//x",
    "/",
    "/../x",
    "../../x",
    "javascript:alert(1)",
    " JAVASCRIPT:alert(1)",
    "data:image/png;base64,AA==",
    "mailto:a@b",
    "urn:uuid:1",
    "%00",
    "%ff",
    "%2e%2e/x",
    "CON",
    "a" * 255 + "/b",
]
LONG = ["x" * 1001, "é " * 600, "日" * 300]
NAMES = ["en", "xx-yy-zz-toolong", "the", "By X", "by", "A, B and C", "a,b;c", "rtl", "draft", "future", "A, a, Á"]
MARKUP = [
    "<b>x</b>",
    "<x/>",
    "<script>alert(1)</script>",
    "<div>",
    "<!-- c -->",
    "&amp;amp;",
    "]]>",
    "{{ x }}",
    "{% x %}",
    "{{< x >}}",
    '[gallery ids="1,2"]',
    '[caption id="a"]<img src="x.png"/>[/caption]',
]
MARKDOWN = ["# a", "> b", "```", "    code", "[a](b)", "![x](y)", "[^1]", "|a|b|", "~~x~~", "_x_", "1. a", "a  \nb", "\t", "==="]
SCRIPTS = ["\u202eabc", "😀", "Ａ", "א", "ا"]

ODD = NOTHING + CONTROLS + SIGNS + YAML + DATES + URLS + LONG + NAMES + MARKUP + MARKDOWN + SCRIPTS

SENTENCE = (
    "The ferry sailed at noon from the old quay with forty people aboard, and the harbour "
    "master said on Tuesday that it would be the last time. "
)
