package org.codearena.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 20010db800000000/64",
        "2001:DB8:0:0:ffff::1, 20010db800000000/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "unknown, unknown",
        ":::::, :::::"
    })
    void addressBecomesItsNetwork(String address, String network) {
        assertEquals(network, Throttle.network(address));
    }
}
