// Netlink in the namespace PATH: dump PATH N (of IPv4 routes) | routes PATH N | pairs PATH N
#include "floor.h"
#include <arpa/inet.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

enum { Piece = 256, Buffer = 32768 };

static int out;
static char buffer[Buffer];
static uint32_t sequence;

static struct rtattr *put(struct nlmsghdr *h, int type, const void *data, int length)
{
	struct rtattr *a = (void *)((char *)h + NLMSG_ALIGN(h->nlmsg_len));
	a->rta_type = type;
	a->rta_len = RTA_LENGTH(length);
	if (length > 0)
		memcpy(RTA_DATA(a), data, length);
	h->nlmsg_len = NLMSG_ALIGN(h->nlmsg_len) + RTA_ALIGN(a->rta_len);
	return a;
}

static void close_nest(struct nlmsghdr *h, struct rtattr *a)
{
	a->rta_len = (char *)h + NLMSG_ALIGN(h->nlmsg_len) - (char *)a;
}

static void make_route(struct nlmsghdr *h, int i)
{
	struct rtmsg *m = NLMSG_DATA(h);
	uint32_t destination = htonl(0x0a000000 + i), device = 1;
	h->nlmsg_len = NLMSG_LENGTH(sizeof *m);
	h->nlmsg_type = RTM_NEWROUTE;
	m->rtm_family = AF_INET;
	m->rtm_dst_len = 32;
	m->rtm_table = RT_TABLE_MAIN;
	m->rtm_protocol = RTPROT_BOOT;
	m->rtm_scope = RT_SCOPE_LINK;
	m->rtm_type = RTN_UNICAST;
	put(h, RTA_DST, &destination, 4);
	put(h, RTA_OIF, &device, 4);
}

static void make_pair(struct nlmsghdr *h, int i)
{
	char here[16], there[16];
	struct ifinfomsg none = { 0 };
	h->nlmsg_len = NLMSG_LENGTH(sizeof none);
	h->nlmsg_type = RTM_NEWLINK;
	snprintf(here, sizeof here, "va%d", i);
	snprintf(there, sizeof there, "vb%d", i);
	put(h, IFLA_IFNAME, here, strlen(here) + 1);
	struct rtattr *info = put(h, IFLA_LINKINFO, NULL, 0);
	put(h, IFLA_INFO_KIND, "veth", 5);
	struct rtattr *data = put(h, IFLA_INFO_DATA, NULL, 0);
	struct rtattr *peer = put(h, VETH_INFO_PEER, &none, sizeof none);
	put(h, IFLA_IFNAME, there, strlen(there) + 1);
	close_nest(h, peer);
	close_nest(h, data);
	close_nest(h, info);
}

// Pieces of many requests; only the last of a piece is acknowledged, and any that fails.
static void add(int count, int piece, void (*make)(struct nlmsghdr *, int))
{
	static char requests[Piece * 256];
	for (int from = 0; from < count; from += piece) {
		int size = count - from < piece ? count - from : piece;
		char *next = requests;
		for (int i = 0; i < size; i++) {
			struct nlmsghdr *h = (void *)next;
			memset(h, 0, 256);
			make(h, from + i);
			h->nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | (i == size - 1 ? NLM_F_ACK : 0);
			h->nlmsg_seq = ++sequence;
			next += NLMSG_ALIGN(h->nlmsg_len);
		}
		if (send(out, requests, next - requests, 0) < 0)
			die("send");
		for (int done = 0; !done;) {
			int length = recv(out, buffer, Buffer, 0);
			for (struct nlmsghdr *h = (void *)buffer; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
				errno = -((struct nlmsgerr *)NLMSG_DATA(h))->error;
				if (h->nlmsg_type == NLMSG_ERROR && errno != 0)
					die("request");
				done |= h->nlmsg_seq == sequence;
			}
		}
	}
}

static int dump(void)
{
	struct { struct nlmsghdr h; struct rtmsg m; } ask = {
		{ .nlmsg_len = sizeof ask, .nlmsg_type = RTM_GETROUTE, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = ++sequence }, { .rtm_family = AF_INET },
	};
	int count = 0;
	if (send(out, &ask, sizeof ask, 0) < 0)
		die("send");
	for (;;) {
		int length = recv(out, buffer, Buffer, 0);
		for (struct nlmsghdr *h = (void *)buffer; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
			if (h->nlmsg_type == NLMSG_DONE)
				return count;
			struct rtmsg *m = NLMSG_DATA(h);
			int rest = h->nlmsg_len - NLMSG_LENGTH(sizeof *m);
			struct rtattr *found[RTA_OIF + 1] = { 0 };
			for (struct rtattr *a = RTM_RTA(m); RTA_OK(a, rest); a = RTA_NEXT(a, rest))
				if (a->rta_type <= RTA_OIF)
					found[a->rta_type] = a;
			count += m->rtm_dst_len == 32 && found[RTA_DST] && found[RTA_OIF];
		}
	}
}

int main(int argc, char **argv)
{
	int count = atoi(argv[3]), size = 1 << 20;
	(void)argc;
	enter(argv[2]);
	out = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	setsockopt(out, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
	begin();
	if (argv[1][0] == 'd')
		for (int i = 0; i < count; i++)
			dump();
	else if (argv[1][0] == 'r')
		add(count, Piece, make_route);
	else
		add(count, 64, make_pair);
	end();
	return 0;
}
