/* Run me: make test */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "greeting.h"

static void greets_by_name(void) {
    char text[20];
    greeting(text, sizeof text, "Ada");
    assert(strcmp(text, "Hello, Ada!") == 0);
}

static void cuts_what_is_too_long(void) {
    char text[8];
    greeting(text, sizeof text, "Ada");
    assert(strcmp(text, "Hello, ") == 0);
}

int main(void) {
    greets_by_name();
    cuts_what_is_too_long();
    puts("2 tests passed");
}
