/* room: the box of a session, in which programs come and go.

   Theory of operation
   ===================
   A room is what a box is (../box/box.c): namespaces, a read-only root, a uid, a filter and limits on the whole of it.
   A box is made for one run; a room stays, and programs enter it from terminals (PROTOCOL.md).

     keeper (serve.c)          outside; stays as it was started; makes the cgroups (groups.c), answers lines
        | clone: new pid, mount, net, ipc and uts namespace, without root also a user namespace
        v
     init, pid 1 (inside.c)    makes the root, mounts the disk (disk.c), and serves the door, a socket
        | fork                     ^
        v                          | streams, arguments
     program (tree.c)          enter (enter.c)   one per program, outside, on the program's terminal

   Programs are born in the room, as children of init: so entering moves nobody into a cgroup, which can take 10 ms
   (../box/cgroup.c), and joins no namespaces. `room enter` passes its terminal through the door and stays as the
   program's stand-in: it ends as the program ends, and what happens to it happens to the program. Each entry is a tree
   with a tag that its processes cannot shed, which is how init finds all of it to end it (tree.c).

   The terminal is made outside, by who holds its other side, and given away by `room enter`, to be the controlling one
   of the program's session. In mode A it is mounted as /dev/console for that tree, so that it has a name in the room.

   Nothing in the room is trusted. Nobody in it can reach init: its uid is another or its capabilities are more, its
   memory is not theirs to read, and its door is for callers that have no pid in the room. The keeper takes lines from
   its caller only. Programs have no capabilities, no_new_privs and a filter; what they write lies on the disk, read
   from outside by who opens beneath /proc/PID/root/workspace.

   The end. Init gets SIGKILL when the keeper dies (PDEATHSIG), and the kernel then kills all of its pid namespace;
   mounts, the loop device and the network go with the namespaces. What the kernel keeps, cgroups and a socket's name,
   is removed by the mourner, a process that the keeper forks before it makes them, and that does nothing but wait for
   the keeper's end.

   Modes. A: root and cgroups; the uid is real. B: without root, a user namespace that maps one uid; limits by a
   delegated cgroup v2 where there is one, else by rlimits and looks from time to time (watch.c). */
#include "room.h"

struct box box = {.uid = 65533, .host_proc = -1, .input_dir = -1};
struct room room = {
    .disk_bytes = 1UL << 30, .disk_files = 50000, .memory = 1UL << 30, .processes = 256, .cpu_thousandths = 1000};

/* ---- options ---- */

static bool add_toolchain(const char *path) {
    bool plain = path[0] == '/' && path[1] != '\0' && strstr(path, "/.") == NULL && strstr(path, "//") == NULL;
    if (!plain) return trouble("'%.99s' cannot be shown in a room: allowed is an absolute path without . or ..", path);
    if (box.toolchain_count == MOST_TOOLCHAINS) return trouble("more than %d toolchains", MOST_TOOLCHAINS);
    box.toolchains[box.toolchain_count++] = path;
    return true;
}

static bool take_cpus(const char *text) {
    char *end;
    double cpus = isdigit((unsigned char)*text) ? strtod(text, &end) : -1;
    bool good = cpus >= 0 && cpus <= 1024 && *end == '\0' && (cpus == 0 || cpus >= 0.05);
    if (!good) return trouble("--cpus is '%.40s', allowed are 0 and 0.05 to 1024", text);
    room.cpu_thousandths = (uint64_t)(cpus * 1000 + 0.5);
    return true;
}

static bool take_option(const char *name, const char *value) {
    if (strcmp(name, "--uid") == 0) return take_number(name, value, 1, INT32_MAX, false, &box.uid);
    if (strcmp(name, "--disk") == 0) return take_text(name, value, &room.disk);
    if (strcmp(name, "--disk-bytes") == 0)
        return take_number(name, value, 16 * MEBIBYTE, 1UL << 44, false, &room.disk_bytes);
    if (strcmp(name, "--disk-files") == 0) return take_number(name, value, 100, 1UL << 30, false, &room.disk_files);
    if (strcmp(name, "--memory") == 0) return take_number(name, value, 16 * MEBIBYTE, 1UL << 40, false, &room.memory);
    if (strcmp(name, "--processes") == 0) return take_number(name, value, 4, MOST_PROCESSES, false, &room.processes);
    if (strcmp(name, "--cpus") == 0) return take_cpus(value);
    if (strcmp(name, "--network") == 0) return take_text(name, value, &room.network);
    if (strcmp(name, "--ports") == 0) return take_text(name, value, &room.ports);
    if (strcmp(name, "--cgroup") == 0) return take_text(name, value, &box.cgroup_name);
    if (strcmp(name, "--mode") == 0) return take_text(name, value, &box.wanted_mode);
    if (strcmp(name, "--toolchain") == 0) return add_toolchain(value);
    return trouble("unknown option '%.80s'; PROTOCOL.md lists them", name);
}

static bool check_options(void) {
    if (box.wanted_mode == NULL) box.wanted_mode = "auto";
    if (box.cgroup_name == NULL) box.cgroup_name = "codearena";
    if (room.network == NULL) room.network = "off";
    room.internet = strcmp(room.network, "internet") == 0;
    if (!isalnum((unsigned char)*box.cgroup_name) || strlen(box.cgroup_name) > 64 ||
        strchr(box.cgroup_name, '/') != NULL)
        return trouble("--cgroup is '%.80s', allowed are up to 64 bytes without a slash", box.cgroup_name);
    if (!room.internet && strcmp(room.network, "off") != 0)
        return trouble("--network is '%.40s', allowed are off and internet", room.network);
    if (strcmp(box.wanted_mode, "auto") != 0 && strcmp(box.wanted_mode, "A") != 0 && strcmp(box.wanted_mode, "B") != 0)
        return trouble("--mode is '%.40s', allowed are auto, A and B", box.wanted_mode);
    return (room.disk != NULL && *room.disk != '\0' && room.ports != NULL) ||
           trouble("--disk and --ports are required");
}

static bool take_options(char **next) {
    for (; *next != NULL; next += 2) {
        if (next[1] == NULL) return trouble("option '%.80s' is unknown or lacks its value", *next);
        if (!take_option(next[0], next[1])) return false;
    }
    return check_options();
}

/* ---- */

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
    const char *use = count > 1 ? arguments[1] : "";
    forget_the_caller();
    if (strcmp(use, "enter") == 0) return enter_main(arguments + 2);
    trouble_text = mmap(NULL, TROUBLE_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (trouble_text == MAP_FAILED) return EXIT_FAILURE;
    bool good = strcmp(use, "serve") == 0 || trouble("the first argument is '%.40s', allowed are serve and enter", use);
    if (good && take_options(arguments + 2)) return serve_main();
    char reason[3 * TROUBLE_ROOM];
    percent_encode(reason, sizeof reason, trouble_text);
    printf("fail message=%s\n", reason);
    return EXIT_FAILURE;
}
