// The processes of the namespace PATH, N times: stat N PATH | nsid N PATH | bpf N PATH. What is done once (loading, a scratch namespace) is not counted, but for "cold", which is bpf with it.
#include "floor.h"
#include <dirent.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <sys/mman.h>

enum { Batch = 256 };

static ino_t inode;
static int target;

// The numbers among the names of /proc, as text; NULL at the end.
static const char *next_process(int proc)
{
	static char names[32768];
	static long length, at;
	for (;;) {
		if (at >= length) {
			at = 0;
			length = syscall(SYS_getdents64, proc, names, sizeof names);
			if (length <= 0) {
				length = 0;
				lseek(proc, 0, SEEK_SET);
				return NULL;
			}
		}
		const char *entry = names + at;
		at += *(unsigned short *)(entry + 16);
		if (entry[19] >= '1' && entry[19] <= '9')
			return entry + 19;
	}
}

static int by_stat(int proc)
{
	int found = 0;
	const char *id;
	while ((id = next_process(proc))) {
		char path[64];
		struct stat status;
		char *end = stpcpy(path, id);
		strcpy(end, "/ns/net");
		found += fstatat(proc, path, &status, 0) == 0 && status.st_ino == inode;
	}
	return found;
}

struct question {
	struct nlmsghdr header;
	struct rtgenmsg family;
	char pad[3];
	struct rtattr attribute;
	uint32_t value;
};

static void ask(struct question *q, uint16_t type, uint16_t attribute, uint32_t value, uint32_t sequence)
{
	*q = (struct question) { { sizeof *q, type, NLM_F_REQUEST, sequence, 0 }, { 0 }, { 0 }, { RTA_LENGTH(4), attribute }, value };
}

// In a namespace where the target alone has an id.
static int scratch(void)
{
	struct { struct question q; struct rtattr a; int32_t id; } set = { 0 };
	int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), size = 4 << 20;
	unshare(CLONE_NEWNET);
	int s = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	setns(home, CLONE_NEWNET);
	setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
	ask(&set.q, RTM_NEWNSID, NETNSA_FD, target, 0);
	set.a = (struct rtattr) { RTA_LENGTH(4), NETNSA_NSID };
	set.id = 7;
	set.q.header.nlmsg_len = sizeof set;
	set.q.header.nlmsg_flags |= NLM_F_ACK;
	char answer[512];
	send(s, &set, sizeof set, 0);
	recv(s, answer, sizeof answer, 0);
	return s;
}

static int answers(int s, struct question *questions, int count)
{
	static char buffers[Batch][128];
	static struct iovec parts[Batch];
	static struct mmsghdr messages[Batch];
	int found = 0;
	for (int i = 0; i < Batch; i++) {
		parts[i] = (struct iovec) { buffers[i], sizeof buffers[i] };
		messages[i].msg_hdr = (struct msghdr) { .msg_iov = &parts[i], .msg_iovlen = 1 };
	}
	send(s, questions, count * sizeof *questions, 0);
	for (int got = 0; got < count;) {
		int n = recvmmsg(s, messages, count - got, MSG_WAITFORONE, NULL);
		for (int i = 0; i < n; i++) {
			struct nlmsghdr *h = (void *)buffers[i];
			struct rtattr *a = (void *)(buffers[i] + NLMSG_HDRLEN + 4);
			found += h->nlmsg_type == RTM_NEWNSID && *(int32_t *)RTA_DATA(a) == 7;
		}
		got += n;
	}
	return found;
}

static int by_nsid(int proc, int s)
{
	static struct question questions[Batch];
	int found = 0, count = 0;
	const char *id;
	while ((id = next_process(proc))) {
		ask(&questions[count], RTM_GETNSID, NETNSA_PID, atoi(id), count);
		if (++count == Batch) {
			found += answers(s, questions, count);
			count = 0;
		}
	}
	return found + (count > 0 ? answers(s, questions, count) : 0);
}

static int bpf(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof *attr);
}

struct layout {
	int tgid, group_leader_pid, nsproxy, net, inum, iterator;
};

static int member(const struct btf_type *t, const char *strings, const char *name)
{
	const struct btf_member *m = (const void *)(t + 1);
	for (unsigned i = 0; i < BTF_INFO_VLEN(t->info); i++)
		if (strcmp(strings + m[i].name_off, name) == 0)
			return (BTF_INFO_KFLAG(t->info) ? BTF_MEMBER_BIT_OFFSET(m[i].offset) : m[i].offset) / 8;
	return -1;
}

static struct layout read_layout(void)
{
	static const int sizes[] = {
		[BTF_KIND_INT] = 4, [BTF_KIND_ARRAY] = sizeof(struct btf_array), [BTF_KIND_VAR] = 4, [BTF_KIND_DECL_TAG] = 4, [BTF_KIND_ENUM64] = 0,
	};
	static const int each[] = {
		[BTF_KIND_STRUCT] = 12, [BTF_KIND_UNION] = 12, [BTF_KIND_ENUM] = 8, [BTF_KIND_FUNC_PROTO] = 8, [BTF_KIND_DATASEC] = 12, [BTF_KIND_ENUM64] = 12,
	};
	struct layout l = { 0 };
	struct stat status;
	int fd = open("/sys/kernel/btf/vmlinux", O_RDONLY | O_CLOEXEC), need = 5, id = 1;
	if (fd < 0 || fstat(fd, &status) < 0)
		die("btf");
	char *all = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (all == MAP_FAILED) {
		all = malloc(status.st_size);
		for (long at = 0, n; (n = read(fd, all + at, status.st_size - at)) > 0; at += n)
			;
	}
	const struct btf_header *h = (void *)all;
	const char *types = all + h->hdr_len + h->type_off, *strings = all + h->hdr_len + h->str_off;
	int ns = -1;
	for (const char *at = types; at < types + h->type_len && need > 0; id++) {
		const struct btf_type *t = (const void *)at;
		int kind = BTF_INFO_KIND(t->info), length = BTF_INFO_VLEN(t->info);
		const char *name = strings + t->name_off;
		if (kind == BTF_KIND_STRUCT && strcmp(name, "task_struct") == 0) {
			l.tgid = member(t, strings, "tgid");
			l.group_leader_pid = member(t, strings, "pid");
			l.nsproxy = member(t, strings, "nsproxy");
			need--;
		} else if (kind == BTF_KIND_STRUCT && strcmp(name, "nsproxy") == 0) {
			l.net = member(t, strings, "net_ns");
			need--;
		} else if (kind == BTF_KIND_STRUCT && strcmp(name, "net") == 0 && ns < 0) {
			ns = member(t, strings, "ns");
			need--;
		} else if (kind == BTF_KIND_STRUCT && strcmp(name, "ns_common") == 0) {
			l.inum = member(t, strings, "inum");
			need--;
		} else if (kind == BTF_KIND_FUNC && strcmp(name, "bpf_iter_task") == 0) {
			l.iterator = id;
			need--;
		}
		at += sizeof *t + (kind <= BTF_KIND_ENUM64 && kind < (int)(sizeof sizes / sizeof *sizes) ? sizes[kind] : 0)
			+ (kind < (int)(sizeof each / sizeof *each) ? each[kind] * length : 0);
	}
	l.inum += ns;
	return l;
}

#define I(op, to, from, offset, value) ((struct bpf_insn) { .code = op, .dst_reg = to, .src_reg = from, .off = offset, .imm = value })

static int load_iterator(void)
{
	struct layout l = read_layout();
	// One int for each thread group leader whose network namespace has the inode: its number.
	struct bpf_insn code[] = {
		I(BPF_ALU64 | BPF_MOV | BPF_X, 6, 1, 0, 0),
		I(BPF_LDX | BPF_MEM | BPF_DW, 7, 6, 8, 0),
		I(BPF_JMP | BPF_JEQ | BPF_K, 7, 0, 15, 0),
		I(BPF_LDX | BPF_MEM | BPF_W, 1, 7, l.group_leader_pid, 0),
		I(BPF_LDX | BPF_MEM | BPF_W, 2, 7, l.tgid, 0),
		I(BPF_JMP | BPF_JNE | BPF_X, 1, 2, 12, 0),
		I(BPF_STX | BPF_MEM | BPF_W, 10, 2, -4, 0),
		I(BPF_LDX | BPF_MEM | BPF_DW, 8, 7, l.nsproxy, 0),
		I(BPF_JMP | BPF_JEQ | BPF_K, 8, 0, 9, 0),
		I(BPF_LDX | BPF_MEM | BPF_DW, 8, 8, l.net, 0),
		I(BPF_LDX | BPF_MEM | BPF_W, 8, 8, l.inum, 0),
		I(BPF_JMP32 | BPF_JNE | BPF_K, 8, 0, 6, (int)inode),
		I(BPF_LDX | BPF_MEM | BPF_DW, 1, 6, 0, 0),
		I(BPF_LDX | BPF_MEM | BPF_DW, 1, 1, 0, 0),
		I(BPF_ALU64 | BPF_MOV | BPF_X, 2, 10, 0, 0),
		I(BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -4),
		I(BPF_ALU64 | BPF_MOV | BPF_K, 3, 0, 0, 4),
		I(BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_seq_write),
		I(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0),
		I(BPF_JMP | BPF_EXIT, 0, 0, 0, 0),
	};
	code[11].off = 6;
	union bpf_attr attr;
	memset(&attr, 0, sizeof attr);
	attr.prog_type = BPF_PROG_TYPE_TRACING;
	attr.insns = (uintptr_t)code;
	attr.insn_cnt = sizeof code / sizeof *code;
	attr.license = (uintptr_t)"GPL";
	attr.expected_attach_type = BPF_TRACE_ITER;
	attr.attach_btf_id = l.iterator;
	int program = bpf(BPF_PROG_LOAD, &attr);
	if (program < 0)
		die("BPF_PROG_LOAD");
	memset(&attr, 0, sizeof attr);
	attr.link_create.prog_fd = program;
	attr.link_create.attach_type = BPF_TRACE_ITER;
	int link = bpf(BPF_LINK_CREATE, &attr);
	if (link < 0)
		die("BPF_LINK_CREATE");
	return link;
}

static int by_bpf(int link)
{
	static char found[65536];
	union bpf_attr attr;
	int total = 0;
	long length;
	memset(&attr, 0, sizeof attr);
	attr.iter_create.link_fd = link;
	int iterator = bpf(BPF_ITER_CREATE, &attr);
	if (iterator < 0)
		die("BPF_ITER_CREATE");
	while ((length = read(iterator, found, sizeof found)) > 0)
		total += length / 4;
	close(iterator);
	return total;
}

int main(int argc, char **argv)
{
	struct stat status;
	int count = atoi(argv[2]), proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC), found = 0, helper = -1;
	char way = argv[1][0];
	(void)argc;
	target = open(argv[3], O_RDONLY | O_CLOEXEC);
	if (target < 0 || fstat(target, &status) < 0)
		die(argv[3]);
	inode = status.st_ino;
	if (way == 'c')
		begin();
	if (way == 'n')
		helper = scratch();
	if (way == 'b' || way == 'c')
		helper = load_iterator();
	// The first round warms what both sides have warm.
	for (int i = way == 'c' ? 0 : -1; i < count; i++) {
		if (i == 0 && way != 'c')
			begin();
		found = way == 's' ? by_stat(proc) : way == 'n' ? by_nsid(proc, helper) : by_bpf(helper);
	}
	end();
	fprintf(stderr, "%d found\n", found);
	return 0;
}
