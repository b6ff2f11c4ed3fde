// expect: accepted
package some.where.deep;

public class ClassInAPackage {
    public static void main(String[] arguments) {
        System.out.println(42);
    }
}
