"""The same work by pyroute2, so many times, in the network namespace it is started in; prints what it cost, without the interpreter's start: "WALL CPU" in nanoseconds."""

import socket
import sys
import time

from pyroute2 import IPRoute


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
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    for _ in range(rounds):
        what(ipr, count)
    print(time.perf_counter_ns() - wall, time.process_time_ns() - cpu)
