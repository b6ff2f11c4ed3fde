package org.codearena.loadtest.load.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    @Test
    void gaugesAreReadAndThoseWithSeveralLabelsAreSummed() {
        assertEquals(
                Map.of("server.cpu", 0.25, "server.heap_mib", 3.0, "server.submissions_waiting", 7.0),
                Metrics.curves(Sample.parse("""
                        # HELP process_cpu_usage The recent cpu usage
                        # TYPE process_cpu_usage gauge
                        process_cpu_usage 0.25
                        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1048576.0
                        jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 2097152.0
                        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 5.0E7
                        submissions_waiting{lane="practice"} 3.0
                        submissions_waiting{lane="bulk"} 4.0
                        judge_run_seconds_bucket{le="0.5"} 12
                        judge_run_seconds_count 12
                        http_server_requests_seconds_count{status="200"} 9
                        jvm_threads_peak_threads NaN
                        """)));
    }

    @Test
    void aLabelMayHoldBracesAndQuotes() {
        Sample sample = Sample.parse("requests_total{route=\"/problems/{problem}\",said=\"\\\"no\\\"\"} +Inf\n")
                .getFirst();
        assertEquals("/problems/{problem}", sample.label("route"));
        assertEquals("\"no\"", sample.label("said"));
        assertEquals("", sample.label("method"));
        assertEquals(Double.POSITIVE_INFINITY, sample.value());
    }
}
