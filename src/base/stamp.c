#include "base/stamp.h"

#define SECOND_NS 1000000000

struct stamp stamp_of(const struct file_info *info, int64_t now_ns, int64_t gap_ns)
{
	if (info->mtime_ns > now_ns - gap_ns || info->ctime_ns > now_ns - gap_ns)
		return (struct stamp){ 0 };
	return (struct stamp){ info->mtime_ns, info->ctime_ns, info->size, info->inode };
}

int64_t stamp_own_gap(const struct file_info *info)
{
	return info->ctime_ns % SECOND_NS ? STAMP_TICK_NS : STAMP_GAP_NS;
}

bool stamp_eq(struct stamp a, struct stamp b)
{
	return a.inode && a.inode == b.inode && a.size == b.size &&
	       a.mtime_ns == b.mtime_ns && a.ctime_ns == b.ctime_ns;
}
