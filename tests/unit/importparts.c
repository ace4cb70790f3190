#include "base/utf8.h"
#include "fixture.h"
#include "import/byline.h"
#include "import/dateline.h"
#include "import/encoding.h"
#include "import/entry.h"
#include "import/importer.h"
#include "import/kicker.h"
#include "import/promotion.h"
#include "import/scrape.h"
#include "import/tally.h"
#include "import/wordlist.h"
#include "t.h"

static struct str keep(struct buf *buf)
{
	struct str s = buf_keep(buf, &t_arena);

	buf_clear(buf);
	return s;
}

/* Languages. */

TEST(importlanguage, a_tag_is_written_as_it_usually_is)
{
	static const char *const tags[][2] = {
		{ "en", "en" },
		{ " PT_br ", "pt-BR" },
		{ "zh-hant-tw", "zh-Hant-TW" },
		{ "HAW", "haw" },
		{ "es-419", "es-419" },
		{ "sl-rozaj-biske-1994", "sl-rozaj-biske-1994" },
		/* What an article's front matter would not be allowed to say. */
		{ "ddri", "" },
		{ "English", "" },
		{ "en-", "" },
		{ "en--GB", "" },
		{ "e", "" },
		{ "", "" },
		{ "a1", "" },
		{ "en;q=0.8", "" },
		{ "de-1234567890", "" },
		{ "en-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		CHECK_STR(entry_language(&t_arena, str_of(tags[i][0])),
		          str_of(tags[i][1]));
}

/* Words. */

TEST(importwords, a_row_has_neither_case_nor_accents_nor_punctuation)
{
	CHECK_STR(words_of(&t_arena, STR("  À lire — Today's “Best”!")),
	          STR(" a lire today s best "));
	CHECK_STR(words_of(&t_arena, STR("* * *")), STR(""));
	CHECK_INT(words_count(words_of(&t_arena, STR("one, two"))), 2);
	CHECK_INT(words_count(words_of(&t_arena, STR("-"))), 0);
}

TEST(importwords, phrases_are_found_at_the_borders_of_words)
{
	struct str row = words_of(&t_arena, STR("Sign up for our newsletter"));

	CHECK(words_hold(row, STR("up for")));
	CHECK(!words_hold(row, STR("news")));
	CHECK(words_start(row, STR("sign up")));
	CHECK(!words_start(row, STR("sign u")));
	CHECK(words_are(words_of(&t_arena, STR("Share!")), STR("share")));
	CHECK(!words_hold((struct str){ 0 }, STR("a")));
}

TEST(importwords, digits_do_not_matter_to_the_hash)
{
	CHECK(words_hash(words_of(&t_arena, STR("5 comments"))) ==
	      words_hash(words_of(&t_arena, STR("7 Comments"))));
	CHECK(words_hash(words_of(&t_arena, STR("5 comments"))) !=
	      words_hash(words_of(&t_arena, STR("55 comments"))));
}

/* Encoding. */

static struct str clean(struct str bytes, struct encoding_notes *notes)
{
	return encoding_clean(&t_arena, bytes, notes);
}

TEST(importencoding, reads_stray_bytes_as_windows_1252)
{
	struct encoding_notes notes;

	CHECK_STR(clean(STR("caf\xe9 \x93ok\x94 caf\xc3\xa9"), &notes),
	          STR("café “ok” café"));
	CHECK_INT(notes.windows_1252, 3);
	CHECK_INT(notes.controls, 0);
}

TEST(importencoding, skips_the_mark_and_makes_line_ends_one)
{
	struct encoding_notes notes;

	CHECK_STR(clean(STR("\xef\xbb\xbf"
	                    "a\r\nb\rc\n"),
	                &notes),
	          STR("a\nb\nc\n"));
	CHECK_STR(clean(STR("a\0b\x07\x7f"
	                    "c\td"),
	                &notes),
	          STR("abc\td"));
	CHECK_INT(notes.controls, 3);
}

TEST(importencoding, converts_utf_16)
{
	struct encoding_notes notes;

	CHECK_STR(clean(STR("\xff\xfeh\0i\0\r\0\n\0\x3d\xd8\x00\xde"), &notes),
	          STR("hi\n\xf0\x9f\x98\x80"));
	CHECK(notes.utf16);
	CHECK_STR(clean(STR("\xfe\xff\0h\0i"), &notes), STR("hi"));
	CHECK_STR(clean(STR("\xfe\xff\xd8\x3d"), &notes), STR("\xef\xbf\xbd"));
}

/* Dates. */

static struct str dates(struct str text)
{
	struct dateline date;
	struct buf out = { 0 };

	if (!dateline_read(&t_arena, text, &date))
		return STR("no");
	date_format_iso(date.published, &out);
	if (date_is_known(date.updated)) {
		buf_puts(&out, " updated ");
		date_format_iso(date.updated, &out);
	}
	if (date.unclear)
		buf_puts(&out, " unclear");
	return keep(&out);
}

TEST(importdateline, reads_dates_in_many_forms)
{
	CHECK_STR(dates(STR("12 May 2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("Published May 12th, 2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("Mon, 12 May 2014 at 14:30 GMT")),
	          STR("2014-05-12T14:30:00+00:00"));
	CHECK_STR(dates(STR("12 May 2014, 2.30pm")), STR("2014-05-12T14:30:00"));
	CHECK_STR(dates(STR("12. Mai 2014, 14:30 Uhr")), STR("2014-05-12T14:30:00"));
	CHECK_STR(dates(STR("Publié le 12 août 2014 à 10h30")),
	          STR("2014-08-12T10:30:00"));
	CHECK_STR(dates(STR("12 de mayo de 2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("2014-05-12")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12.05.2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("25/12/2014")), STR("2014-12-25"));
	CHECK_STR(dates(STR("12/25/2014")), STR("2014-12-25"));
	CHECK_STR(
		dates(STR(
			"Published 12 May 2014 | Last updated 14 May 2014 | 3 min read")),
		STR("2014-05-12 updated 2014-05-14"));
	CHECK_STR(dates(STR("Originally published 12 May 2014. Updated 14 May 2014")),
	          STR("2014-05-12 updated 2014-05-14"));
	CHECK_STR(dates(STR("First posted Mon 12 May 2014 at 2:03pm")),
	          STR("2014-05-12T14:03:00"));
	CHECK_STR(dates(STR("Veröffentlicht am 12.05.2014 | Lesedauer: 3 Minuten")),
	          STR("2014-05-12"));
}

TEST(importdateline, reads_times_as_they_are_written)
{
	CHECK_STR(dates(STR("May 12, 2014 3:45 p.m.")), STR("2014-05-12T15:45:00"));
	CHECK_STR(dates(STR("May 12, 2014 12:05 AM")), STR("2014-05-12T00:05:00"));
	CHECK_STR(dates(STR("Published 10:30 a.m. ET May 12, 2014 | Updated 11:00 a.m. "
	                    "ET May 13, 2014")),
	          STR("2014-05-12T10:30:00 updated 2014-05-13T11:00:00"));
	CHECK_STR(dates(STR("10:30 GMT, 12 May 2014")), STR("2014-05-12T10:30:00+00:00"));
	CHECK_STR(dates(STR("2014-05-12T10:30:00Z")), STR("2014-05-12T10:30:00+00:00"));
	CHECK_STR(dates(STR("Updated: 2014-05-12T10:30:15.000+02:00")),
	          STR(" updated 2014-05-12"));
	CHECK_STR(dates(STR("2014-05-12 10:30:15")), STR("2014-05-12T10:30:00"));
	CHECK_STR(dates(STR("12.05.14")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12.05.96, 10.30 Uhr")), STR("1996-05-12T10:30:00"));
	CHECK_STR(dates(STR("05/12/2014 10:30 AM EDT")),
	          STR("2014-05-12T10:30:00-04:00"));
	CHECK_STR(dates(STR("October 8, 2004 5:12 PM EST")),
	          STR("2004-10-08T17:12:00-05:00"));
	CHECK_STR(dates(STR("Thu Feb 12, 2004, 8:41 PM ET")), STR("2004-02-12T20:41:00"));
	CHECK_STR(dates(STR("Friday, 8 October, 2004, 17:12 GMT 18:12 UK")),
	          STR("2004-10-08T17:12:00+00:00"));
	CHECK_STR(dates(STR("Sunday, October 8, 2000; Page A01")), STR("2000-10-08"));
	CHECK_STR(dates(STR("28/7/2023, 18:21 (GMT+7)")),
	          STR("2023-07-28T18:21:00+07:00"));
	CHECK_STR(dates(STR("28/7/2023, 18:21 UTC-3")), STR("2023-07-28T18:21:00-03:00"));
	CHECK_STR(dates(STR("Publié le 12/05/2021 à 10:14, mis à jour le 13/05/2021 à "
	                    "14:20")),
	          STR(" updated 2021-05-13T14:20:00 unclear"));
	CHECK_STR(dates(STR("2021/5/12 10:14（2021/5/12 14:20 更新）")),
	          STR("2021-05-12T10:14:00"));
	CHECK_STR(dates(STR("05/12/2014 10:30 AM")), STR(" unclear"));
}

TEST(importdateline, reads_dates_in_many_languages)
{
	CHECK_STR(dates(STR("2014年05月12日 10:30")), STR("2014-05-12T10:30:00"));
	CHECK_STR(dates(STR("发布时间：2014年5月12日10:30")), STR("2014-05-12T10:30:00"));
	CHECK_STR(dates(STR("2014年5月12日（月） 午後3時45分")),
	          STR("2014-05-12T15:45:00"));
	CHECK_STR(dates(STR("입력 2014.05.12 10:30:15 | 수정 2014.05.13")),
	          STR("2014-05-12T10:30:00 updated 2014-05-13"));
	CHECK_STR(dates(STR("2014년 5월 12일 오후 3:45")), STR("2014-05-12T15:45:00"));
	CHECK_STR(dates(STR("12 мая 2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12 августа 2014 г., 10:30")), STR("2014-08-12T10:30:00"));
	CHECK_STR(dates(STR("12 مايو 2014")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12 مايو 2014 10:30 م")), STR("2014-05-12T22:30:00"));
	CHECK_STR(dates(STR("12 مايو 2014 - 09:05 ص")), STR("2014-05-12T09:05:00"));
	CHECK_STR(dates(STR("الأربعاء، ١٢ كانون الأول ٢٠١٢")), STR("2012-12-12"));
	CHECK_STR(dates(STR("دوشنبه ۲۲ اردیبهشت ۱۳۹۳ ساعت ۱۰:۳۰")),
	          STR("2014-05-12T10:30:00"));
	CHECK_STR(dates(STR("۱۴۰۰/۰۱/۰۱")), STR("2021-03-21"));
	CHECK_STR(dates(STR("30 اسفند 1399")), STR("2021-03-20"));
	CHECK_STR(dates(STR("11 دی 1378")), STR("2000-01-01"));
	CHECK_STR(dates(STR("12 Mayıs 2014 Pazartesi")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12 października 2014, godz. 10:30")),
	          STR("2014-10-12T10:30:00"));
	CHECK_STR(dates(STR("12 listopada 2014")), STR("2014-11-12"));
	CHECK_STR(dates(STR("12. listopada 2014.")), STR("no"));
	CHECK_STR(dates(STR("2014. május 12.")), STR("2014-05-12"));
	CHECK_STR(dates(STR("12. toukokuuta 2014 klo 10.30")),
	          STR("2014-05-12T10:30:00"));
	CHECK_STR(dates(STR("Τρίτη 12 Αυγούστου 2014")), STR("2014-08-12"));
	CHECK_STR(dates(STR("平成25年3月5日")), STR("2013-03-05"));
	CHECK_STR(dates(STR("令和元年5月1日")), STR("2019-05-01"));
	CHECK_STR(dates(STR("2013年03月05日 14:03 来源：新华网")),
	          STR("2013-03-05T14:03:00"));
	CHECK_STR(dates(STR("5 مارس/آذار 2013")), STR("2013-03-05"));
	CHECK_STR(dates(STR("יום שלישי, 5 במרס 2013")), STR("2013-03-05"));
	CHECK_STR(dates(STR("05.03.2013 14:03 (МСК)")), STR("2013-03-05T14:03:00+03:00"));
	CHECK_STR(dates(STR("2013. március 5., kedd 14:03")), STR("2013-03-05T14:03:00"));
	CHECK_STR(dates(STR("Selasa, 5 Maret 2013 14:03 WIB")),
	          STR("2013-03-05T14:03:00+07:00"));
	CHECK_STR(dates(STR("5 मार्च 2013")), STR("2013-03-05"));
	CHECK_STR(dates(STR("Середа, 12 травня 2021")), STR("2021-05-12"));
	CHECK_STR(dates(STR("Quarta-feira, 12 de maio de 2021")), STR("2021-05-12"));
	CHECK_STR(dates(STR("Keskiviikko 12.5.2021")), STR("2021-05-12"));
	CHECK_STR(dates(STR("Thứ tư, 28/7/2021")), STR("2021-07-28"));
	CHECK_STR(dates(STR("Publikacja: 12.05.2021 10:14, Aktualizacja: 13.05.2021 "
	                    "14:20")),
	          STR("2021-05-12T10:14:00 updated 2021-05-13T14:20:00"));
	CHECK_STR(dates(STR("12 maggio 2021 (modifica il 13 maggio 2021)")),
	          STR("2021-05-12 updated 2021-05-13"));
}

TEST(importdateline, does_not_guess)
{
	CHECK_STR(dates(STR("04/05/2014")), STR(" unclear"));
	CHECK_STR(dates(STR("2 hours ago")), STR(" unclear"));
	CHECK_STR(dates(STR("12 May 2014 14:30 BST")), STR("2014-05-12T14:30:00+01:00"));
	CHECK_STR(dates(STR("12 May 2014 14:30 IST")),
	          STR("2014-05-12")); /* not shifted */
	CHECK_STR(dates(STR("Published")), STR(""));
	CHECK_STR(dates(STR("30 February 2014")), STR("no"));
	CHECK_STR(dates(STR("1974")), STR("no"));
	CHECK_STR(dates(STR("On 12 May 2014 the wall fell")), STR("no"));
	CHECK_STR(dates(STR("")), STR("no"));
}

/* Bylines. */

static struct str byline(struct str text)
{
	struct byline line;
	struct buf out = { 0 };

	if (!byline_read(&t_arena, text, &line))
		return STR("no");
	for (size_t i = 0; i < line.authors.count; i++) {
		buf_add(&out, line.authors.items[i]);
		buf_puts(&out, "; ");
	}
	buf_puts(&out, "@ ");
	buf_add(&out, line.publication);
	if (date_is_known(line.date.published)) {
		buf_puts(&out, " on ");
		date_format_iso(line.date.published, &out);
	}
	return keep(&out);
}

TEST(importbyline, tells_persons_from_papers)
{
	CHECK_STR(byline(STR("By Tess Foley-Cox Published")), STR("Tess Foley-Cox; @ "));
	CHECK_STR(byline(STR("By Richard Windsor, The Week UK Published")),
	          STR("Richard Windsor; @ The Week UK"));
	CHECK_STR(byline(STR("By The Week UK Published")), STR("@ The Week UK"));
	CHECK_STR(byline(STR("By The Week Staff Published")), STR("The Week Staff; @ "));
	CHECK_STR(byline(STR("By Ann Lee and Tom Hale, Harbour Gazette")),
	          STR("Ann Lee; Tom Hale; @ Harbour Gazette"));
	CHECK_STR(byline(STR("By Ann Lee, Tom Hale and Jo Day")),
	          STR("Ann Lee; Tom Hale; Jo Day; @ "));
	CHECK_STR(byline(STR("By Ann Lee, chief reporter")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("By Ann Lee in Berlin")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("By Ann Lee for the Gazette")),
	          STR("Ann Lee; @ the Gazette"));
	CHECK_STR(byline(STR("Von Anna Berg, dpa")), STR("Anna Berg; @ dpa"));
	CHECK_STR(byline(STR("Par Léa Roux et Jean de la Tour")),
	          STR("Léa Roux; Jean de la Tour; @ "));
	CHECK_STR(byline(STR("Words by Ann Lee | 12 May 2014 | 4 min read")),
	          STR("Ann Lee; @  on 2014-05-12"));
	CHECK_STR(byline(STR("Ann Lee • 12 May 2014")), STR("Ann Lee; @  on 2014-05-12"));
}

TEST(importbyline, finds_names_beside_dates)
{
	CHECK_STR(byline(STR("Posted on May 12, 2014 by Ann Lee")),
	          STR("Ann Lee; @  on 2014-05-12"));
	CHECK_STR(byline(STR("Posted by Ann Lee at 10:30 AM on May 12, 2014")),
	          STR("Ann Lee; @  on 2014-05-12T10:30:00"));
	CHECK_STR(byline(STR("By Ann Lee for the Gazette | 12 May 2014 | 3:45pm")),
	          STR("Ann Lee; @ the Gazette on 2014-05-12T15:45:00"));
	CHECK_STR(byline(STR("By Ann Lee in Port Ellen and Tom Hale in Bowmore")),
	          STR("Ann Lee; Tom Hale; @ "));
	CHECK_STR(byline(STR("Por José Ortega y Gasset")),
	          STR("José Ortega y Gasset; @ "));
	CHECK_STR(byline(STR("Por Ana López y Luis Gil")),
	          STR("Ana López; Luis Gil; @ "));
	CHECK_STR(byline(STR("By Ann Lee in Trinidad and Tobago")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("Par Anne Leroy avec AFP")), STR("Anne Leroy; @ AFP"));
	CHECK_STR(byline(STR("By Ann Lee with Tom Hale")), STR("Ann Lee; Tom Hale; @ "));
	CHECK_STR(byline(STR("Автор: Иван Петров")), STR("Иван Петров; @ "));
	CHECK_STR(byline(STR("بقلم: أحمد علي")), STR("أحمد علي; @ "));
	CHECK_STR(byline(STR("作者：王小明")), STR("王小明; @ "));
	CHECK_STR(byline(STR("May 12, 2014 by the harbour")), STR("no"));
	CHECK_STR(byline(STR("Автор книги рассказал о море.")), STR("no"));
}

TEST(importbyline, passes_over_what_is_no_name)
{
	CHECK_STR(byline(STR("By Ann Lee | lee@gazette.example")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("By Ann Lee @annlee")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("By Dr. Ann Lee, Ph.D.")), STR("Dr. Ann Lee, Ph.D.; @ "));
	CHECK_STR(byline(STR("By Sammy Lee, Jr., and Jo Day")),
	          STR("Sammy Lee, Jr.; Jo Day; @ "));
	CHECK_STR(byline(STR("Words by Ann Lee. Photographs by Jo Day")),
	          STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("Text: Ann Lee, Fotos: Jo Day")), STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("Written by Ann Lee. Updated: 5 March 2013")),
	          STR("Ann Lee; @ "));
	CHECK_STR(byline(STR("Von Anna Berg und Jan Ohm, Husum")),
	          STR("Anna Berg; Jan Ohm; @ "));
	CHECK_STR(byline(STR("By Ann Lee BBC News, Hull")), STR("Ann Lee; @ BBC News"));
	CHECK_STR(byline(STR("Text messages cost more")), STR("no"));
}

TEST(importbyline, knows_the_marks_of_names_without_spaces)
{
	CHECK_STR(byline(STR("文/欧阳敏")), STR("欧阳敏; @ "));
	CHECK_STR(byline(STR("记者 欧阳敏 王小明")), STR("欧阳敏; 王小明; @ "));
	CHECK_STR(byline(STR("小田島恵子記者")), STR("小田島恵子; @ "));
	CHECK_STR(byline(STR("홍길동 기자 gildong@example.kr")), STR("홍길동; @ "));
	CHECK_STR(byline(STR("文・小田島恵子、東京")), STR("no"));
}

TEST(importbyline, reads_names_that_an_element_says_are_some)
{
	struct byline line;

	CHECK(byline_read_names(&t_arena, STR("Ann Lee, Associated Press"), &line));
	CHECK_INT(line.authors.count, 1);
	CHECK_STR(line.authors.items[0], STR("Ann Lee"));
	CHECK_STR(line.publication, STR("Associated Press"));
	CHECK(byline_read_names(&t_arena, STR("Ann Lee and Tom Hale"), &line));
	CHECK_INT(line.authors.count, 2);
	CHECK(!byline_read_names(&t_arena, STR("Follow us on Twitter"), &line));
	CHECK(!byline_read_names(&t_arena, STR("The Gazette"), &line));
}

TEST(importbyline, leaves_sentences_alone)
{
	CHECK_STR(byline(STR("By the end of the week the harbour was closed.")),
	          STR("no"));
	CHECK_STR(byline(STR("By Monday, the harbour was closed")), STR("no"));
	CHECK_STR(byline(STR("By Friday the ice had reached the pier.")), STR("no"));
	CHECK_STR(byline(STR("By-elections are held in Lorne")), STR("no"));
	CHECK_STR(byline(STR("Ann Lee")), STR("no"));
	CHECK_STR(byline(STR("The wall fell on 12 May 2014")), STR("no"));
	CHECK_STR(byline(STR("By")), STR("no"));
}

/* Kickers. */

static struct str split(const struct kickers *kickers, struct str text)
{
	struct str kicker, dek;
	double sure;

	kicker_split(kickers, &t_arena, text, &kicker, &dek, &sure);
	return arena_printf(&t_arena, "%.*s|%.*s", STR_ARG(kicker), STR_ARG(dek));
}

TEST(importkicker, ends_where_a_sentence_begins)
{
	CHECK_STR(split(NULL, STR("Speed Read The rebel forces announced it")),
	          STR("Speed Read|The rebel forces announced it"));
	CHECK_STR(
		split(NULL, STR("Harbour Notes 'Everything you know is wrong' about it")),
		STR("Harbour Notes|'Everything you know is wrong' about it"));
	CHECK_STR(split(NULL, STR("Analysis European countries froze claims")),
	          STR("Analysis|European countries froze claims"));
}

TEST(importkicker, is_not_seen_in_a_plain_sentence)
{
	CHECK_STR(split(NULL,
	                STR("Multi-billion-dollar drug network sustained the regime")),
	          STR("|Multi-billion-dollar drug network sustained the regime"));
	CHECK_STR(split(NULL, STR("Have you been paying attention?")),
	          STR("|Have you been paying attention?"));
	CHECK_STR(split(NULL, STR("Prime Minister Cameron says that it will rain")),
	          STR("|Prime Minister Cameron says that it will rain"));
	CHECK_STR(split(NULL, STR("In The Hague judges rule against the port")),
	          STR("|In The Hague judges rule against the port"));
	CHECK_STR(split(NULL, STR("Opinion polls point to a narrow win")),
	          STR("|Opinion polls point to a narrow win"));
	CHECK_STR(split(NULL, STR("")), STR("|"));
}

TEST(importkicker, is_learned_from_several_deks)
{
	struct kickers kickers = { 0 };

	kickers_learn(&kickers, &t_arena,
	              STR("Talking Point European countries froze claims"));
	kickers_learn(&kickers, &t_arena,
	              STR("Talking Point European countries froze claims"));
	CHECK_STR(split(&kickers, STR("Talking Point Steering clear of open conflict")),
	          STR("|Talking Point Steering clear of open conflict"));
	kickers_learn(&kickers, &t_arena,
	              STR("Talking Point Steering clear of open conflict"));
	CHECK_STR(split(&kickers, STR("Talking Point Steering clear of open conflict")),
	          STR("Talking Point|Steering clear of open conflict"));
	kickers_learn(&kickers, &t_arena, STR("Talking Point was a ship of the line"));
	CHECK_STR(split(&kickers, STR("Talking Point Steering clear of open conflict")),
	          STR("|Talking Point Steering clear of open conflict"));
	kickers_clear(&kickers);
}

/* Promotions. */

static double judge(struct str text)
{
	return promotion_judge(text, words_of(&t_arena, text)).score;
}

TEST(importpromotion, knows_offers_in_several_languages)
{
	CHECK(judge(STR("Sign up for our free newsletter")) >= PROMOTION_SURE);
	CHECK(judge(STR("Abonnieren Sie unseren kostenlosen Newsletter.")) >=
	      PROMOTION_SURE);
	CHECK(judge(STR("Inscrivez-vous gratuitement à notre infolettre")) >=
	      PROMOTION_SURE);
	CHECK(judge(STR("Suscríbete a nuestro boletín")) >= PROMOTION_SURE);
	CHECK(judge(STR("We use cookies. Read our privacy policy.")) >= PROMOTION_SURE);
	CHECK(judge(STR("Share this article")) >= PROMOTION_SURE);
	CHECK(judge(STR("© Harbour Gazette 2014")) >= PROMOTION_SURE);
}

TEST(importpromotion, lets_articles_write_about_newsletters)
{
	CHECK(judge(STR(
		      "The council will send a newsletter to every household, the leader "
		      "said.")) < PROMOTION_LIKELY);
	CHECK(judge(STR(
		      "Residents can sign up for a refund at the harbour office, the board "
		      "said on Monday.")) < PROMOTION_LIKELY);
	CHECK(judge(STR(
		      "You get used to it, they said in the village. You don't. You begin to "
		      "breathe with it.")) < PROMOTION_LIKELY);
	CHECK(judge(STR("")) < PROMOTION_FAINT);
}

/* Labels. */

/* Scrapes. */

TEST(importscrape, joins_paragraphs_that_were_wrapped)
{
	struct str text = STR("The wall of the inner harbour at Lorne\n"
	                      "fell on Monday night after eleven days of\n"
	                      "rain, and took the harbour office with\n"
	                      "it.\n\n"
	                      "Nobody was hurt. The harbour master was\n"
	                      "at home, and his dog, which was not, came\n"
	                      "back in the morning with a fish that it\n"
	                      "would not explain.\n");
	struct scrape scrape = scrape_read(&t_arena, text);

	CHECK_INT(scrape.count, 2);
	CHECK_STR(scrape.lines[0].text,
	          STR("The wall of the inner harbour at Lorne fell on "
	              "Monday night after eleven days of rain, and took "
	              "the harbour office with it."));
	CHECK_INT(scrape.lines[1].number, 6);
}

TEST(importtally, forgets_nothing_that_was_seen_often)
{
	struct tally tally = { 0 };

	for (uint64_t i = 1; i <= 5000; i++)
		tally_add(&tally, i * 0x9e3779b97f4a7c15u)->count += i % 10 == 0 ? 2 : 1;
	CHECK_INT(tally_find(&tally, 10 * 0x9e3779b97f4a7c15u)->count, 2);
	CHECK(!tally_find(&tally, 12345));
	tally_add(&tally, 0)->count++;
	CHECK_INT(tally_find(&tally, 0)->count, 1);
	tally_clear(&tally);
}

static struct str aliases_of(const char *addresses)
{
	struct value list = aliases_value(&t_arena, words(addresses));
	struct buf out = { 0 };
	struct str text;

	for (uint32_t i = 0; i < list.len; i++) {
		buf_add(&out, i ? STR("|") : STR(""));
		buf_add(&out, value_text(list.items[i]));
	}
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(importaliases, addresses_are_paths_with_their_queries)
{
	CHECK_STR(aliases_of(""), STR(""));
	CHECK_STR(aliases_of("https://a.org/1974/quay.html#top"), STR("/1974/quay.html"));
	CHECK_STR(aliases_of("https://a.org/story.php?id=3|http://a.org/story.php?id=4"),
	          STR("/story.php?id=3|/story.php?id=4"));
	CHECK_STR(aliases_of("https://a.org?p=3|https://a.org/?p=3|https://a.org/?p=4"),
	          STR("/?p=3|/?p=4"));
	CHECK_STR(aliases_of("https://a.org|https://a.org/|https://a.org/?|/x|mailto:a"),
	          STR(""));
}

TEST(importaliases, one_without_a_query_leads_from_those_with_any)
{
	CHECK_STR(aliases_of("https://a.org/quay?share=1|https://a.org/Quay|"
	                     "https://a.org/quay|https://a.org/wall?x"),
	          STR("/Quay|/wall?x"));
}
