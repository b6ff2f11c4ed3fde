package org.codearena.loadtest.load.report;

import java.util.ArrayList;
import java.util.List;

/** Where values lie between the two ends of an axis, and at which values it has marks. */
sealed interface Scale {
    /** 0 at the lower end, 1 at the upper. */
    double place(double value);

    List<Double> marks();

    /** From 0 to a round number that is not below the largest value. */
    static Scale linear(double largest) {
        return new Linear(roundedUp(largest));
    }

    /** Seconds, with marks where clocks have them. */
    static Scale time(double last) {
        return new Time(Math.max(last, 1));
    }

    /** Shares of a whole by how many nines they have: 0 %, 90 %, 99 % and so on. */
    static Scale nines(int most) {
        return new Nines(most);
    }

    /** Powers of ten; for values whose ratios matter. */
    static Scale logarithmic(double smallest, double largest) {
        double low = Math.floor(Math.log10(Math.max(smallest, 1e-3)));
        double high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(largest, 1e-3))));
        return new Logarithmic(low, high);
    }

    private static double roundedUp(double value) {
        return value <= 0 ? 1 : Math.ceil(value / step(value)) * step(value);
    }

    /** 1, 2 or 5 times a power of ten, of which four or so make up the range. */
    private static double step(double range) {
        double rough = range / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    /** Even. */
    record Linear(double last) implements Scale {
        @Override
        public double place(double value) {
            return Math.clamp(value / last, 0, 1);
        }

        @Override
        public List<Double> marks() {
            double step = step(last);
            List<Double> marks = new ArrayList<>();
            for (double mark = 0; mark <= last + step * 1e-6; mark += step) {
                marks.add(mark);
            }
            return marks;
        }
    }

    /** Seconds. */
    record Time(double last) implements Scale {
        private static final double[] STEPS = {5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400};
        private static final int MOST = 6;

        @Override
        public double place(double value) {
            return Math.clamp(value / last, 0, 1);
        }

        @Override
        public List<Double> marks() {
            double step = STEPS[STEPS.length - 1];
            for (int number = STEPS.length - 1; number >= 0 && last / STEPS[number] <= MOST; number--) {
                step = STEPS[number];
            }
            List<Double> marks = new ArrayList<>();
            for (double mark = 0; mark <= last; mark += step) {
                marks.add(mark);
            }
            return marks;
        }
    }

    /** Nines. */
    record Nines(int most) implements Scale {
        @Override
        public double place(double value) {
            return Math.clamp(value / most, 0, 1);
        }

        @Override
        public List<Double> marks() {
            List<Double> marks = new ArrayList<>();
            for (double mark = 0; mark <= most; mark++) {
                marks.add(mark);
            }
            return marks;
        }
    }

    /** By powers of ten. */
    record Logarithmic(double low, double high) implements Scale {
        private static final int FEW = 2;

        @Override
        public double place(double value) {
            return Math.clamp((Math.log10(Math.max(value, 1e-9)) - low) / (high - low), 0, 1);
        }

        @Override
        public List<Double> marks() {
            List<Double> marks = new ArrayList<>();
            for (double power = low; power <= high; power++) {
                marks.add(Math.pow(10, power));
                if (high - low <= FEW && power < high) {
                    marks.add(2 * Math.pow(10, power));
                    marks.add(5 * Math.pow(10, power));
                }
            }
            return marks;
        }
    }
}
