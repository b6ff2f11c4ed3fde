package org.codearena.server.workspace.orchestrator;

import java.util.UUID;

/**
 * An environment that should exist.
 *
 * @param session whose it is
 * @param project whose disk it takes up, should an earlier environment have left one
 * @param language decides on the image
 * @param image the plugin's runner image, without registry and tag
 */
public record Wanted(UUID session, UUID project, UUID owner, String language, String image) {}
