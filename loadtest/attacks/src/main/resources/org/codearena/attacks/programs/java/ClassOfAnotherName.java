// expect: accepted
class Größe {
    public static void main(String[] arguments) {
        System.out.println(42);
    }
}
