#include "serve/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT_MAX 65535

union endpoint {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool read_endpoint(struct str address, union endpoint *endpoint)
{
	char text[INET6_ADDRSTRLEN];

	*endpoint = (union endpoint){ 0 };
	if (str_eq(address, STR("localhost")))
		address = STR("127.0.0.1");
	if (address.len >= sizeof(text))
		return false;
	memcpy(text, address.ptr, address.len);
	text[address.len] = '\0';
	if (inet_pton(AF_INET, text, &endpoint->v4.sin_addr) == 1)
		endpoint->any.sa_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &endpoint->v6.sin6_addr) == 1)
		endpoint->any.sa_family = AF_INET6;
	return endpoint->any.sa_family != AF_UNSPEC;
}

static bool is_ipv6(const union endpoint *endpoint)
{
	return endpoint->any.sa_family == AF_INET6;
}

/* A socket that listens, or -1 and errno. */
static int listen_at(union endpoint *endpoint, unsigned port)
{
	socklen_t size = is_ipv6(endpoint) ? sizeof(endpoint->v6) : sizeof(endpoint->v4);
	int fd = socket(endpoint->any.sa_family,
	                SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int on = 1, error;

	if (fd < 0)
		return -1;
	if (is_ipv6(endpoint))
		endpoint->v6.sin6_port = htons((in_port_t)port);
	else
		endpoint->v4.sin_port = htons((in_port_t)port);
	/* So that a server which has just ended does not hold the port. */
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, &endpoint->any, size) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

static unsigned port_of(int fd)
{
	union endpoint endpoint = { 0 };
	socklen_t size = sizeof(endpoint);

	if (getsockname(fd, &endpoint.any, &size) != 0)
		return 0;
	return ntohs(is_ipv6(&endpoint) ? endpoint.v6.sin6_port : endpoint.v4.sin_port);
}

static bool refuse(struct diags *diags, struct str address, unsigned port, bool is_fixed)
{
	switch (errno) {
	case EADDRINUSE:
		diag_error(diags, SPAN_NONE, "port %u is taken", port);
		diag_hint(diags, is_fixed
		                         ? "take another with --port, or none to get the "
		                           "first that is free"
		                         : "take one that is free with --port");
		return false;
	case EACCES:
	case EPERM:
		diag_error(diags, SPAN_NONE, "port %u is not for you", port);
		diag_hint(diags, "take one from 1024 on with --port");
		return false;
	case EADDRNOTAVAIL:
	case EAFNOSUPPORT:
		diag_error(diags, SPAN_NONE, "this machine has no address '%.*s'",
		           STR_ARG(address));
		diag_hint(diags, "127.0.0.1 is this machine alone, 0.0.0.0 all of its "
		                 "addresses");
		return false;
	default:
		return diag_error(diags, SPAN_NONE, "cannot listen at '%.*s', port %u",
		                  STR_ARG(address), port);
	}
}

bool listener_open(struct str address, unsigned port, bool port_is_fixed,
                   struct listener *listener, struct diags *diags)
{
	unsigned tries = port_is_fixed || port == 0 ? 1 : PORTS_TRIED;
	union endpoint endpoint;
	int fd = -1;

	if (!read_endpoint(address, &endpoint)) {
		diag_error(diags, SPAN_NONE, "'%.*s' is no address", STR_ARG(address));
		diag_hint(diags, "write it in digits, as in 127.0.0.1 or ::1");
		return false;
	}
	for (unsigned i = 0; i < tries && fd < 0 && port + i <= PORT_MAX; i++) {
		fd = listen_at(&endpoint, port + i);
		if (fd < 0 && errno != EADDRINUSE)
			break;
	}
	if (fd < 0)
		return refuse(diags, address, port, port_is_fixed);
	*listener = (struct listener){ fd, port_of(fd), is_ipv6(&endpoint) };
	return true;
}
