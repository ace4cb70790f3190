#include "import/workers.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "import/sandbox.h"

#define WORKERS_MAX 64
#define AHEAD       4 /* inputs for each child whose results may wait for an earlier one */

/* A child has its next input before it is done with one: it never waits for the parent.
 */
#define JOBS_MAX 2

/* On a busy machine an input may take so much longer than it computes. */
#define PATIENCE 10

#define OUTPUT_MAX   ((size_t)256 << 20) /* what is longer is no answer */
#define EXIT_MEMORY  3                   /* of out_of_memory() */
#define LENGTH_BYTES sizeof(uint64_t)    /* before each input and output */

/* An input that a child has, or will have. */
struct job {
	size_t index;
	struct buf input; /* with its length in front */
	size_t sent;
};

/* A child, as the parent sees it. */
struct worker {
	pid_t pid; /* 0: there is none */
	int socket;
	struct job jobs[JOBS_MAX]; /* the first is the one it works on */
	unsigned job_count;
	struct buf output; /* of that one, as far as it is here */
	int64_t deadline;  /* for that one; milliseconds */
};

/* What became of an input, until it is its turn. */
struct result {
	bool done;
	enum worker_end end;
	struct buf output;
};

struct crew {
	const struct workers_options *options;
	struct worker workers[WORKERS_MAX];
	unsigned count;
	struct result results[WORKERS_MAX * AHEAD]; /* of index modulo window */
	size_t window;
	size_t given, taken; /* inputs */
	bool exhausted;      /* there are no more */
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The child. */

static bool read_all(int fd, void *into, size_t size)
{
	char *at = into;

	while (size > 0) {
		ssize_t got = read(fd, at, size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		size -= (size_t)got;
	}
	return true;
}

static bool write_all(int fd, const void *from, size_t size)
{
	const char *at = from;

	while (size > 0) {
		ssize_t put = write(fd, at, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		size -= (size_t)put;
	}
	return true;
}

/* Work until the parent hangs up. */
static void serve(const struct workers_options *options, int socket)
{
	struct buf input = { 0 }, output = { 0 };
	uint64_t length;

	while (read_all(socket, &length, sizeof(length))) {
		buf_reset(&input);
		buf_reset(&output);
		if (!read_all(socket, buf_reserve(&input, (size_t)length),
		              (size_t)length))
			break;
		input.len = (size_t)length;
		sandbox_set_time(options->seconds);
		options->work(options->context, buf_str(&input), &output);
		sandbox_set_time(0);
		length = output.len;
		if (!write_all(socket, &length, sizeof(length)) ||
		    !write_all(socket, output.ptr, output.len))
			break;
	}
	_exit(0);
}

static void be_child(const struct workers_options *options, int socket, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	sandbox_close_files(socket);
	if (options->prepare)
		options->prepare(options->context);
	sandbox_enter(options->memory);
	serve(options, socket);
}

/* The parent. */

static bool start_worker(struct crew *crew, struct worker *worker)
{
	pid_t parent = getpid();
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	worker->pid = fork();
	if (worker->pid == 0)
		be_child(crew->options, ends[1], parent);
	close(ends[1]);
	if (worker->pid < 0) {
		worker->pid = 0;
		close(ends[0]);
		return false;
	}
	worker->socket = ends[0];
	return true;
}

static enum worker_end end_of(int status, bool was_late)
{
	if (was_late || (WIFSIGNALED(status) && sandbox_is_timeout(WTERMSIG(status))))
		return WORKER_OUT_OF_TIME;
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY)
		return WORKER_OUT_OF_MEMORY;
	return WORKER_CRASHED;
}

/* The child is gone, or has to go. */
static enum worker_end stop_worker(struct worker *worker, bool was_late)
{
	int status = 0;

	/* Of one that has ended already the status stays what it was. */
	kill(worker->pid, SIGKILL);
	close(worker->socket);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	worker->pid = 0;
	return end_of(status, was_late);
}

static void finish(struct crew *crew, size_t index, enum worker_end end,
                   struct str output)
{
	struct result *result = &crew->results[index % crew->window];

	result->done = true;
	result->end = end;
	buf_reset(&result->output);
	buf_add(&result->output, output);
}

/* Hand over the results whose turn it is. */
static void take_results(struct crew *crew)
{
	while (crew->taken < crew->given) {
		struct result *result = &crew->results[crew->taken % crew->window];

		if (!result->done)
			return;
		result->done = false;
		crew->options->take(crew->options->context, crew->taken, result->end,
		                    buf_str(&result->output));
		crew->taken++;
	}
}

/* A worker turns to its first job. */
static void begin(const struct crew *crew, struct worker *worker)
{
	worker->deadline = now_ms() + (int64_t)crew->options->seconds * 1000 * PATIENCE;
}

/* The first job is done; the memory of its input is kept for another. */
static void end_job(const struct crew *crew, struct worker *worker)
{
	struct job done = worker->jobs[0];

	worker->job_count--;
	for (unsigned i = 0; i < worker->job_count; i++)
		worker->jobs[i] = worker->jobs[i + 1];
	worker->jobs[worker->job_count] = done;
	if (worker->job_count > 0)
		begin(crew, worker);
}

/* Have a child for the jobs of a worker; without one they are done. */
static void have_child(struct crew *crew, struct worker *worker)
{
	if (worker->pid || worker->job_count == 0 || start_worker(crew, worker))
		return;
	while (worker->job_count > 0) {
		finish(crew, worker->jobs[0].index, WORKER_NOT_STARTED,
		       (struct str){ 0 });
		end_job(crew, worker);
	}
}

/* A child is lost, with the job it worked on, if any; another one does the others. */
static void lose(struct crew *crew, struct worker *worker, bool was_late)
{
	enum worker_end end = stop_worker(worker, was_late);

	buf_reset(&worker->output);
	if (worker->job_count > 0) {
		finish(crew, worker->jobs[0].index, end, (struct str){ 0 });
		end_job(crew, worker);
	}
	for (unsigned i = 0; i < worker->job_count; i++)
		worker->jobs[i].sent = 0;
	have_child(crew, worker);
}

/* Get the next input and give it to a worker. */
static void give_input(struct crew *crew, struct worker *worker)
{
	static const char room[LENGTH_BYTES];
	struct job *job = &worker->jobs[worker->job_count];
	uint64_t length;

	buf_reset(&job->input);
	buf_add(&job->input, (struct str){ room, LENGTH_BYTES });
	if (!crew->options->give(crew->options->context, crew->given, &job->input)) {
		crew->exhausted = true;
		return;
	}
	length = job->input.len - LENGTH_BYTES;
	memcpy(job->input.ptr, &length, sizeof(length));
	job->index = crew->given++;
	job->sent = 0;
	if (worker->job_count++ == 0)
		begin(crew, worker);
	have_child(crew, worker);
}

/* First to those that have nothing to do. */
static void give_inputs(struct crew *crew)
{
	for (unsigned jobs = 0; jobs < JOBS_MAX; jobs++)
		for (unsigned i = 0; i < crew->count; i++)
			while (!crew->exhausted && crew->workers[i].job_count <= jobs &&
			       crew->given - crew->taken < crew->window) {
				give_input(crew, &crew->workers[i]);
				take_results(crew); /* of one that could not be started */
			}
}

/* Is there something to be sent, and what? */
static struct job *job_to_send(struct worker *worker)
{
	for (unsigned i = 0; i < worker->job_count; i++)
		if (worker->jobs[i].sent < worker->jobs[i].input.len)
			return &worker->jobs[i];
	return NULL;
}

/* If the child is gone, what it said before it went is still to be read. */
static void send_some(struct worker *worker, struct job *job)
{
	ssize_t put = send(worker->socket, job->input.ptr + job->sent,
	                   job->input.len - job->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (put > 0)
		job->sent += (size_t)put;
	else if (put < 0 && errno != EAGAIN && errno != EINTR)
		job->sent = job->input.len;
}

/* The length of the output, if it is known already. */
static bool output_length(const struct worker *worker, uint64_t *length)
{
	if (worker->output.len < LENGTH_BYTES)
		return false;
	memcpy(length, worker->output.ptr, sizeof(*length));
	return true;
}

/* Read what is there; false if the child is gone. */
static bool receive_some(struct worker *worker)
{
	char *room = buf_reserve(&worker->output, 65536);
	ssize_t got = recv(worker->socket, room, 65536, MSG_DONTWAIT);

	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	worker->output.len += (size_t)got;
	return got > 0;
}

/* Take the outputs that are whole; false if what comes is none. */
static bool finish_outputs(struct crew *crew, struct worker *worker)
{
	struct str rest = buf_str(&worker->output);
	uint64_t length;

	while (worker->job_count > 0 && output_length(worker, &length)) {
		if (length > OUTPUT_MAX)
			return false;
		if (rest.len - LENGTH_BYTES < length)
			return true;
		rest = str_from(rest, LENGTH_BYTES);
		finish(crew, worker->jobs[0].index, WORKER_DONE,
		       str_slice(rest, 0, (size_t)length));
		end_job(crew, worker);
		rest = str_from(rest, (size_t)length);
		memmove(worker->output.ptr, rest.ptr, rest.len);
		buf_truncate(&worker->output, rest.len);
		rest = buf_str(&worker->output);
	}
	return worker->job_count > 0 || rest.len == 0;
}

static void attend(struct crew *crew, struct worker *worker, short events)
{
	struct job *job = job_to_send(worker);

	if ((events & POLLOUT) && job)
		send_some(worker, job);
	if (!(events & (POLLIN | POLLHUP | POLLERR)))
		return;
	if (!receive_some(worker) || !finish_outputs(crew, worker))
		lose(crew, worker, false);
}

/* Wait for any child, or for the time of one to be up. */
static void wait_for_workers(struct crew *crew)
{
	struct pollfd polls[WORKERS_MAX];
	struct worker *polled[WORKERS_MAX];
	int64_t now = now_ms(), soonest = INT32_MAX;
	nfds_t count = 0;

	for (unsigned i = 0; i < crew->count; i++) {
		struct worker *worker = &crew->workers[i];

		if (worker->job_count == 0)
			continue;
		polls[count] = (struct pollfd){ worker->socket, POLLIN, 0 };
		if (job_to_send(worker))
			polls[count].events |= POLLOUT;
		polled[count++] = worker;
		if (worker->deadline - now < soonest)
			soonest = worker->deadline - now;
	}
	poll(polls, count, soonest > 0 ? (int)soonest : 0);
	now = now_ms();
	for (nfds_t i = 0; i < count; i++) {
		if (polls[i].revents)
			attend(crew, polled[i], polls[i].revents);
		else if (now >= polled[i]->deadline)
			lose(crew, polled[i], true);
	}
}

static unsigned processors(void)
{
	cpu_set_t set;
	int count = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		count = CPU_COUNT(&set);
	return count > 0 ? (unsigned)count : 1;
}

void workers_run(const struct workers_options *options)
{
	struct crew *crew = xmalloc(sizeof(*crew));

	*crew = (struct crew){ .options = options };
	crew->count = options->count ? options->count : processors();
	if (crew->count > WORKERS_MAX)
		crew->count = WORKERS_MAX;
	crew->window = (size_t)crew->count * AHEAD;
	for (;;) {
		give_inputs(crew);
		if (crew->exhausted && crew->taken == crew->given)
			break;
		wait_for_workers(crew);
		take_results(crew);
	}
	for (unsigned i = 0; i < crew->count; i++) {
		if (crew->workers[i].pid)
			stop_worker(&crew->workers[i], false);
		for (unsigned job = 0; job < JOBS_MAX; job++)
			buf_clear(&crew->workers[i].jobs[job].input);
		buf_clear(&crew->workers[i].output);
	}
	for (size_t i = 0; i < crew->window; i++)
		buf_clear(&crew->results[i].output);
	free(crew);
}

const char *worker_end_explain(enum worker_end end)
{
	switch (end) {
	case WORKER_OUT_OF_MEMORY:
		return "needs too much memory to be read";
	case WORKER_OUT_OF_TIME:
		return "takes too long to be read";
	case WORKER_CRASHED:
		return "cannot be read: the process that tried has crashed";
	case WORKER_NOT_STARTED:
		return "cannot be read: no process could be started";
	default:
		return "was read";
	}
}
