// expect: memory-limit-exceeded, time-limit-exceeded
import java.util.ArrayList;
import java.util.List;

public class CatchesOutOfMemoryAndGoesOn {
    public static void main(String[] arguments) {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            try {
                hoard.add(new byte[1 << 20]);
            } catch (OutOfMemoryError again) {
                continue;
            }
        }
    }
}
