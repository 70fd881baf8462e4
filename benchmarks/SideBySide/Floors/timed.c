// timed N COMMAND ARGUMENT...: whole commands, one after the other, what they say thrown away.
#include "floor.h"

int main(int argc, char **argv)
{
	int count = atoi(argv[1]);
	(void)argc;
	begin();
	for (int i = 0; i < count; i++) {
		pid_t child = vfork();
		if (child == 0) {
			int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
			dup2(null, 1);
			execvp(argv[2], argv + 2);
			_exit(127);
		}
		int status;
		waitpid(child, &status, 0);
		if (status != 0) {
			fprintf(stderr, "%s: status %x\n", argv[2], status);
			return 1;
		}
	}
	end();
	return 0;
}
