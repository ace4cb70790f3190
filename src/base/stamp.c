#include "base/stamp.h"

#include "base/hash.h"

#define SECOND_NS 1000000000

struct stamp stamp_of(const struct file_info *info, int64_t now_ns, int64_t gap_ns)
{
	uint64_t fields[4] = { 0, 0, info->size, info->inode };

	if (info->mtime_ns > now_ns - gap_ns || info->ctime_ns > now_ns - gap_ns)
		return (struct stamp){ 0 };
	fields[0] = (uint64_t)info->mtime_ns;
	fields[1] = (uint64_t)info->ctime_ns;
	return (struct stamp){
		hash_short((struct str){ (const char *)fields, sizeof(fields) }) | 1
	};
}

int64_t stamp_own_gap(const struct file_info *info)
{
	return info->ctime_ns % SECOND_NS ? STAMP_TICK_NS : STAMP_GAP_NS;
}

bool stamp_eq(struct stamp a, struct stamp b)
{
	return a.value && a.value == b.value;
}
