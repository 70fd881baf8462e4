// What the floors share: the least that C must do for the same work. Each prints what the work cost, without the program's start: "WALL CPU" in nanoseconds.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static int64_t wall_from, cpu_from;

static inline void die(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static inline int64_t clock_now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static inline int64_t of_timeval(struct timeval t)
{
	return t.tv_sec * 1000000000LL + t.tv_usec * 1000LL;
}

static inline int64_t cpu_now(void)
{
	struct rusage children;
	getrusage(RUSAGE_CHILDREN, &children);
	return clock_now(CLOCK_PROCESS_CPUTIME_ID) + of_timeval(children.ru_utime) + of_timeval(children.ru_stime);
}

static inline void begin(void)
{
	wall_from = clock_now(CLOCK_MONOTONIC);
	cpu_from = cpu_now();
}

static inline void end(void)
{
	int64_t wall = clock_now(CLOCK_MONOTONIC) - wall_from;
	printf("%lld %lld\n", (long long)wall, (long long)(cpu_now() - cpu_from));
	fflush(stdout);
}

static inline void enter(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWNET) < 0)
		die(path);
	close(fd);
}
