package org.codearena.loadtest.load.scenario;

/**
 * What the generator may itself take before its figures say more about it than about the target.
 *
 * @param lagP99Ms how late requests may leave, in milliseconds, at the 99th percentile
 * @param cpu the share of this machine's processors that it may use
 * @param inFlight arrivals that may be under way at once; one more is dropped, and the run has failed
 */
public record GeneratorBounds(double lagP99Ms, double cpu, int inFlight) {
    static final GeneratorBounds DEFAULT = new GeneratorBounds(50, 0.5, 20_000);

    static GeneratorBounds read(Settings settings) {
        GeneratorBounds bounds = new GeneratorBounds(
                settings.number("lag-p99-ms", DEFAULT.lagP99Ms),
                settings.number("cpu", DEFAULT.cpu),
                settings.count("in-flight", DEFAULT.inFlight));
        settings.requireNothingElse();
        return bounds;
    }
}
