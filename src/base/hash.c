#include "base/hash.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct hasher {
	XXH3_state_t *state;
};

struct hasher *hasher_new(void)
{
	struct hasher *hasher = xmalloc(sizeof(*hasher));

	hasher->state = XXH3_createState();
	if (!hasher->state)
		out_of_memory(sizeof(*hasher->state));
	XXH3_128bits_reset(hasher->state);
	return hasher;
}

void hasher_add(struct hasher *hasher, struct str part)
{
	if (part.len)
		XXH3_128bits_update(hasher->state, part.ptr, part.len);
}

struct hash hasher_end(struct hasher *hasher)
{
	XXH128_hash_t hash = XXH3_128bits_digest(hasher->state);

	XXH3_freeState(hasher->state);
	free(hasher);
	return (struct hash){ hash.high64, hash.low64 };
}

struct hash hash_bytes(struct str bytes)
{
	XXH128_hash_t hash = XXH3_128bits(bytes.len ? bytes.ptr : "", bytes.len);

	return (struct hash){ hash.high64, hash.low64 };
}

struct hash hash_number(uint32_t number)
{
	return hash_bytes((struct str){ (const char *)&number, sizeof(number) });
}

struct hash hash_join(struct hash a, struct hash b)
{
	struct hash pair[2] = { a, b };

	return hash_bytes((struct str){ (const char *)pair, sizeof(pair) });
}

bool hash_eq(struct hash a, struct hash b)
{
	return a.high == b.high && a.low == b.low;
}

int hash_cmp(struct hash a, struct hash b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

uint64_t hash_short(struct str bytes)
{
	return XXH3_64bits(bytes.len ? bytes.ptr : "", bytes.len);
}

struct str hash_hex(struct arena *arena, struct hash hash, unsigned digits)
{
	struct str all =
		arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high,
	                     (unsigned long long)hash.low);

	return str_slice(all, 0, digits);
}
