// expect: accepted
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char room[4096];
static struct iovec whole = {room, sizeof room};
static int found;

/* Refused for what it is, and not for its arguments, with which most of these would otherwise do something. */
static void must_refuse(const char *name, long result) {
    if (result < 0 && (errno == EPERM || errno == ENOSYS)) return;
    fprintf(stderr, "%s: %ld %s\n", name, result, result < 0 ? strerrorname_np(errno) : "");
    found++;
}

#define REFUSED(name, ...) must_refuse(#name, syscall(SYS_##name, __VA_ARGS__))

static void the_shape_of_the_box(void) {
    REFUSED(mount, "none", "/tmp", "tmpfs", 0, 0);
    REFUSED(umount2, "/tmp", 2);
    REFUSED(pivot_root, "/tmp", "/tmp");
    REFUSED(chroot, "/tmp");
    REFUSED(unshare, 0);
    REFUSED(setns, 0, 0);
    REFUSED(fsopen, "tmpfs", 0);
    REFUSED(fsconfig, 0, 6, 0, 0, 0);
    REFUSED(fsmount, 0, 0, 0);
    REFUSED(fspick, -100, "/tmp", 0);
    REFUSED(open_tree, -100, "/tmp", 0);
    REFUSED(move_mount, -100, "/tmp", -100, "/tmp", 0);
    REFUSED(mount_setattr, -100, "/tmp", 0, room, 32);
    REFUSED(sethostname, "x", 1);
    REFUSED(setdomainname, "x", 1);
    REFUSED(swapon, "/tmp/x", 0);
    REFUSED(swapoff, "/tmp/x");
    REFUSED(clone3, room, 88);
    for (int flag = 0; flag < 8; flag++) {
        static const long new[] = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWUSER,
                                   CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP, 0x80 /* time */};
        long child = syscall(SYS_clone, new[flag] | 17, 0, 0, 0, 0);
        if (child == 0) _exit(0);
        must_refuse("clone", child);
    }
}

static void other_processes(void) {
    REFUSED(ptrace, 0, 0, 0, 0);
    REFUSED(process_vm_readv, getpid(), &whole, 1, &whole, 1, 0);
    REFUSED(process_vm_writev, getpid(), &whole, 1, &whole, 1, 0);
    REFUSED(process_madvise, -1, &whole, 1, 0, 0);
    REFUSED(process_mrelease, -1, 0);
    REFUSED(kcmp, getpid(), getpid(), 0, 0, 0);
    REFUSED(pidfd_getfd, syscall(SYS_pidfd_open, getpid(), 0), 0, 0);
    REFUSED(pidfd_open, 1, 0);
    REFUSED(prlimit64, 1, 0, 0, room);
    REFUSED(move_pages, 0, 0, 0, 0, 0, 0);
    REFUSED(migrate_pages, 0, 0, 0, 0);
}

static void corners_of_the_kernel(void) {
    REFUSED(bpf, 0, room, 72);
    REFUSED(perf_event_open, room, 0, -1, -1, 0);
    REFUSED(userfaultfd, 1);
    REFUSED(io_uring_setup, 1, room);
    REFUSED(io_uring_enter, 0, 1, 0, 0, 0, 0);
    REFUSED(io_uring_register, 0, 0, 0, 0);
    REFUSED(io_setup, 1, room);
    REFUSED(keyctl, 0, -3, 1);
    REFUSED(add_key, "user", "x", "x", 1, -3);
    REFUSED(request_key, "user", "x", 0, -3);
    REFUSED(name_to_handle_at, -100, "/usr", room, room, 0);
    REFUSED(open_by_handle_at, 0, room, 0);
    REFUSED(fanotify_init, 0x200, 0);
    REFUSED(inotify_init1, 0);
    REFUSED(vmsplice, 1, &whole, 1, 0);
    REFUSED(landlock_create_ruleset, 0, 0, 1);
    REFUSED(personality, 0x0040000);
#ifdef __x86_64__
    REFUSED(inotify_init, 0);
    REFUSED(modify_ldt, 0, room, 16);
    REFUSED(iopl, 0);
    REFUSED(ioperm, 0, 1, 0);
    REFUSED(sysfs, 3);
    REFUSED(ustat, 0, room);
#endif
}

static void the_machine(void) {
    REFUSED(kexec_load, 0, 0, 0, 0);
    REFUSED(kexec_file_load, 0, 0, 0, 0, 0);
    REFUSED(init_module, room, 1, "");
    REFUSED(finit_module, 0, "", 0);
    REFUSED(delete_module, "x", 0);
    REFUSED(reboot, 0xfee1dead, 672274793, 0, 0);
    REFUSED(acct, 0);
    REFUSED(syslog, 10, 0, 0);
    REFUSED(vhangup, 0);
    REFUSED(quotactl, 0, 0, 0, 0);
    REFUSED(settimeofday, 0, 0);
    REFUSED(clock_settime, 0, room);
    REFUSED(clock_adjtime, 0, room);
    REFUSED(adjtimex, room);
    REFUSED(set_mempolicy, 0, 0, 0);
    REFUSED(mbind, room, 0, 0, 0, 0, 0);
}

static void the_terminal(void) {
    must_refuse("TIOCSTI", ioctl(0, TIOCSTI, "x"));
    must_refuse("TIOCLINUX", ioctl(0, TIOCLINUX, "\x02"));
    must_refuse("TIOCSTI with bits above", ioctl(1, 0x700000000ul | TIOCSTI, "x"));
}

int main(void) {
    the_shape_of_the_box();
    other_processes();
    corners_of_the_kernel();
    the_machine();
    the_terminal();
    if (found > 0) return 9;
    puts("42");
}
