// expect: compile-error
constexpr unsigned long count(unsigned long n) { return n < 2 ? n : count(n - 1) + count(n - 2); }

static_assert(count(90) != 0);

int main() { return 0; }
