// expect: compile-error
#include "/etc/shadow"
#include "/root/.bashrc"
#include "/proc/1/environ"
#include "/box/../etc/passwd-"

int main(void) { return 0; }
