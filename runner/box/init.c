/* init.c: one run, from the inside. init is pid 1 of the box: it mounts what is the run's own, starts the program,
   reaps what the program leaves behind, and tells the launcher in packets what happened. Nothing in the box can reach
   it: it has another uid (mode A) or is spared by the filter (mode B), is not dumpable, and pid 1 is deaf to signals
   from below. */
#include "box.h"

enum { CONTROL = 3, UNUSED = 4 }; /* descriptors of the program before exec */
enum { LOOK_AT_ENDS_US = 10000 };

static const struct request *request;
static struct plumbing plumbing;
static int children; /* signalfd of SIGCHLD */
static pid_t program;
static bool program_ended;
static uint64_t started_us;
static struct report end = {.kind = REPORT_ENDED, .result = {.exit = -1}};

void init_report(int control, const struct report *report, const void *bytes, size_t length) {
    struct iovec parts[2] = {{.iov_base = (void *)(uintptr_t)report, .iov_len = sizeof *report},
                             {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length}};
    struct msghdr packet = {.msg_iov = parts, .msg_iovlen = length > 0 ? 2 : 1};
    while (sendmsg(control, &packet, MSG_NOSIGNAL) < 0)
        if (errno != EINTR) _exit(1); /* the launcher is gone */
}

/* Ends the box, or what was to become the program, with the last trouble; `so_far` is its false. */
static void require(bool so_far) {
    if (so_far) return;
    init_report(plumbing.control, &(struct report){.kind = REPORT_BROKEN}, NULL, 0);
    _exit(1);
}

/* ---- what the program's process does before it becomes the program ---- */

/* What a process may reserve beyond its memory without using it: each thread of a JVM reserves a stack of 64 MiB. What is
   used is the meter's business; this only keeps one process from outrunning its looks. */
static const uint64_t RESERVED = 1UL << 30;

/* To a program that the host has for core dumps, the kernel pipes them at a limit of 0, but not at 1, which is too
   little for a file. RLIMIT_NPROC counts a uid's processes, not a box's, so it is only for where no cgroup counts them.
   There, in a user namespace of our own, the launcher and init are counted as well. */
static bool set_limits(void) {
    const struct request *r = request;
    uint64_t seconds = (r->cpu_ms + 999) / 1000 + 1, stack = r->stack == 0 ? RLIM_INFINITY : r->stack;
    return limit(RLIMIT_CORE, 1, 1) && limit(RLIMIT_CPU, seconds, seconds + 1) &&
           limit(RLIMIT_FSIZE, r->file_size, r->file_size) && limit(RLIMIT_NOFILE, r->open_files, r->open_files) &&
           limit(RLIMIT_STACK, stack, stack) && limit(RLIMIT_MEMLOCK, 0, 0) && limit(RLIMIT_MSGQUEUE, 0, 0) &&
           (!box.metered ||
            (limit(RLIMIT_NPROC, r->processes + 2, r->processes + 2) &&
             limit(RLIMIT_DATA, r->memory + RESERVED, r->memory + RESERVED)));
}

static bool take_streams(void) {
    bool taken = dup2(plumbing.in, 0) == 0 && dup2(plumbing.out, 1) == 1 && dup2(plumbing.err, 2) == 2 &&
                 (plumbing.control == CONTROL || dup3(plumbing.control, CONTROL, O_CLOEXEC) == CONTROL) &&
                 syscall(SYS_close_range, UNUSED, ~0U, 0) == 0;
    if (taken) plumbing.control = CONTROL;
    return taken || trouble("cannot arrange the descriptors: %m");
}

_Noreturn static void become_program(void) {
    const struct sock_fprog *filter = request->locks ? &box.filter_with_locks : &box.filter;
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    setpriority(PRIO_PROCESS, 0, box.nice);
    umask(022);
    require(take_streams() && set_limits() && drop_privileges());
    require(chdir(request->cwd) == 0 || trouble("cannot go to %s: %m", request->cwd));
    require(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter) == 0 || trouble("cannot set the filter: %m"));
    if (request->probe != NULL) _exit(request->probe());
    struct report failed = {.kind = REPORT_EXEC_FAILED, .result = {.exec_errno = execute(request->arguments.items, request->variables.items)}};
    init_report(CONTROL, &failed, NULL, 0);
    _exit(127);
}

/* ---- pid 1 ---- */

static bool mount_tmpfs(const char *where, uint64_t bytes, uint64_t inodes) {
    char options[128];
    /* A size of 0 would mean no limit. */
    snprintf(options, sizeof options, "size=%lu,nr_inodes=%lu,mode=%s", MAX(bytes, 4096), inodes,
             bytes > 0 ? "1777" : "0555");
    unsigned long flags = MS_NOSUID | MS_NODEV | (request->exec ? 0 : MS_NOEXEC) | (bytes > 0 ? 0 : MS_RDONLY);
    return mount("tmpfs", where, "tmpfs", flags, options) == 0 || trouble("cannot mount a tmpfs on %s: %m", where);
}

/* The program's /proc is read-only, so that it cannot lower its oom_score_adj, and shows only its own processes. The
   meter must see those that hidepid would hide from init; its /proc is covered by the program's. */
static bool mount_own(void) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (!mount_tmpfs("/tmp", request->tmp, request->inodes)) return false;
    if (request->out != NULL && !mount_tmpfs(request->out, request->out_bytes, request->out_inodes)) return false;
    if (box.metered && (mount("proc", "/proc", "proc", flags, "subset=pid") < 0 || !meter_open(request)))
        return trouble("cannot watch the box through /proc: %m");
    return mount("proc", "/proc", "proc", flags | MS_RDONLY, "hidepid=2") == 0 || trouble("cannot mount /proc: %m");
}

/* First to be killed when memory runs out, before the launcher, which shares its cgroup, and whatever else is there. */
static bool prefer_as_victim(void) {
    return put(box.host_proc, "self/oom_score_adj", "1000") || trouble("cannot set oom_score_adj: %m");
}

static bool pin(void) {
    static cpu_set_t one;
    CPU_SET(request->core, &one);
    return request->core == ANY_CORE || sched_setaffinity(0, sizeof one, &one) == 0 ||
           trouble("cannot pin to core %lu: %m", request->core);
}

static void start_program(void) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    started_us = clock_us(CLOCK_MONOTONIC);
    program = fork();
    if (program == 0) become_program();
    require(program > 0 || trouble("cannot fork: %m"));
}

/* Of two programs that talk, either may end because the other did, so which ended first must be known for sure. Hence
   init keeps the program's ends of the pipes: the other side sees the end when init has noted the time of it. An end
   that the program itself has closed is not kept for long. */
static void let_go(int *kept) {
    if (*kept >= 0) close(*kept);
    *kept = -1;
}

static bool program_has(int kept, int number) {
    char path[64];
    struct stat ours, theirs;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", program, number);
    return fstat(kept, &ours) == 0 && stat(path, &theirs) == 0 && theirs.st_ino == ours.st_ino;
}

/* Its files are gone before it can be waited for. */
static bool program_is_ending(void) {
    enum { PF_EXITING = 4 };
    char path[64], text[4096];
    unsigned flags = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", program);
    const char *after_name = strrchr(get(AT_FDCWD, path, text), ')');
    return after_name == NULL || sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %u", &flags) != 1 ||
           (flags & PF_EXITING) != 0;
}

/* The program has it as the stream of that number, or still under ours, before it has arranged its streams. */
static void let_go_if_closed(int *kept, int number) {
    if (*kept >= 0 && !program_has(*kept, number) && !program_has(*kept, *kept) && !program_is_ending()) let_go(kept);
}

static void look_at_ends(void) {
    if (program_ended || request->pair == 0) return;
    if (!pair_reads_away(request)) let_go_if_closed(&plumbing.in, 0);
    let_go_if_closed(&plumbing.out, 1);
}

static void reap(int how) {
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, how)) > 0;) {
        if (pid != program || program_ended) continue;
        program_ended = true;
        if (end.result.ended_us == 0) end.result.ended_us = clock_us(CLOCK_MONOTONIC);
        end.result.wall_us = end.result.ended_us - started_us;
        if (WIFEXITED(status)) end.result.exit = WEXITSTATUS(status);
        if (WIFSIGNALED(status)) end.result.signal = WTERMSIG(status);
    }
}

/* Returns when the program has ended or must end. */
static void watch(void) {
    struct pollfd news[2] = {{.fd = plumbing.control, .events = POLLIN}, {.fd = children, .events = POLLIN}};
    struct signalfd_siginfo ignored[8];
    while (!program_ended && end.result.over == OVER_NONE && news[0].revents == 0) {
        uint64_t pause_us = request->pair > 0 ? LOOK_AT_ENDS_US : UINT64_MAX, meter_us = UINT64_MAX;
        if (box.metered) end.result.over = meter_read(&end.result.usage, &meter_us);
        pause_us = MIN(pause_us, meter_us);
        struct timespec pause = timespec_of(pause_us);
        ppoll(news, 2, pause_us == UINT64_MAX ? NULL : &pause, NULL);
        while (read(children, ignored, sizeof ignored) > 0) continue;
        reap(WNOHANG);
        look_at_ends();
    }
}

static void end_tree(void) {
    struct result *result = &end.result;
    if (box.metered) meter_read(&result->usage, &(uint64_t){0});
    /* Before anybody could see an end that is our doing. */
    if (!program_ended) result->ended_us = clock_us(CLOCK_MONOTONIC);
    kill(-1, SIGKILL);
    reap(0);
    if (!pair_reads_away(request)) let_go(&plumbing.in);
    else fcntl(plumbing.in, F_SETFL, 0); /* the program may have it such that reading does not wait */
    let_go(&plumbing.out);
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    result->user_us = microseconds(used.ru_utime);
    result->system_us = microseconds(used.ru_stime);
    result->usage.cpu_us = MAX(result->usage.cpu_us, result->user_us + result->system_us);
    result->usage.peak = MAX(result->usage.peak, (uint64_t)used.ru_maxrss * 1024);
    end.own_cpu_us = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    init_report(plumbing.control, &end, NULL, 0);
}

static void collect(void) {
    char order;
    struct report last = {.kind = REPORT_COLLECTED};
    if (request->collect == 0 || recv(plumbing.control, &order, 1, 0) != 1 || order != ORDER_COLLECT) return;
    require(collect_files(plumbing.control, request, &last.result) ||
            trouble("cannot read below %s: %m", request->out));
    init_report(plumbing.control, &last, NULL, 0);
}

_Noreturn void init_main(const struct request *asked, struct plumbing given) {
    request = asked;
    plumbing = given;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    require(prefer_as_victim());
    prctl(PR_SET_DUMPABLE, 0);
    require(pin() && mount_own());
    start_program();
    watch();
    end_tree();
    collect();
    while (pair_reads_away(request) && splice(plumbing.in, NULL, box.null, NULL, CHUNK, 0) > 0) continue;
    _exit(0);
}
