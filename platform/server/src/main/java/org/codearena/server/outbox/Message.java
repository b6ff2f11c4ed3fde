package org.codearena.server.outbox;

import java.util.UUID;

/** A message on its way: where to, and a record of the contract, or its bytes, as its body. */
record Message(UUID id, String exchange, String routingKey, Object body) {}
