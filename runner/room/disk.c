/* disk.c: where a room's files lie. An image is a sparse file with an ext4 file system of the asked-for size, mounted
   from a loop device that the kernel frees with the last use of the mount, and so with the room.

   The image is locked with flock(2), and the loop device keeps the descriptor that holds the lock: the lock lasts
   exactly as long as the device, also when a room was killed and somebody still reads its files. So no image is ever
   mounted twice. A new image is made beside, and renamed when it is whole. */
#include "room.h"

enum { LOCK_WAIT_US = 10000000, LOOK_US = 5000, BLOCK = 4096, OWN_INODES = 16 /* the file system's, and ours */ };

static int image = -1; /* locked */
static enum disk_kind kind;
static char path[PATH_MAX], directory[PATH_MAX + 8];

static void look_again(uint64_t us) {
    struct timespec pause = timespec_of(us);
    nanosleep(&pause, NULL);
}

/* Opens and locks the file that has the name; not one that was replaced meanwhile. */
static bool lock_image(uint64_t wait_us) {
    struct stat ours, named;
    for (uint64_t until = clock_us(CLOCK_MONOTONIC) + wait_us;; look_again(LOOK_US)) {
        image = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (image < 0) return trouble("cannot open the image %.200s: %m", path);
        bool locked = flock(image, LOCK_EX | LOCK_NB) == 0;
        if (locked && fstat(image, &ours) == 0 && stat(path, &named) == 0 && ours.st_ino == named.st_ino) return true;
        close(image);
        image = -1;
        if (!locked && clock_us(CLOCK_MONOTONIC) >= until)
            return trouble("the image %.200s is in use by another room", path);
    }
}

_Noreturn static void become_mke2fs(const char *file) {
    char inodes[32];
    snprintf(inodes, sizeof inodes, "%lu", room.disk_files + OWN_INODES);
    char *const arguments[] = {(char[]){"mke2fs"},
                               (char[]){"-q"},
                               (char[]){"-F"},
                               (char[]){"-t"},
                               (char[]){"ext4"},
                               (char[]){"-b"},
                               (char[]){"4096"},
                               (char[]){"-m"},
                               (char[]){"0"},
                               (char[]){"-N"},
                               inodes,
                               (char[]){"-O"},
                               (char[]){"^resize_inode"},
                               (char[]){"-E"},
                               (char[]){"lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0"},
                               (char *)(uintptr_t)file,
                               NULL};
    char *const variables[] = {(char[]){"PATH=/usr/sbin:/sbin:/usr/bin:/bin"}, NULL};
    errno = execute(arguments, variables);
    trouble("cannot run mke2fs (e2fsprogs): %m");
    _exit(127);
}

static bool make_file_system(const char *file) {
    int status = -1;
    trouble("mke2fs failed");
    pid_t child = fork();
    if (child == 0) become_mke2fs(file);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static bool make_image(void) {
    char beside[PATH_MAX + 8];
    snprintf(beside, sizeof beside, "%s.new", path);
    int fresh = open(beside, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fresh < 0 || flock(fresh, LOCK_EX) < 0 || ftruncate(fresh, (off_t)room.disk_bytes) < 0)
        return trouble("cannot make an image of %lu bytes at %.200s: %m", room.disk_bytes, beside);
    if (!make_file_system(beside)) return false;
    if (rename(beside, path) < 0) return trouble("cannot rename %.200s: %m", beside);
    close(image);
    image = fresh;
    return true;
}

static bool can_mount_images(void) { return box.mode == MODE_A && access("/dev/loop-control", R_OK | W_OK) == 0; }

static bool named_image(void) {
    size_t length = strlen(room.disk);
    return length > 4 && strcmp(room.disk + length - 4, ".img") == 0;
}

const char *disk_directory(void) {
    snprintf(directory, sizeof directory, "%s%s", room.disk, named_image() ? ".d" : "");
    return directory;
}

/* Before the room's root is made: what takes longest, and needs no room. */
bool disk_prepare(void) {
    struct stat status;
    kind = named_image() && can_mount_images() ? DISK_IMAGE : DISK_WATCHED;
    snprintf(path, sizeof path, "%s", room.disk);
    disk_directory();
    if (kind == DISK_WATCHED)
        return mkdir(directory, 0700) == 0 || errno == EEXIST || trouble("cannot make %.200s: %m", directory);
    return lock_image(LOCK_WAIT_US) && ((fstat(image, &status) == 0 && status.st_size > 0) || make_image());
}

/* ---- the loop device ---- */

/* Without a second cache of the same bytes where the file below can do that. */
static bool configure(int device) {
    struct loop_config config = {.fd = (unsigned)image, .block_size = BLOCK};
    config.info.lo_flags = LO_FLAGS_AUTOCLEAR | LO_FLAGS_DIRECT_IO;
    if (ioctl(device, LOOP_CONFIGURE, &config) == 0) return true;
    config.info.lo_flags = LO_FLAGS_AUTOCLEAR;
    return errno == EINVAL && ioctl(device, LOOP_CONFIGURE, &config) == 0;
}

/* Another may take a free device before us. */
static int open_loop_device(char name[32]) {
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC), device = -1;
    for (int attempt = 0; control >= 0 && device < 0 && attempt < 100; attempt++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);
        if (number < 0) break;
        snprintf(name, 32, "/dev/loop%d", number);
        device = open(name, O_RDWR | O_CLOEXEC);
        if (device < 0) break;
        if (configure(device)) continue;
        bool taken = errno == EBUSY;
        close(device);
        device = -1;
        if (!taken) break;
    }
    if (device < 0) trouble("cannot make a loop device: %m");
    if (control >= 0) close(control);
    return device;
}

static bool mount_image(const char *where) {
    char name[32] = "";
    int device = open_loop_device(name);
    if (device < 0) return false;
    bool mounted = mount(name, where, "ext4", MS_NOSUID | MS_NODEV | MS_NOATIME, "discard,errors=remount-ro") == 0 ||
                   trouble("cannot mount the image %.200s: %m", path);
    close(device);
    close(image);
    image = -1;
    return mounted;
}

static bool mount_directory(const char *where) {
    return (mount(directory, where, NULL, MS_BIND, NULL) == 0 &&
            mount(NULL, where, NULL, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV, NULL) == 0) ||
           trouble("cannot bind %.200s: %m", directory);
}

/* ---- what is on it ---- */

/* Gives everything below a directory, and last the directory, to the room's user: a disk may have been another uid's.
 */
static bool give(int parent, const char *name, unsigned depth) {
    struct stat status;
    uid_t uid = (uid_t)box.uid;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return false;
    if (S_ISDIR(status.st_mode) && status.st_uid != uid && depth < PATH_MAX) {
        DIR *entries = fdopendir(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (entries == NULL) return false;
        for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
                give(dirfd(entries), entry->d_name, depth + 1);
        closedir(entries);
    }
    return status.st_uid == uid || fchownat(parent, name, uid, uid, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool fill(const char *where, const char *name, mode_t mode) {
    char wanted[PATH_MAX];
    snprintf(wanted, sizeof wanted, "%s/%s", where, name);
    bool made = mkdir(wanted, 0700) == 0;
    return (made || errno == EEXIST) && (box.mode != MODE_A || give(AT_FDCWD, wanted, 0)) &&
           (!made || chmod(wanted, mode) == 0);
}

bool disk_mount(const char *where, enum disk_kind *which) {
    if (kind == DISK_IMAGE ? !mount_image(where) : !mount_directory(where)) return false;
    *which = kind;
    return (fill(where, "workspace", 0755) && fill(where, "home", 0755) && fill(where, "tmp", 01777)) ||
           trouble("cannot make the directories of a disk: %m");
}

/* Whether the image can be taken again, after a room; asked by the keeper. */
bool disk_is_free(void) {
    int fd = open(room.disk, O_RDONLY | O_CLOEXEC);
    bool is_free = fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (fd >= 0) close(fd);
    return is_free;
}
