// expect: compile-error
template <typename Inner>
struct Twice {
    Inner first, second;
    static constexpr int depth = Twice<Twice<Inner>>::depth + 1;
};

int main() { return Twice<int>::depth; }
