// expect: compile-error
template <int n>
struct Long {
    using Next = Long<n - 1>;
    static void call(int a) { Next::call("text", a, n, Next()); a.b; Next::c(a, a, a); }
};

__asm__(".rept 2000000\n .error \"an error of the assembler, of which there may be any number\"\n.endr");

int main() { Long<500>::call(1); }
