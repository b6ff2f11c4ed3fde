// expect: output-limit-exceeded
public class OutputFlood {
    public static void main(String[] arguments) {
        byte[] line = "42 is not the end of it\n".repeat(4096).getBytes();
        while (true) {
            System.out.write(line, 0, line.length);
        }
    }
}
