#include "page.h"

#include <stdio.h>
#include <string.h>

/* What comes from outside must not become part of the page's own text. */
static void escape(char *to, size_t size, const char *from) {
    size_t used = 0;
    to[0] = '\0';
    for (; *from != '\0'; from++) {
        char plain[] = {*from, '\0'};
        const char *piece = *from == '<' ? "&lt;" : *from == '>' ? "&gt;" : *from == '&' ? "&amp;" : plain;
        if (used + strlen(piece) >= size) return;
        strcpy(to + used, piece);
        used += strlen(piece);
    }
}

int page(char *html, size_t size, const char *path) {
    char name[512];
    escape(name, sizeof name, path + 1);
    int length = snprintf(html, size, "<!doctype html>\n<title>Hello</title>\n<h1>Hello, %s!</h1>\n",
                          name[0] == '\0' ? "world" : name);
    return length < (int)size ? length : (int)size - 1;
}
