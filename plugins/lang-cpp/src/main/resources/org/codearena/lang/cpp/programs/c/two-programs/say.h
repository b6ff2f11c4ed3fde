#include <stdio.h>

static inline void say(const char *words) { puts(words); }
