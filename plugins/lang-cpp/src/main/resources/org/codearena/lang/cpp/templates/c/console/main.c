#include <stdio.h>
#include <string.h>
#include "greeting.h"

int main(void) {
    char name[100], text[200];
    printf("What is your name? ");
    fflush(stdout);
    if (fgets(name, sizeof name, stdin) == NULL) return 1;
    name[strcspn(name, "\n")] = '\0';
    greeting(text, sizeof text, name);
    puts(text);
}
