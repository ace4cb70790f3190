/*
 * hosts: may a request that names this host be answered?
 *
 * A page on the web can have its own name lead to 127.0.0.1, and then read what is served
 * there as if it were its own (DNS rebinding). Such a request carries that name in Host.
 * Pure: allocates nothing, cannot fail, any thread.
 */
#ifndef SERVE_HOSTS_H
#define SERVE_HOSTS_H

#include <stdbool.h>

#include "base/str.h"

struct host_rules {
	struct str address; /* that the server is bound to, without brackets */
	bool is_open;       /* to other machines: a wildcard, or no loopback address */
	struct str machine; /* this machine's name, or empty */
};

/* Whether an address leads to this machine alone; false for what is no address. */
bool host_is_loopback(struct str address);

/*
 * host is the value of the Host header, with any port. Always allowed: localhost and the
 * names below it, 127.0.0.0/8, [::1] and the address that is bound. When others may
 * connect, also every address written in digits, names ending in .local, and the
 * machine's own.
 */
bool host_is_allowed(struct str host, const struct host_rules *rules);

#endif
