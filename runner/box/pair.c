/* pair.c: two launchers join the programs that each of them runs with two pipes, one in each direction.
   One makes both pipes whole before anything starts, and sends the far ends to the socket at which the other is bound;
   so there is no moment in which a side could see a false end. The pipes have no name, and nobody but the two programs
   holds them once these run: each sees the other's end as soon as it comes. The socket lies in a directory that no box
   shows. */
#include "box.h"

#include <sys/un.h>

enum { PATIENCE_US = 10000000, ENDS = 2, ENDS_SIZE = ENDS * sizeof(int) };

/* Relative, since the whole path may be too long or out of reach: whoever uses it goes to the directory first. */
static struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "pair"};
static int directory = -1, mailbox = -1;

/* Two descriptors, and the run that they are for. */
struct letter {
    uint64_t token;
    struct iovec text;
    struct msghdr message;
    union {
        char bytes[CMSG_SPACE(ENDS_SIZE)];
        struct cmsghdr header;
    } ancillary;
};

static struct msghdr *fold(struct letter *letter) {
    letter->text = (struct iovec){.iov_base = &letter->token, .iov_len = sizeof letter->token};
    letter->message = (struct msghdr){.msg_iov = &letter->text, .msg_iovlen = 1, .msg_control = &letter->ancillary};
    letter->message.msg_controllen = sizeof letter->ancillary.bytes;
    return &letter->message;
}

/* While the launcher still has its privileges and sees the directory. */
bool pair_open(void) {
    const char *path = box.gives_to != NULL ? box.gives_to : box.takes_at;
    if (path == NULL) return true;
    directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    mailbox = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool open = directory >= 0 && mailbox >= 0 && fchdir(directory) == 0;
    if (open && box.takes_at != NULL) {
        unlink(address.sun_path); /* of a launcher that is gone */
        open = bind(mailbox, (void *)&address, sizeof address) == 0 && chmod(address.sun_path, 0666) == 0;
    }
    return open || trouble("cannot open the mailbox in %.99s: %m", path);
}

static bool send_ends(uint64_t token, const int ends[ENDS]) {
    struct letter letter = {.token = token};
    struct msghdr *message = fold(&letter);
    message->msg_name = &address;
    message->msg_namelen = sizeof address;
    letter.ancillary.header =
        (struct cmsghdr){.cmsg_len = CMSG_LEN(ENDS_SIZE), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(&letter.ancillary.header), ends, ENDS_SIZE);
    return fchdir(directory) == 0 && sendmsg(mailbox, message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0 && chdir("/") == 0;
}

static bool give(uint64_t token, int ends[ENDS]) {
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0) return trouble("cannot make pipes: %m");
    bool given = pipe_for_all(in[0]) && pipe_for_all(out[0]) && send_ends(token, (int[ENDS]){out[0], in[1]});
    if (!given) trouble("cannot give the pipes away: %m");
    close(out[0]);
    close(in[1]);
    ends[0] = in[0];
    ends[1] = out[1];
    for (int i = 0; i < ENDS && !given; i++) close(ends[i]);
    return given;
}

/* False where there is no letter, or it is not for this run but for one that was given up. */
static bool receive_ends(uint64_t wanted, int ends[ENDS]) {
    struct letter letter = {0};
    if (recvmsg(mailbox, fold(&letter), MSG_DONTWAIT | MSG_CMSG_CLOEXEC) < 0 ||
        letter.ancillary.header.cmsg_len != CMSG_LEN(ENDS_SIZE))
        return false;
    memcpy(ends, CMSG_DATA(&letter.ancillary.header), ENDS_SIZE);
    for (int i = 0; i < ENDS && letter.token != wanted; i++) close(ends[i]);
    return letter.token == wanted;
}

static bool take(uint64_t token, int ends[ENDS]) {
    uint64_t until_us = clock_us(CLOCK_MONOTONIC) + PATIENCE_US;
    struct pollfd news[2] = {{.fd = mailbox, .events = POLLIN}, {.fd = wire.in}};
    while (!receive_ends(token, ends)) {
        uint64_t now = clock_us(CLOCK_MONOTONIC);
        struct timespec pause = timespec_of(until_us - MIN(until_us, now));
        if (now >= until_us || ppoll(news, 2, &pause, NULL) <= 0 || news[1].revents != 0)
            return trouble("the other side of the pair %lu did not come", token);
    }
    return true;
}

/* Standard input and output of a run that talks to another. */
bool pair_join(uint64_t token, int ends[ENDS]) {
    if (mailbox < 0) return trouble("pair is given to a launcher with neither --gives-to nor --takes-at");
    return box.takes_at != NULL ? take(token, ends) : give(token, ends);
}

/* The side that gives is that of a program which may end as it likes. What its partner still says then is not to be the
   partner's death: it is read, by nobody. */
bool pair_reads_away(const struct request *request) { return request->pair > 0 && box.gives_to != NULL; }
