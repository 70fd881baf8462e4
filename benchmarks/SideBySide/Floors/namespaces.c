// Namespaces: create N DIRECTORY | delete N DIRECTORY | enter N PATH | socket N PATH | exec N PATH COMMAND | identify N PID
#include "floor.h"
#include <spawn.h>
#include <sys/mount.h>

extern char **environ;

static void name(char *path, const char *directory, int number)
{
	snprintf(path, 4096, "%s/c%d", directory, number);
}

// One unshare after the other: there is no need to go home between them.
static void create(int count, const char *directory)
{
	char path[4096];
	for (int i = 0; i < count; i++) {
		name(path, directory, i);
		int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
		if (fd < 0 || close(fd) < 0 || unshare(CLONE_NEWNET) < 0 || mount("/proc/thread-self/ns/net", path, "none", MS_BIND, NULL) < 0)
			die(path);
	}
}

static void delete(int count, const char *directory)
{
	char path[4096];
	for (int i = 0; i < count; i++) {
		name(path, directory, i);
		if (umount2(path, MNT_DETACH) < 0 || unlink(path) < 0)
			die(path);
	}
}

static void visit(int count, int target, int home, char what, char **command)
{
	for (int i = 0; i < count; i++) {
		pid_t child = -1;
		if (setns(target, CLONE_NEWNET) < 0)
			die("setns");
		if (what == 's')
			close(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
		if (what == 'x' && posix_spawn(&child, command[0], NULL, NULL, command, environ) != 0)
			die(command[0]);
		if (setns(home, CLONE_NEWNET) < 0)
			die("setns");
		if (child > 0)
			waitpid(child, NULL, 0);
	}
}

static void identify(int count, const char *pid)
{
	char path[64];
	struct stat status;
	int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	snprintf(path, sizeof path, "%s/ns/net", pid);
	for (int i = 0; i < count; i++)
		if (fstatat(proc, path, &status, 0) < 0)
			die(path);
}

int main(int argc, char **argv)
{
	int count = atoi(argv[2]), home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	char what = argv[1][0] == 'e' && argv[1][1] == 'x' ? 'x' : argv[1][0];
	int target = what == 'e' || what == 's' || what == 'x' ? open(argv[3], O_RDONLY | O_CLOEXEC) : -1;
	(void)argc;
	begin();
	switch (what) {
	case 'c': create(count, argv[3]); break;
	case 'd': delete(count, argv[3]); break;
	case 'i': identify(count, argv[3]); break;
	default: visit(count, target, home, what, argv + 4); break;
	}
	end();
	return 0;
}
