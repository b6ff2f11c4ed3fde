/* filter.c: the system calls that a program may not make.
   A list of what is refused, not of what is allowed: programs of all languages run here, and what keeps them in are the
   namespaces and the lack of privileges. The filter takes away what those do not cover (a kernel's less trodden
   corners, channels between boxes, the last uses of a shared uid in mode B). Nearly all is refused with an errno rather
   than a signal, so that a run-time that merely probes for a feature goes on without it. */
#include "box.h"

#include <seccomp.h>
#include <sys/shm.h>

/* Some are absent on some architecture or unknown to an old libseccomp: then there is nothing to refuse. */
static const char *const refused[] = {
    /* the shape of the box */
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "fsopen", "fsconfig", "fsmount", "fspick",
    "move_mount", "open_tree", "mount_setattr", "sethostname", "setdomainname", "swapon", "swapoff", "quotactl",
    "quotactl_fd",
    /* other processes */
    "process_madvise", "process_mrelease", "kcmp", "pidfd_getfd", "move_pages", "migrate_pages",
    /* kernel interfaces with a long history of holes, of no use to a program here */
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl",
    "add_key", "request_key", "open_by_handle_at", "name_to_handle_at", "fanotify_init", "lookup_dcookie", "uselib",
    "vmsplice", "modify_ldt", "landlock_create_ruleset",
    /* the machine */
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "acct", "syslog",
    "vhangup", "iopl", "ioperm", "settimeofday", "clock_settime", "clock_settime64", "clock_adjtime", "adjtimex",
    "stime", "nfsservctl", "sysfs", "_sysctl", "ustat", "set_mempolicy", "mbind", "set_mempolicy_home_node",
    /* what others do with files that several boxes see; a count that the machine has, not each user */
    "cachestat", "io_setup"};

static const char *const refused_in_a_box[] = {
    "ptrace", "process_vm_readv", "process_vm_writev",
    /* what others do with files that several boxes see */
    "inotify_init", "inotify_init1",
    /* the core that a run is given is its own, and the others are not */
    "sched_setaffinity"};

/* Of no use in a box, whose own files are in memory, and to be felt by all outside: these make the host's disks flush, or
   throw a toolchain's files out of its memory. Programs that mean well call them too, so they are told it was done. */
static const char *const without_effect[] = {"sync", "syncfs", "fsync", "fdatasync", "msync", "sync_file_range", "fadvise64"};

/* Calls that act on the process of their first argument: never on pid 1, which in mode B has the program's uid. */
static const char *const never_on_init[] = {"kill",
                                            "tkill",
                                            "tgkill",
                                            "rt_sigqueueinfo",
                                            "rt_tgsigqueueinfo",
                                            "pidfd_open",
                                            "prlimit64",
                                            "sched_setscheduler",
                                            "sched_setparam",
                                            "sched_setattr",
                                            "process_vm_readv",
                                            "process_vm_writev"};

static const unsigned new_namespaces[] = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWUSER,
                                          CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP, CLONE_NEWTIME};

static const unsigned lock_commands[] = {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE, F_NOTIFY};

/* The meter sees memory that is resident in a process or kept in a tmpfs of the box. These would be neither. */
static const char *const uncountable_memory[] = {"memfd_create", "memfd_secret", "shmget", "msgget", "semget", "mq_open"};

static scmp_filter_ctx filter;
static bool complete; /* no rule failed so far */

static void refuse(const char *name, int error) {
    int call = seccomp_syscall_resolve_name(name);
    if (call != __NR_SCMP_ERROR) complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)error), call, 0) == 0;
}

/* Refuses a call when an argument has the value in the bits of a mask; of an int, the kernel ignores the upper half. */
#define INT UINT32_MAX
static void refuse_when(const char *name, int error, unsigned argument, uint64_t mask, uint64_t value) {
    int call = seccomp_syscall_resolve_name(name);
    struct scmp_arg_cmp when = SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, mask, value);
    complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)error), call, 1, when) == 0;
}

static void refuse_limit(unsigned resource) {
    refuse_when("setrlimit", EPERM, 0, INT, resource);
    complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 2,
                                 SCMP_A1(SCMP_CMP_MASKED_EQ, INT, resource), SCMP_A2(SCMP_CMP_NE, 0)) == 0;
}

/* A call may have one comparison of each argument in a rule, and is refused when any rule holds. */
static void refuse_families(unsigned from, unsigned to) {
    for (unsigned family = from; family <= to; family++) refuse_when("socket", EAFNOSUPPORT, 0, INT, family);
}

/* Where what a judge must know for sure is of no concern: a box keeps to itself, and to its core. */
static void refuse_in_a_box(void) {
    for (size_t i = 0; i < COUNT(refused_in_a_box); i++) refuse(refused_in_a_box[i], EPERM);
    for (size_t i = 0; i < COUNT(without_effect); i++) refuse(without_effect[i], 0);
    complete &=
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(personality), 1, SCMP_A0(SCMP_CMP_NE, 0)) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0;
}

/* Sockets: UNIX, INET, INET6 and NETLINK's ROUTE, with the common protocols; the others' modules are a long tail. A
   debugger turns off the randomization of its program's addresses, and asks what there is with all bits set. */
static void refuse_in_a_room(void) {
    enum { LAST_COMMON_PROTOCOL = 17, NO_RANDOMIZATION = 0x40000 };
    refuse_families(AF_UNSPEC, AF_UNSPEC);
    refuse_families(AF_UNIX + 2, AF_INET6 - 1);
    refuse_families(AF_INET6 + 1, AF_NETLINK - 1);
    refuse_when("ptrace", EPERM, 1, INT, 1);
    refuse_when("ioctl", EPERM, 1, INT, TIOCSETD); /* line disciplines are modules for any terminal to load */
    refuse_limit(RLIMIT_FSIZE); /* which bounds a disk that is full: see ../room/tree.c */
    complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                                 SCMP_A0(SCMP_CMP_GT, AF_NETLINK)) == 0;
    const unsigned with_protocols[] = {AF_INET, AF_INET6, AF_NETLINK};
    for (size_t i = 0; i < COUNT(with_protocols); i++)
        complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPROTONOSUPPORT), SCMP_SYS(socket), 2,
                                     SCMP_A0(SCMP_CMP_EQ, with_protocols[i]),
                                     SCMP_A2(SCMP_CMP_GT, with_protocols[i] == AF_NETLINK ? 0 : LAST_COMMON_PROTOCOL)) == 0;
    /* Either all bits are set, or none but that one. */
    for (unsigned bit = 1, highest = 1U << 31; bit < highest; bit <<= 1) {
        if (bit != NO_RANDOMIZATION) refuse_when("personality", EPERM, 0, highest | bit, bit);
        refuse_when("personality", EPERM, 0, highest | bit, highest);
    }
}

static void refuse_all(enum filter_kind kind) {
    for (size_t i = 0; i < COUNT(refused); i++) refuse(refused[i], EPERM);
    if (kind == FILTER_ROOM) refuse_in_a_room();
    else refuse_in_a_box();
    for (size_t i = 0; box.metered && i < COUNT(uncountable_memory); i++) refuse(uncountable_memory[i], ENOSYS);
    for (size_t i = 0; i < COUNT(new_namespaces); i++)
        refuse_when("clone", EPERM, 0, new_namespaces[i], new_namespaces[i]);
    refuse("clone3", ENOSYS); /* its flags are in memory, out of our sight; run-times fall back to clone */
    for (size_t i = 0; i < COUNT(never_on_init); i++) refuse_when(never_on_init[i], EPERM, 0, INT, 1);
    refuse_when("setpriority", EPERM, 1, INT, 1);
    refuse_when("setpriority", EPERM, 0, INT, PRIO_USER);
    refuse_when("ioprio_set", EPERM, 1, INT, 1);
    refuse_when("ioprio_set", EPERM, 0, INT, 3 /* IOPRIO_WHO_USER */);
    refuse_limit(RLIMIT_CORE); /* see init.c */
    refuse_when("mmap", ENOMEM, 3, MAP_HUGETLB, MAP_HUGETLB); /* which not every kernel charges to a cgroup */
    refuse_when("memfd_create", EINVAL, 1, MFD_HUGETLB, MFD_HUGETLB);
    refuse_when("shmget", EINVAL, 2, SHM_HUGETLB, SHM_HUGETLB);
    refuse_when("ioctl", EPERM, 1, INT, TIOCSTI);
    refuse_when("ioctl", EPERM, 1, INT, 0x541c /* TIOCLINUX */);
    if (kind == FILTER_BOX) refuse("flock", ENOLCK);
    for (size_t i = 0; kind == FILTER_BOX && i < COUNT(lock_commands); i++)
        refuse_when("fcntl", ENOLCK, 1, INT, lock_commands[i]);
    complete &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socketpair), 1,
                                 SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0;
}

bool filter_build(struct sock_fprog *program, enum filter_kind kind) {
    int fd = memfd_create("filter", MFD_CLOEXEC);
    filter = seccomp_init(SCMP_ACT_ALLOW);
    complete =
        filter != NULL && fd >= 0 && seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
    if (!complete) return trouble("cannot build the system call filter: %m");
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree instead of a list; an old library does without */
    refuse_all(kind);
    complete = complete && seccomp_export_bpf(filter, fd) == 0; /* which writes to descriptors only */
    size_t bytes = (size_t)lseek(fd, 0, SEEK_END);
    program->len = (unsigned short)(bytes / sizeof *program->filter);
    program->filter = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    seccomp_release(filter);
    close(fd);
    return (complete && program->filter != MAP_FAILED) || trouble("cannot build the system call filter");
}
