#include "say.h"

int main(void) { say("second"); }
