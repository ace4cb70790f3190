#include "check/limits.h"

#include <inttypes.h>

#include "base/attr.h"

#define MB ((uint64_t)1000 * 1000)
#define MI ((uint64_t)1 << 20)

/* 0: no limit. */
struct host {
	struct str name, title;
	uint64_t files, file_bytes, bytes, in_folder, redirects, path_bytes;
};

const char host_names[] = "github, netlify, cloudflare or s3";

static const struct host hosts[] = {
	/* docs.github.com: "GitHub Pages limits" (1 GB), "About large files on GitHub"
	 * (100 MiB are blocked). */
	{ STR_INIT("github"), STR_INIT("GitHub Pages"), 0, 100 * MI, 1000 * MB, 0, 0, 0 },
	/* docs.netlify.com/site-deploys/overview: 54,000 files in one folder. */
	{ STR_INIT("netlify"), STR_INIT("Netlify"), 0, 0, 0, 54000, 0, 0 },
	/* developers.cloudflare.com/pages, "Limits": 20,000 files (those who pay have
	 * more) of 25 MiB; "Redirects": 2,000 that are static. */
	{ STR_INIT("cloudflare"), STR_INIT("Cloudflare Pages"), 20000, 25 * MI, 0, 0,
	  2000, 0 },
	/* docs.aws.amazon.com/AmazonS3: keys of 1,024 bytes; 5 GiB in one PUT; 50 routing
	 * rules for a site. */
	{ STR_INIT("s3"), STR_INIT("S3"), 0, 5120 * MI, 0, 0, 50, 1024 },
};

const struct host *host_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
		if (str_eq(hosts[i].name, name))
			return &hosts[i];
	return NULL;
}

struct str host_name(const struct host *host)
{
	return host->name;
}

void host_check_file(const struct host *host, struct str path, uint64_t size,
                     struct diags *diags)
{
	if (host->file_bytes && size > host->file_bytes)
		diag_error_path(diags, path,
		                "the file has %" PRIu64
		                " bytes; %.*s takes files of at most %" PRIu64,
		                size, STR_ARG(host->title), host->file_bytes);
	if (host->path_bytes && path.len > host->path_bytes)
		diag_error_path(diags, path,
		                "the path has %zu bytes; %.*s takes at most %" PRIu64,
		                path.len, STR_ARG(host->title), host->path_bytes);
}

static void check_most(const struct host *host, struct str where, const char *what,
                       const uint64_t *numbers, struct diags *diags)
{
	if (numbers[1] && numbers[0] > numbers[1])
		diag_error_path(diags, where,
		                "%" PRIu64 " %s; %.*s takes at most %" PRIu64, numbers[0],
		                what, STR_ARG(host->title), numbers[1]);
}

void host_check_all(const struct host *host, const struct weight *weight,
                    struct str output, struct diags *diags)
{
	const uint64_t files[] = { weight->files, host->files };
	const uint64_t bytes[] = { weight->bytes, host->bytes };
	const uint64_t in_folder[] = { weight->most_in_folder, host->in_folder };
	const uint64_t redirects[] = { weight->redirects, host->redirects };

	check_most(host, output, "files", files, diags);
	check_most(host, output, "bytes in all", bytes, diags);
	check_most(host, weight->fullest_folder, "files in one folder", in_folder, diags);
	check_most(host, output, "redirects", redirects, diags);
}
