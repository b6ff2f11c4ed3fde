#ifndef PAGE_H
#define PAGE_H

#include <stddef.h>

/* Writes the page at this path to html, which has room for size bytes, and returns its length. */
int page(char *html, size_t size, const char *path);

#endif
