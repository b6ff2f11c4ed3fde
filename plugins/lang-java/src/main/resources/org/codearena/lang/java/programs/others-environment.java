import java.io.FileInputStream;
import java.io.IOException;

public class Main {
    public static void main(String[] args) {
        try (FileInputStream environment = new FileInputStream("/proc/1/environ")) {
            String text = new String(environment.readAllBytes());
            System.out.println(text.isEmpty() ? "refused" : text);
        } catch (IOException e) {
            System.out.println("refused");
        }
    }
}
