// expect: compile-error
static volatile char room[1500 << 20] = {1};

int main(void) { return room[0]; }
