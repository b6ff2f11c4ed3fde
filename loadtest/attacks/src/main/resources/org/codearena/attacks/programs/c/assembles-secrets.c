// expect: compile-error
__asm__(".data\nsecret: .incbin \"/etc/shadow\"\n");

int main(void) { return 0; }
