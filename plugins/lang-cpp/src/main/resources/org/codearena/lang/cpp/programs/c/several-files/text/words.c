#include "words.h"

const char *words(void) { return "several files"; }
