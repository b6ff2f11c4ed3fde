/* root.c: what every box sees, built once per launcher: namespaces without network, and a read-only root.
   Each run gets a copy of this mount namespace and adds /proc, /tmp and what it may write to. What a room's root has in
   common with it is here too. */
#include "box.h"

/* Here the new root is mounted until it takes the place of the old; nothing that boxes are to see is below it. */
#define STAGING "/sys"

static const char *const directories[] = {"dev", "etc", "proc", "tmp", "out", "box", "prepared"};
static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
static const char *const links[][2] = {{"/proc/self/fd", "dev/fd"},
                                       {"/proc/self/fd/0", "dev/stdin"},
                                       {"/proc/self/fd/1", "dev/stdout"},
                                       {"/proc/self/fd/2", "dev/stderr"},
                                       {"/tmp", "dev/shm"}};
static const char system_paths[] = "{/usr,/bin,/sbin,/lib,/lib32,/lib64,/etc/ld.so.cache,/etc/alternatives,/etc/java*}";

/* ---- namespaces ---- */

/* Becomes the user of the slot. */
bool take_uid(void) {
    uid_t uid = (uid_t)box.uid;
    return setgroups(0, NULL) == 0 && setresgid(uid, uid, uid) == 0 && setresuid(uid, uid, uid) == 0;
}

/* A user namespace maps the user of the slot if root made it, else our own, and never uid 0 of the host. A process that
   changed its uid is not dumpable, and then may not write its own id maps. */
static bool new_namespaces(void) {
    int flags = CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    if (box.mode != MODE_A) flags |= CLONE_NEWUSER;
    if (box.mode != MODE_A && geteuid() == 0 && (!take_uid() || prctl(PR_SET_DUMPABLE, 1) < 0))
        return trouble("cannot become uid %lu: %m", box.uid);
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(flags) < 0) return trouble("cannot make namespaces: %m");
    return root_begin("box", uid, gid);
}

/* Makes new namespaces ours; the ids are those we had outside of a user namespace. */
bool root_begin(const char *host, uid_t uid, gid_t gid) {
    bool mapped = box.mode == MODE_A || (put(AT_FDCWD, "/proc/self/setgroups", "deny") &&
                                         put(AT_FDCWD, "/proc/self/gid_map", "%lu %u 1", box.uid, gid) &&
                                         put(AT_FDCWD, "/proc/self/uid_map", "%lu %u 1", box.uid, uid));
    if (!mapped) return trouble("cannot map the ids of a user namespace: %m");
    return (sethostname(host, strlen(host)) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) ||
           trouble("cannot name the host or make mounts private: %m");
}

/* ---- mounts; paths without a leading slash are below the new root ---- */

static bool set_attributes(const char *target, unsigned attributes) {
    const uint64_t wanted[4] = {attributes}; /* to set; the others: to clear, propagation, user namespace */
    return syscall(SYS_mount_setattr, AT_FDCWD, target, AT_RECURSIVE, wanted, sizeof wanted) == 0;
}

bool root_touch(const char *path) { return close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644)) == 0; }

bool root_show(const char *from, const char *to, unsigned attributes) {
    struct stat status;
    char target[PATH_MAX];
    if (stat(from, &status) < 0) return trouble("cannot find %.99s: %m", from);
    snprintf(target, sizeof target, "%s", to);
    for (char *slash = strchr(target, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(target, 0755);
        *slash = '/';
    }
    bool made = S_ISDIR(status.st_mode) ? mkdir(target, 0755) == 0 || errno == EEXIST : root_touch(target);
    return (made && mount(from, target, NULL, MS_BIND | MS_REC, NULL) == 0 && set_attributes(target, attributes)) ||
           trouble("cannot bind /%.99s: %m", to);
}

bool root_show_all(const char *pattern) {
    glob_t found;
    bool done = glob(pattern, GLOB_BRACE, NULL, &found) == 0 || trouble("there is nothing of %.99s", pattern);
    for (size_t i = 0; done && i < found.gl_pathc; i++)
        done = root_show(found.gl_pathv[i], found.gl_pathv[i] + 1, LIBRARY);
    globfree(&found);
    return done;
}

static bool show_system(void) {
    bool done = root_show_all(system_paths);
    for (size_t i = 0; done && i < COUNT(devices); i++) done = root_show(devices[i], devices[i] + 1, DEVICE);
    return done;
}

/* A toolchain may lie below a directory that is there already, such as /usr. */
static bool show_toolchain(const char *path) {
    return access(path + 1, F_OK) == 0 || root_show(path, path + 1, LIBRARY);
}

bool root_stage(void) {
    umask(022);
    return (mount("tmpfs", STAGING, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=1024,mode=755") == 0 &&
            chdir(STAGING) == 0) ||
           trouble("cannot mount a tmpfs on " STAGING ": %m");
}

/* Comes last, so that a toolchain may lie below what is there by then. */
bool root_show_system(void) {
    bool done = show_system();
    for (size_t i = 0; done && i < box.toolchain_count; i++) done = show_toolchain(box.toolchains[i]);
    /* A user namespace may only mount a /proc where it sees a whole one. Each run's own will cover this one. */
    return done && (box.mode == MODE_A || mount("/proc", "proc", NULL, MS_BIND | MS_REC, NULL) == 0 ||
                    trouble("cannot bind /proc: %m"));
}

/* The input directory is mounted read-only only to be opened: a program could otherwise reopen its input for writing
   through /proc/self/fd/0, where the file's owner has its uid. */
static bool keep_input(void) {
    if (!root_show(box.input_path, "input", LIBRARY)) return false;
    box.input_dir = open("input", O_PATH | O_DIRECTORY | O_CLOEXEC);
    return (box.input_dir >= 0 && umount2("input", MNT_DETACH) == 0 && rmdir("input") == 0) ||
           trouble("cannot open the input directory: %m");
}

static bool build(void) {
    if (!root_stage()) return false;
    bool done = true;
    for (size_t i = 0; i < COUNT(directories); i++) done = done && mkdir(directories[i], 0755) == 0;
    for (size_t i = 0; i < COUNT(links); i++) done = done && symlink(links[i][0], links[i][1]) == 0;
    done = done && root_touch("etc/passwd") && root_touch("etc/group") &&
           put(AT_FDCWD, "etc/passwd", "box:x:%lu:%lu:box:/tmp:/bin/sh\n", box.uid, box.uid) &&
           put(AT_FDCWD, "etc/group", "box:x:%lu:\n", box.uid);
    if (!done) return trouble("cannot fill the root: %m");
    return (box.box_dir == NULL || root_show(box.box_dir, "box", LIBRARY | NO_LINKS)) &&
           (box.test_dir == NULL || root_show(box.test_dir, "test", LIBRARY | NO_EXEC | NO_LINKS)) &&
           (box.prepared == NULL || root_show(box.prepared, "prepared", LIBRARY)) &&
           (box.input_path == NULL || keep_input()) && root_show_system();
}

/* Some container profiles have mount but not pivot_root; then the old root stays mounted below ours, out of reach. */
bool root_change(void) {
    bool changed = syscall(SYS_pivot_root, ".", ".") == 0 && umount2(".", MNT_DETACH) == 0;
    changed = changed || (mount(".", "/", NULL, MS_MOVE, NULL) == 0 && chroot(".") == 0);
    return (changed && chdir("/") == 0 &&
            mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) == 0) ||
           trouble("cannot change the root: %m");
}

/* What every process of a box lacks is given up here, once. init still needs the capabilities that are left, which no
   exec can keep. */
bool root_give_up_privileges(void) {
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++)
        if (prctl(PR_CAPBSET_DROP, capability) < 0) return trouble("cannot drop capability %lu: %m", capability);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 || trouble("cannot set no_new_privs: %m");
}

bool root_enter(void) {
    box.host_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    box.null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (box.host_proc < 0 || box.null < 0) return trouble("cannot open /proc or /dev/null: %m");
    return new_namespaces() && build() && root_change() && root_give_up_privileges();
}
