package org.codearena.server.outbox;

import java.util.Optional;
import java.util.UUID;

/**
 * A message on its way: where to, and a record of the contract, or its bytes, as its body.
 *
 * @param request the id of the request that it follows from, where there was one
 */
record Message(UUID id, String exchange, String routingKey, Optional<String> request, Object body) {}
