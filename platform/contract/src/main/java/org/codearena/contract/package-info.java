/**
 * The records that cross a process border: between the server and the runner, between the server and its queue, and
 * between both and a language plugin. They depend on the JDK only, so that every process can hold them.
 *
 * <p>Wire shape: each record is written as a JSON object of its components; {@code byte[]} as Base64; an absent
 * {@link java.util.Optional} as {@code null}. Units stand in the names. Adding a component is free, renaming one needs a
 * new version of the message.
 */
@NullMarked
package org.codearena.contract;

import org.jspecify.annotations.NullMarked;
