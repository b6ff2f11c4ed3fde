package org.codearena.server.infra.http;

/** The HTTP door of one feature: it declares its routes once, at start. */
@FunctionalInterface
public interface Feature {
    void declare(Routes routes);
}
