import java.io.FileOutputStream;
import java.io.IOException;

public class Main {
    public static void main(String[] args) {
        boolean refused = true;
        for (String directory : new String[] {"", "/usr", "/etc", "/box", "/dev", "/prepared"}) {
            try (FileOutputStream made = new FileOutputStream(directory + "/x")) {
                System.out.println(directory + "/x");
                refused = false;
            } catch (IOException e) {
                // As it should be.
            }
        }
        if (refused) {
            System.out.println("refused");
        }
    }
}
