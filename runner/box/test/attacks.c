/* attacks.c: one program per name, called as `attacks NAME [ARGUMENT]`. Each does what a contestant with bad intentions, or
   bad luck, would do, and says on stdout or by its exit status how far it came. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MEBIBYTE (1L << 20)

static long argument;

static double cpu_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void burn(long milliseconds) {
    double end = cpu_seconds() + (double)milliseconds / 1e3;
    while (cpu_seconds() < end)
        for (volatile int i = 0; i < 10000; i++)
            ;
}

static void touch_memory(long bytes) {
    char *memory = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        exit(42);
    for (long at = 0; at < bytes; at += 4096)
        memory[at] = 1;
}

static _Noreturn void wait_forever(void) {
    for (;;)
        pause();
}

/* ---- ends ---- */

static int nothing(void) { return 0; }
static int exits(void) { return (int)argument; }

/* Ends at once when standard input does, for whatever reason. */
static int reads_to_the_end(void) {
    char bytes[256];
    while (read(0, bytes, sizeof bytes) > 0)
        ;
    return (int)argument;
}
static int raises(void) { return raise((int)argument); }
static int sleeps(void) { return usleep((useconds_t)argument * 1000); }
static int burns(void) { burn(argument); return 0; }
static int burns_forever(void) { for (;;) burn(1000); }
static int sleeps_forever(void) { wait_forever(); }
static int answers_and_sleeps(void) { puts("42"); fflush(stdout); wait_forever(); }
static int stops_itself(void) { for (;;) raise(SIGSTOP); }

static int spins_on_the_clock(void) {
    struct timespec time;
    for (;;)
        clock_gettime(CLOCK_MONOTONIC, &time);
}

static int ignores_all_signals(void) {
    for (int number = 1; number < 65; number++)
        signal(number, SIG_IGN);
    for (;;)
        ;
}

static int closes_streams_and_burns(void) {
    close(0), close(1), close(2);
    for (;;)
        ;
}

static volatile char sink;
static void recurse(long depth) {
    char frame[1024];
    memset(frame, (int)depth, sizeof frame);
    sink = frame[depth % 1024];
    if (depth > 0)
        recurse(depth - 1);
    sink = frame[(depth + 1) % 1024];
}
static int recurses(void) { recurse(argument); return 0; }

/* ---- processes ---- */

static int bombs(void) {
    for (;;)
        fork();
}

static int bombs_in_new_sessions(void) {
    for (;;)
        if (fork() == 0)
            setsid();
}

/* How many can be alive at once, this one included. */
static int counts_processes(void) {
    int count = 1;
    for (pid_t child; (child = fork()) >= 0; count++)
        if (child == 0)
            wait_forever();
    printf("%d\n", count);
    return 0;
}

static void *thread(void *nothing_at_all) { (void)nothing_at_all; wait_forever(); }
static int counts_threads(void) {
    int count = 1;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (pthread_t id; pthread_create(&id, &small, thread, NULL) == 0; count++)
        ;
    printf("%d\n", count);
    return 0;
}

static int leaves_children(void) {
    for (int i = 0; i < 20; i++)
        if (fork() == 0)
            wait_forever();
    puts("42");
    return 0;
}

/* A daemon that keeps stdout open. */
static int leaves_a_daemon(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            wait_forever();
        _exit(0);
    }
    puts("42");
    return 0;
}

static int burns_in_children(void) {
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            burn(argument);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}

/* The kernel reaps children of who ignores SIGCHLD and adds their time to nobody's rusage. */
static int burns_in_unwaited_children(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0) {
            burn(argument);
            _exit(0);
        }
        wait(NULL);
    }
}

static void *burning_thread(void *nothing_at_all) {
    for (volatile int i = 0;; i++)
        ;
    return nothing_at_all;
}
static int burns_in_threads(void) {
    pthread_t id;
    for (int i = 0; i < 4; i++)
        pthread_create(&id, NULL, burning_thread, NULL);
    wait_forever();
}

static int kills_all_it_can(void) {
    kill(getppid(), SIGKILL), kill(1, SIGKILL), kill(1, SIGSTOP), kill(1, SIGTERM), kill(1, SIGCHLD);
    kill(-1, SIGKILL);
    puts("alive");
    return 0;
}

/* Weakens the guard: each of these succeeds on a process of the same uid, unless something stands in the way. */
static int tampers_with_pid_1(void) {
    struct rlimit none = {0, 0};
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    struct sched_param idle = {0};
    int through = 0;
    through += prlimit(1, RLIMIT_CPU, &none, NULL) == 0;
    through += setpriority(PRIO_PROCESS, 1, 19) == 0;
    through += setpriority(PRIO_USER, getuid(), 19) == 0;
    through += sched_setaffinity(1, sizeof one, &one) == 0;
    through += sched_setscheduler(1, SCHED_IDLE, &idle) == 0;
    through += kill(1, SIGCHLD) == 0;
    through += syscall(SYS_pidfd_open, 1, 0) >= 0;
    through += open("/proc/1/mem", O_RDWR) >= 0;
    through += open("/proc/1/environ", O_RDONLY) >= 0;
    through += chdir("/proc/1/root") == 0;
    printf("%d\n", through);
    return 0;
}

/* ---- memory ---- */

static int touches(void) { touch_memory(argument * MEBIBYTE); return 0; }
static int touches_forever(void) { for (;;) touch_memory(MEBIBYTE); }

static int touches_in_children(void) {
    for (int i = 0; i < 16; i++)
        if (fork() == 0) {
            touch_memory(argument * MEBIBYTE);
            wait_forever();
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}

/* Memory that is shared after fork is not used twice. */
static int shares_with_children(void) {
    touch_memory(argument * MEBIBYTE);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            burn(50);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}

static int maps_without_touching(void) {
    void *memory = mmap(NULL, 10L << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    puts(memory == MAP_FAILED ? "refused" : "42");
    return 0;
}

static int write_until_refused(int fd) {
    static char block[65536];
    memset(block, 1, sizeof block);
    long written = 0;
    for (ssize_t n; (n = write(fd, block, sizeof block)) > 0;)
        written += n;
    printf("%ld %d\n", written, errno);
    fflush(stdout);
    return 0;
}
static int fills_tmp(void) { return write_until_refused(open("/tmp/full", O_CREAT | O_WRONLY, 0644)); }

static int hoards_in_memfds(void) {
    for (;;) {
        int fd = memfd_create("hoard", 0);
        if (fd < 0)
            return 42;
        if (fallocate(fd, 0, 0, MEBIBYTE) < 0)
            wait_forever();
    }
}

static int hoards_in_shared_memory(void) {
    for (;;) {
        int id = shmget(IPC_PRIVATE, MEBIBYTE, IPC_CREAT | 0600);
        if (id < 0)
            return 42;
        char *memory = shmat(id, NULL, 0);
        memset(memory, 1, MEBIBYTE);
        shmdt(memory);
    }
}

static int lowers_its_oom_score(void) {
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);
    return fd >= 0 && write(fd, "0", 1) == 1 ? 0 : 42;
}

/* ---- output ---- */

static int floods(int fd) {
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (;;)
        if (write(fd, block, sizeof block) < 0)
            return errno;
}
static int floods_stdout(void) { return floods(1); }
static int floods_stderr(void) { return floods(2); }

static int write_exactly(int fd) {
    char *bytes = malloc((size_t)argument + 1);
    memset(bytes, 'x', (size_t)argument);
    for (long left = argument; left > 0;) {
        ssize_t n = write(fd, bytes, (size_t)left);
        if (n < 0)
            return errno;
        left -= n;
    }
    return 0;
}
static int writes_to_stdout(void) { return write_exactly(1); }
static int writes_to_stderr(void) { return write_exactly(2); }

static int writes_all_bytes(void) {
    for (int byte = 0; byte < 256; byte++)
        putchar(byte);
    return 0;
}

static int echoes(void) {
    static char block[65536];
    for (ssize_t n; (n = read(0, block, sizeof block)) > 0;)
        if (write(1, block, (size_t)n) < 0)
            return 1;
    return 0;
}

/* So many times, it writes a byte and waits for one. */
static int pings(void) {
    char byte = 'x';
    for (long i = 0; i < argument; i++)
        if (write(1, &byte, 1) != 1 || read(0, &byte, 1) != 1)
            return 1;
    return 0;
}

/* ---- files ---- */

static int makes_files_until_refused(void) {
    char name[64];
    long count = 0;
    for (;; count++) {
        snprintf(name, sizeof name, "/tmp/%ld", count);
        if (mknod(name, S_IFREG | 0644, 0) < 0)
            break;
    }
    printf("%ld %d\n", count, errno);
    return 0;
}

static void dig(long levels) {
    for (; levels > 0; levels--)
        if (mkdir("d", 0755) < 0 || chdir("d") < 0)
            exit(1);
}
static int digs_directories(void) { dig(argument); return 0; }

static int writes_a_large_file(void) {
    signal(SIGXFSZ, SIG_IGN);
    return write_until_refused(open("/tmp/large", O_CREAT | O_WRONLY, 0644));
}
static int writes_a_large_file_unaware(void) { return write_until_refused(open("/tmp/large", O_CREAT | O_WRONLY, 0644)); }

static int opens_until_refused(void) {
    int count = 0;
    while (open("/dev/null", O_RDONLY) >= 0)
        count++;
    printf("%d\n", count + 3);
    return 0;
}

/* Descriptors that it did not open itself, beside the three streams. */
static int counts_inherited_descriptors(void) {
    int count = 0;
    for (int fd = 3; fd < 4096; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    printf("%d\n", count);
    return 0;
}

static int rewrites_its_input(void) {
    int through = 0;
    through += open("/proc/self/fd/0", O_RDWR) >= 0;
    through += open("/dev/stdin", O_WRONLY | O_TRUNC) >= 0;
    through += fchmod(0, 0777) == 0;
    through += ftruncate(0, 0) == 0;
    through += futimens(0, NULL) == 0;
    printf("%d\n", through);
    return 0;
}

static int writes_everywhere(void) {
    static const char *const places[] = {"/x", "/usr/x", "/usr/bin/x", "/etc/x", "/etc/passwd", "/box/x", "/prepared/x", "/out/x",
                                         "/dev/x", "/proc/x", "/bin/x", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger"};
    int through = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (open(places[i], O_CREAT | O_WRONLY, 0644) >= 0) {
            through++;
            puts(places[i]);
        }
    printf("%d\n", through);
    return 0;
}

static int executes_its_own_output(void) {
    int from = open("/proc/self/exe", O_RDONLY), to = open("/tmp/program", O_CREAT | O_WRONLY, 0755);
    static char block[65536];
    for (ssize_t n; (n = read(from, block, sizeof block)) > 0;)
        if (write(to, block, (size_t)n) != n)
            return 1;
    close(to);
    execl("/tmp/program", "attacks", "exits", "7", NULL);
    return errno;
}

static int makes_an_unpleasant_tree(void) {
    int fd = open("good", O_CREAT | O_WRONLY, 0755);
    if (fd < 0 || write(fd, "good", 4) != 4)
        return 1;
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    int made = symlink("/etc/passwd", "link") == 0 && symlink("/", "root") == 0 && mkfifo("fifo", 0666) == 0 &&
               symlink("/dev/urandom", "random") == 0 && open("one", O_CREAT | O_WRONLY, 0644) >= 0 && link("one", "two") == 0 &&
               bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&address, sizeof address) == 0 && mkdir("directory", 0755) == 0 &&
               open("directory/a\nb %/\xc3\xa4" + 0, O_CREAT | O_WRONLY, 0600) < 0 &&
               open("directory/a\nb %\xc3\xa4", O_CREAT | O_WRONLY, 0600) >= 0 && open("empty", O_CREAT | O_WRONLY, 04644) >= 0;
    return made ? 0 : 2;
}

static int fills_out(void) {
    signal(SIGXFSZ, SIG_IGN);
    return write_until_refused(open("full", O_CREAT | O_WRONLY, 0644));
}

static int makes_many_files(void) {
    char name[64];
    for (long i = 0; i < argument; i++) {
        snprintf(name, sizeof name, "%ld", i);
        int fd = open(name, O_CREAT | O_WRONLY, 0644);
        if (fd < 0 || write(fd, name, strlen(name)) < 0)
            return 1;
        close(fd);
    }
    return 0;
}

static int locks(void) {
    struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    int fd = open("/usr/bin/env", O_RDONLY), refused = 0;
    refused += flock(fd, LOCK_SH | LOCK_NB) < 0 && errno == ENOLCK;
    refused += fcntl(fd, F_SETLK, &whole) < 0 && errno == ENOLCK;
    refused += fcntl(fd, F_OFD_SETLK, &whole) < 0 && errno == ENOLCK;
    printf("%d\n", refused);
    return 0;
}

/* ---- the machine ---- */

static int uses_the_network(void) {
    int through = 0, pair[2];
    for (int family = 0; family < 46; family++)
        for (int type = 1; type < 4; type++) {
            int fd = family == AF_UNIX ? -1 : socket(family, type, 0);
            if (fd >= 0)
                printf("family %d type %d\n", family, type);
            through += fd >= 0;
            /* A call that came as far as the family would have had its module loaded. */
            through += family != AF_UNIX && (socketpair(family, type, 0, pair) == 0 || errno != EAFNOSUPPORT);
        }
    printf("%d %d\n", through, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    return 0;
}

static const struct {
    const char *name;
    long number;
    long arguments[4];
} forbidden[] = {
    {"mount", SYS_mount, {0}},
    {"umount2", SYS_umount2, {0}},
    {"pivot_root", SYS_pivot_root, {0}},
    {"chroot", SYS_chroot, {(long)"/tmp"}},
    {"unshare user", SYS_unshare, {CLONE_NEWUSER}},
    {"unshare mount", SYS_unshare, {CLONE_NEWNS}},
    {"clone user", SYS_clone, {CLONE_NEWUSER | SIGCHLD}},
    {"clone time", SYS_clone, {0x80}},
    {"setns", SYS_setns, {0}},
    {"ptrace", SYS_ptrace, {0}},
    {"process_vm_readv", SYS_process_vm_readv, {1}},
    {"process_vm_writev", SYS_process_vm_writev, {1}},
    {"kcmp", SYS_kcmp, {1, 1}},
    {"keyctl", SYS_keyctl, {0}},
    {"add_key", SYS_add_key, {0}},
    {"request_key", SYS_request_key, {0}},
    {"io_uring_setup", SYS_io_uring_setup, {1}},
    {"bpf", SYS_bpf, {0}},
    {"perf_event_open", SYS_perf_event_open, {0}},
    {"userfaultfd", SYS_userfaultfd, {0}},
    {"kexec_load", SYS_kexec_load, {0}},
    {"init_module", SYS_init_module, {0}},
    {"finit_module", SYS_finit_module, {0}},
    {"open_by_handle_at", SYS_open_by_handle_at, {0}},
    {"name_to_handle_at", SYS_name_to_handle_at, {0}},
    {"fsopen", SYS_fsopen, {(long)"tmpfs"}},
    {"move_mount", SYS_move_mount, {0}},
    {"open_tree", SYS_open_tree, {0}},
    {"mount_setattr", SYS_mount_setattr, {0}},
    {"pidfd_getfd", SYS_pidfd_getfd, {0}},
    {"swapon", SYS_swapon, {0}},
    {"reboot", SYS_reboot, {0}},
    {"acct", SYS_acct, {0}},
    {"syslog", SYS_syslog, {3}},
    {"clock_settime", SYS_clock_settime, {0}},
    {"sethostname", SYS_sethostname, {(long)"x", 1}},
    {"personality", SYS_personality, {0x0040000}},
    {"inotify_init1", SYS_inotify_init1, {0}},
    {"io_setup", SYS_io_setup, {1, (long)&argument}},
    {"sched_setaffinity", SYS_sched_setaffinity, {0, sizeof argument, (long)&argument}},
    {"fanotify_init", SYS_fanotify_init, {0}},
    {"vmsplice", SYS_vmsplice, {0}},
    {"ioctl TIOCSTI", SYS_ioctl, {0, TIOCSTI}},
    {"ioctl TIOCSTI with high bits", SYS_ioctl, {0, TIOCSTI | 1L << 32}},
    {"setuid", SYS_setuid, {0}},
    {"setgid", SYS_setgid, {0}},
    {"setgroups", SYS_setgroups, {0}},
    {"mknod device", SYS_mknod, {(long)"/tmp/device", S_IFCHR | 0666, 0x103}},
};

/* At 0 a core dump goes to the program that the host may have for them. */
static int lowers_its_core_limit(void) {
    struct rlimit none = {0, 0};
    int through = setrlimit(RLIMIT_CORE, &none) == 0;
    through += prlimit(0, RLIMIT_CORE, &none, NULL) == 0;
    through += syscall(SYS_setrlimit, RLIMIT_CORE, &none) == 0;
    through += getrlimit(RLIMIT_CORE, &none) < 0;
    printf("%d\n", through);
    return 0;
}

/* Pages that a host keeps aside are not charged to a cgroup everywhere. */
static int takes_huge_pages(void) {
    int through = mmap(NULL, 2 * MEBIBYTE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) != MAP_FAILED;
    through += memfd_create("huge", MFD_HUGETLB) >= 0;
    through += shmget(IPC_PRIVATE, 2 * MEBIBYTE, IPC_CREAT | SHM_HUGETLB | 0600) >= 0;
    printf("%d\n", through);
    return 0;
}

static int calls_what_is_forbidden(void) {
    int through = 0, calls = (int)(sizeof forbidden / sizeof *forbidden);
    for (int i = 0; i < calls; i++) {
        const long *a = forbidden[i].arguments;
        errno = 0;
        long answer = syscall(forbidden[i].number, a[0], a[1], a[2], a[3], 0);
        if (answer == 0 && forbidden[i].number == SYS_clone)
            _exit(0);
        bool unmapped = errno == EINVAL && (forbidden[i].number == SYS_setuid || forbidden[i].number == SYS_setgid);
        if (answer >= 0 || (errno != EPERM && !unmapped)) {
            through++;
            printf("%s: %ld %s\n", forbidden[i].name, answer, strerror(errno));
        }
    }
    printf("%d\n", through);
    return 0;
}

static int calls_as_a_32_bit_program(void) {
#ifdef __x86_64__
    int pid;
    __asm__ volatile("int $0x80" : "=a"(pid) : "a"(20));
#endif
    return 0;
}

static int calls_as_an_x32_program(void) {
#ifdef __x86_64__
    syscall(0x40000000 | SYS_getpid);
#endif
    return 0;
}

static int leaves_traces(void) {
    int traces = 0;
    traces += access("/tmp/trace", F_OK) == 0;
    traces += access("/dev/shm/trace", F_OK) == 0;
    traces += shmget(0x5eed, 4096, 0) >= 0;
    printf("%d\n", traces);
    close(open("/tmp/trace", O_CREAT | O_WRONLY, 0644));
    shmget(0x5eed, 4096, IPC_CREAT | 0666);
    return 0;
}

/* Hooks for tests about the launcher: says that it runs, then waits, holding on to its pipe. */
static int announces_itself(void) {
    if (fork() == 0) {
        setsid();
        wait_forever();
    }
    printf("running\n");
    fflush(stdout);
    wait_forever();
}

static int prints_its_limits(void) {
    static const int resources[] = {RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_STACK, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE,
                                    RLIMIT_NPROC, RLIMIT_CPU};
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct rlimit limit;
        getrlimit((__rlimit_resource_t)resources[i], &limit);
        printf("%ld ", (long)limit.rlim_cur);
    }
    return 0;
}

static int prints_its_state(void) {
    sigset_t blocked;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    int ignored = 0, masked = 0;
    for (int number = 1; number < 32; number++) {
        struct sigaction action;
        sigaction(number, NULL, &action);
        ignored += action.sa_handler != SIG_DFL;
        masked += sigismember(&blocked, number);
    }
    mode_t mask = umask(0);
    printf("%d %d %o %d %d %d\n", ignored, masked, mask, getsid(0) == getpid(), prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
           sched_getcpu());
    return 0;
}

static const struct {
    const char *name;
    int (*attack)(void);
} attacks[] = {
#define ATTACK(name) {#name, name}
    ATTACK(nothing), ATTACK(exits), ATTACK(reads_to_the_end), ATTACK(raises), ATTACK(sleeps), ATTACK(burns), ATTACK(burns_forever), ATTACK(sleeps_forever),
    ATTACK(answers_and_sleeps), ATTACK(stops_itself), ATTACK(spins_on_the_clock), ATTACK(ignores_all_signals),
    ATTACK(closes_streams_and_burns), ATTACK(recurses), ATTACK(bombs), ATTACK(bombs_in_new_sessions), ATTACK(counts_processes),
    ATTACK(counts_threads), ATTACK(leaves_children), ATTACK(leaves_a_daemon), ATTACK(burns_in_children),
    ATTACK(burns_in_unwaited_children), ATTACK(burns_in_threads), ATTACK(kills_all_it_can), ATTACK(tampers_with_pid_1),
    ATTACK(touches), ATTACK(touches_forever), ATTACK(touches_in_children), ATTACK(shares_with_children),
    ATTACK(maps_without_touching), ATTACK(fills_tmp), ATTACK(hoards_in_memfds), ATTACK(hoards_in_shared_memory),
    ATTACK(lowers_its_oom_score), ATTACK(floods_stdout), ATTACK(floods_stderr), ATTACK(writes_to_stdout), ATTACK(writes_to_stderr),
    ATTACK(writes_all_bytes), ATTACK(echoes), ATTACK(pings), ATTACK(makes_files_until_refused), ATTACK(digs_directories),
    ATTACK(writes_a_large_file), ATTACK(writes_a_large_file_unaware), ATTACK(opens_until_refused),
    ATTACK(counts_inherited_descriptors), ATTACK(rewrites_its_input), ATTACK(writes_everywhere), ATTACK(executes_its_own_output),
    ATTACK(makes_an_unpleasant_tree), ATTACK(fills_out), ATTACK(makes_many_files), ATTACK(locks), ATTACK(uses_the_network),
    ATTACK(calls_what_is_forbidden), ATTACK(calls_as_a_32_bit_program), ATTACK(calls_as_an_x32_program), ATTACK(leaves_traces),
    ATTACK(announces_itself), ATTACK(lowers_its_core_limit), ATTACK(takes_huge_pages), ATTACK(prints_its_limits), ATTACK(prints_its_state),
};

int main(int count, char **arguments) {
    argument = count > 2 ? atol(arguments[2]) : 0;
    for (size_t i = 0; count > 1 && i < sizeof attacks / sizeof *attacks; i++)
        if (strcmp(arguments[1], attacks[i].name) == 0)
            return attacks[i].attack();
    return 99;
}
