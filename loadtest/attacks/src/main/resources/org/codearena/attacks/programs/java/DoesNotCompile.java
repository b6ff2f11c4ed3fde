// expect: compile-error
public class DoesNotCompile {
    int broken = ;
}
