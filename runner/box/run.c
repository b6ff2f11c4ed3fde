/* run.c: one run, from the outside: makes init and its pipes, forwards what comes out, keeps the limits, and reports.
   The launcher never waits for anything but in one poll, whose time-out is the next moment at which a limit could be
   hit. */
#include "box.h"

enum {
    STOP_GRACE_US = 1000000,  /* for init to kill and reap the tree, which keeps its rusage, before init is killed */
    LONGEST_CHECK_US = 20000, /* how late a kill by the kernel for memory may be noticed */
    SHORTEST_CHECK_US = 500,  /* how exactly the CPU limit is hit */
    WORK_OF_INIT_US = 1000,   /* is counted while the program runs, and subtracted in the end */
};

/* Forwarded up to a number of bytes; more than is allowed ends the run. */
struct stream {
    const char *name;
    int fd;
    uint64_t count, forwarded, allowed;
};

/* A descriptor is -1 when it is done with. */
struct run {
    const struct request *request;
    struct result *result;
    struct stream out, err;
    pid_t init;
    int init_fd, control;
    bool ended, collecting, broken;                      /* the tree is dead; its files are coming; we failed */
    uint64_t started_us, wall_end_us, check_us, kill_us; /* moments; the last: 0 for never */
    uint64_t own_cpu_of_init_us, file_bytes_left;
};

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* ---- making it ---- */

static int open_input(const char *name) {
    struct stat status;
    if (name == NULL) return fcntl(box.null, F_DUPFD_CLOEXEC, 0);
    int fd = openat(box.input_dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) return fd;
    trouble("cannot open the input file %.80s: %s", name, fd < 0 ? strerror(errno) : "not a regular file");
    close_fd(&fd);
    return fd;
}

/* Of a program that talks to another, the output is not ours to read: then out[0] is -1. */
static bool open_streams(const struct request *request, int *in, int out[2]) {
    int ends[2];
    if (request->pair > 0 && !pair_join(request->pair, ends)) return false;
    if (request->pair > 0) {
        *in = ends[0];
        out[0] = -1;
        out[1] = ends[1];
        return true;
    }
    *in = open_input(request->input);
    return *in >= 0 && ((pipe2(out, O_CLOEXEC) == 0 && pipe_for_all(out[0])) || trouble("cannot make a pipe: %m"));
}

/* By clone where a container's profile answers clone3 with ENOSYS. */
static pid_t clone_init(int group, int *init_fd) {
    const unsigned flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWCGROUP | CLONE_PIDFD;
    struct clone_args arguments = {.flags = flags | (group < 0 ? 0 : CLONE_INTO_CGROUP),
                                   .pidfd = (__u64)(uintptr_t)init_fd,
                                   .exit_signal = SIGCHLD,
                                   .cgroup = group < 0 ? 0 : (__u64)group};
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0 && errno == ENOSYS && group < 0)
        pid = syscall(SYS_clone, flags | (unsigned)SIGCHLD, NULL, init_fd, NULL, 0);
    return (pid_t)pid;
}

static bool start(struct run *run) {
    int in, out[2], err[2], control[2];
    if (!open_streams(run->request, &in, out)) return false;
    if (pipe2(err, O_CLOEXEC) < 0 || !pipe_for_all(err[0]) ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
        return trouble("cannot make pipes: %m");
    run->started_us = clock_us(CLOCK_MONOTONIC);
    run->wall_end_us = run->started_us + run->request->wall_ms * 1000;
    run->init = clone_init(cgroup_clone_target(), &run->init_fd);
    if (run->init == 0) {
        close(control[0]); /* so that init sees when the launcher is gone */
        init_main(run->request, (struct plumbing){.in = in, .out = out[1], .err = err[1], .control = control[1]});
    }
    bool started = run->init > 0 || trouble("cannot clone init: %m");
    close(in);
    close(out[1]);
    close(err[1]);
    close(control[1]);
    run->out.fd = out[0];
    run->err.fd = err[0];
    run->control = control[0];
    return started;
}

/* ---- ending it ---- */

static void kill_init(struct run *run) {
    if (run->init_fd >= 0) syscall(SYS_pidfd_send_signal, run->init_fd, SIGKILL, NULL, 0);
    run->kill_us = 0;
}

static void give_order(const struct run *run, char order) {
    send(run->control, &order, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void stop(struct run *run, enum over over) {
    if (run->result->over != OVER_NONE) return;
    run->result->over = over;
    if (run->ended) return;
    run->kill_us = clock_us(CLOCK_MONOTONIC) + STOP_GRACE_US;
    give_order(run, ORDER_STOP);
}

static void give_up(struct run *run) {
    run->broken = true;
    kill_init(run);
}

/* ---- what init reports ---- */

/* What the kernel counted, once nothing of the tree is alive. init's own work is not the program's. */
static void measure(struct run *run) {
    struct usage *usage = &run->result->usage;
    uint64_t largest_process = usage->peak;
    if (box.metered) return;
    cgroup_measure(usage);
    usage->cpu_us -= MIN(usage->cpu_us, run->own_cpu_of_init_us);
    if (usage->peak == 0) usage->peak = largest_process; /* v2 before Linux 5.19 */
}

static void end_tree(struct run *run, const struct report *report) {
    struct result known = *run->result;
    *run->result = report->result;
    run->result->exec_errno = known.exec_errno;
    if (known.over != OVER_NONE) run->result->over = known.over;
    run->own_cpu_of_init_us = report->own_cpu_us;
    measure(run);
    run->ended = true;
    if (pair_reads_away(run->request)) run->kill_us = 0; /* init stays for as long as the other side needs it */
    if (pair_reads_away(run->request) && run->result->over == OVER_KILLED) kill_init(run); /* nobody waits for it */
    run->collecting = run->request->collect > 0 && run->result->over == OVER_NONE && run->result->usage.oom == 0;
    if (run->collecting && !box.metered) cgroup_loosen();
    give_order(run, run->collecting ? ORDER_COLLECT : ORDER_STOP);
}

static void begin_file(struct run *run, const struct report *report, const char *path) {
    char encoded[3 * MOST_LEVELS * (NAME_MAX + 1)];
    percent_encode(encoded, sizeof encoded, path);
    run->file_bytes_left = report->size;
    wire_frame(NULL, 0, "file id=%lu mode=%o mtime=%ld len=%lu name=%s\n", run->request->id, report->permissions,
               report->mtime, report->size, encoded);
}

static void take_report(struct run *run) {
    static struct {
        struct report report;
        char bytes[CHUNK + 1];
    } packet;
    ssize_t n = recv(run->control, &packet, sizeof packet - 1, MSG_DONTWAIT);
    if (n < (ssize_t)sizeof packet.report) {
        /* Told once when init has ended and left an order unread; what it has sent before is still there. */
        if (n >= 0 || (errno != EAGAIN && errno != ECONNRESET)) close_fd(&run->control);
        return;
    }
    const struct report *report = &packet.report;
    size_t length = (size_t)n - sizeof *report;
    packet.bytes[length] = '\0';
    switch (report->kind) {
    case REPORT_EXEC_FAILED: run->result->exec_errno = report->result.exec_errno; break;
    case REPORT_ENDED: end_tree(run, report); break;
    case REPORT_FILE: begin_file(run, report, packet.bytes); break;
    case REPORT_DATA:
        run->file_bytes_left -= length;
        wire_frame(packet.bytes, length, "%s", "");
        break;
    case REPORT_COLLECTED:
        run->result->files = report->result.files;
        run->result->skipped = report->result.skipped;
        run->collecting = false;
        break;
    case REPORT_BROKEN: give_up(run); break;
    }
}

/* ---- what the program writes ---- */

static void take_stream(struct run *run, struct stream *stream) {
    static char chunk[CHUNK];
    ssize_t n = read(stream->fd, chunk, sizeof chunk);
    if (n <= 0) {
        close_fd(&stream->fd);
        return;
    }
    size_t length = (size_t)MIN((uint64_t)n, stream->forwarded - MIN(stream->forwarded, stream->count));
    if (length > 0) wire_frame(chunk, length, "%s id=%lu len=%zu\n", stream->name, run->request->id, length);
    stream->count += (uint64_t)n;
    if (stream->count <= stream->allowed) return;
    close_fd(&stream->fd);
    stop(run, OVER_OUTPUT);
}

/* ---- what the reader of our answers says meanwhile ---- */

static void take_commands(struct run *run) {
    static char line[LINE_ROOM];
    static struct request other;
    while (!wire.ended && wire_next_line(line)) {
        enum command command = protocol_parse(line, &other);
        bool ours = other.id == run->request->id;
        if (command == COMMAND_KILL && ours && run->ended && !run->collecting) kill_init(run);
        if (command == COMMAND_KILL && ours && !run->ended) stop(run, OVER_KILLED);
        if (command == COMMAND_RUN) trouble("busy with run %lu", run->request->id);
        /* Never under the id of the run that is on, whose last frame it would seem to be. */
        if (command != COMMAND_KILL) wire_fail(ours ? 0 : other.id);
    }
}

/* ---- the watch ---- */

/* The CPU limit is looked at again when it could be used up at the earliest, all cores at work. */
static void check_cgroup(struct run *run, uint64_t now) {
    uint64_t used = cgroup_cpu_us(), allowed = run->request->cpu_ms * 1000 + WORK_OF_INIT_US;
    if (used >= allowed) stop(run, OVER_CPU);
    if (cgroup_oom_kills() > 0) stop(run, OVER_MEMORY);
    uint64_t pause = (allowed - MIN(allowed, used)) / box.cores;
    run->check_us = now + MIN(MAX(pause, SHORTEST_CHECK_US), LONGEST_CHECK_US);
}

/* Returns the next moment at which to check again. */
static uint64_t check_limits(struct run *run) {
    uint64_t now = clock_us(CLOCK_MONOTONIC);
    if (run->kill_us != 0 && now >= run->kill_us) kill_init(run);
    if (!run->ended && now >= run->wall_end_us) stop(run, OVER_WALL);
    if (!run->ended && !box.metered && now >= run->check_us) check_cgroup(run, now);
    uint64_t next = run->kill_us != 0 ? run->kill_us : UINT64_MAX;
    if (run->ended || run->result->over != OVER_NONE) return next;
    next = MIN(next, run->wall_end_us);
    return box.metered ? next : MIN(next, run->check_us);
}

static void take_news(struct run *run, uint64_t until_us) {
    bool waiting = wire_pending();
    struct pollfd news[] = {
        {.fd = waiting ? -1 : run->out.fd, .events = POLLIN},
        {.fd = waiting ? -1 : run->err.fd, .events = POLLIN},
        {.fd = waiting && run->ended ? -1 : run->control, .events = POLLIN},
        {.fd = run->init_fd, .events = POLLIN},
        {.fd = waiting || wire.ended ? -1 : wire.in, .events = POLLIN},
        {.fd = waiting ? wire.out : -1, .events = POLLOUT},
    };
    struct timespec pause = timespec_of(until_us - MIN(until_us, clock_us(CLOCK_MONOTONIC)));
    ppoll(news, COUNT(news), until_us == UINT64_MAX ? NULL : &pause, NULL);
    if (news[0].revents != 0) take_stream(run, &run->out);
    if (news[1].revents != 0) take_stream(run, &run->err);
    if (news[2].revents != 0) take_report(run);
    if (news[3].revents != 0 && waitpid(run->init, NULL, 0) == run->init) close_fd(&run->init_fd);
    if (news[4].revents != 0) wire_read();
    if (news[4].revents != 0) take_commands(run);
    if (news[5].revents != 0) wire_flush();
}

/* init was killed before it could report: by us, since the tree did not die in time, or by the kernel for memory. */
static bool conclude_without_report(struct run *run) {
    run->result->signal = SIGKILL;
    run->result->ended_us = clock_us(CLOCK_MONOTONIC);
    run->result->wall_us = run->result->ended_us - run->started_us;
    measure(run);
    return run->result->over != OVER_NONE || run->result->usage.oom > 0 || trouble("init of the box died");
}

/* The first limit that was hit was noted when it was noticed; here are those that show only in the sums. */
static bool conclude(struct run *run) {
    struct result *result = run->result;
    if (run->collecting) return trouble("init of the box died while it sent files");
    if (run->broken || (!run->ended && !conclude_without_report(run))) return false;
    result->out = run->out.count;
    result->err = run->err.count;
    bool cpu = result->usage.cpu_us >= run->request->cpu_ms * 1000 || result->signal == SIGXCPU;
    if (result->over == OVER_NONE) result->over = result->usage.oom > 0 ? OVER_MEMORY : cpu ? OVER_CPU : OVER_NONE;
    return true;
}

/* Runs one program; false when that was not possible, which says nothing about the program. If our reader went away
   meanwhile, the tree is killed and the result is for nobody. */
bool run_box(const struct request *request, struct result *result) {
    struct run run = {.request = request, .result = result, .init_fd = -1, .control = -1};
    run.out = (struct stream){.name = "out", .fd = -1, .forwarded = request->output, .allowed = request->output};
    run.err = (struct stream){.name = "err", .fd = -1, .forwarded = request->errors, .allowed = ERRORS_READ_AT_MOST};
    *result = (struct result){.exit = -1};
    bool started = (box.metered || cgroup_begin(request)) && start(&run);
    if (started) take_commands(&run); /* what came together with the request */
    while (run.init_fd >= 0 || run.control >= 0 || run.out.fd >= 0 || run.err.fd >= 0) {
        if (wire.ended || !started) give_up(&run);
        take_news(&run, check_limits(&run));
    }
    if (!box.metered) cgroup_end();
    /* A frame that was promised more bytes than there are cannot be followed by another. */
    if (run.file_bytes_left > 0) wire.ended = true;
    return started && conclude(&run);
}
