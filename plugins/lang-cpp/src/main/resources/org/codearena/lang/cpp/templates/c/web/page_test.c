/* Run me: make test */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "page.h"

static char html[1000];

int main(void) {
    assert(page(html, sizeof html, "/") == (int)strlen(html));
    assert(strstr(html, "<h1>Hello, world!</h1>") != NULL);
    page(html, sizeof html, "/Ada");
    assert(strstr(html, "<h1>Hello, Ada!</h1>") != NULL);
    page(html, sizeof html, "/<b>");
    assert(strstr(html, "&lt;b&gt;") != NULL);
    puts("all tests passed");
}
