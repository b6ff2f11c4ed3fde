package org.codearena.loadtest.load.drain;

import java.net.URI;

/**
 * A judge process.
 *
 * @param name that of its mark
 * @param health where it says whether it is ready
 */
public record Judge(String name, URI health) {}
