"""What the benchmark does, by pyroute2, in the network namespace it is started in; prints its own time, without the interpreter's start."""

import socket
import statistics
import sys
import time

from pyroute2 import IPRoute


def timed(action):
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def dump(ipr, count):
    routes = list(ipr.get_routes(family=socket.AF_INET))
    if len(routes) < count:
        raise SystemExit(f"{len(routes)} of {count}")


def routes(ipr, count):
    for i in range(count):
        ipr.route("add", dst=f"10.{i >> 16}.{i >> 8 & 255}.{i & 255}/32", oif=1, scope=253)


def pairs(ipr, count):
    for i in range(count):
        ipr.link("add", ifname=f"va{i}", kind="veth", peer=f"vb{i}")


what, count, rounds = {"dump": dump, "routes": routes, "pairs": pairs}[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3])
with IPRoute() as ipr:
    print(f"{statistics.median(timed(lambda: what(ipr, count)) for _ in range(rounds)):.3f} ms")
