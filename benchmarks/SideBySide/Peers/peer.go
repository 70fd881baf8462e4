// The same work by github.com/vishvananda/netlink, so many times, in the network namespace it is started in; prints what it cost, without its start: "WALL CPU" in nanoseconds.
package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/vishvananda/netlink"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func dump(handle *netlink.Handle, count int) {
	routes, err := handle.RouteList(nil, netlink.FAMILY_V4)
	check(err)
	if len(routes) < count {
		check(fmt.Errorf("%d of %d", len(routes), count))
	}
}

func routes(handle *netlink.Handle, count int) {
	for i := 0; i < count; i++ {
		destination := &net.IPNet{IP: net.IPv4(10, byte(i>>16), byte(i>>8), byte(i)), Mask: net.CIDRMask(32, 32)}
		check(handle.RouteAdd(&netlink.Route{LinkIndex: 1, Dst: destination, Scope: netlink.SCOPE_LINK}))
	}
}

func pairs(handle *netlink.Handle, count int) {
	for i := 0; i < count; i++ {
		attributes := netlink.NewLinkAttrs()
		attributes.Name = fmt.Sprintf("va%d", i)
		check(handle.LinkAdd(&netlink.Veth{LinkAttrs: attributes, PeerName: fmt.Sprintf("vb%d", i)}))
	}
}

func main() {
	what := map[string]func(*netlink.Handle, int){"dump": dump, "routes": routes, "pairs": pairs}[os.Args[1]]
	count, _ := strconv.Atoi(os.Args[2])
	rounds, _ := strconv.Atoi(os.Args[3])
	handle, err := netlink.NewHandle()
	check(err)
	start, before := time.Now(), cpu()
	for i := 0; i < rounds; i++ {
		what(handle, count)
	}
	fmt.Println(time.Since(start).Nanoseconds(), cpu()-before)
}

func cpu() int64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}
