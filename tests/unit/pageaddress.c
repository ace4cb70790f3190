#include "import/pageaddress.h"

#include "t.h"

TEST(pageaddress, browsers_leave_the_address_in_a_comment)
{
	CHECK_STR(address_saved(STR("<!DOCTYPE html>\n<!-- saved from url=(0019)https://"
	                            "g.org/a.html -->\n<html>")),
	          STR("https://g.org/a.html"));
	CHECK_STR(address_saved(STR("<html><!--\n Page saved with SingleFile \n url: "
	                            "https://g.org/a.html \n saved date: Wed\n-->")),
	          STR("https://g.org/a.html"));
	CHECK_STR(address_saved(STR("<!-- saved from url=(0014)about:internet -->")),
	          STR(""));
	CHECK_STR(address_saved(STR("<!-- saved from ")), STR(""));
	CHECK_STR(address_saved(STR("<p>url: https://g.org/")), STR(""));
}

TEST(pageaddress, archives_put_theirs_before_the_address)
{
	CHECK_STR(address_unarchived(STR("https://web.archive.org/web/20130305140300id_/"
	                                 "http://g.org/a?b=1")),
	          STR("http://g.org/a?b=1"));
	CHECK_STR(address_unarchived(STR("https://web.archive.org/web/2013/http:")),
	          STR("https://web.archive.org/web/2013/http:"));
	CHECK_STR(address_unarchived(STR("https://g.org/web/2013/http://h.org/a")),
	          STR("https://g.org/web/2013/http://h.org/a"));
}

TEST(pageaddress, a_front_page_has_no_name)
{
	CHECK(address_is_front(STR("https://g.org/")));
	CHECK(address_is_front(STR("https://g.org")));
	CHECK(address_is_front(STR("/")));
	CHECK(!address_is_front(STR("https://g.org/a")));
	CHECK(!address_is_front(STR("https://g.org/?p=1")));
	CHECK(!address_is_front(STR("")));
}
