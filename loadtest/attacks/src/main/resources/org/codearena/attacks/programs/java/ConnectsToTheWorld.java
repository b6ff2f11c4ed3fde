// expect: accepted
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

public class ConnectsToTheWorld {
    public static void main(String[] arguments) {
        for (String host : new String[] {"127.0.0.1", "169.254.169.254", "8.8.8.8"}) {
            try (Socket link = new Socket()) {
                link.connect(new InetSocketAddress(host, 80), 500);
                System.exit(9);
            } catch (IOException refused) {
                continue;
            }
        }
        System.out.println(42);
    }
}
