#include <stdio.h>
#include "text/words.h"

int main(void) { puts(words()); }
