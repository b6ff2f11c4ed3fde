/* filter.c: the system calls that a program may not make.
   A list of what is refused, not of what is allowed: programs of all languages run here, and what keeps them in are the
   namespaces and the lack of privileges. The filter takes away what those do not cover (a kernel's less trodden
   corners, channels between boxes, the last uses of a shared uid in mode B). Nearly all is refused with an errno rather than
   a signal, so that a run-time that merely probes for a feature goes on without it. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* Absent on some architecture or unknown to the installed libseccomp: then there is nothing to refuse. */
static const char *const refused[] = {
    /* the shape of the box */
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "fsopen", "fsconfig", "fsmount", "fspick", "move_mount",
    "open_tree", "mount_setattr", "sethostname", "setdomainname", "swapon", "swapoff", "quotactl", "quotactl_fd",
    /* other processes */
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp", "pidfd_getfd",
    "move_pages", "migrate_pages",
    /* kernel interfaces with a long history of holes, of no use to a program here */
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key",
    "request_key", "open_by_handle_at", "name_to_handle_at", "fanotify_init", "lookup_dcookie", "uselib", "vmsplice",
    "modify_ldt", "landlock_create_ruleset",
    /* the machine */
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "acct", "syslog", "vhangup",
    "iopl", "ioperm", "settimeofday", "clock_settime", "clock_settime64", "clock_adjtime", "adjtimex", "stime", "nfsservctl",
    "sysfs", "_sysctl", "ustat", "set_mempolicy", "mbind", "set_mempolicy_home_node",
    /* what others do with files that several boxes see */
    "inotify_init", "inotify_init1"};

/* Calls that act on the process of their first argument: never on pid 1, which in mode B has the program's uid. */
static const char *const never_on_init[] = {"kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open",
                                            "prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam",
                                            "sched_setattr"};

static const int lock_commands[] = {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE};

static const unsigned long namespaces[] = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWUSER,
                                           CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP, 0x80 /* CLONE_NEWTIME */};

/* Compares the lower half only: of an int argument, the kernel ignores what is above. */
#define INT_ARGUMENT(number, value) SCMP_CMP(number, SCMP_CMP_MASKED_EQ, 0xffffffffUL, (unsigned)(value))
#define REFUSE_CALL(filter, error, call, ...) \
    (seccomp_rule_add((filter), SCMP_ACT_ERRNO(error), (call), __VA_ARGS__) == 0)

static bool refuse_named(scmp_filter_ctx filter, const char *name, int error) {
    int call = seccomp_syscall_resolve_name(name);
    return call == __NR_SCMP_ERROR || REFUSE_CALL(filter, (unsigned)error, call, 0);
}

static bool refuse_on_init(scmp_filter_ctx filter) {
    bool done = true;
    for (size_t i = 0; i < sizeof never_on_init / sizeof *never_on_init; i++)
        done = done && REFUSE_CALL(filter, EPERM, seccomp_syscall_resolve_name(never_on_init[i]), 1, INT_ARGUMENT(0, 1));
    for (int calls[] = {SCMP_SYS(setpriority), SCMP_SYS(ioprio_set)}, i = 0; i < 2; i++)
        done = done && REFUSE_CALL(filter, EPERM, calls[i], 1, INT_ARGUMENT(1, 1));
    return done && REFUSE_CALL(filter, EPERM, SCMP_SYS(setpriority), 1, INT_ARGUMENT(0, PRIO_USER)) &&
           REFUSE_CALL(filter, EPERM, SCMP_SYS(ioprio_set), 1, INT_ARGUMENT(0, 3 /* IOPRIO_WHO_USER */));
}

static bool refuse_locks(scmp_filter_ctx filter) {
    bool done = REFUSE_CALL(filter, ENOLCK, SCMP_SYS(flock), 0);
    for (size_t i = 0; i < sizeof lock_commands / sizeof *lock_commands; i++)
        done = done && REFUSE_CALL(filter, ENOLCK, SCMP_SYS(fcntl), 1, INT_ARGUMENT(1, lock_commands[i]));
    return done;
}

static bool refuse_with_arguments(scmp_filter_ctx filter) {
    bool done = true;
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        done = done && REFUSE_CALL(filter, EPERM, SCMP_SYS(clone), 1,
                                   SCMP_A0(SCMP_CMP_MASKED_EQ, namespaces[i], namespaces[i]));
    /* Its flags are in memory, out of a filter's sight. Run-times fall back to clone. */
    return done && REFUSE_CALL(filter, ENOSYS, SCMP_SYS(clone3), 0) &&
           REFUSE_CALL(filter, EPERM, SCMP_SYS(ioctl), 1, INT_ARGUMENT(1, TIOCSTI)) &&
           REFUSE_CALL(filter, EPERM, SCMP_SYS(ioctl), 1, INT_ARGUMENT(1, 0x541c /* TIOCLINUX */)) &&
           REFUSE_CALL(filter, EPERM, SCMP_SYS(personality), 1, SCMP_A0(SCMP_CMP_NE, 0)) &&
           REFUSE_CALL(filter, EAFNOSUPPORT, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
}

/* Mode B sees memory that is resident in a process or kept in a tmpfs of the box. These would be neither. */
static bool refuse_uncountable_memory(scmp_filter_ctx filter) {
    return refuse_named(filter, "memfd_create", ENOSYS) && refuse_named(filter, "memfd_secret", ENOSYS) &&
           refuse_named(filter, "shmget", ENOSYS) && refuse_named(filter, "mq_open", ENOSYS);
}

static bool add_rules(scmp_filter_ctx filter, bool with_locks, bool countable_memory_only) {
    bool done = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree instead of a list; an old library does without */
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        done = done && refuse_named(filter, refused[i], EPERM);
    return done && refuse_with_arguments(filter) && refuse_on_init(filter) && (with_locks || refuse_locks(filter)) &&
           (!countable_memory_only || refuse_uncountable_memory(filter));
}

/* libseccomp writes programs to descriptors only. */
static bool load(struct filter *filter, int fd) {
    off_t bytes = lseek(fd, 0, SEEK_END);
    void *code = bytes > 0 ? malloc((size_t)bytes) : NULL;
    if (code == NULL || pread(fd, code, (size_t)bytes, 0) != bytes)
        return false;
    filter->program.filter = code;
    filter->program.len = (unsigned short)((size_t)bytes / sizeof(struct sock_filter));
    return true;
}

bool filter_build(struct filter *filter, bool with_locks, bool countable_memory_only, struct trouble *why) {
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    int fd = memfd_create("filter", MFD_CLOEXEC);
    bool done = context != NULL && fd >= 0 && add_rules(context, with_locks, countable_memory_only) &&
                seccomp_export_bpf(context, fd) == 0 && load(filter, fd);
    if (context != NULL)
        seccomp_release(context);
    if (fd >= 0)
        close(fd);
    return done || trouble(why, "cannot build the system call filter: %m");
}
