/*
 * readdir: lists folders in another order, when loaded with LD_PRELOAD.
 *
 * A file system lists names in whatever order it likes, and each in its own. This one
 * gives them by a hash of the name and of READDIR_SEED, so that a test sees what depends
 * on the order. Whole folders are read when the first entry is asked for.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FOLDERS 64 /* open at one time */

struct listing {
	DIR *dir;
	struct dirent **entries;
	size_t count, next;
};

static struct listing listings[FOLDERS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t hash_name(const char *name)
{
	const char *seed = getenv("READDIR_SEED");
	uint64_t hash = 14695981039346656037u;

	for (const char *c = seed ? seed : ""; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	return hash ^ hash >> 29;
}

static int compare(const void *a, const void *b)
{
	const struct dirent *const *left = a, *const *right = b;
	uint64_t l = hash_name((*left)->d_name), r = hash_name((*right)->d_name);

	return (l > r) - (l < r);
}

static void fill(struct listing *listing, DIR *dir)
{
	struct dirent *(*real)(DIR *) = NULL;
	struct dirent *entry;

	/* POSIX's way to make a function of what dlsym gives. */
	*(void **)&real = dlsym(RTLD_NEXT, "readdir");
	*listing = (struct listing){ .dir = dir };
	while ((entry = real(dir)) != NULL) {
		size_t size = (listing->count + 1) * sizeof(*listing->entries);

		listing->entries = realloc(listing->entries, size);
		if (!listing->entries)
			abort();
		listing->entries[listing->count] = malloc(entry->d_reclen);
		if (!listing->entries[listing->count])
			abort();
		memcpy(listing->entries[listing->count++], entry, entry->d_reclen);
	}
	qsort(listing->entries, listing->count, sizeof(*listing->entries), compare);
}

static void forget(struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		free(listing->entries[i]);
	free(listing->entries);
	*listing = (struct listing){ 0 };
}

struct dirent *readdir(DIR *dir)
{
	struct listing *listing = NULL, *unused = NULL;
	struct dirent *entry = NULL;

	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < FOLDERS; i++) {
		if (listings[i].dir == dir)
			listing = &listings[i];
		else if (!listings[i].dir)
			unused = &listings[i];
	}
	if (!listing) {
		if (!unused)
			abort();
		listing = unused;
		fill(listing, dir);
	}
	if (listing->next < listing->count)
		entry = listing->entries[listing->next++];
	pthread_mutex_unlock(&lock);
	return entry;
}

struct dirent64 *readdir64(DIR *dir)
{
	/* On 64-bit machines they are the same. */
	return (struct dirent64 *)readdir(dir);
}

int closedir(DIR *dir)
{
	int (*real)(DIR *) = NULL;

	*(void **)&real = dlsym(RTLD_NEXT, "closedir");
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < FOLDERS; i++)
		if (listings[i].dir == dir)
			forget(&listings[i]);
	pthread_mutex_unlock(&lock);
	return real(dir);
}
