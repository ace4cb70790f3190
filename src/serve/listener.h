/*
 * listener: a socket that waits for browsers.
 */
#ifndef SERVE_LISTENER_H
#define SERVE_LISTENER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

#define PORTS_TRIED 20 /* from the first on: more previews than one person runs */

struct listener {
	int socket; /* the caller closes it */
	unsigned port;
	bool is_ipv6;
};

/*
 * The address is one of IPv4 or IPv6 in digits, or "localhost". When the port is taken
 * and not fixed, those that follow are tried. 0 is any free port. False, with an error
 * and a hint, if there is none to be had.
 */
bool listener_open(struct str address, unsigned port, bool port_is_fixed,
                   struct listener *listener, struct diags *diags);

#endif
