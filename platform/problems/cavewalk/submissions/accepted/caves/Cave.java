import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class Cave {
    private record Passage(int to, int length) {}

    private record End(int chamber, long distance) {}

    private final List<List<Passage>> passages = new ArrayList<>();

    Cave(int chambers) {
        for (int i = 0; i <= chambers; i++) {
            passages.add(new ArrayList<>());
        }
    }

    void addPassage(int a, int b, int length) {
        passages.get(a).add(new Passage(b, length));
        passages.get(b).add(new Passage(a, length));
    }

    /** A chamber farthest from anywhere is one end of a longest walk. */
    long longestWalk() {
        return farthest(farthest(1).chamber).distance;
    }

    private End farthest(int start) {
        long[] distance = new long[passages.size()];
        Arrays.fill(distance, -1);
        distance[start] = 0;
        List<Integer> reached = new ArrayList<>(List.of(start));
        End end = new End(start, 0);
        for (int i = 0; i < reached.size(); i++) {
            int chamber = reached.get(i);
            if (distance[chamber] > end.distance) {
                end = new End(chamber, distance[chamber]);
            }
            for (Passage passage : passages.get(chamber)) {
                if (distance[passage.to] < 0) {
                    distance[passage.to] = distance[chamber] + passage.length;
                    reached.add(passage.to);
                }
            }
        }
        return end;
    }
}
