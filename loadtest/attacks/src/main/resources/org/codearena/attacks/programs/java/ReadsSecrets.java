// expect: accepted
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class ReadsSecrets {
    public static void main(String[] arguments) {
        for (String path : List.of("/etc/shadow", "/root/.bashrc", "/proc/1/environ", "/proc/kcore", "/proc/1/root/etc/hosts")) {
            try {
                Files.newInputStream(Path.of(path)).read();
                System.exit(9);
            } catch (IOException refused) {
                continue;
            }
        }
        System.out.println(42);
    }
}
