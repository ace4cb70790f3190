#include "serve/live.h"

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "serve/events.h"

/* Proxies and sleeping laptops drop what is silent for a minute or so. */
#define HEARTBEAT_MS 15000

/* What a browser that does not read may leave unread before it is let go. */
#define PENDING_MAX ((size_t)4 << 20)

struct subscription {
	struct subscription *next, *previous;
	struct arena arena; /* of the strings below */
	struct location page;
	struct str version; /* as the browser has it; empty: not known yet */
	bool is_missing;
	struct buf pending; /* from sent on it is to be sent */
	size_t sent;
	bool is_attached, is_asleep, has_ended;
	struct live_line line;
};

struct live {
	pthread_mutex_t lock; /* over all below, and over the subscriptions */
	struct subscription *first;
	size_t count;
	struct buf errors; /* the event; of none at first */
	bool is_closed;
	int bell; /* an eventfd: look at the list again */
	pthread_t watcher;
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void ring(struct live *live)
{
	uint64_t one = 1;
	ssize_t written = write(live->bell, &one, sizeof(one));

	(void)written; /* it can only be ringing already */
}

static void wake(struct subscription *subscription)
{
	if (!subscription->is_asleep)
		return;
	subscription->is_asleep = false;
	subscription->line.wake(subscription->line.context);
}

static void end(struct subscription *subscription)
{
	subscription->has_ended = true;
	wake(subscription);
}

/* To be called after something was added to pending. */
static void deliver(struct subscription *subscription)
{
	if (subscription->pending.len - subscription->sent > PENDING_MAX) {
		buf_clear(&subscription->pending);
		subscription->sent = 0;
		subscription->has_ended = true;
	}
	wake(subscription);
}

/* The sockets of all streams, behind the bell; to be called with the lock. */
static nfds_t list_sockets(struct live *live, struct pollfd *sockets)
{
	nfds_t count = 0;

	sockets[count++] = (struct pollfd){ .fd = live->bell, .events = POLLIN };
	for (struct subscription *s = live->first; s; s = s->next)
		if (s->is_attached && !s->has_ended)
			sockets[count++] = (struct pollfd){ .fd = s->line.socket,
				                            .events = POLLRDHUP };
	return count;
}

/*
 * Let go of whoever is no longer there. A socket is asked again with the lock held: while
 * its subscription is in the list it is still open, and not another's.
 */
static void end_broken(struct live *live)
{
	for (struct subscription *s = live->first; s; s = s->next) {
		struct pollfd socket = { .fd = s->line.socket, .events = POLLRDHUP };

		if (s->is_attached && !s->has_ended && poll(&socket, 1, 0) > 0)
			end(s);
	}
}

static void beat(struct live *live)
{
	for (struct subscription *s = live->first; s; s = s->next) {
		event_heartbeat(&s->pending);
		deliver(s);
	}
}

static void *watch(void *context)
{
	struct live *live = context;
	struct pollfd sockets[STREAMS_MAX + 1];
	long next = now_ms() + HEARTBEAT_MS;
	uint64_t rings;

	pthread_mutex_lock(&live->lock);
	while (!live->is_closed) {
		nfds_t count = list_sockets(live, sockets);
		long now = now_ms();

		pthread_mutex_unlock(&live->lock);
		if (now < next)
			poll(sockets, count, (int)(next - now));
		if (sockets[0].revents & POLLIN && read(live->bell, &rings, 8) < 0)
			rings = 0; /* somebody else's signal; it rings on */
		pthread_mutex_lock(&live->lock);
		end_broken(live);
		if (now_ms() >= next) {
			beat(live);
			next = now_ms() + HEARTBEAT_MS;
		}
	}
	pthread_mutex_unlock(&live->lock);
	return NULL;
}

struct live *live_new(void)
{
	struct live *live = xmalloc(sizeof(*live));

	*live = (struct live){ .bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
	pthread_mutex_init(&live->lock, NULL);
	event_errors(&live->errors, &(struct diags){ 0 });
	if (live->bell >= 0 && pthread_create(&live->watcher, NULL, watch, live) == 0)
		return live;
	live->is_closed = true;
	live_free(live);
	return NULL;
}

void live_close(struct live *live)
{
	bool was_closed;

	pthread_mutex_lock(&live->lock);
	was_closed = live->is_closed;
	live->is_closed = true;
	for (struct subscription *s = live->first; s; s = s->next)
		end(s);
	ring(live);
	pthread_mutex_unlock(&live->lock);
	if (!was_closed)
		pthread_join(live->watcher, NULL);
}

void live_free(struct live *live)
{
	if (!live)
		return;
	assert(live->is_closed && !live->first);
	if (live->bell >= 0)
		close(live->bell);
	pthread_mutex_destroy(&live->lock);
	buf_clear(&live->errors);
	free(live);
}

struct subscription *live_subscribe(struct live *live, const struct location *page,
                                    struct str version)
{
	struct subscription *s = NULL;

	pthread_mutex_lock(&live->lock);
	if (!live->is_closed && live->count < STREAMS_MAX) {
		s = xmalloc(sizeof(*s));
		*s = (struct subscription){ .next = live->first };
		s->page.path = arena_str(&s->arena, page->path);
		s->page.url = arena_str(&s->arena, page->url);
		s->version = arena_str(&s->arena, version);
		event_retry(&s->pending);
		buf_add(&s->pending, buf_str(&live->errors));
		if (live->first)
			live->first->previous = s;
		live->first = s;
		live->count++;
	}
	pthread_mutex_unlock(&live->lock);
	return s;
}

void live_unsubscribe(struct live *live, struct subscription *s)
{
	pthread_mutex_lock(&live->lock);
	if (s->previous)
		s->previous->next = s->next;
	else
		live->first = s->next;
	if (s->next)
		s->next->previous = s->previous;
	live->count--;
	pthread_mutex_unlock(&live->lock);
	buf_clear(&s->pending);
	arena_clear(&s->arena);
	free(s);
}

/* Tell a page how it stands; what it does next is open a new stream, after a reload. */
static void tell(struct subscription *s, const struct standing *standing)
{
	if (s->has_ended)
		return;
	s->is_missing = standing->is_missing;
	if (!str_eq(s->version, standing->version)) {
		event_reload(&s->pending);
		s->has_ended = true;
	} else {
		event_styles(&s->pending, standing->stylesheets);
	}
	deliver(s);
}

void live_begin(struct live *live, struct subscription *s,
                const struct standing *standing)
{
	pthread_mutex_lock(&live->lock);
	if (s->version.len == 0)
		s->version = arena_str(&s->arena, standing->version);
	tell(s, standing);
	pthread_mutex_unlock(&live->lock);
}

void live_attach(struct live *live, struct subscription *s, struct live_line line)
{
	pthread_mutex_lock(&live->lock);
	s->line = line;
	s->is_attached = true;
	ring(live);
	pthread_mutex_unlock(&live->lock);
}

long live_read(struct live *live, struct subscription *s, char *to, size_t max)
{
	size_t len;

	pthread_mutex_lock(&live->lock);
	len = s->pending.len - s->sent;
	if (len > max)
		len = max;
	if (len > 0) {
		memcpy(to, s->pending.ptr + s->sent, len);
		s->sent += len;
	}
	if (s->sent == s->pending.len) {
		buf_reset(&s->pending);
		s->sent = 0;
	}
	if (len == 0 && !s->has_ended && !live->is_closed) {
		s->is_asleep = true;
		s->line.sleep(s->line.context);
	} else if (len == 0) {
		pthread_mutex_unlock(&live->lock);
		return -1;
	}
	pthread_mutex_unlock(&live->lock);
	return (long)len;
}

/* Is a file what is served at the page, or would it be if it were new? */
static bool concerns(struct str path, const struct subscription *s)
{
	struct str rest = path;

	if (path.len == 0 || str_eq(path, s->page.path))
		return true;
	if (str_eq(path, STR("404.html")))
		return s->is_missing;
	return str_skip_prefix(&rest, s->page.path) && str_eq(rest, STR("/index.html"));
}

size_t live_concerned(struct live *live, struct str path, struct arena *arena,
                      struct location **pages)
{
	size_t count = 0;

	*pages = NULL;
	pthread_mutex_lock(&live->lock);
	if (live->first)
		*pages = ARENA_ARRAY(arena, struct location, live->count);
	for (struct subscription *s = live->first; s; s = s->next) {
		size_t i = 0;

		if (s->has_ended || !concerns(path, s))
			continue;
		while (i < count && !str_eq((*pages)[i].path, s->page.path))
			i++;
		if (i < count)
			continue;
		(*pages)[count].path = arena_str(arena, s->page.path);
		(*pages)[count++].url = arena_str(arena, s->page.url);
	}
	pthread_mutex_unlock(&live->lock);
	return count;
}

void live_update(struct live *live, struct str path, const struct standing *standing)
{
	pthread_mutex_lock(&live->lock);
	for (struct subscription *s = live->first; s; s = s->next)
		if (str_eq(path, s->page.path))
			tell(s, standing);
	pthread_mutex_unlock(&live->lock);
}

void live_restyle(struct live *live, struct value urls)
{
	pthread_mutex_lock(&live->lock);
	for (struct subscription *s = live->first; s; s = s->next) {
		if (s->has_ended)
			continue;
		event_styles(&s->pending, urls);
		deliver(s);
	}
	pthread_mutex_unlock(&live->lock);
}

void live_show_errors(struct live *live, struct str event)
{
	pthread_mutex_lock(&live->lock);
	buf_reset(&live->errors);
	buf_add(&live->errors, event);
	for (struct subscription *s = live->first; s; s = s->next) {
		if (s->has_ended)
			continue;
		buf_add(&s->pending, event);
		deliver(s);
	}
	pthread_mutex_unlock(&live->lock);
}
