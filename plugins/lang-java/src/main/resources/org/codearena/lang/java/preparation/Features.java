package org.codearena.training;

import java.io.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.*;
import java.util.regex.*;
import java.util.stream.*;

/**
 * Compiled, never run: what the compiler loads for sources like those of a contest is in the archive because of it. It
 * uses as much of the language as one file can hold.
 */
public class Features {
    static final int MOD = 1_000_000_007;
    static final int[] DX = {1, 0, -1, 0};
    static long[] memo = new long[100];
    static StreamTokenizer tokens;

    sealed interface Shape permits Circle, Square, Box {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Box(Point corner, Point other) implements Shape {}

    record Point(int x, int y) implements Comparable<Point> {
        Point {
            if (x < Integer.MIN_VALUE / 2) {
                throw new IllegalArgumentException("x is " + x);
            }
        }

        static Point origin() {
            return new Point(0, 0);
        }

        @Override
        public int compareTo(Point o) {
            return x != o.x ? Integer.compare(x, o.x) : Integer.compare(y, o.y);
        }
    }

    enum Direction {
        NORTH(0, 1) {
            @Override
            Direction left() {
                return WEST;
            }
        },
        WEST(-1, 0);

        final int dx;
        final int dy;

        Direction(int dx, int dy) {
            this.dx = dx;
            this.dy = dy;
        }

        Direction left() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    static class Edge implements Comparable<Edge> {
        int to, weight;
        long cost;

        Edge(int to, int weight) {
            this.to = to;
            this.weight = weight;
        }

        public int compareTo(Edge o) {
            return Long.compare(cost, o.cost);
        }
    }

    static abstract class Node<T extends Comparable<T>> {
        T value;
        Node<T> left, right;

        abstract int size();
    }

    static final class Leaf<T extends Comparable<T>> extends Node<T> {
        @Override
        int size() {
            return 1 + (left == null ? 0 : left.size()) + (right == null ? 0 : right.size());
        }
    }

    class FastReader {
        private final DataInputStream in;
        private final byte[] buffer = new byte[1 << 12];
        private int at, end;

        FastReader(InputStream stream) {
            in = new DataInputStream(stream);
        }

        private byte read() throws IOException {
            if (at == end) {
                end = in.read(buffer, at = 0, buffer.length);
                if (end == -1) buffer[0] = -1;
            }
            return buffer[at++];
        }

        int nextInt() throws IOException {
            int result = 0;
            byte b = read();
            while (b <= ' ') b = read();
            boolean negative = b == '-';
            if (negative) b = read();
            do {
                result = result * 10 + b - '0';
            } while ((b = read()) >= '0' && b <= '9');
            return negative ? -result : result;
        }
    }

    interface Visitor<R> {
        R visit(Shape shape);

        default R twice(Shape shape) {
            visit(shape);
            return visit(shape);
        }
    }

    static class NotFound extends RuntimeException {
        NotFound(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws Exception {
        String text = "3 4\n5 1 4 1 5\nhello world\n2.5 1e3\n12345678901234567890\n";
        scan(new Scanner(text));
        lines(new BufferedReader(new StringReader(text)));
        bytes(text.getBytes(StandardCharsets.UTF_8));
        standardInput();
        collections();
        graphs();
        streams();
        numbers();
        strings();
        shapes();
        bits();
        threads();
        failures();
        solve(new int[][] {{1, 2}, {3, 4}});
    }

    static void standardInput() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer st = new StringTokenizer(in.readLine());
        int a = Integer.parseInt(st.nextToken()), b = Integer.parseInt(st.nextToken());
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out)));
        out.println(a + b);
        out.printf("%d %.3f %s%n", a, b / 3.0, "x");
        out.flush();
        Scanner rest = new Scanner(System.in);
        while (rest.hasNextInt()) {
            System.out.println(rest.nextInt());
        }
        if (rest.hasNextLine()) System.out.println(rest.nextLine());
        System.out.print('c');
        System.out.print(1L);
        System.out.println(2.5);
        System.out.println(new int[0].length);
        System.out.println((Object) null);
        System.err.println("done");
    }

    static void scan(Scanner in) {
        int n = in.nextInt(), q = in.nextInt();
        int[] values = new int[5];
        for (int i = 0; i < values.length; i++) values[i] = in.nextInt();
        String word = in.next();
        in.nextLine();
        double d = in.nextDouble() + in.nextDouble();
        BigInteger big = in.nextBigInteger();
        System.out.println(n * q + word + d + big + Arrays.toString(values) + in.hasNext());
        Scanner longs = new Scanner("12 13");
        System.out.println(longs.nextLong() + longs.nextLong());
    }

    static void lines(BufferedReader in) throws IOException {
        for (String line; (line = in.readLine()) != null; ) {
            String[] parts = line.trim().split("\\s+");
            StringTokenizer st = new StringTokenizer(line);
            while (st.hasMoreTokens()) System.out.print(st.nextToken() + (st.hasMoreTokens() ? " " : "\n"));
            System.out.println(parts.length);
        }
    }

    static void bytes(byte[] input) throws IOException {
        FastReader reader = new Features().new FastReader(new ByteArrayInputStream(input));
        System.out.println(reader.nextInt() + reader.nextInt());
        tokens = new StreamTokenizer(new BufferedReader(new InputStreamReader(new ByteArrayInputStream(input))));
        tokens.nextToken();
        System.out.println((int) tokens.nval);
        System.out.write("written\n".getBytes());
        PrintStream stream = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        stream.println("buffered");
        stream.flush();
    }

    static void collections() {
        List<Integer> list = new ArrayList<>(List.of(3, 1, 2));
        Collections.sort(list, Collections.reverseOrder());
        list.sort(null);
        list.removeIf(x -> x > 2);
        Map<String, Integer> counts = new HashMap<>();
        for (String s : "a b a c b a".split(" ")) counts.merge(s, 1, Integer::sum);
        for (Map.Entry<String, Integer> e : counts.entrySet()) System.out.println(e.getKey() + "=" + e.getValue());
        TreeMap<Integer, List<String>> tree = new TreeMap<>(Comparator.reverseOrder());
        counts.forEach((k, v) -> tree.computeIfAbsent(v, x -> new ArrayList<>()).add(k));
        System.out.println(tree.firstKey() + " " + tree.floorKey(2) + tree.headMap(2) + tree.pollFirstEntry());
        TreeSet<Point> points = new TreeSet<>();
        points.add(new Point(1, 2));
        System.out.println(points.ceiling(Point.origin()) + " " + points.higher(new Point(1, 2)));
        Deque<int[]> queue = new ArrayDeque<>();
        queue.add(new int[] {0, 1});
        queue.addFirst(new int[] {2, 3});
        while (!queue.isEmpty()) System.out.println(queue.poll()[0]);
        Set<Long> seen = new HashSet<>();
        System.out.println(seen.add(5L) && !seen.contains(6L));
        LinkedHashMap<Character, Integer> order = new LinkedHashMap<>();
        for (char c : "hello".toCharArray()) order.put(c, order.getOrDefault(c, 0) + 1);
        LinkedList<String> linked = new LinkedList<>(order.keySet().stream().map(String::valueOf).toList());
        linked.addFirst("x");
        Iterator<String> it = linked.iterator();
        while (it.hasNext()) if (it.next().equals("x")) it.remove();
        Stack<Integer> stack = new Stack<>();
        stack.push(1);
        System.out.println(stack.pop() + linked.size() + order.toString());
        Map<Direction, Integer> byDirection = new EnumMap<>(Direction.class);
        byDirection.put(Direction.NORTH.left(), 1);
        Integer[] boxed = {3, 2, 1};
        Arrays.sort(boxed, (a, b) -> a - b);
        int[][] intervals = {{3, 4}, {1, 2}};
        Arrays.sort(intervals, Comparator.comparingInt(a -> a[0]));
        Arrays.sort(intervals, (a, b) -> Integer.compare(b[1], a[1]));
        System.out.println(Arrays.asList(boxed) + Arrays.deepToString(intervals) + byDirection);
        BitSet bitSet = new BitSet(100);
        bitSet.set(5);
        System.out.println(bitSet.nextSetBit(0) + Collections.max(list) + Objects.hash(1, 2));
        Random random = new Random(42);
        System.out.println(random.nextInt(10) + random.nextLong());
        Collections.shuffle(list, random);
    }

    static void graphs() {
        int n = 5;
        List<List<Edge>> graph = new ArrayList<>();
        for (int i = 0; i < n; i++) graph.add(new ArrayList<>());
        for (int i = 0; i + 1 < n; i++) graph.get(i).add(new Edge(i + 1, i * 2 + 1));
        long[] distance = new long[n];
        Arrays.fill(distance, Long.MAX_VALUE);
        distance[0] = 0;
        PriorityQueue<long[]> heap = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        PriorityQueue<Edge> edges = new PriorityQueue<>(Comparator.comparingLong(e -> e.cost));
        edges.add(new Edge(0, 0));
        edges.add(new Edge(1, 0));
        heap.add(new long[] {0, 0});
        outer:
        while (!heap.isEmpty()) {
            long[] top = heap.poll();
            int u = (int) top[1];
            if (top[0] > distance[u]) continue outer;
            for (Edge e : graph.get(u)) {
                long next = top[0] + e.weight;
                if (next < distance[e.to]) {
                    distance[e.to] = next;
                    heap.offer(new long[] {next, e.to});
                }
            }
        }
        System.out.println(Arrays.stream(distance).sum() + " " + edges.poll().to);
        int[] parent = IntStream.range(0, n).toArray();
        IntUnaryOperator find = new IntUnaryOperator() {
            @Override
            public int applyAsInt(int x) {
                return parent[x] == x ? x : (parent[x] = applyAsInt(parent[x]));
            }
        };
        System.out.println(find.applyAsInt(3) + fibonacci(50));
    }

    static long fibonacci(int n) {
        if (n < 2) return n;
        if (memo[n] != 0) return memo[n];
        return memo[n] = (fibonacci(n - 1) + fibonacci(n - 2)) % MOD;
    }

    static void streams() {
        Map<Integer, Long> byLength = Stream.of("a", "bb", "cc").collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting()));
        System.out.println(byLength);
        System.out.println(IntStream.rangeClosed(1, 10).filter(i -> i % 2 == 0).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        System.out.println(Arrays.stream("1 2 3".split(" ")).mapToInt(Integer::parseInt).max().getAsInt());
        System.out.println(Stream.iterate(1, x -> x * 2).limit(10).reduce(0, Integer::sum));
        System.out.println(Stream.of(3, 1, 2).sorted(Comparator.reverseOrder()).map(x -> x + 1).toList());
        System.out.println(IntStream.of(1, 2).boxed().collect(Collectors.toMap(Function.identity(), x -> x * x)));
        System.out.println("text".chars().mapToObj(c -> (char) c).distinct().count());
        System.out.println(new BufferedReader(new StringReader("1 2\n3 4")).lines().flatMap(l -> Stream.of(l.split(" "))).mapToLong(Long::parseLong).summaryStatistics());
        System.out.println(Stream.of(1, 2, 3).anyMatch(x -> x > 2) + " " + DoubleStream.of(1, 2).average().orElse(0));
    }

    static void numbers() {
        BigInteger b = BigInteger.valueOf(2).pow(100).add(BigInteger.ONE).multiply(new BigInteger("123456789")).mod(BigInteger.valueOf(MOD));
        System.out.println(b.modPow(BigInteger.TWO, BigInteger.TEN) + " " + b.gcd(BigInteger.TEN) + b.compareTo(BigInteger.ZERO));
        System.out.println(new BigDecimal("1.10").setScale(1, java.math.RoundingMode.HALF_UP));
        System.out.printf("%.2f %5d %-5s|%05d %x %,d %c %b %e%n", 3.14159, 42, "ab", 7, 255, 1234567, 'z', true, 12345.678);
        System.out.println(String.format("%.6f", Math.sqrt(2)) + Math.floorMod(-1, 5) + Math.max(1, 2) + Math.pow(2, 10) + Math.abs(-1L) + Math.hypot(3, 4));
        System.out.println(Integer.toBinaryString(5) + Long.toString(255, 16) + Integer.bitCount(7) + Long.numberOfTrailingZeros(8) + Integer.MAX_VALUE + Double.parseDouble("1.5"));
        long power = 1, base = 3;
        for (int e = 20; e > 0; e >>= 1) {
            if ((e & 1) == 1) power = power * base % MOD;
            base = base * base % MOD;
        }
        System.out.println(power + (int) 'a' + (5 ^ 3) + (~1) + (1 << 3) + (-8 >>> 28));
    }

    static void strings() {
        StringBuilder sb = new StringBuilder();
        for (int i = 0; i < 3; i++) sb.append(i).append(' ').append("x").append(1.5).append(2L).append(new char[] {'a'});
        sb.reverse().insert(0, "<").deleteCharAt(sb.length() - 1).setCharAt(0, '>');
        String s = sb.toString();
        System.out.println(s.substring(1, 3) + s.indexOf("x") + s.replace('x', 'y') + s.toUpperCase() + s.contains("1") + s.isEmpty() + s.compareTo("a") + s.hashCode());
        System.out.println(String.join(",", List.of("a", "b")) + "ab".repeat(2) + " t ".strip() + String.valueOf(new char[] {'q'}) + "a,b".split(",")[1] + "x".equals(s) + s.charAt(0) + s.startsWith("<") + s.lastIndexOf('1'));
        Matcher matcher = Pattern.compile("(\\d+)-(\\w*)").matcher("12-ab");
        if (matcher.find()) System.out.println(matcher.group(1) + "abc".matches("[a-c]+") + "a1b2".replaceAll("[0-9]", ""));
        String block = """
                several
                  lines of "text"
                """;
        System.out.println(block + Character.isDigit('5') + Character.getNumericValue('7') + Character.toUpperCase('c') + Character.isLetter('x'));
        char[] letters = s.toCharArray();
        Arrays.sort(letters);
        System.out.println(new String(letters));
    }

    static void shapes() {
        Visitor<Double> area = shape -> switch (shape) {
            case Circle(double r) when r > 10 -> 0.0;
            case Circle(double r) -> Math.PI * r * r;
            case Square s -> s.side() * s.side();
            case Box(Point(var x, var y), Point other) -> (double) (x + y + other.x());
        };
        System.out.println(area.twice(new Circle(1)) + area.visit(new Square(2)) + area.visit(new Box(Point.origin(), new Point(1, 1))));
        Object o = new Point(1, 2);
        if (o instanceof Point p && p.x() == 1) System.out.println(p + " " + p.equals(o) + p.hashCode());
        String kind = switch (3) {
            case 1, 2 -> "few";
            case 3 -> {
                var word = "some";
                yield word;
            }
            default -> "many";
        };
        switch (kind) {
            case "some":
                System.out.println(Direction.valueOf("WEST").left());
                break;
            default:
                throw new IllegalStateException();
        }
        switch (Direction.NORTH) {
            case NORTH -> System.out.println("north");
            case WEST -> System.out.println("west");
        }
        Leaf<Integer> leaf = new Leaf<>();
        leaf.left = new Leaf<>();
        System.out.println(leaf.size());
        Optional<String> found = Optional.of("x").filter(x -> !x.isBlank()).map(x -> x + 1);
        System.out.println(found.orElse("none"));
        BiFunction<Integer, Integer, Integer> add = (x, y) -> x + y;
        Supplier<List<String>> make = ArrayList::new;
        UnaryOperator<String> same = UnaryOperator.identity();
        Predicate<String> empty = String::isEmpty;
        System.out.println(add.andThen(x -> x * 2).apply(1, 2) + make.get().size() + same.apply("s") + empty.negate().test(""));
        Runnable r = () -> System.out.println("run");
        r.run();
        swap(new Integer[] {1, 2}, 0, 1);
    }

    static <T> void swap(T[] values, int i, int j) {
        T t = values[i];
        values[i] = values[j];
        values[j] = t;
    }

    static int sum(int... values) {
        int total = 0;
        for (int v : values) total += v;
        return total;
    }

    static void bits() {
        long[][] matrix = new long[3][3];
        int[] sieve = new int[100];
        boolean[] composite = new boolean[100];
        char[][] grid = {"#.".toCharArray(), ".#".toCharArray()};
        for (int i = 2; i < 100; i++) {
            if (composite[i]) continue;
            for (int j = i * i; j < 100; j += i) composite[j] = true;
        }
        int i = 0;
        do {
            sieve[i]++;
            i += 2;
        } while (i < 10 && !(grid[0][1] == '#'));
        for (long[] row : matrix) Arrays.fill(row, 1L);
        long[][] copy = matrix.clone();
        System.arraycopy(sieve, 0, sieve, 1, 5);
        int[] part = Arrays.copyOfRange(sieve, 0, 5);
        System.out.println(sum(part) + copy[0][0] + Arrays.binarySearch(part, 1) + Arrays.hashCode(part) + sum() + DX[0]);
        assert part.length == 5 : "length";
    }

    static void threads() throws Exception {
        AtomicInteger counter = new AtomicInteger();
        Thread thread = new Thread(null, () -> counter.incrementAndGet(), "solver", 1 << 26);
        thread.start();
        thread.join();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Future<Integer> future = pool.submit(() -> counter.addAndGet(2));
        System.out.println(future.get());
        pool.shutdown();
        ConcurrentHashMap<String, Integer> shared = new ConcurrentHashMap<>();
        shared.merge("a", 1, Integer::sum);
        synchronized (shared) {
            System.out.println(shared.size() + System.currentTimeMillis() + System.nanoTime());
        }
    }

    static void failures() {
        try {
            Integer.parseInt("x");
        } catch (NumberFormatException | NullPointerException e) {
            System.out.println(e.getMessage());
        } finally {
            System.out.println("finally");
        }
        try (StringWriter w = new StringWriter();
                PrintWriter p = new PrintWriter(w)) {
            new NotFound("nothing").printStackTrace(p);
            throw new NotFound(w.toString());
        } catch (Exception e) {
            System.out.println(e.getMessage().length());
        }
        try {
            int[] none = new int[0];
            none[0]++;
        } catch (ArrayIndexOutOfBoundsException e) {
            e.printStackTrace();
        }
    }

    static void solve(int[][] cells) {
        var best = new int[] {Integer.MIN_VALUE};
        class Walker {
            void walk(int x, int depth) {
                if (depth == 2) {
                    best[0] = Math.max(best[0], x);
                    return;
                }
                for (int c : cells[depth]) walk(x + c, depth + 1);
            }
        }
        new Walker().walk(0, 0);
        System.out.println(best[0] > 0 ? "YES" : "NO");
        IO.println("end");
    }
}
