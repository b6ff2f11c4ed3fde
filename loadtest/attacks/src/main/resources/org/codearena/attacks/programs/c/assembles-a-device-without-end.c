// expect: compile-error
__asm__(".data\nroom: .incbin \"/dev/zero\"\n");

int main(void) { return 0; }
