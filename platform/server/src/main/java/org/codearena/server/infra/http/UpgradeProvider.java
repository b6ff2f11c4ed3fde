package org.codearena.server.infra.http;

import io.helidon.webserver.ProtocolConfigs;
import io.helidon.webserver.http1.spi.Http1UpgradeProvider;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ProtocolConfig;

/** Hands a server its own upgrades: Helidon finds this class by itself, and each server's configuration says which. */
public final class UpgradeProvider implements Http1UpgradeProvider<UpgradeProvider.Handed> {
    private static final String TYPE = "tunnel";

    /** One way in which clients write the protocol's name, and who decides on it. */
    record Handed(String name, Http1Upgrader upgrader) implements ProtocolConfig {
        @Override
        public String type() {
            return TYPE;
        }
    }

    @Override
    public String protocolType() {
        return TYPE;
    }

    @Override
    public Class<Handed> protocolConfigType() {
        return Handed.class;
    }

    @Override
    public Http1Upgrader create(Handed config, ProtocolConfigs configs) {
        return config.upgrader();
    }
}
