/* inside.c: pid 1 of a room. It makes the root that programs see, and then serves `room enter` (tree.c) and the keeper
   until one of them ends the room. Nothing in the room can reach it: it has another uid (mode A) or is spared by the
   filter (mode B), holds capabilities, which no program may look into, and pid 1 is deaf to signals from below. */
#include "room.h"

enum { CONTROL = 3, UNUSED = 4, KILL_PAUSE_MS = 2, COUNT_PAUSE_MS = 100 };

static const char *const directories[] = {"dev",  "dev/pts",    "etc",       "proc", "run", "run/room", "disk",
                                          "home", "home/coder", "workspace", "tmp",  "var", "root"};
static const char *const links[][2] = {{"/proc/self/fd", "dev/fd"},
                                       {"/proc/self/fd/0", "dev/stdin"},
                                       {"/proc/self/fd/1", "dev/stdout"},
                                       {"/proc/self/fd/2", "dev/stderr"},
                                       {"/tmp", "dev/shm"},
                                       {"pts/ptmx", "dev/ptmx"},
                                       {"/tmp", "var/tmp"},
                                       {"/run", "var/run"},
                                       {"/proc/self/mounts", "etc/mtab"},
                                       {"/usr/lib/os-release", "etc/os-release"}};

/* What programs expect to read there, and everybody may. Not what a host's owner puts secrets into. */
static const char settings[] =
    "{/etc/ssl/certs,/etc/ssl/openssl.cnf,/etc/ca-certificates*,/etc/profile,/etc/profile.d,/etc/bash.bashrc,"
    "/etc/bash_completion*,/etc/inputrc,/etc/terminfo,/etc/skel,/etc/vim,/etc/nanorc,/etc/lesskey,/etc/mime.types,"
    "/etc/magic*,/etc/services,/etc/protocols,/etc/rpc,/etc/networks,/etc/host.conf,/etc/gai.conf,/etc/localtime,"
    "/etc/timezone,/etc/locale.alias,/etc/ld.so.conf*,/etc/debian_version,/etc/fonts,/etc/perl,/etc/python*,"
    "/etc/php*,/etc/ruby*,/etc/R,/etc/gdb,/etc/groff,/etc/manpath.config,/etc/maven,/etc/ghc,/etc/ocaml*,"
    "/etc/octave*,/etc/xml,/etc/sgml,/etc/shells}";

static int keeper = CONTROL, children;
static bool killing_all;

static void tell(struct note note) {
    while (send(keeper, &note, sizeof note, MSG_NOSIGNAL) < 0)
        if (errno != EINTR) _exit(1); /* the keeper is gone */
}

/* Ends the room before it was one, with the last trouble. */
static void require(bool so_far) {
    if (so_far) return;
    tell((struct note){.kind = NOTE_BROKEN});
    _exit(1);
}

/* ---- the root ---- */

static bool take_descriptors(int control) {
    box.null = open("/dev/null", O_RDWR | O_CLOEXEC);
    return (dup2(box.null, 0) == 0 && dup2(box.null, 1) == 1 && dup2(box.null, 2) == 2 &&
            (control == CONTROL || dup3(control, CONTROL, O_CLOEXEC) == CONTROL) &&
            syscall(SYS_close_range, UNUSED, ~0U, 0) == 0 && (box.null = dup3(0, UNUSED, O_CLOEXEC)) >= 0 &&
            (box.host_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC)) >= 0) ||
           trouble("cannot arrange the descriptors of init: %m");
}

static bool write_settings(void) {
    static const char *const files[] = {"passwd", "group", "hosts", "hostname", "resolv.conf", "nsswitch.conf"};
    char file[64];
    bool done = true;
    for (size_t i = 0; i < COUNT(files); i++) {
        snprintf(file, sizeof file, "etc/%s", files[i]);
        done = done && root_touch(file);
    }
    return done &&
           put(AT_FDCWD, "etc/passwd",
               "root:x:0:0:root:/root:/usr/sbin/nologin\ncoder:x:%lu:%lu:coder:/home/coder:/bin/bash\n"
               "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
               box.uid, box.uid) &&
           put(AT_FDCWD, "etc/group", "root:x:0:\ntty:x:5:\ncoder:x:%lu:\nnogroup:x:65534:\n", box.uid) &&
           put(AT_FDCWD, "etc/hosts", "127.0.0.1 localhost workspace\n::1 localhost ip6-localhost\n") &&
           put(AT_FDCWD, "etc/hostname", "workspace\n") &&
           put(AT_FDCWD, "etc/resolv.conf", "%s\n", room.internet ? "nameserver 10.0.2.3" : "# there is no network") &&
           put(AT_FDCWD, "etc/nsswitch.conf",
               "passwd: files\ngroup: files\nhosts: files%s\nservices: files\nprotocols: files\n",
               room.internet ? " dns" : "");
}

static bool fill_root(void) {
    bool done = root_stage();
    for (size_t i = 0; done && i < COUNT(directories); i++) done = mkdir(directories[i], 0755) == 0;
    for (size_t i = 0; done && i < COUNT(links); i++) done = symlink(links[i][0], links[i][1]) == 0;
    /* The terminal of a program is mounted here, in a mount namespace of its own. */
    done = done && root_touch("dev/console");
    return (done && write_settings()) || trouble("cannot fill the root: %m");
}

static bool show_disk(enum disk_kind *kind) {
    static const char *const shown[][2] = {
        {"disk/workspace", "workspace"}, {"disk/home", "home/coder"}, {"disk/tmp", "tmp"}};
    bool done = disk_mount("disk", kind);
    for (size_t i = 0; done && i < COUNT(shown); i++) done = root_show(shown[i][0], shown[i][1], NO_SUID | NO_DEVICES);
    return done &&
           ((umount2("disk", MNT_DETACH) == 0 && rmdir("disk") == 0) || trouble("cannot unmount the disk's root: %m"));
}

static bool mount_own(void) {
    unsigned long flags = MS_NOSUID | MS_NOEXEC;
    return (mount("devpts", "dev/pts", "devpts", flags, "newinstance,ptmxmode=0666,mode=0620") == 0 &&
            mount("tmpfs", DOOR_DIR + 1, "tmpfs", flags | MS_NODEV, "size=64k,nr_inodes=8,mode=700") == 0 &&
            mkdir(DOOR_PROC + 1, 0700) == 0) ||
           trouble("cannot mount devpts or a tmpfs: %m");
}

/* Of its own, read-only, so that no program can lower its oom_score_adj; without others' processes. */
static bool mount_proc(void) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY;
    return (mount("proc", DOOR_PROC, "proc", flags, "subset=pid") == 0 &&
            mount("proc", "/proc", "proc", flags, "hidepid=2") == 0) ||
           trouble("cannot mount /proc: %m");
}

static bool raise_loopback(void) {
    struct ifreq loopback = {.ifr_name = "lo"};
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool up = ioctl(any, SIOCGIFFLAGS, &loopback) == 0;
    loopback.ifr_flags |= IFF_UP;
    up = up && ioctl(any, SIOCSIFFLAGS, &loopback) == 0;
    close(any);
    return up || trouble("cannot raise the loopback interface: %m");
}

static bool make_root(enum disk_kind *kind) {
    return root_begin("workspace", room.outer_uid, room.outer_gid) && fill_root() && root_show_all(settings) &&
           root_show("/dev/tty", "dev/tty", DEVICE) && root_show_system() && show_disk(kind) && mount_own() &&
           root_change() && mount_proc() && raise_loopback() && root_give_up_privileges();
}

/* ---- serving ---- */

/* The workspace's descriptor lets the keeper ask how full the disk is. */
static void tell_ready(enum disk_kind kind) {
    struct note note = {.kind = NOTE_READY, .disk = kind};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } ancillary = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    int workspace = open("/workspace", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    memcpy(CMSG_DATA(&ancillary.header), &workspace, sizeof workspace);
    struct iovec part = {.iov_base = &note, .iov_len = sizeof note};
    struct msghdr packet = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    require(workspace >= 0 || trouble("cannot open the workspace: %m"));
    if (sendmsg(keeper, &packet, MSG_NOSIGNAL) < 0) _exit(1);
    close(workspace);
}

static void await_go(void) {
    struct note note;
    if (recv(keeper, &note, sizeof note, 0) != sizeof note || note.kind != NOTE_GO) _exit(1);
}

static void obey_keeper(void) {
    struct note note;
    if (recv(keeper, &note, sizeof note, 0) != sizeof note) _exit(0); /* which kills all that is in the room */
    if (note.kind == NOTE_COUNT) {
        note.kind = NOTE_COUNTED;
        count_all(&note.count);
        tell(note);
    }
    if (note.kind == NOTE_FULL || note.kind == NOTE_FREE) tree_disk_full(note.kind == NOTE_FULL);
    if (note.kind != NOTE_KILL_ALL) return;
    killing_all = true;
    kill(-1, SIGKILL); /* reaches all at once: who forks meanwhile is killed first */
}

static void take_dead(void) {
    struct signalfd_siginfo ignored[8];
    while (read(children, ignored, sizeof ignored) > 0) continue;
    tree_reap();
    if (killing_all && tree_all_gone()) {
        killing_all = false;
        tell((struct note){.kind = NOTE_KILLED});
    }
}

_Noreturn static void serve(void) {
    static struct pollfd polled[2 + MOST_POLLED];
    for (;;) {
        polled[0] = (struct pollfd){.fd = keeper, .events = POLLIN};
        polled[1] = (struct pollfd){.fd = children, .events = POLLIN};
        size_t count = tree_poll(polled + 2);
        int pause_ms = tree_is_killing() ? KILL_PAUSE_MS : box.metered && tree_is_any() ? COUNT_PAUSE_MS : -1;
        poll(polled, 2 + count, pause_ms);
        if (polled[0].revents != 0) obey_keeper();
        take_dead();
        tree_take(polled + 2, count);
        if (tree_is_killing()) tree_kill_on();
        if (box.metered && count_kills()) tell((struct note){.kind = NOTE_OOM});
    }
}

_Noreturn void inside_main(int control) {
    enum disk_kind kind;
    sigset_t child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    keeper = control;
    require(take_descriptors(control));
    keeper = CONTROL;
    if (recv(keeper, &kind, sizeof kind, MSG_PEEK | MSG_DONTWAIT) == 0) _exit(1); /* gone before the signal was set */
    setsid();
    box.nice = getpriority(PRIO_PROCESS, 0);
    setpriority(PRIO_PROCESS, 0, box.nice - 10);      /* goes before what it has to end; without the right to it, not */
    put(box.host_proc, "self/oom_score_adj", "-999"); /* without the right to it, programs are still killed first */
    require(disk_prepare());
    await_go();
    require(unshare(CLONE_NEWCGROUP) == 0 || trouble("cannot make a cgroup namespace: %m"));
    require(make_root(&kind) && filter_build(&box.filter, FILTER_ROOM) && tree_open());
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    require(children >= 0 || trouble("cannot watch children: %m"));
    tell_ready(kind);
    serve();
}
