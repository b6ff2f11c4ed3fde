import java.io.IOException;
import java.net.Socket;

public class Main {
    public static void main(String[] args) {
        try (Socket socket = new Socket("9.9.9.9", 53)) {
            System.out.println("reached");
        } catch (IOException e) {
            System.out.println("refused");
        }
    }
}
