// expect: accepted
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

/* Runs in two boxes at once. Each takes every name that both could know, keeps it, and looks whether the other has it. */
enum { KEY = 0x5eed, ALL_SIGNS = 16 };

static const char *const files[] = {"/tmp/sign", "/dev/shm/other", "/var/tmp/sign", "/box/sign", "/prepared/sign", "/out/sign", "/run/sign"};
static const char *const shared[] = {"/proc/self/fd/0", "/box/main", "/usr/bin/env", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/etc/passwd"};
static int found, mine[ALL_SIGNS];

static void note(const char *what) {
    fprintf(stderr, "met the other through %s\n", what);
    found++;
}

/* Whoever comes first makes it; for the second one it is there already. */
static void take_names(void) {
    char text[64];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        int fd = open(files[i], O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (fd < 0 && errno == EEXIST) note(files[i]);
        mine[i] = fd >= 0;
    }
    if (shmget(KEY, 4096, IPC_CREAT | IPC_EXCL | 0666) < 0) note("shared memory of System V");
    if (msgget(KEY, IPC_CREAT | IPC_EXCL | 0666) < 0) note("messages of System V");
    if (semget(KEY, 1, IPC_CREAT | IPC_EXCL | 0666) < 0) note("semaphores of System V");
    if (mq_open("/sign", O_CREAT | O_EXCL | O_RDWR, 0666, NULL) < 0 && errno == EEXIST) note("a message queue");
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "\0sign"};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&name, sizeof name) < 0) note("an abstract socket");
    snprintf(text, sizeof text, "sign %d", getpid());
    if (syscall(SYS_add_key, "user", "sign", text, strlen(text), -4) >= 0) note("a key");
    for (pid_t other = 2; other < 5000; other++)
        if (other != getpid() && kill(other, 0) == 0) note("a process");
}

/* A lock on a file that both see is a bit that both see. */
static void take_locks(void) {
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        int fd = open(shared[i], O_RDONLY);
        if (fd < 0) continue;
        struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = getpid(), .l_len = 1};
        if (flock(fd, LOCK_SH | LOCK_NB) == 0) note("a lock");
        if (fcntl(fd, F_SETLK, &lock) == 0 || fcntl(fd, F_OFD_SETLK, &lock) == 0) note("a lock of bytes");
        if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) note("a lease");
        if (fcntl(fd, F_NOTIFY, DN_ACCESS) == 0) note("a notice");
        if (fsetxattr(fd, "user.sign", "x", 1, 0) == 0) note("an attribute");
        struct timespec times[2] = {{.tv_sec = KEY}, {.tv_sec = KEY}};
        if (futimens(fd, times) == 0) note("a time of access");
    }
}

static long size_of(const char *path) {
    char room[4096];
    int fd = open(path, O_RDONLY);
    long size = fd < 0 ? 0 : read(fd, room, sizeof room);
    close(fd);
    return size;
}

int main(void) {
    struct timespec pause = {.tv_nsec = 10000000};
    take_names();
    take_locks();
    long locks = size_of("/proc/locks");
    for (int i = 0; i < 60; i++) {
        nanosleep(&pause, NULL);
        for (size_t f = 0; f < sizeof files / sizeof *files; f++)
            if (!mine[f] && access(files[f], F_OK) == 0) note(files[f]);
        if (size_of("/proc/locks") != locks) note("the list of locks");
    }
    if (found > 0) return 9;
    puts("42");
}
