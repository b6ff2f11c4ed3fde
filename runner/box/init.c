/* init.c: one run, from the inside. init is pid 1 of the box: it mounts what is the run's own, starts the program, reaps
   what the program leaves behind, and tells the launcher in packets what happened. Nothing in the box can reach it: it
   has another uid (mode A) or is spared by the filter (mode B), is not dumpable, and pid 1 is deaf to signals from below. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONTROL = 3, UNUSED = 4 }; /* descriptors of the program before exec */

struct init {
    const struct box *box;
    const struct request *request;
    struct plumbing plumbing;
    struct meter meter;
    bool metered;
    int children; /* signalfd of SIGCHLD */
    pid_t program;
    uint64_t started_us;
    struct report end;
    bool program_ended;
};

void init_report(int control, const struct report *report, const void *bytes, size_t length) {
    struct iovec parts[2] = {{.iov_base = (void *)(uintptr_t)report, .iov_len = sizeof *report},
                             {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length}};
    struct msghdr packet = {.msg_iov = parts, .msg_iovlen = length > 0 ? 2 : 1};
    while (sendmsg(control, &packet, MSG_NOSIGNAL) < 0)
        if (errno != EINTR)
            _exit(1); /* the launcher is gone */
}

_Noreturn static void broken(int control, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    init_report(control, &(struct report){.kind = REPORT_BROKEN}, text, (size_t)length);
    _exit(1);
}

/* ---- what the program's process does before it becomes the program ---- */

static bool limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0)
        return false;
    /* The launcher's own hard limits cannot be raised. */
    limit.rlim_max = hard < limit.rlim_max ? hard : limit.rlim_max;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    return setrlimit(resource, &limit) == 0;
}

static bool set_limits(const struct box *box, const struct request *r) {
    uint64_t seconds = (r->cpu_ms + 999) / 1000 + 1, stack = r->stack == 0 ? RLIM_INFINITY : r->stack;
    /* In a user namespace the launcher and init are counted as well. */
    uint64_t processes = r->processes + (box->mode == MODE_A ? 0 : 2);
    return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_CPU, seconds, seconds + 1) && limit(RLIMIT_FSIZE, r->file_size, r->file_size) &&
           limit(RLIMIT_NOFILE, r->open_files, r->open_files) && limit(RLIMIT_STACK, stack, stack) &&
           limit(RLIMIT_MEMLOCK, 0, 0) && limit(RLIMIT_MSGQUEUE, 0, 0) && limit(RLIMIT_NPROC, processes, processes) &&
           (box->cgroup.version > 0 || limit(RLIMIT_DATA, r->memory, r->memory));
}

static bool take_streams(struct plumbing *p) {
    return dup2(p->in, 0) == 0 && dup2(p->out, 1) == 1 && dup2(p->err, 2) == 2 &&
           (p->control == CONTROL || dup3(p->control, CONTROL, O_CLOEXEC) == CONTROL);
}

static bool drop_ids(const struct box *box) {
    uid_t uid = box->options.uid;
    if (box->mode == MODE_A && (setgroups(0, NULL) < 0 || setresgid(uid, uid, uid) < 0 || setresuid(uid, uid, uid) < 0))
        return false;
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
    return syscall(SYS_capset, &header, none) == 0;
}

static const char *variable(const struct request *request, const char *name, const char *fallback) {
    size_t width = strlen(name);
    for (char *const *v = request->variables; *v != NULL; v++)
        if (strncmp(*v, name, width) == 0 && (*v)[width] == '=')
            return *v + width + 1;
    return fallback;
}

/* execvpe() would look in our own PATH, and give a file that is no program to a shell. Returns the most telling errno. */
static int execute(struct request *request) {
    char *const *arguments = request->arguments, *const *variables = request->variables;
    if (strchr(arguments[0], '/') != NULL) {
        execve(arguments[0], arguments, variables);
        return errno;
    }
    int telling = ENOENT;
    const char *path = variable(request, "PATH", "/usr/bin:/bin");
    for (size_t width; *path != '\0'; path += width + (path[width] == ':')) {
        char file[4096];
        width = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/%s", (int)width, path, arguments[0]);
        execve(file, arguments, variables);
        telling = errno == ENOENT || errno == ENOTDIR ? telling : errno;
    }
    return telling;
}

_Noreturn static void become_program(struct init *init) {
    const struct request *request = init->request;
    const struct filter *filter = request->locks ? &init->box->filter_with_locks : &init->box->filter;
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    umask(022);
    if (!take_streams(&init->plumbing) || syscall(SYS_close_range, UNUSED, ~0U, 0) < 0)
        broken(init->plumbing.control, "cannot arrange the descriptors: %m");
    if (!set_limits(init->box, request))
        broken(CONTROL, "cannot set the limits of a process: %m");
    if (!drop_ids(init->box))
        broken(CONTROL, "cannot become uid %u: %m", init->box->options.uid);
    if (chdir(request->cwd) < 0)
        broken(CONTROL, "cannot go to %s: %m", request->cwd);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter->program) < 0)
        broken(CONTROL, "cannot set the system call filter: %m");
    if (request->probe != NULL)
        _exit(request->probe());
    int reason = execute((struct request *)(uintptr_t)request);
    init_report(CONTROL, &(struct report){.kind = REPORT_EXEC_FAILED, .status = reason}, NULL, 0);
    _exit(127);
}

/* ---- pid 1 ---- */

static void mount_tmpfs(struct init *init, const char *where, uint64_t bytes, uint64_t inodes) {
    char options[128];
    /* A size of 0 would mean no limit. */
    snprintf(options, sizeof options, "size=%" PRIu64 ",nr_inodes=%" PRIu64 ",mode=%s", bytes > 0 ? bytes : 4096, inodes,
             bytes > 0 ? "1777" : "0555");
    unsigned long flags = MS_NOSUID | MS_NODEV | (init->request->exec ? 0 : MS_NOEXEC) | (bytes > 0 ? 0 : MS_RDONLY);
    if (mount("tmpfs", where, "tmpfs", flags, options) < 0)
        broken(init->plumbing.control, "cannot mount a tmpfs of %" PRIu64 " bytes on %s: %m", bytes, where);
}

/* The program's /proc is read-only, so that it cannot lower its oom_score_adj, and shows only its own processes. */
static void mount_own(struct init *init) {
    const struct request *request = init->request;
    mount_tmpfs(init, "/tmp", request->tmp, request->inodes);
    if (request->out != NULL)
        mount_tmpfs(init, request->out, request->out_bytes, request->out_inodes);
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (init->metered) {
        /* The meter must see processes that hidepid would hide from init; its /proc is covered by the next. */
        if (mount("proc", "/proc", "proc", flags, "subset=pid") < 0 || !meter_open(&init->meter, request))
            broken(init->plumbing.control, "cannot watch the box through /proc: %m");
    }
    if (mount("proc", "/proc", "proc", flags | MS_RDONLY, "hidepid=2") < 0)
        broken(init->plumbing.control, "cannot mount /proc: %m");
}

/* First to be killed when memory runs out, before the launcher, which shares its cgroup, and whatever else is there. */
static void prefer_as_victim(const struct init *init) {
    int fd = openat(init->box->host_proc, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && write(fd, "1000", 4) == 4)
        close(fd);
}

static void pin(struct init *init) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(init->request->core, &one);
    if (init->request->core != ANY_CORE && sched_setaffinity(0, sizeof one, &one) < 0)
        broken(init->plumbing.control, "cannot pin to core %" PRIu64 ": %m", init->request->core);
}

static void start_program(struct init *init) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    init->children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    init->started_us = now_us();
    init->program = fork();
    if (init->program < 0)
        broken(init->plumbing.control, "cannot fork: %m");
    if (init->program == 0)
        become_program(init);
    close(init->plumbing.in);
    close(init->plumbing.out);
    close(init->plumbing.err);
}

static void note_end(struct init *init, int status) {
    init->end.wall_us = now_us() - init->started_us;
    init->end.status = status;
    init->program_ended = true;
}

static void reap(struct init *init, int how) {
    struct signalfd_siginfo news[8];
    while (read(init->children, news, sizeof news) > 0)
        ;
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, how)) > 0;)
        if (pid == init->program && !init->program_ended)
            note_end(init, status);
}

/* Returns when the program has ended or must end. */
static void watch(struct init *init) {
    struct pollfd news[2] = {{.fd = init->plumbing.control, .events = POLLIN}, {.fd = init->children, .events = POLLIN}};
    while (!init->program_ended && init->end.over == OVER_NONE) {
        uint64_t next_us = 0;
        if (init->metered)
            init->end.over = meter_read(&init->meter, &next_us);
        struct timespec pause = {.tv_sec = (time_t)(next_us / 1000000), .tv_nsec = (long)(next_us % 1000000) * 1000};
        ppoll(news, 2, init->metered ? &pause : NULL, NULL);
        if (news[0].revents != 0)
            return; /* ORDER_STOP, or the launcher is gone */
        reap(init, WNOHANG);
    }
}

static uint64_t microseconds(struct timeval time) {
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

static void end_tree(struct init *init) {
    if (init->metered)
        meter_read(&init->meter, &(uint64_t){0});
    kill(-1, SIGKILL);
    reap(init, 0);
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    struct report *end = &init->end;
    end->kind = REPORT_ENDED;
    end->user_us = microseconds(used.ru_utime);
    end->system_us = microseconds(used.ru_stime);
    end->usage = init->meter.usage;
    uint64_t largest = (uint64_t)used.ru_maxrss * 1024, waited_for = end->user_us + end->system_us;
    end->usage.peak = largest > end->usage.peak ? largest : end->usage.peak;
    end->usage.cpu_us = waited_for > end->usage.cpu_us ? waited_for : end->usage.cpu_us;
    end->own_cpu_us = own_cpu_us();
    meter_close(&init->meter);
    init_report(init->plumbing.control, end, NULL, 0);
}

static void collect(struct init *init) {
    char order;
    if (init->request->collect == 0 || recv(init->plumbing.control, &order, 1, 0) != 1 || order != ORDER_COLLECT)
        return;
    struct report last = {.kind = REPORT_COLLECTED};
    if (!collect_files(init->plumbing.control, init->request, &last))
        broken(init->plumbing.control, "cannot read what is below %s: %m", init->request->out);
    init_report(init->plumbing.control, &last, NULL, 0);
}

_Noreturn void init_main(const struct box *box, const struct request *request, struct plumbing plumbing) {
    struct init init = {.box = box, .request = request, .plumbing = plumbing, .metered = box->cgroup.version == 0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prefer_as_victim(&init);
    prctl(PR_SET_DUMPABLE, 0);
    pin(&init);
    mount_own(&init);
    start_program(&init);
    watch(&init);
    end_tree(&init);
    collect(&init);
    _exit(0);
}
