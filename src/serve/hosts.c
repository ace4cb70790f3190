#include "serve/hosts.h"

#include <arpa/inet.h>

/* An address of either family, as bytes to compare. */
struct address {
	int family; /* 0: none */
	unsigned char bytes[sizeof(struct in6_addr)];
};

static struct address read_address(struct str text)
{
	struct address address = { 0 };
	char copy[INET6_ADDRSTRLEN];

	if (text.len == 0 || text.len >= sizeof(copy))
		return address;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (strlen(copy) != text.len)
		return address;
	if (inet_pton(AF_INET, copy, address.bytes) == 1)
		address.family = AF_INET;
	else if (inet_pton(AF_INET6, copy, address.bytes) == 1)
		address.family = AF_INET6;
	return address;
}

static bool is_loopback(const struct address *address)
{
	static const struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;

	if (address->family == AF_INET6)
		return memcmp(address->bytes, &loopback, sizeof(loopback)) == 0;
	return address->family == AF_INET && address->bytes[0] == 127;
}

bool host_is_loopback(struct str text)
{
	struct address address = read_address(text);

	return is_loopback(&address);
}

static bool is_port(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return text.len <= sizeof("65535") - 1;
}

/* Take the port off, and the brackets of an IPv6 address. False if it is no host. */
static bool cut_host(struct str host, struct str *name, bool *bracketed)
{
	struct str rest;

	*bracketed = str_skip_prefix(&host, STR("["));
	if (!*bracketed) {
		str_cut(host, ':', name, &rest);
		return name->len > 0 && is_port(rest);
	}
	if (!str_cut(host, ']', name, &rest))
		return false;
	return rest.len == 0 || (str_skip_prefix(&rest, STR(":")) && is_port(rest));
}

static bool ends_in(struct str name, struct str suffix)
{
	return name.len > suffix.len &&
	       str_eq_nocase(str_from(name, name.len - suffix.len), suffix);
}

static bool name_is_allowed(struct str name, const struct host_rules *rules)
{
	str_skip_suffix(&name, STR("."));
	if (str_eq_nocase(name, STR("localhost")) || ends_in(name, STR(".localhost")))
		return true;
	if (!rules->is_open)
		return false;
	return ends_in(name, STR(".local")) ||
	       (name.len > 0 && str_eq_nocase(name, rules->machine));
}

bool host_is_allowed(struct str host, const struct host_rules *rules)
{
	struct address address, bound = read_address(rules->address);
	struct str name;
	bool bracketed;

	if (!cut_host(host, &name, &bracketed))
		return false;
	address = read_address(name);
	if (bracketed != (address.family == AF_INET6))
		return false;
	if (!address.family)
		return name_is_allowed(name, rules);
	return rules->is_open || is_loopback(&address) ||
	       (address.family == bound.family &&
	        memcmp(address.bytes, bound.bytes, sizeof(bound.bytes)) == 0);
}
