#include "words.h"

const char *words(void) { return "from the entry point"; }
