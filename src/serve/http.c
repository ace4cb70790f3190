#include "serve/http.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <unistd.h>

/* Requests are answered on as many threads: one that has to make a page, or waits for the
 * disk, must not hold up all others. */
#define THREADS 4

/* At once; a browser opens six. Each costs a file descriptor, and a process has 1024. */
#define CONNECTIONS_MAX 256

/* For a connection that says nothing, or does not read. Streams are not timed: they have
 * a heartbeat. */
#define TIMEOUT_SECONDS 15

/* For the head of a request and of its reply: as much as other servers take. */
#define MEMORY_MAX ((size_t)32 << 10)

/* Read at once from a file or a stream. */
#define BLOCK_SIZE ((size_t)32 << 10)

_Static_assert(STREAMS_MAX * 2 <= CONNECTIONS_MAX, "streams would keep requests out");

struct http {
	struct http_handler handler;
	struct MHD_Daemon *daemon;
};

/* A request while it is answered: its target comes before all else. */
struct call {
	struct arena arena;
	struct str target;
	bool is_read; /* to its end */
};

/* A stream, for as long as the library holds its response. */
struct stream {
	struct live *live;
	struct subscription *subscription;
};

/* The target as it was sent; what the library makes of it is cut off at a "%00". */
static void *begin_call(void *context, const char *target, struct MHD_Connection *c)
{
	struct call *call = xmalloc(sizeof(*call));

	(void)context;
	(void)c;
	*call = (struct call){ 0 };
	call->target = arena_str(&call->arena, str_of(target));
	return call;
}

static void end_call(void *context, struct MHD_Connection *c, void **state,
                     enum MHD_RequestTerminationCode code)
{
	struct call *call = *state;

	(void)context;
	(void)c;
	(void)code;
	*state = NULL;
	if (!call)
		return;
	arena_clear(&call->arena);
	free(call);
}

static size_t keep_escapes(void *context, struct MHD_Connection *c, char *text)
{
	(void)context;
	(void)c;
	return strlen(text);
}

static enum MHD_Result count_host(void *context, enum MHD_ValueKind kind,
                                  const char *name, const char *value)
{
	(void)kind;
	(void)value;
	if (str_eq_nocase(str_of(name), STR("Host")))
		++*(size_t *)context;
	return MHD_YES;
}

static void read_headers(struct MHD_Connection *c, struct request *request)
{
	static const char *const names[HEADER_COUNT] = {
		[HEADER_HOST] = "Host",
		[HEADER_ORIGIN] = "Origin",
		[HEADER_IF_NONE_MATCH] = "If-None-Match",
		[HEADER_IF_MODIFIED_SINCE] = "If-Modified-Since",
		[HEADER_RANGE] = "Range",
		[HEADER_IF_RANGE] = "If-Range",
	};
	size_t hosts = 0;

	for (int i = 0; i < HEADER_COUNT; i++) {
		const char *value =
			MHD_lookup_connection_value(c, MHD_HEADER_KIND, names[i]);

		request->has[i] = value != NULL;
		if (value)
			request->headers[i] = str_trim(str_of(value));
	}
	MHD_get_connection_values(c, MHD_HEADER_KIND, count_host, &hosts);
	request->has_two_hosts = hosts > 1;
}

static void fall_asleep(void *connection)
{
	MHD_suspend_connection(connection);
}

static void wake_up(void *connection)
{
	MHD_resume_connection(connection);
}

static ssize_t read_stream(void *context, uint64_t at, char *to, size_t max)
{
	struct stream *stream = context;
	long got = live_read(stream->live, stream->subscription, to, max);

	(void)at;
	return got < 0 ? MHD_CONTENT_READER_END_OF_STREAM : got;
}

static void end_stream(void *context)
{
	struct stream *stream = context;

	live_unsubscribe(stream->live, stream->subscription);
	free(stream);
}

static struct MHD_Response *stream_response(const struct http *http,
                                            struct MHD_Connection *c,
                                            struct subscription *subscription)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct stream *stream = xmalloc(sizeof(*stream));
	struct MHD_Response *response;

	*stream = (struct stream){ http->handler.live, subscription };
	live_attach(stream->live, subscription,
	            (struct live_line){ c, fall_asleep, wake_up,
	                                info ? info->connect_fd : -1 });
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_SIZE,
	                                             read_stream, stream, end_stream);
	if (!response)
		end_stream(stream);
	return response;
}

static void free_text(void *text)
{
	free(text);
}

/* The text or file passes to the response. */
static struct MHD_Response *make_response(const struct http *http,
                                          struct MHD_Connection *c, struct reply *reply)
{
	struct MHD_Response *response = NULL;

	if (reply->kind == BODY_STREAM)
		return stream_response(http, c, reply->stream);
	if (reply->kind == BODY_FILE && reply->length > 0) {
		response = MHD_create_response_from_fd_at_offset64(
			reply->length, reply->fd, reply->start);
		if (!response)
			close(reply->fd);
		return response;
	}
	if (reply->kind == BODY_FILE)
		close(reply->fd);
	if (reply->length > 0)
		response = MHD_create_response_from_buffer_with_free_callback_cls(
			(size_t)reply->length, reply->text.ptr + reply->start, free_text,
			reply->text.ptr);
	if (response)
		return response;
	buf_clear(&reply->text);
	return reply->length > 0
	               ? NULL
	               : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_reply(const struct http *http, struct MHD_Connection *c,
                                  struct arena *arena, struct reply *reply)
{
	struct MHD_Response *response = make_response(http, c, reply);
	enum MHD_Result result = MHD_YES;

	if (!response)
		return MHD_NO;
	for (size_t i = 0; i < reply->header_count && result == MHD_YES; i++)
		result = MHD_add_response_header(
			response, reply->headers[i].name,
			arena_cstr(arena, reply->headers[i].value));
	if (result == MHD_YES)
		result = MHD_queue_response(c, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

/* A body, which nothing here takes: such a request is answered before it is read. */
static bool has_body(struct MHD_Connection *c)
{
	return MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Length") ||
	       MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Transfer-Encoding");
}

static enum MHD_Result answer_call(void *context, struct MHD_Connection *c,
                                   const char *url, const char *method,
                                   const char *version, const char *upload,
                                   size_t *upload_len, void **state)
{
	const struct http *http = context;
	struct call *call = *state;
	struct request request = { 0 };
	struct reply reply;

	(void)url;
	(void)version;
	(void)upload;
	(void)upload_len;
	if (!call)
		return MHD_NO;
	if (!call->is_read && !has_body(c)) {
		/* A connection is kept only if its request is answered at the end. */
		call->is_read = true;
		return MHD_YES;
	}
	request.method = str_of(method);
	request.target = call->target;
	request.arena = &call->arena;
	read_headers(c, &request);
	http->handler.answer(http->handler.context, &request, &reply);
	return send_reply(http, c, &call->arena, &reply);
}

struct http *http_start(int socket, const struct http_handler *handler)
{
	struct http *http = xmalloc(sizeof(*http));

	http->handler = *handler;
	http->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		answer_call, http,
		/* The library knows its options by number: each with a type of its own.
	         */
		MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_MAX,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begin_call,
		NULL, MHD_OPTION_NOTIFY_COMPLETED, end_call, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_END);
	if (http->daemon)
		return http;
	free(http);
	return NULL;
}

void http_stop(struct http *http)
{
	MHD_stop_daemon(http->daemon);
	free(http);
}
