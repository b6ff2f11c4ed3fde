/* root.c: what every box sees, built once per launcher: namespaces without network, and a read-only root.
   Each run gets a copy of this mount namespace and adds /proc, /tmp and what it may write to.

   Everything that is bound is opened before the first mount hides a path. The input directory is bound too, read-only, and
   unmounted again while we hold a descriptor of it: a program could otherwise reopen its input for writing through
   /proc/self/fd/0, where the file's owner has its uid. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STAGING "/tmp" /* the new root is mounted here until it takes the place of the old */

/* Of mount_setattr(2), here because libc's and the kernel's header cannot both be included everywhere. */
enum { READ_ONLY = 0x1, NO_SUID = 0x2, NO_DEVICES = 0x4, NO_EXEC = 0x8, NO_LINKS = 0x200000 };
enum { LIBRARY = READ_ONLY | NO_SUID | NO_DEVICES, DEVICE = NO_SUID | NO_EXEC };
struct attributes {
    uint64_t set, clear, propagation, user_namespace;
};

static const char *const system_paths[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache",
                                           "/etc/alternatives"};
static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
static const char *const links[][2] = {{"/proc/self/fd", "dev/fd"},
                                       {"/proc/self/fd/0", "dev/stdin"},
                                       {"/proc/self/fd/1", "dev/stdout"},
                                       {"/proc/self/fd/2", "dev/stderr"},
                                       {"/tmp", "dev/shm"}};

/* A thing of the host and where it appears, relative to the new root. */
struct source {
    int fd;
    char target[256];
    unsigned attributes;
    char link[256]; /* not empty: a link to make instead */
};

struct sources {
    struct source list[MOST_TOOLCHAINS + 64];
    size_t count;
};

/* ---- before anything is mounted ---- */

static bool add_source(struct sources *sources, const char *path, const char *target, unsigned attributes) {
    struct source *source = &sources->list[sources->count];
    if (sources->count == sizeof sources->list / sizeof *sources->list)
        return false;
    *source = (struct source){.fd = -1, .attributes = attributes};
    snprintf(source->target, sizeof source->target, "%s", target + (*target == '/'));
    source->fd = open(path, O_PATH | O_CLOEXEC);
    sources->count += source->fd >= 0;
    return source->fd >= 0;
}

/* /bin and its like are often links into /usr, and then are the same in the box. */
static void add_system_path(struct sources *sources, const char *path) {
    struct source *source = &sources->list[sources->count];
    if (!add_source(sources, path, path, LIBRARY))
        return;
    ssize_t length = readlink(path, source->link, sizeof source->link - 1);
    source->link[length > 0 ? length : 0] = '\0';
}

static void add_java_configuration(struct sources *sources) {
    glob_t found;
    if (glob("/etc/java*", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc && i < 16; i++)
            add_source(sources, found.gl_pathv[i], found.gl_pathv[i], LIBRARY);
    globfree(&found);
}

static bool open_sources(const struct options *options, struct sources *sources, struct trouble *why) {
    for (size_t i = 0; i < sizeof system_paths / sizeof *system_paths; i++)
        add_system_path(sources, system_paths[i]);
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (!add_source(sources, devices[i], devices[i], DEVICE))
            return trouble(why, "cannot open %s: %m", devices[i]);
    add_java_configuration(sources);
    for (size_t i = 0; i < options->toolchain_count; i++)
        if (!add_source(sources, options->toolchains[i].path, options->toolchains[i].path, LIBRARY) &&
            options->toolchains[i].required)
            return trouble(why, "cannot open the toolchain %s: %m", options->toolchains[i].path);
    if (options->box_dir != NULL && !add_source(sources, options->box_dir, "box", LIBRARY | NO_LINKS))
        return trouble(why, "cannot open the box directory %s: %m", options->box_dir);
    if (options->prepared != NULL && !add_source(sources, options->prepared, "prepared", LIBRARY))
        return trouble(why, "cannot open the prepared directory %s: %m", options->prepared);
    if (options->input_dir != NULL && !add_source(sources, options->input_dir, "input", LIBRARY))
        return trouble(why, "cannot open the input directory %s: %m", options->input_dir);
    return true;
}

/* ---- namespaces ---- */

static bool write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        close(fd);
    return done;
}

/* Mode B maps one id of the host, never 0, to the slot's. */
static bool map_ids(uid_t outer_uid, gid_t outer_gid, uid_t inner, struct trouble *why) {
    char map[64];
    bool done = write_file("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%u %u 1", inner, outer_gid);
    done = done && write_file("/proc/self/gid_map", map);
    snprintf(map, sizeof map, "%u %u 1", inner, outer_uid);
    return (done && write_file("/proc/self/uid_map", map)) || trouble(why, "cannot map the ids of a user namespace: %m");
}

static bool become(uid_t uid, struct trouble *why) {
    bool done = setgroups(0, NULL) == 0 && setresgid(uid, uid, uid) == 0 && setresuid(uid, uid, uid) == 0;
    /* A process that changed its uid is not dumpable, and then may not write its own id maps. */
    return (done && prctl(PR_SET_DUMPABLE, 1) == 0) || trouble(why, "cannot become uid %u: %m", uid);
}

static bool new_namespaces(const struct box *box, struct trouble *why) {
    int flags = CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    if (box->mode != MODE_A) {
        if (geteuid() == 0 && !become(box->options.uid, why))
            return false;
        flags |= CLONE_NEWUSER;
    }
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(flags) < 0)
        return trouble(why, "cannot make namespaces: %m");
    if (box->mode != MODE_A && !map_ids(uid, gid, box->options.uid, why))
        return false;
    return (sethostname("box", 3) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) ||
           trouble(why, "cannot name the host or make mounts private: %m");
}

/* ---- mounts ---- */

/* For kernels and container profiles without mount_setattr: one mount only, so what is mounted below it stays out. */
static bool bind_the_old_way(const char *from, const char *target, unsigned attributes) {
    struct statvfs now;
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_NOSUID | (attributes & READ_ONLY ? MS_RDONLY : 0) |
                          (attributes & NO_DEVICES ? MS_NODEV : 0) | (attributes & NO_EXEC ? MS_NOEXEC : 0);
    if (umount2(target, MNT_DETACH) < 0 || mount(from, target, NULL, MS_BIND, NULL) < 0 || statvfs(target, &now) < 0)
        return false;
    return mount(NULL, target, NULL, flags | (now.f_flag & (ST_NOEXEC | ST_NODEV | ST_NOATIME)), NULL) == 0;
}

static bool set_attributes(const char *target, unsigned attributes) {
    struct attributes wanted = {.set = attributes};
    if (syscall(SYS_mount_setattr, AT_FDCWD, target, AT_RECURSIVE, &wanted, sizeof wanted) == 0)
        return true;
    wanted.set &= ~(uint64_t)NO_LINKS; /* since Linux 5.14 */
    return errno == EINVAL && syscall(SYS_mount_setattr, AT_FDCWD, target, AT_RECURSIVE, &wanted, sizeof wanted) == 0;
}

static void make_parents(char *target) {
    for (char *slash = strchr(target, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(target, 0755);
        *slash = '/';
    }
}

static bool bind_source(struct source *source, struct trouble *why) {
    char from[64];
    struct stat status;
    make_parents(source->target);
    if (*source->link != '\0')
        return symlink(source->link, source->target) == 0 || errno == EEXIST || trouble(why, "cannot link %s: %m", source->target);
    if (faccessat(AT_FDCWD, source->target, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return close(source->fd) == 0; /* it came with a directory above it */
    snprintf(from, sizeof from, "/proc/self/fd/%d", source->fd);
    bool made = fstat(source->fd, &status) == 0 &&
                (S_ISDIR(status.st_mode) ? mkdir(source->target, 0755) == 0 : write_file(source->target, ""));
    if (!made || mount(from, source->target, NULL, MS_BIND | MS_REC, NULL) < 0)
        return trouble(why, "cannot bind /%s: %m", source->target);
    if (!set_attributes(source->target, source->attributes) &&
        !bind_the_old_way(from, source->target, source->attributes))
        return trouble(why, "cannot make the mount /%s read-only: %m", source->target);
    close(source->fd);
    return true;
}

static bool build(struct box *box, struct sources *sources, struct trouble *why) {
    char users[128], groups[64];
    if (mount("tmpfs", STAGING, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=1024,mode=755") < 0 || chdir(STAGING) < 0)
        return trouble(why, "cannot mount a tmpfs on " STAGING ": %m");
    umask(022);
    static const char *const directories[] = {"dev", "etc", "proc", "tmp", "out"};
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
        mkdir(directories[i], 0755);
    snprintf(users, sizeof users, "box:x:%u:%u:box:/tmp:/bin/sh\n", box->options.uid, box->options.uid);
    snprintf(groups, sizeof groups, "box:x:%u:\n", box->options.uid);
    if (!write_file("etc/passwd", users) || !write_file("etc/group", groups))
        return trouble(why, "cannot write /etc/passwd: %m");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (symlink(links[i][0], links[i][1]) < 0)
            return trouble(why, "cannot link %s: %m", links[i][1]);
    for (size_t i = 0; i < sources->count; i++)
        if (!bind_source(&sources->list[i], why))
            return false;
    mkdir("box", 0755);
    mkdir("prepared", 0755);
    /* A user namespace may only mount a /proc where it sees a whole one. Each run's own will cover this one. */
    return box->mode == MODE_A || mount("/proc", "proc", NULL, MS_BIND | MS_REC, NULL) == 0 ||
           trouble(why, "cannot bind /proc: %m");
}

static bool keep_input(struct box *box, struct trouble *why) {
    if (box->options.input_dir == NULL)
        return true;
    box->input_dir = open("input", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (box->input_dir < 0 || umount2("input", MNT_DETACH) < 0 || rmdir("input") < 0)
        return trouble(why, "cannot open the input directory: %m");
    return true;
}

/* Some container profiles have mount but not pivot_root; then the old root stays mounted below ours, out of reach. */
static bool change_root(struct trouble *why) {
    bool pivoted = syscall(SYS_pivot_root, ".", ".") == 0 && umount2(".", MNT_DETACH) == 0;
    if (!pivoted && (mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0))
        return trouble(why, "cannot change the root: %m");
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV;
    if (chdir("/") < 0 || mount(NULL, "/", NULL, flags, NULL) < 0)
        return trouble(why, "cannot make the root read-only: %m");
    return true;
}

/* What every process of a box lacks is given up here once; init still needs what this leaves: capabilities that no exec
   can keep. */
static bool give_up_privileges(struct trouble *why) {
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++)
        if (prctl(PR_CAPBSET_DROP, capability) < 0)
            return trouble(why, "cannot drop capability %lu: %m", capability);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 || trouble(why, "cannot set no_new_privs: %m");
}

bool root_enter(struct box *box, struct trouble *why) {
    static struct sources sources;
    sources.count = 0;
    box->host_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    box->null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (box->host_proc < 0 || box->null < 0)
        return trouble(why, "cannot open /proc or /dev/null: %m");
    return new_namespaces(box, why) && open_sources(&box->options, &sources, why) && build(box, &sources, why) &&
           keep_input(box, why) && change_root(why) && give_up_privileges(why);
}
