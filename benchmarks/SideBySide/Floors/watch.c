// watch N DIRECTORY MAKER: how long after mount(2) is called a loop over poll(2) on mountinfo sees the new names that MAKER makes, w0, w1, …: prints the median in nanoseconds and the loop's processor time for each.
// make N DIRECTORY MICROSECONDS: makes them, with so long a pause before each, and tells at the end when each mount was begun (CLOCK_MONOTONIC): it is seen before the call returns.
#include "floor.h"
#include <poll.h>
#include <sys/mount.h>

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void make(int count, const char *directory, int pause)
{
	char path[4096];
	int64_t *times = calloc(count, sizeof *times);
	for (int i = 0; i < count; i++) {
		if (pause > 0)
			usleep(pause);
		snprintf(path, sizeof path, "%s/w%d", directory, i);
		int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
		if (fd < 0 || close(fd) < 0 || unshare(CLONE_NEWNET) < 0)
			die(path);
		times[i] = clock_now(CLOCK_MONOTONIC);
		if (mount("/proc/thread-self/ns/net", path, "none", MS_BIND, NULL) < 0)
			die(path);
	}
	for (int i = 0; i < count; i++)
		printf("%lld\n", (long long)times[i]);
}

static void watch(int count, const char *directory, const char *self, const char *pause)
{
	char number[16], path[4096];
	int ends[2], mounts = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC), names = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int64_t *times = calloc(count, sizeof *times), before = clock_now(CLOCK_PROCESS_CPUTIME_ID);
	struct stat of_directory;
	fstat(names, &of_directory);
	if (pipe(ends) < 0)
		die("pipe");
	snprintf(number, sizeof number, "%d", count);
	if (vfork() == 0) {
		dup2(ends[1], 1);
		execl(self, self, "make", number, directory, pause, NULL);
		_exit(127);
	}
	close(ends[1]);
	int seen = 0;
	while (seen < count) {
		struct pollfd wait = { .fd = mounts, .events = POLLPRI };
		struct stat status;
		poll(&wait, 1, -1);
		for (;;) {
			snprintf(path, sizeof path, "w%d", seen);
			if (seen == count || fstatat(names, path, &status, 0) < 0 || status.st_dev == of_directory.st_dev)
				break;
			times[seen++] = clock_now(CLOCK_MONOTONIC);
		}
	}
	int64_t cpu = clock_now(CLOCK_PROCESS_CPUTIME_ID) - before;
	FILE *made = fdopen(ends[0], "r");
	for (int i = 0; i < count; i++) {
		long long then;
		if (fscanf(made, "%lld", &then) != 1)
			die("make");
		times[i] -= then;
	}
	qsort(times, count, sizeof *times, compare);
	printf("%lld %lld\n", (long long)times[count / 2], (long long)cpu / count);
}

int main(int argc, char **argv)
{
	(void)argc;
	if (argv[1][0] == 'm')
		make(atoi(argv[2]), argv[3], atoi(argv[4]));
	else
		watch(atoi(argv[2]), argv[3], argv[0], argv[4]);
	return 0;
}
