/* box: the sandbox launcher of CodeArena.

   Theory of operation
   ===================
   One `box` lives per execution slot. It reads request lines and answers in frames (PROTOCOL.md). Untrusted code runs
   only in boxes; a box is made for one run and nothing of it outlives the run. What is costly is done once, at the
   start:

     launcher (here, run.c)   in namespaces of its own without network, in front of a read-only root (root.c);
        |                     in mode A and v1, resident in the slot's cgroup (cgroup.c)
        | clone3: new pid, mount and ipc namespace; with v2 into a fresh cgroup
        v
     init, pid 1 (init.c)     mounts this run's /proc, /tmp and out; forks the program; reaps; in mode B meters
   (meter.c) | fork
        v
     program                  own session, limits, the slot's uid, no capabilities, no_new_privs, seccomp (filter.c),
   exec

   The launcher holds three lines to the box: the read ends of the pipes that are the program's stdout and stderr, and
   a packet socket to init. Over it init reports how the program ended and, when the tree is dead, sends the regular
   files of the out directory (collect.c); the launcher orders it to stop or to send. Nothing that the program can write
   to is trusted: its streams are bytes to forward, its files are read by init from inside, its names are
   percent-encoded.

   Two launchers may join their programs with pipes (pair.c), such as a program and a validator that talks to it.

   The end of a run, however it comes: init kills everything in its pid namespace (kill -1 reaches all, no race with
   fork), reaps it so that the rusage is whole, reports, and exits; then nothing can hold the pipes open, and what is in
   them is forwarded to its end. If init does not manage in time it is killed, and the kernel kills the namespace. If
   the launcher dies, init gets SIGKILL (PDEATHSIG). If our caller dies, standard input ends, and the launcher kills
   init and exits.

   Modes. A: root and a cgroup; the program gets a uid of its own, without a user namespace. B+: a user namespace that
   maps one uid, and a delegated cgroup v2. B: the same without a cgroup; the meter polls CPU time, memory and tmpfs of
   the tree, and RLIMIT_DATA and RLIMIT_NPROC bound each process. uid 0 of the host is never mapped into a box: it would
   own /proc/sys. Which mode holds what it promises is found out by trying (selftest.c), each in a child process, since
   namespaces cannot be left again. */
#include "box.h"

struct box box = {.uid = 65533, .host_proc = -1, .input_dir = -1};

static const char *const mode_names[MODES] = {[MODE_A] = "A", [MODE_B_PLUS] = "B+", [MODE_B] = "B"};
static const char *const lacks[MODES] = {
    [MODE_A] = "none", [MODE_B_PLUS] = "own-uid", [MODE_B] = "tree-limits,own-uid"};
static const char *const over_names[] = {[OVER_NONE] = "none",     [OVER_CPU] = "cpu",       [OVER_WALL] = "wall",
                                         [OVER_MEMORY] = "memory", [OVER_OUTPUT] = "output", [OVER_KILLED] = "killed"};

/* ---- options ---- */

static bool add_toolchain(const char *path) {
    bool plain = path[0] == '/' && path[1] != '\0' && strstr(path, "/.") == NULL && strstr(path, "//") == NULL;
    if (!plain) return trouble("'%.99s' cannot be shown in a box: allowed is an absolute path without . or ..", path);
    if (box.toolchain_count == MOST_TOOLCHAINS) return trouble("more than %d toolchains", MOST_TOOLCHAINS);
    box.toolchains[box.toolchain_count++] = path;
    return true;
}

static bool take_option(const char *name, const char *value) {
    if (strcmp(name, "--slot") == 0) return take_number(name, value, 0, 9999, false, &box.slot);
    if (strcmp(name, "--uid") == 0) return take_number(name, value, 1, INT32_MAX, false, &box.uid);
    if (strcmp(name, "--box-dir") == 0) return take_text(name, value, &box.box_dir);
    if (strcmp(name, "--input-dir") == 0) return take_text(name, value, &box.input_path);
    if (strcmp(name, "--prepared") == 0) return take_text(name, value, &box.prepared);
    if (strcmp(name, "--test-dir") == 0) return take_text(name, value, &box.test_dir);
    if (strcmp(name, "--gives-to") == 0) return take_text(name, value, &box.gives_to);
    if (strcmp(name, "--takes-at") == 0) return take_text(name, value, &box.takes_at);
    if (strcmp(name, "--cgroup") == 0) return take_text(name, value, &box.cgroup_name);
    if (strcmp(name, "--mode") == 0) return take_text(name, value, &box.wanted_mode);
    if (strcmp(name, "--toolchain") == 0) return add_toolchain(value);
    if (strcmp(name, "--read-only") == 0) return access(value, F_OK) < 0 || add_toolchain(value);
    return trouble("unknown option '%.80s'; PROTOCOL.md lists them", name);
}

static bool take_options(char **next) {
    box.self_test = *next != NULL && strcmp(*next, "--self-test") == 0;
    for (next += box.self_test; *next != NULL; next += 2) {
        if (next[1] == NULL) return trouble("option '%.80s' is unknown or lacks its value", *next);
        if (!take_option(next[0], next[1])) return false;
    }
    if (box.wanted_mode == NULL) box.wanted_mode = "auto";
    if (box.cgroup_name == NULL) box.cgroup_name = "codearena";
    if (!isalnum(*box.cgroup_name) || strlen(box.cgroup_name) > 64 || strchr(box.cgroup_name, '/') != NULL)
        return trouble("--cgroup is '%.80s', allowed are up to 64 bytes without a slash", box.cgroup_name);
    if (box.gives_to != NULL && box.takes_at != NULL) return trouble("--gives-to and --takes-at exclude each other");
    return box.self_test || (box.box_dir != NULL && box.input_path != NULL) ||
           trouble("--box-dir and --input-dir are required");
}

/* ---- modes ---- */

static bool enter(enum mode mode) {
    box.mode = mode;
    box.metered = mode == MODE_B;
    if (mode == MODE_A && geteuid() != 0) return trouble("not root");
    if (mode == MODE_B_PLUS && geteuid() == 0) return trouble("root takes mode A or B");
    return (box.metered || cgroup_open(mode == MODE_B_PLUS)) && root_enter() && filter_build(&box.filter, FILTER_BOX) &&
           filter_build(&box.filter_with_locks, FILTER_WITH_LOCKS);
}

/* Enters a mode and tests it, in a child. */
static bool try_mode(enum mode mode) {
    int status;
    trouble("the self-test died");
    pid_t child = fork();
    if (child == 0) {
        bool good = enter(mode) && self_test();
        cgroup_close();
        _exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* Finds the best mode that works and notes, in the manner of the ready line, why not a better one. */
static bool choose_mode(enum mode *chosen, char *why_not, size_t room) {
    bool any = strcmp(box.wanted_mode, "auto") == 0;
    trouble("--mode is '%.40s', allowed are auto, A, B+ and B", box.wanted_mode);
    for (int mode = 0; mode < MODES; mode++) {
        if (!any && strcmp(box.wanted_mode, mode_names[mode]) != 0) continue;
        *chosen = (enum mode)mode;
        if (try_mode(*chosen)) return true;
        char reason[3 * TROUBLE_ROOM];
        percent_encode(reason, sizeof reason, trouble_text);
        size_t used = strlen(why_not);
        snprintf(why_not + used, room - used, " not-%s=%s", mode_names[mode], reason);
    }
    return false;
}

/* ---- serving ---- */

static void answer(uint64_t id, const struct result *r) {
    wire_frame(NULL, 0,
               "end id=%lu exit=%d signal=%d over=%s oom=%lu exec-errno=%d cpu-us=%lu"
               " user-us=%lu system-us=%lu wall-us=%lu ended-us=%lu memory=%lu out=%lu"
               " err=%lu files=%lu skipped=%lu\n",
               id, r->exit, r->signal, over_names[r->over], r->usage.oom, r->exec_errno, r->usage.cpu_us, r->user_us,
               r->system_us, r->wall_us, r->ended_us, r->usage.peak, r->out, r->err, r->files, r->skipped);
}

static void serve_line(char *line) {
    static struct request request;
    struct result result;
    enum command command = protocol_parse(line, &request);
    if (command == COMMAND_KILL) return; /* its run has ended */
    if (command == COMMAND_RUN && run_box(&request, &result))
        answer(request.id, &result);
    else
        wire_fail(request.id);
    wire_drain();
}

static void serve(void) {
    static char line[LINE_ROOM];
    struct pollfd input = {.fd = wire.in, .events = POLLIN};
    for (; !wire.ended; wire_read()) {
        while (!wire.ended && wire_next_line(line)) serve_line(line);
        cgroup_rest();
        poll(&input, 1, -1);
    }
}

/* Whatever the caller's signals and environment were, programs get none of it. */
static void forget_the_caller(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
    clearenv();
}

int main(int count, char **arguments) {
    enum mode mode = MODE_A;
    char why_not[MODES * 3 * TROUBLE_ROOM] = "";
    struct utsname system;
    uname(&system);
    trouble_text = mmap(NULL, TROUBLE_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (trouble_text == MAP_FAILED) return EXIT_FAILURE;
    forget_the_caller();
    box.nice = getpriority(PRIO_PROCESS, 0);
    setpriority(PRIO_PROCESS, 0, box.nice - 10); /* who keeps the limits goes first; without the right to it, not */
    box.cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    if (!take_options(arguments + (count > 0)) || !choose_mode(&mode, why_not, sizeof why_not) || !pair_open() || !enter(mode)) {
        char reason[3 * TROUBLE_ROOM];
        percent_encode(reason, sizeof reason, trouble_text);
        printf("fail id=0 message=%s%s\n", reason, why_not);
        return EXIT_FAILURE;
    }
    wire_open(STDIN_FILENO, STDOUT_FILENO);
    wire_frame(NULL, 0, "ready version=1 mode=%s cgroup=%s lacks=%s kernel=%s cores=%u pid=%d%s\n", mode_names[mode],
               cgroup_version(), lacks[mode], system.release, box.cores, getpid(), why_not);
    if (!box.self_test) serve();
    cgroup_close();
    return EXIT_SUCCESS;
}
