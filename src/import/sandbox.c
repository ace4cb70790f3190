#include "import/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/attr.h"

/* Sanitizers need memory without end, and files to write what they found. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define TIME_IS_UP SIGPROF

void sandbox_close_files(int kept)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd < 3 && nowhere >= 0; fd++)
		if (fd != kept && !(fd == STDERR_FILENO && IS_SANITIZED))
			dup2(nowhere, fd);
	if (kept > 3)
		close_range(3, (unsigned)kept - 1, 0);
	close_range(kept < 3 ? 3 : (unsigned)kept + 1, ~0U, 0);
}

static void limit(int what, rlim_t most)
{
	struct rlimit rlimit = { most, most };

	setrlimit((__rlimit_resource_t)what, &rlimit);
}

/* The bytes of address space that the process has now. */
static size_t address_space(void)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;

	if (!statm)
		return 0;
	if (fscanf(statm, "%lu", &pages) != 1)
		pages = 0;
	fclose(statm);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

#ifdef OUR_ARCHITECTURE

/* What computing, reading and writing take. */
static const int allowed[] = {
	SYS_read,         SYS_write,          SYS_readv,           SYS_writev,
	SYS_recvfrom,     SYS_sendto,         SYS_close,           SYS_brk,
	SYS_munmap,       SYS_mremap,         SYS_madvise,         SYS_futex,
	SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_setitimer,       SYS_clock_gettime,
	SYS_gettimeofday, SYS_getrandom,      SYS_sched_yield,     SYS_getpid,
	SYS_exit,         SYS_exit_group,     SYS_restart_syscall,
};

/* These too, but not to make memory that can be run. */
static const int allowed_unless_executable[] = { SYS_mmap, SYS_mprotect };

#define STATEMENTS \
	(5 + 2 * ARRAY_LEN(allowed) + 4 * ARRAY_LEN(allowed_unless_executable) + 1)

static struct sock_filter statement(uint16_t code, uint32_t k)
{
	return (struct sock_filter){ code, 0, 0, k };
}

static struct sock_filter jump_if(uint16_t test, uint32_t k, uint8_t yes, uint8_t no)
{
	return (struct sock_filter){ (uint16_t)(BPF_JMP | test | BPF_K), yes, no, k };
}

/* A call that is not allowed fails with EPERM, as if by want of permission. */
static void filter_calls(void)
{
	const struct sock_filter allow = statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct sock_filter refuse =
		statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	struct sock_filter code[STATEMENTS];
	unsigned short n = 0;
	struct sock_fprog program = { .filter = code };

	code[n++] =
		statement(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	code[n++] = jump_if(BPF_JEQ, OUR_ARCHITECTURE, 1, 0);
	code[n++] = refuse;
	code[n++] =
		statement(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
		code[n++] = jump_if(BPF_JEQ, (uint32_t)allowed[i], 0, 1);
		code[n++] = allow;
	}
	for (size_t i = 0; i < ARRAY_LEN(allowed_unless_executable); i++) {
		code[n++] =
			jump_if(BPF_JEQ, (uint32_t)allowed_unless_executable[i], 0, 3);
		code[n++] = statement(BPF_LD | BPF_W | BPF_ABS,
		                      offsetof(struct seccomp_data, args) +
		                              2 * sizeof(uint64_t));
		code[n++] = jump_if(BPF_JSET, PROT_EXEC, 1, 0);
		code[n++] = allow;
	}
	code[n++] = refuse;
	program.len = n;
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

static void filter_calls(void)
{
}

#endif

void sandbox_enter(size_t memory)
{
	size_t now = address_space();

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	if (IS_SANITIZED)
		return;
	if (now)
		limit(RLIMIT_AS, now + memory);
	limit(RLIMIT_NOFILE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NPROC, 0);
	filter_calls();
}

void sandbox_set_time(unsigned seconds)
{
	struct itimerval time = { .it_value = { .tv_sec = seconds } };

	signal(TIME_IS_UP, SIG_DFL);
	setitimer(ITIMER_PROF, &time, NULL);
}

bool sandbox_is_timeout(int signal_number)
{
	return signal_number == TIME_IS_UP;
}
