// expect: memory-limit-exceeded
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

public class MemoryOutsideTheHeap {
    public static void main(String[] arguments) {
        List<ByteBuffer> hoard = new ArrayList<>();
        while (true) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 20);
            for (int i = 0; i < buffer.capacity(); i += 4096) {
                buffer.put(i, (byte) 1);
            }
            hoard.add(buffer);
        }
    }
}
