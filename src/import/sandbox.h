/*
 * sandbox: a process that gives up what it does not need, so that whatever an input makes
 * it do stays in it.
 *
 * After sandbox_enter the process can compute, use its memory up to a limit, and read and
 * write what is open already. It cannot open files or sockets, start processes, or get
 * any of it back. Limits hold everywhere; where the kernel filters system calls (seccomp,
 * on the machines that sandbox.c knows) it is that, too, which keeps them. A failure to
 * set one is not told: the limits are each other's fallback.
 */
#ifndef IMPORT_SANDBOX_H
#define IMPORT_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

/* Close all files but the one, and have standard error lead nowhere. */
void sandbox_close_files(int kept);

/* memory: bytes beyond what the process has already. */
void sandbox_enter(size_t memory);

/* End the process when it has computed for so long from now on; 0: no more. */
void sandbox_set_time(unsigned seconds);

/* Does a signal mean that the time was up? */
bool sandbox_is_timeout(int signal_number);

#endif
