// expect: time-limit-exceeded
#include <new>

int main() {
    for (;;) try {
            throw std::bad_alloc();
        } catch (const std::bad_alloc &) {
            continue;
        }
}
