/* box: the sandbox launcher of CodeArena.

   Theory of operation
   ===================
   One `box` lives per execution slot. It reads request lines and answers in frames (PROTOCOL.md). Untrusted code runs only
   in boxes; a box is made for one run and nothing of it outlives the run. What is costly is done once, at the start:

     launcher (here, run.c)   in namespaces of its own without network, in front of a read-only root (root.c);
        |                     in mode A and v1, resident in the slot's cgroup (cgroup.c)
        | clone3: new pid, mount and ipc namespace; with v2 into a fresh cgroup
        v
     init, pid 1 (init.c)     mounts this run's /proc, /tmp and out; forks the program; reaps; in mode B meters (meter.c)
        | fork
        v
     program                  own session, limits, the slot's uid, no capabilities, no_new_privs, seccomp (filter.c), exec

   The launcher holds three lines to the box: the read ends of the pipes that are the program's stdout and stderr, and
   a packet socket to init. Over it init reports how the program ended and, when the tree is dead, sends the regular files of
   the out directory (collect.c); the launcher orders it to stop or to send. Nothing that the program can write to is
   trusted: its streams are bytes to forward, its files are read by init from inside, its names are percent-encoded.

   The end of a run, however it comes: init kills everything in its pid namespace (kill -1 reaches all, no race with fork),
   reaps it so that the rusage is whole, reports, and exits; then nothing can hold the pipes open, and what is in them is
   forwarded to its end. If init does not manage in time it is killed, and the kernel kills the namespace. If the launcher dies,
   init gets SIGKILL (PDEATHSIG). If our caller dies, standard input ends, and the launcher kills init and exits.

   Modes. A: root and a cgroup; the program gets a uid of its own, without a user namespace. B+: a user namespace that maps one
   uid, and a delegated cgroup v2. B: the same without a cgroup; the meter polls CPU time, memory and tmpfs of the tree, and
   RLIMIT_DATA and RLIMIT_NPROC bound each process. uid 0 of the host is never mapped into a box: it would own /proc/sys.
   Which mode holds what it promises is found out by trying (selftest.c), each in a child process, since namespaces
   cannot be left again. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const mode_names[] = {[MODE_A] = "A", [MODE_B_PLUS] = "B+", [MODE_B] = "B"};
static const char *const version_names[] = {"none", "v1", "v2"};
static const char *const over_names[] = {[OVER_NONE] = "none",     [OVER_CPU] = "cpu",       [OVER_WALL] = "wall",
                                         [OVER_MEMORY] = "memory", [OVER_OUTPUT] = "output", [OVER_KILLED] = "killed"};
enum { MODES = 3 };

/* ---- options ---- */

static bool parse_unsigned(const char *text, unsigned long most, unsigned long *value) {
    char *end;
    errno = 0;
    *value = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && *value <= most;
}

static bool below_reserved(const char *path) {
    static const char *const reserved[] = {"/tmp", "/proc", "/dev", "/box", "/out", "/prepared"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        size_t width = strlen(reserved[i]);
        if (strncmp(path, reserved[i], width) == 0 && (path[width] == '/' || path[width] == '\0'))
            return true;
    }
    return false;
}

static bool add_toolchain(struct options *options, const char *path, bool required, struct trouble *why) {
    bool plain = path[0] == '/' && path[1] != '\0' && strlen(path) < 250 && strstr(path, "/.") == NULL && strstr(path, "//") == NULL;
    if (!plain || below_reserved(path))
        return trouble(why, "the path '%.250s' cannot be shown in a box: allowed is an absolute one without . or .., not below /tmp, "
                       "/proc, /dev, /box, /out or /prepared", path);
    if (options->toolchain_count == MOST_TOOLCHAINS)
        return trouble(why, "more than %d toolchains", MOST_TOOLCHAINS);
    options->toolchains[options->toolchain_count++] = (struct toolchain){.path = path, .required = required};
    return true;
}

static bool take_option(struct options *options, int option, const char *value, struct trouble *why) {
    unsigned long number;
    switch (option) {
    case 's':
        if (!parse_unsigned(value, 9999, &number))
            return trouble(why, "--slot is '%.40s', allowed are 0 to 9999", value);
        options->slot = (unsigned)number;
        return true;
    case 'u':
        if (!parse_unsigned(value, INT32_MAX, &number) || number == 0)
            return trouble(why, "--uid is '%.40s', allowed are 1 to 2147483647", value);
        options->uid = (uid_t)number;
        return true;
    case 'b':
        options->box_dir = value;
        return true;
    case 'i':
        options->input_dir = value;
        return true;
    case 'p':
        options->prepared = value;
        return true;
    case 'c':
        options->cgroup_name = value;
        return (*value != '\0' && strlen(value) <= 64 && strchr(value, '/') == NULL && *value != '.') ||
               trouble(why, "--cgroup is '%.80s', allowed are up to 64 bytes without a slash", value);
    case 'm':
        options->mode = value;
        for (int mode = 0; mode < MODES; mode++)
            if (strcmp(value, mode_names[mode]) == 0)
                return true;
        return strcmp(value, "auto") == 0 || trouble(why, "--mode is '%.40s', allowed are auto, A, B+ and B", value);
    case 't':
    case 'r':
        return add_toolchain(options, value, option == 't', why);
    case 'x':
        options->self_test = true;
        return true;
    default:
        return trouble(why, "unknown option, or one without its value; known are --slot --uid --box-dir --input-dir --prepared "
                       "--toolchain --read-only --cgroup --mode --self-test");
    }
}

static bool take_options(struct options *options, int count, char **arguments, struct trouble *why) {
    static const struct option known[] = {
        {"slot", required_argument, NULL, 's'},      {"uid", required_argument, NULL, 'u'},
        {"box-dir", required_argument, NULL, 'b'},   {"input-dir", required_argument, NULL, 'i'},
        {"prepared", required_argument, NULL, 'p'},  {"cgroup", required_argument, NULL, 'c'},
        {"mode", required_argument, NULL, 'm'},      {"toolchain", required_argument, NULL, 't'},
        {"read-only", required_argument, NULL, 'r'}, {"self-test", no_argument, NULL, 'x'},
        {NULL, 0, NULL, 0}};
    *options = (struct options){.uid = 65533, .cgroup_name = "codearena", .mode = "auto"};
    opterr = 0;
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;)
        if (!take_option(options, option, optarg, why))
            return false;
    if (optind < count)
        return trouble(why, "unexpected argument '%.80s'", arguments[optind]);
    if (!options->self_test && (options->box_dir == NULL || options->input_dir == NULL))
        return trouble(why, "--box-dir and --input-dir are required");
    return true;
}

/* ---- entering a mode ---- */

static bool enter(struct box *box, enum mode mode, struct trouble *why) {
    box->mode = mode;
    box->cgroup.version = 0;
    if (mode == MODE_A && geteuid() != 0)
        return trouble(why, "not root");
    if (mode == MODE_B_PLUS && geteuid() == 0)
        return trouble(why, "root takes mode A or B");
    if (mode != MODE_B && !cgroup_open(&box->cgroup, &box->options, mode == MODE_B_PLUS, why))
        return false;
    bool metered = box->cgroup.version == 0;
    return root_enter(box, why) && filter_build(&box->filter, false, metered, why) &&
           filter_build(&box->filter_with_locks, true, metered, why);
}

/* Enters a mode and tests it, in a child; what it says goes to `why`. */
static bool try_mode(struct box *box, enum mode mode, struct trouble *why) {
    int words[2], status;
    if (pipe(words) < 0)
        return trouble(why, "cannot make a pipe: %m");
    pid_t child = fork();
    if (child == 0) {
        bool good = enter(box, mode, why) && self_test(box, why);
        cgroup_close(&box->cgroup);
        _exit(write(words[1], why->text, strlen(why->text)) < 0 || !good);
    }
    close(words[1]);
    ssize_t length = read(words[0], why->text, sizeof why->text - 1);
    why->text[length > 0 ? length : 0] = '\0';
    close(words[0]);
    if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    return *why->text != '\0' ? false : trouble(why, "the self-test died");
}

struct choice {
    enum mode mode;
    bool found;
    struct trouble refused[MODES]; /* empty: not tried, or good */
};

static struct choice choose_mode(struct box *box) {
    struct choice choice = {.found = false};
    bool any = strcmp(box->options.mode, "auto") == 0;
    for (int mode = 0; mode < MODES && !choice.found; mode++)
        if (any || strcmp(box->options.mode, mode_names[mode]) == 0) {
            choice.mode = (enum mode)mode;
            choice.found = try_mode(box, choice.mode, &choice.refused[mode]);
        }
    return choice;
}

/* ---- what it says about itself ---- */

static void describe(const struct box *box, const struct choice *choice, char separator) {
    struct utsname system;
    uname(&system);
    const char *lacks = choice->mode == MODE_A ? "none" : choice->mode == MODE_B_PLUS ? "own-uid" : "tree-limits,own-uid";
    printf("version=1%cmode=%s%ccgroup=%s%clacks=%s%ckernel=%s%ccores=%u%cpid=%d", separator, mode_names[choice->mode], separator,
           version_names[box->cgroup.version], separator, lacks, separator, system.release, separator, box->cores, separator,
           (int)getpid());
    for (int mode = 0; mode < (int)choice->mode; mode++)
        if (*choice->refused[mode].text != '\0') {
            char reason[3 * sizeof(struct trouble)];
            percent_encode(reason, sizeof reason, choice->refused[mode].text, "._-/,:;()'");
            printf("%cnot-%s=%s", separator, mode == MODE_A ? "A" : "B%2B", reason);
        }
    putchar('\n');
    fflush(stdout);
}

static int refuse(const char *message) {
    char encoded[3 * sizeof(struct trouble)];
    percent_encode(encoded, sizeof encoded, message, "._-/,:;()'");
    printf("fail id=0 message=%s\n", encoded);
    fflush(stdout);
    return EXIT_FAILURE;
}

/* ---- serving ---- */

static void answer(struct wire *wire, uint64_t id, const struct result *r) {
    wire_frame(wire, NULL, 0,
               "end id=%" PRIu64 " exit=%d signal=%d over=%s oom=%" PRIu64 " exec-errno=%d cpu-us=%" PRIu64 " user-us=%" PRIu64
               " system-us=%" PRIu64 " wall-us=%" PRIu64 " memory=%" PRIu64 " out=%" PRIu64 " err=%" PRIu64 " files=%" PRIu64
               " skipped=%" PRIu64 "\n",
               id, r->exit, r->signal, over_names[r->over], r->usage.oom, r->exec_errno, r->usage.cpu_us, r->user_us, r->system_us,
               r->wall_us, r->usage.peak, r->out, r->err, r->files, r->skipped);
}

static void serve_line(struct box *box, enum line kind, char *line) {
    static struct request request;
    struct result result;
    struct trouble why = {"a line is too long or has a NUL byte"};
    if (kind == LINE_MALFORMED) {
        wire_fail(box->wire, 0, why.text);
        return;
    }
    enum command command = protocol_parse(line, &request, &why);
    if (command == COMMAND_KILL)
        return; /* its run has ended */
    if (command == COMMAND_RUN && run_box(box, &request, &result, &why))
        answer(box->wire, request.id, &result);
    else
        wire_fail(box->wire, request.id, why.text);
}

static void serve(struct box *box) {
    static char line[LINE_ROOM];
    struct wire *wire = box->wire;
    struct pollfd input = {.fd = wire->in, .events = POLLIN};
    while (!wire->ended) {
        enum line kind = wire_next_line(wire, line);
        if (kind == LINE_NONE) {
            cgroup_rest(&box->cgroup);
            poll(&input, 1, -1);
            wire_read(wire);
        } else {
            serve_line(box, kind, line);
            wire_drain(wire);
        }
    }
    cgroup_close(&box->cgroup);
}

static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < 32; number++)
        signal(number, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static unsigned count_cores(void) {
    cpu_set_t cores;
    int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return count > 0 ? (unsigned)count : 1;
}

int main(int count, char **arguments) {
    static struct wire wire;
    static struct box box = {.host_proc = -1, .input_dir = -1, .null = -1};
    struct trouble why = {""};
    reset_signals();
    clearenv();
    box.cores = count_cores();
    if (!take_options(&box.options, count, arguments, &why))
        return refuse(why.text);
    struct choice choice = choose_mode(&box);
    if (!choice.found)
        return refuse(choice.refused[choice.mode].text);
    if (!enter(&box, choice.mode, &why))
        return refuse(why.text);
    if (!box.options.self_test)
        fputs("ready ", stdout);
    describe(&box, &choice, box.options.self_test ? '\n' : ' ');
    if (!box.options.self_test) {
        wire_open(&wire, STDIN_FILENO, STDOUT_FILENO);
        box.wire = &wire;
        serve(&box);
    }
    cgroup_close(&box.cgroup);
    return EXIT_SUCCESS;
}
