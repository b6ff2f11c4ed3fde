/* network.c: the way out of a room with --network internet. slirp4netns, a program of its own, carries what leaves by
   the room's tap0 through sockets of the host; so a room has whatever the host can reach. What it must not reach has
   routes that lead to nowhere, set before there is a way out, and which no program may change: private networks, the
   metadata services of clouds, and every address of the host itself. */
#include "room.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/rtnetlink.h>

enum { READY_MS = 20000, ROUTE_ROOM = 128 };

/* The common metadata address of clouds is in 169.254/16; 192.0.0/24, 168.63.129.16 and 100.64/10 have others'. */
static const char *const nowhere[] = {"0.0.0.0/8",      "10.0.0.0/8",    "100.64.0.0/10", "168.63.129.16/32",
                                      "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",  "192.168.0.0/16",
                                      "198.18.0.0/15",  "224.0.0.0/4",   "240.0.0.0/4",   "fc00::/7",
                                      "fe80::/10",      "ff00::/8"};

/* ---- routes ---- */

static bool has_answered(int netlink) {
    struct {
        struct nlmsghdr header;
        struct nlmsgerr error;
        char rest[256];
    } answer;
    ssize_t n = recv(netlink, &answer, sizeof answer, 0);
    bool whole = n >= (ssize_t)(sizeof answer.header + sizeof answer.error) && answer.header.nlmsg_type == NLMSG_ERROR;
    errno = whole ? -answer.error.error : EPROTO;
    return errno == 0 || errno == EEXIST || errno == EAFNOSUPPORT || errno == EOPNOTSUPP; /* the last: without IPv6 */
}

static bool add_route_to_nowhere(int netlink, int family, const void *address, unsigned bits) {
    struct {
        struct nlmsghdr header;
        struct rtmsg route;
        char attributes[ROUTE_ROOM];
    } request = {.header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)),
                            .nlmsg_type = RTM_NEWROUTE,
                            .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL},
                 .route = {.rtm_family = (unsigned char)family,
                           .rtm_dst_len = (unsigned char)bits,
                           .rtm_table = RT_TABLE_MAIN,
                           .rtm_protocol = RTPROT_STATIC,
                           .rtm_scope = RT_SCOPE_UNIVERSE,
                           .rtm_type = RTN_UNREACHABLE}};
    size_t width = family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
    struct rtattr *destination = (struct rtattr *)((char *)&request + NLMSG_ALIGN(request.header.nlmsg_len));
    destination->rta_type = RTA_DST;
    destination->rta_len = (unsigned short)RTA_LENGTH(width);
    memcpy(RTA_DATA(destination), address, width);
    request.header.nlmsg_len = NLMSG_ALIGN(request.header.nlmsg_len) + (unsigned)RTA_ALIGN(RTA_LENGTH(width));
    return send(netlink, &request, request.header.nlmsg_len, 0) == (ssize_t)request.header.nlmsg_len &&
           has_answered(netlink);
}

static bool close_network(int netlink, const char *network) {
    char address[INET6_ADDRSTRLEN];
    unsigned char bytes[sizeof(struct in6_addr)];
    size_t width = strcspn(network, "/");
    int family = strchr(network, ':') == NULL ? AF_INET : AF_INET6;
    snprintf(address, sizeof address, "%.*s", (int)width, network);
    return inet_pton(family, address, bytes) == 1 &&
           add_route_to_nowhere(netlink, family, bytes, (unsigned)strtoul(network + width + 1, NULL, 10));
}

static bool close_host(int netlink, const struct ifaddrs *of_host) {
    bool closed = true;
    for (const struct ifaddrs *one = of_host; closed && one != NULL; one = one->ifa_next) {
        if (one->ifa_addr == NULL || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
        if (one->ifa_addr->sa_family == AF_INET)
            closed =
                add_route_to_nowhere(netlink, AF_INET, &((struct sockaddr_in *)(void *)one->ifa_addr)->sin_addr, 32);
        if (one->ifa_addr->sa_family == AF_INET6)
            closed = add_route_to_nowhere(netlink, AF_INET6, &((struct sockaddr_in6 *)(void *)one->ifa_addr)->sin6_addr,
                                          128);
    }
    return closed;
}

/* In a child, which enters the room's network. */
static bool close_routes(pid_t init) {
    struct ifaddrs *of_host;
    if (getifaddrs(&of_host) < 0) return trouble("cannot list the host's addresses: %m");
    if (!join_network(init)) return trouble("cannot enter the room's network: %m");
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    bool closed = netlink >= 0;
    for (size_t i = 0; closed && i < COUNT(nowhere); i++) closed = close_network(netlink, nowhere[i]);
    return (closed && close_host(netlink, of_host)) || trouble("cannot add a route to nowhere: %m");
}

static bool close_what_must_not_be_reached(pid_t init) {
    int status = -1;
    pid_t child = fork();
    if (child == 0) _exit(close_routes(init) ? EXIT_SUCCESS : EXIT_FAILURE);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* ---- the way out ---- */

_Noreturn static void become_slirp(pid_t keeper, pid_t init, int ready, int ends) {
    enum { READY = 3, ENDS = 4 };
    char network[64], user[64];
    snprintf(network, sizeof network, "/proc/%d/ns/net", init);
    snprintf(user, sizeof user, "--userns-path=/proc/%d/ns/user", init);
    char *const variables[] = {(char[]){"PATH=/usr/local/bin:/usr/bin:/bin"}, NULL};
    /* Its sandbox needs a uid 0, which a room's user namespace does not have. */
    char *const arguments[] = {(char[]){"slirp4netns"},
                               (char[]){"--configure"},
                               (char[]){"--mtu=65520"},
                               (char[]){"--disable-host-loopback"},
                               (char[]){"--enable-seccomp"},
                               (char[]){"--ready-fd=3"},
                               (char[]){"--exit-fd=4"},
                               (char[]){"--netns-type=path"},
                               box.mode == MODE_A ? (char[]){"--enable-sandbox"} : user,
                               network,
                               (char[]){"tap0"},
                               NULL};
    /* Through high numbers, so that neither takes the other's place. */
    int high_ready = fcntl(ready, F_DUPFD, 64), high_ends = fcntl(ends, F_DUPFD, 64);
    bool arranged = dup2(box.null, 0) == 0 && dup2(box.null, 1) == 1 && dup2(box.null, 2) == 2 &&
                    dup2(high_ready, READY) == READY && dup2(high_ends, ENDS) == ENDS &&
                    syscall(SYS_close_range, ENDS + 1, ~0U, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
    if (!arranged || getppid() != keeper) _exit(EXIT_FAILURE);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execute(arguments, variables);
    _exit(127);
}

/* Ends with the keeper: by its signal, or when the descriptor that is given closes. */
pid_t network_open(pid_t init, int *held) {
    int ready[2], ends[2];
    pid_t keeper = getpid(), slirp = -1;
    char byte;
    if (!close_what_must_not_be_reached(init)) return -1;
    if (pipe2(ready, O_CLOEXEC) == 0 && pipe2(ends, O_CLOEXEC) == 0) slirp = fork();
    if (slirp == 0) become_slirp(keeper, init, ready[1], ends[0]);
    if (slirp < 0) {
        trouble("cannot fork: %m");
        return -1;
    }
    close(ready[1]);
    close(ends[0]);
    *held = ends[1];
    struct pollfd news = {.fd = ready[0], .events = POLLIN};
    bool up = poll(&news, 1, READY_MS) == 1 && read(ready[0], &byte, 1) == 1;
    close(ready[0]);
    if (up) return slirp;
    kill(slirp, SIGKILL);
    waitpid(slirp, NULL, 0);
    trouble("--network internet needs slirp4netns, which is not there or cannot start");
    return -1;
}
