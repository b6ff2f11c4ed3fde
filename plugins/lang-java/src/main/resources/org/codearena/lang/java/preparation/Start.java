package org.codearena.training;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StreamTokenizer;
import java.math.BigInteger;
import java.util.*;
import java.util.stream.*;

/**
 * Run once: the classes it loads are in the archive that every run starts from. Each of them costs every run a few
 * microseconds, and a run that needs one that is missing some hundreds, so this does what many programs of contests do
 * and leaves out what few do.
 */
public class Start {
    static final String INPUT = "3 4\n5 1 4 1 5\nhello world\n2.5 12345678901\n";

    record Edge(int to, long cost) {}

    public static void main(String[] args) throws IOException {
        System.setIn(new ByteArrayInputStream(INPUT.getBytes()));
        scanner();
        System.setIn(new ByteArrayInputStream(INPUT.getBytes()));
        reader();
        System.setIn(new ByteArrayInputStream(INPUT.getBytes()));
        tokenizer();
        collections();
        streams();
        strings();
    }

    static void scanner() {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), m = in.nextInt();
        int[] a = new int[5];
        for (int i = 0; i < a.length; i++) {
            a[i] = in.nextInt();
        }
        in.nextLine();
        String line = in.nextLine();
        System.out.println(n + m);
        System.out.println(line + " " + in.nextDouble() + " " + in.nextLong() + in.hasNext());
    }

    static void reader() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer st = new StringTokenizer(in.readLine());
        int x = Integer.parseInt(st.nextToken());
        long y = Long.parseLong(st.nextToken());
        int[] values = Arrays.stream(in.readLine().split(" ")).mapToInt(Integer::parseInt).toArray();
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out)));
        out.println("Case #" + x + ": " + y);
        out.printf("%d %.3f %s%n", values.length, y / 3.0, "x");
        out.flush();
        StringBuilder sb = new StringBuilder();
        sb.append(x).append(' ').append(y).append('\n');
        System.out.print(sb);
    }

    static void tokenizer() throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        in.nextToken();
        System.out.println((int) in.nval);
    }

    static void collections() {
        List<List<Edge>> graph = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            graph.add(new ArrayList<>());
            graph.get(i).add(new Edge((i + 1) % 3, i));
        }
        PriorityQueue<Edge> queue = new PriorityQueue<>((a, b) -> Long.compare(a.cost(), b.cost()));
        queue.add(graph.get(0).getFirst());
        queue.addAll(graph.get(1));
        PriorityQueue<long[]> heap = new PriorityQueue<>(Comparator.comparingLong(a -> a[0]));
        heap.add(new long[] {queue.poll().cost(), 1});
        Deque<int[]> deque = new ArrayDeque<>();
        deque.add(new int[] {1, 2});
        Map<Integer, List<Integer>> groups = new HashMap<>();
        groups.computeIfAbsent(1, key -> new ArrayList<>()).add(deque.poll()[0]);
        Map<String, Integer> counts = new TreeMap<>();
        counts.merge("a", 1, Integer::sum);
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            System.out.println(entry.getKey() + " " + entry.getValue());
        }
        Set<Integer> seen = new HashSet<>(groups.keySet());
        TreeSet<Integer> sorted = new TreeSet<>(seen);
        Map<Character, Integer> inOrder = new LinkedHashMap<>();
        inOrder.put('a', inOrder.getOrDefault('a', 0) + 1);
        Integer[] boxed = {3, 1, 2};
        Arrays.sort(boxed, Collections.reverseOrder());
        int[][] pairs = {{3, 4}, {1, 2}};
        Arrays.sort(pairs, (a, b) -> a[0] - b[0]);
        List<Integer> list = new ArrayList<>(Arrays.asList(boxed));
        Collections.sort(list);
        list.sort(Comparator.comparing(value -> -value));
        System.out.println(list + " " + sorted.first() + inOrder + Arrays.toString(pairs[0]) + new Random(1).nextInt(5));
    }

    static void streams() {
        System.out.println(IntStream.rangeClosed(1, 5).filter(i -> i % 2 == 1).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        System.out.println(Stream.of(3, 1, 2).map(x -> x * 2).sorted(Comparator.reverseOrder()).toList());
        System.out.println(Stream.of("a", "bb").collect(Collectors.groupingBy(String::length)).size());
        System.out.println(IntStream.range(0, 4).boxed().collect(Collectors.toList()).stream().mapToLong(i -> i).sum());
    }

    static void strings() {
        System.out.printf("%.2f %5d %s%n", 3.14159, 42, "end");
        System.out.println(String.format("%05d", 7) + String.join(",", List.of("a", "b")) + "ab".toCharArray().length);
        System.out.println(BigInteger.TWO.pow(70).mod(BigInteger.valueOf(1_000_000_007)).toString());
        System.out.println("x".equals("y") ? "YES" : "NO");
        System.out.println(1.5);
        System.out.println('c');
    }
}
