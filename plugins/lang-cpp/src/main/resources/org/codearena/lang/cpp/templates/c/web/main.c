/* A small web server. It serves on the port in the variable PORT, or else on 8000. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include "page.h"

static int listen_on(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    int server = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    if (server < 0 || setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
        bind(server, (struct sockaddr *)&address, sizeof address) < 0 || listen(server, 16) < 0) {
        perror("cannot listen");
        exit(1);
    }
    return server;
}

/* One request, of which only the first line is looked at. */
static void answer(int client) {
    char request[4096] = "", path[1024] = "/", html[2048];
    if (read(client, request, sizeof request - 1) <= 0) return;
    sscanf(request, "%*s %1023s", path);
    int length = page(html, sizeof html, path);
    dprintf(client, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n");
    dprintf(client, "Content-Length: %d\r\nConnection: close\r\n\r\n%s", length, html);
}

int main(void) {
    const char *chosen = getenv("PORT");
    int port = chosen == NULL ? 8000 : atoi(chosen);
    int server = listen_on(port);
    signal(SIGPIPE, SIG_IGN);
    printf("Serving on http://localhost:%d\n", port);
    fflush(stdout);
    for (;;) {
        int client = accept(server, NULL, NULL);
        if (client < 0) continue;
        answer(client);
        close(client);
    }
}
