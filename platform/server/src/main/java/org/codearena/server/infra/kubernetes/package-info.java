/**
 * What all that runs on a cluster has in common: settings from YAML files, and objects from YAML templates that operators may replace.
 * Text enters, records and plain trees leave; it talks to no cluster.
 */
@NullMarked
package org.codearena.server.infra.kubernetes;

import org.jspecify.annotations.NullMarked;
