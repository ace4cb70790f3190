#include "serve/hosts.h"

#include "t.h"

static const struct host_rules closed = { STR_INIT("127.0.0.1"), false,
	                                  STR_INIT("desk") };
static const struct host_rules wide = { STR_INIT("0.0.0.0"), true, STR_INIT("desk") };

static void check_all(const char *const *hosts, size_t count,
                      const struct host_rules *rules, bool want)
{
	for (size_t i = 0; i < count; i++)
		if (!CHECK_INT(host_is_allowed(str_of(hosts[i]), rules), want))
			CHECK_STR(str_of(hosts[i]), STR("otherwise"));
}

TEST(hosts, this_machine_is_always_allowed)
{
	static const char *const hosts[] = {
		"localhost",  "LOCALHOST:8000", "localhost.",     "site.localhost:80",
		"127.0.0.1",  "127.0.0.1:8000", "127.9.8.7:1234", "[::1]",
		"[::1]:8000", "localhost:",
	};

	check_all(hosts, ARRAY_LEN(hosts), &closed, true);
	check_all(hosts, ARRAY_LEN(hosts), &wide, true);
}

TEST(hosts, other_names_never_are)
{
	static const char *const hosts[] = {
		"evil.example",
		"evil.example:8000",
		"localhost.evil.example",
		"127.0.0.1.evil.example",
		"notlocalhost",
		".localhost.evil",
		"",
		":8000",
		"localhost:80:80",
		"localhost:8000000",
		"localhost:80x",
		"localhost/",
		"user@localhost",
		"[localhost]",
		"[::1",
		"[::1]x",
		"[::1]80",
		"[127.0.0.1]",
		"::1",
		"127.1",
		"0177.0.0.1",
		"2130706433",
		"127.0.0.1%00.evil",
	};

	check_all(hosts, ARRAY_LEN(hosts), &closed, false);
	check_all(hosts, ARRAY_LEN(hosts), &wide, false);
}

TEST(hosts, others_are_allowed_when_others_may_connect)
{
	static const char *const hosts[] = {
		"192.168.1.20:8000", "[fe80::1]:8000", "desk",
		"DESK:8000",         "desk.local",     "printer.local:8000",
	};

	check_all(hosts, ARRAY_LEN(hosts), &closed, false);
	check_all(hosts, ARRAY_LEN(hosts), &wide, true);
}

TEST(hosts, the_address_that_is_bound_is_allowed_however_it_is_written)
{
	struct host_rules rules = { STR("2001:db8::7"), false, STR("") };

	CHECK(host_is_allowed(STR("[2001:db8::7]:8000"), &rules));
	CHECK(host_is_allowed(STR("[2001:0db8:0:0:0:0:0:7]"), &rules));
	CHECK(!host_is_allowed(STR("[2001:db8::8]"), &rules));
}

TEST(hosts, loopback_is_an_address_of_this_machine_alone)
{
	CHECK(host_is_loopback(STR("127.0.0.1")));
	CHECK(host_is_loopback(STR("127.255.0.3")));
	CHECK(host_is_loopback(STR("::1")));
	CHECK(!host_is_loopback(STR("0.0.0.0")));
	CHECK(!host_is_loopback(STR("::")));
	CHECK(!host_is_loopback(STR("128.0.0.1")));
	CHECK(!host_is_loopback(STR("localhost")));
	CHECK(!host_is_loopback(STR("")));
}
