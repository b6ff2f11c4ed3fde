/* run.c: one run, from the outside: makes init and its pipes, forwards what comes out, keeps the limits, and reports.
   The launcher never waits for anything but in one poll, whose time-out is the next moment at which a limit could be hit. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STOP_GRACE_US = 200000,         /* for init to kill and reap the tree, which keeps its rusage, before init is killed */
    LONGEST_CHECK_US = 20000,       /* how late a kill by the kernel for memory may be noticed */
    SHORTEST_CHECK_US = 500,        /* how exactly the CPU limit is hit */
    WORK_OF_INIT_US = 1000,         /* is counted while the program runs, and subtracted in the end */
    COLLECT_AT_MOST_US = 120000000, /* for the reader to take the files */
};

struct run {
    struct box *box;
    const struct request *request;
    struct result *result;
    struct trouble *why;
    pid_t init;
    int init_fd, control, out, err; /* -1 when done with */
    bool ended, collecting, broken;
    uint64_t started_us, check_us, kill_us; /* moments; 0: never */
    uint64_t own_cpu_of_init_us, file_bytes_left;
};

static void close_fd(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* ---- making it ---- */

static int open_input(const struct box *box, const char *name, struct trouble *why) {
    struct stat status;
    if (name == NULL)
        return fcntl(box->null, F_DUPFD_CLOEXEC, 0);
    if (box->input_dir < 0) {
        trouble(why, "there is no input directory for in=%s", name);
        return -1;
    }
    int fd = openat(box->input_dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &status) < 0)
        trouble(why, "cannot open the input file %s: %m", name);
    else if (S_ISREG(status.st_mode))
        return fd;
    else
        trouble(why, "the input file %s is not a regular file", name);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* As clone3, but where a container's profile answers it with ENOSYS, by clone. */
static pid_t clone_init(int target, int *init_fd) {
    const unsigned flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_PIDFD;
    struct clone_args arguments = {.flags = flags | (target < 0 ? 0 : CLONE_INTO_CGROUP),
                                   .pidfd = (__u64)(uintptr_t)init_fd,
                                   .exit_signal = SIGCHLD,
                                   .cgroup = target < 0 ? 0 : (__u64)target};
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0 && (errno == ENOSYS || errno == EPERM) && target < 0)
        pid = syscall(SYS_clone, flags | (unsigned)SIGCHLD, NULL, init_fd, NULL, 0);
    return (pid_t)pid;
}

static bool start(struct run *run) {
    int in = open_input(run->box, run->request->input, run->why), out[2], err[2], control[2];
    if (in < 0)
        return false;
    if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
        return trouble(run->why, "cannot make pipes: %m");
    run->started_us = now_us();
    run->init = clone_init(cgroup_clone_target(&run->box->cgroup), &run->init_fd);
    if (run->init == 0) {
        close(control[0]);
        close(out[0]);
        close(err[0]);
        init_main(run->box, run->request, (struct plumbing){.in = in, .out = out[1], .err = err[1], .control = control[1]});
    }
    bool started = run->init > 0 || trouble(run->why, "cannot clone init: %m");
    close(in);
    close(out[1]);
    close(err[1]);
    close(control[1]);
    run->out = out[0];
    run->err = err[0];
    run->control = control[0];
    return started;
}

/* ---- ending it ---- */

static void kill_init(struct run *run) {
    if (run->init_fd >= 0)
        syscall(SYS_pidfd_send_signal, run->init_fd, SIGKILL, NULL, 0);
    run->kill_us = 0;
}

static void give_order(const struct run *run, char order) {
    send(run->control, &order, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void stop(struct run *run, enum over over) {
    if (run->result->over != OVER_NONE)
        return;
    run->result->over = over;
    run->kill_us = now_us() + STOP_GRACE_US;
    if (!run->ended)
        give_order(run, ORDER_STOP);
}

static void give_up(struct run *run) {
    run->broken = true;
    kill_init(run);
}

/* ---- what init reports ---- */

static void take_end(struct run *run, const struct report *report) {
    struct result *result = run->result;
    run->ended = true;
    run->own_cpu_of_init_us = report->own_cpu_us;
    result->wall_us = report->wall_us;
    result->user_us = report->user_us;
    result->system_us = report->system_us;
    result->usage = report->usage;
    result->over = result->over == OVER_NONE ? report->over : result->over;
    if (WIFEXITED(report->status))
        result->exit = WEXITSTATUS(report->status);
    else if (WIFSIGNALED(report->status))
        result->signal = WTERMSIG(report->status);
}

/* What the kernel counted, once nothing of the tree is alive. init's own work is not the program's. */
static void measure(struct run *run) {
    struct usage *usage = &run->result->usage;
    uint64_t largest_process = usage->peak;
    if (run->box->cgroup.version == 0)
        return;
    cgroup_measure(&run->box->cgroup, usage);
    usage->cpu_us -= usage->cpu_us > run->own_cpu_of_init_us ? run->own_cpu_of_init_us : usage->cpu_us;
    usage->peak = usage->peak == 0 ? largest_process : usage->peak; /* v2 before Linux 5.19 */
}

static void finish_tree(struct run *run, const struct report *report) {
    if (WIFEXITED(report->status) || WIFSIGNALED(report->status))
        take_end(run, report);
    measure(run);
    if (run->request->collect == 0)
        return;
    if (run->result->over != OVER_NONE || run->result->usage.oom > 0) {
        give_order(run, ORDER_STOP);
        return;
    }
    cgroup_loosen(&run->box->cgroup);
    run->collecting = true;
    run->kill_us = now_us() + COLLECT_AT_MOST_US;
    give_order(run, ORDER_COLLECT);
}

static void forward_file(struct run *run, const struct report *report, const char *path) {
    char encoded[3 * 4096 + 1];
    percent_encode(encoded, sizeof encoded, path, "._-/");
    run->file_bytes_left = report->size;
    wire_frame(run->box->wire, NULL, 0, "file id=%" PRIu64 " mode=%o mtime=%" PRId64 " len=%" PRIu64 " name=%s\n",
               run->request->id, (unsigned)report->status, report->mtime, report->size, encoded);
}

static void take_report(struct run *run) {
    static char packet[CHUNK + 1];
    struct report report;
    ssize_t n = recv(run->control, packet, sizeof packet - 1, MSG_DONTWAIT);
    if (n < (ssize_t)sizeof report) {
        if (n >= 0 || errno != EAGAIN)
            close_fd(&run->control);
        return;
    }
    memcpy(&report, packet, sizeof report);
    char *bytes = packet + sizeof report;
    size_t length = (size_t)n - sizeof report;
    bytes[length] = '\0';
    switch (report.kind) {
    case REPORT_EXEC_FAILED:
        run->result->exec_errno = report.status;
        break;
    case REPORT_ENDED:
        finish_tree(run, &report);
        break;
    case REPORT_FILE:
        forward_file(run, &report, bytes);
        break;
    case REPORT_DATA:
        run->file_bytes_left -= length;
        wire_frame(run->box->wire, bytes, length, "%s", "");
        break;
    case REPORT_COLLECTED:
        run->result->files = report.files;
        run->result->skipped = report.skipped;
        run->collecting = false;
        break;
    case REPORT_BROKEN:
        trouble(run->why, "%s", bytes);
        give_up(run);
        break;
    }
}

/* ---- what the program writes ---- */

/* Forwards up to `forwarded` bytes of a stream in all; more than `allowed` end the run. */
static void take_stream(struct run *run, int *fd, const char *name, uint64_t *count, uint64_t forwarded, uint64_t allowed) {
    static char chunk[CHUNK];
    ssize_t n = read(*fd, chunk, sizeof chunk);
    if (n <= 0) {
        if (n == 0 || errno != EINTR)
            close_fd(fd);
        return;
    }
    uint64_t room = *count < forwarded ? forwarded - *count : 0, length = (uint64_t)n < room ? (uint64_t)n : room;
    if (length > 0)
        wire_frame(run->box->wire, chunk, length, "%s id=%" PRIu64 " len=%" PRIu64 "\n", name, run->request->id, length);
    *count += (uint64_t)n;
    if (*count > allowed) {
        close_fd(fd);
        stop(run, OVER_OUTPUT);
    }
}

/* ---- what the reader of our answers says meanwhile ---- */

static void take_commands(struct run *run) {
    static char line[LINE_ROOM];
    static struct request other;
    struct wire *wire = run->box->wire;
    wire_read(wire);
    for (enum line kind; !wire->ended && (kind = wire_next_line(wire, line)) != LINE_NONE;) {
        struct trouble why = {"a line is too long or has a NUL byte"};
        enum command command = kind == LINE_MALFORMED ? COMMAND_BAD : protocol_parse(line, &other, &why);
        bool ours = kind == LINE_READY && other.id == run->request->id;
        if (command == COMMAND_KILL && ours)
            stop(run, OVER_KILLED);
        if (command == COMMAND_RUN)
            trouble(&why, "busy with run %" PRIu64, run->request->id);
        /* Never under the id of the run that is on, whose last frame it would seem to be. */
        if (command != COMMAND_KILL)
            wire_fail(wire, ours || kind == LINE_MALFORMED ? 0 : other.id, why.text);
    }
}

/* ---- the watch ---- */

static uint64_t earlier(uint64_t one, uint64_t other) {
    return other != 0 && other < one ? other : one;
}

/* The CPU limit is looked at again when it could be used up at the earliest, all cores at work. */
static void check_limits(struct run *run, uint64_t now) {
    const struct request *request = run->request;
    const struct cgroup *cgroup = &run->box->cgroup;
    if (run->kill_us != 0 && now >= run->kill_us) {
        if (run->ended && run->collecting)
            trouble(run->why, "the files of the run were not taken in time");
        run->broken = run->broken || (run->ended && run->collecting);
        kill_init(run);
    }
    if (run->ended || run->result->over != OVER_NONE || now < run->check_us)
        return;
    uint64_t wall_end = run->started_us + request->wall_ms * 1000;
    run->check_us = earlier(now + LONGEST_CHECK_US, wall_end);
    if (now >= wall_end)
        stop(run, OVER_WALL);
    if (cgroup->version == 0)
        return;
    uint64_t used = cgroup_cpu_us(cgroup), limit = request->cpu_ms * 1000 + WORK_OF_INIT_US;
    if (used >= limit)
        stop(run, OVER_CPU);
    else if (cgroup_oom_kills(cgroup) > 0)
        stop(run, OVER_MEMORY);
    uint64_t left = used < limit ? (limit - used) / run->box->cores : 0;
    run->check_us = earlier(run->check_us, now + (left > SHORTEST_CHECK_US ? left : SHORTEST_CHECK_US));
}

static void wait_for_news(struct run *run) {
    struct wire *wire = run->box->wire;
    bool waiting = wire != NULL && wire_pending(wire), listening = wire != NULL && !waiting && !wire->ended;
    struct pollfd news[] = {
        {.fd = waiting ? -1 : run->out, .events = POLLIN},
        {.fd = waiting ? -1 : run->err, .events = POLLIN},
        {.fd = waiting && run->ended ? -1 : run->control, .events = POLLIN},
        {.fd = run->init_fd, .events = POLLIN},
        {.fd = listening ? wire->in : -1, .events = POLLIN},
        {.fd = waiting ? wire->out : -1, .events = POLLOUT},
    };
    uint64_t now = now_us(), next = run->ended ? UINT64_MAX : run->check_us;
    next = earlier(next, run->kill_us);
    uint64_t pause = next > now ? next - now : 0;
    struct timespec time = {.tv_sec = (time_t)(pause / 1000000), .tv_nsec = (long)(pause % 1000000) * 1000};
    ppoll(news, sizeof news / sizeof *news, next == UINT64_MAX ? NULL : &time, NULL);
    struct result *result = run->result;
    if (news[0].revents != 0)
        take_stream(run, &run->out, "out", &result->out, run->request->output, run->request->output);
    if (news[1].revents != 0)
        take_stream(run, &run->err, "err", &result->err, run->request->errors, ERRORS_READ_AT_MOST);
    if (news[2].revents != 0)
        take_report(run);
    if (news[3].revents != 0 && waitpid(run->init, NULL, 0) == run->init)
        close_fd(&run->init_fd);
    if (news[4].revents != 0)
        take_commands(run);
    if (news[5].revents != 0)
        wire_flush(wire);
}

static bool done(const struct run *run) {
    return run->init_fd < 0 && run->control < 0 && run->out < 0 && run->err < 0;
}

/* A frame that was promised so many bytes gets them, so that the reader finds the next one. */
static void fill_broken_file(struct run *run) {
    static const char zeros[CHUNK];
    while (run->file_bytes_left > 0 && !run->box->wire->ended) {
        size_t n = run->file_bytes_left < CHUNK ? (size_t)run->file_bytes_left : CHUNK;
        wire_frame(run->box->wire, zeros, n, "%s", "");
        wire_drain(run->box->wire);
        run->file_bytes_left -= n;
    }
}

/* The first limit that was hit was noted when it was noticed; here are those that show only in the sums. */
static void judge_sums(const struct run *run) {
    struct result *result = run->result;
    if (result->over != OVER_NONE)
        return;
    if (result->usage.oom > 0)
        result->over = OVER_MEMORY;
    else if (result->usage.cpu_us >= run->request->cpu_ms * 1000 || result->signal == SIGXCPU)
        result->over = OVER_CPU;
}

static bool conclude(struct run *run) {
    if (run->broken)
        return false;
    if (!run->ended) {
        /* init was killed: by us, since the tree did not die in time, or by the kernel for memory. */
        run->result->signal = SIGKILL;
        run->result->wall_us = now_us() - run->started_us;
        measure(run);
        if (run->result->over == OVER_NONE && run->result->usage.oom == 0)
            return trouble(run->why, "init of the box died");
    } else if (run->collecting) {
        return trouble(run->why, "init of the box died while it sent files");
    }
    judge_sums(run);
    return true;
}

/* Runs one program; false when that was not possible, which says nothing about the program. If our reader went away
   meanwhile, the tree is killed and the result is for nobody. */
bool run_box(struct box *box, const struct request *request, struct result *result, struct trouble *why) {
    struct run run = {.box = box, .request = request, .result = result, .why = why, .init_fd = -1, .control = -1, .out = -1, .err = -1};
    *result = (struct result){.exit = -1};
    bool started = cgroup_begin(&box->cgroup, request, why) && start(&run);
    while (started && !done(&run)) {
        if (box->wire != NULL && box->wire->ended)
            give_up(&run);
        check_limits(&run, now_us());
        wait_for_news(&run);
    }
    bool carried_out = started && conclude(&run);
    if (run.file_bytes_left > 0)
        fill_broken_file(&run);
    cgroup_end(&box->cgroup);
    return carried_out;
}
