# Runs a command on a terminal of its own, types when it has printed something, and says how the command ended.
# usage: terminal.py SECONDS WAIT-FOR=TYPE[,WAIT-FOR=TYPE…] COMMAND…   TYPE: a line, ^C, ^Z, ^\ or nothing
import os, pty, select, signal, sys, time

steps = [step.split("=", 1) for step in sys.argv[2].split(",")]
pid, terminal = pty.fork()
if pid == 0:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execvp(sys.argv[3], sys.argv[3:])

keys = {"^C": b"\x03", "^Z": b"\x1a", "^\\": b"\x1c", "": b""}
deadline = time.monotonic() + int(sys.argv[1])
seen, position = b"", 0
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if ready:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            data = b""
        if not data:
            break
        seen += data
    if steps:
        wanted, typed = steps[0]
        found = seen.find(wanted.encode(), position)
        if found >= 0:
            position = found + len(wanted)
            os.write(terminal, keys.get(typed, typed.encode() + b"\n"))
            steps.pop(0)
else:
    print("timed out")
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
print(seen.decode(errors="replace").replace("\r\n", "\n"), end="")
print("signal" if os.WIFSIGNALED(status) else "exit", os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
