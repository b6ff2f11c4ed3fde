#ifndef GREETING_H
#define GREETING_H

#include <stddef.h>

/* Writes the greeting for this name to text, which has room for size bytes. */
void greeting(char *text, size_t size, const char *name);

#endif
