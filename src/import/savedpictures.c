#include "import/savedpictures.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/url.h"

/* The way to a path from the folder that another is in; both begin with "/". */
static struct str way_from(struct arena *arena, struct str from, struct str to)
{
	struct str folder = path_dir(from), up = { 0 };

	while (folder.len > 0 && !(str_has_prefix(to, folder) && to.len > folder.len &&
	                           to.ptr[folder.len] == '/')) {
		folder = path_dir(folder);
		up = path_join(arena, up, STR(".."));
	}
	return path_join(arena, up, str_from(to, folder.len + 1));
}

static const struct near *look_up(struct savedpictures *pictures, struct arena *arena,
                                  struct str path)
{
	const struct near *near = NULL;
	struct str name;

	if (path_normalize(arena, path, &name))
		near = nearby_find(pictures->nearby, pictures->folder, name);
	if (near)
		value_add_item(&pictures->found, value_str(name));
	return near;
}

struct str savedpictures_find(void *context, struct arena *arena, struct str base,
                              struct str url)
{
	struct savedpictures *pictures = context;
	struct embedded_picture *embedded = embedded_find(pictures->embedded, url);
	struct url parts = url_split(url), page = url_split(base);
	struct str path = unescape_url(arena, parts.path);
	struct str beside = path_dir(pictures->page);
	const struct near *near = NULL;

	if (embedded) {
		embedded->is_shown = true;
		return embedded->name;
	}
	if (pictures->folder.len == 0 || path.len == 0 ||
	    !str_eq_nocase(parts.host, page.host) ||
	    (parts.host.len == 0 && parts.scheme.len > 0))
		return (struct str){ 0 };
	if (path.ptr[0] != '/')
		near = look_up(pictures, arena, path_join(arena, beside, path));
	else if (page.path.len > 0)
		near = look_up(
			pictures, arena,
			path_join(arena, beside,
		                  way_from(arena, unescape_url(arena, page.path), path)));
	if (!near && path.ptr[0] == '/')
		near = look_up(pictures, arena, str_from(path, 1));
	return near ? near_file(arena, near) : (struct str){ 0 };
}
