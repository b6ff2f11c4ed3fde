#include <stdio.h>
#include "common/words.h"

int main(void) { puts(words()); }
