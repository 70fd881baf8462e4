// load PROCESSES NAMES DIRECTORY: as many names, l0, l1, ..., each a namespace with its share of the sleeping processes; says READY, ends with its standard input.
#include "floor.h"
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>

int main(int argc, char **argv)
{
	int processes = atoi(argv[1]), names = atoi(argv[2]), made = 0;
	int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	pid_t *children = calloc(processes + 1, sizeof *children), self = getpid();
	(void)argc;
	for (int i = 0; i < names; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/l%d", argv[3], i);
		int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
		if (fd < 0 || close(fd) < 0 || unshare(CLONE_NEWNET) < 0 || mount("/proc/thread-self/ns/net", path, "none", MS_BIND, NULL) < 0)
			die(path);
		for (int n = processes / names + (i < processes % names); n > 0; n--) {
			pid_t child = fork();
			if (child < 0)
				die("fork");
			if (child == 0) {
				prctl(PR_SET_PDEATHSIG, SIGKILL);
				if (getppid() != self)
					_exit(0);
				close(0);
				close(1);
				for (;;)
					pause();
			}
			children[made++] = child;
		}
	}
	if (setns(home, CLONE_NEWNET) < 0)
		die("setns");
	printf("READY\n");
	fflush(stdout);
	char c;
	while (read(0, &c, 1) > 0)
		;
	for (int i = 0; i < made; i++)
		kill(children[i], SIGKILL);
	for (int i = 0; i < made; i++)
		waitpid(children[i], NULL, 0);
	return 0;
}
