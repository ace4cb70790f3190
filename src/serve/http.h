/*
 * http: HTTP/1.1 by libmicrohttpd (http.c is its only includer).
 *
 * Turns what arrives into requests, and replies into what is sent. Each request is
 * answered at once, on one of the server's threads; a stream sleeps until its hub wakes
 * it, and holds no thread. Slow, half and huge requests are bounded by limits in http.c.
 */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include "serve/exchange.h"
#include "serve/live.h"

struct http;

struct http_handler {
	const void *context;
	void (*answer)(const void *context, const struct request *request,
	               struct reply *reply);
	struct live *live; /* where the streams of replies come from */
};

/*
 * Listens on the socket, which it then owns. NULL if no thread can be started; the socket
 * is the caller's then.
 */
struct http *http_start(int socket, const struct http_handler *handler);

/* Ends all connections and threads. The hub must have been closed before. */
void http_stop(struct http *http);

#endif
