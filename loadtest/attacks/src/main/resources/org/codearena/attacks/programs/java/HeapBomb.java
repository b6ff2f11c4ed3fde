// expect: memory-limit-exceeded
import java.util.ArrayList;
import java.util.List;

public class HeapBomb {
    public static void main(String[] arguments) {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            hoard.add(new byte[8 << 20]);
        }
    }
}
