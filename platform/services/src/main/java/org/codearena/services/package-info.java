/**
 * The programs CodeArena needs beside itself, as private child processes: PostgreSQL, Redis and RabbitMQ,
 * and HAProxy where there are several servers.
 *
 * <p>In: a {@link org.codearena.services.Home}, the directory that holds everything such a process keeps: data, ports,
 * passwords, logs. Out: an address with credentials, once the program really answers. This package owns the life of the
 * processes: each dies with this JVM however it ends, is started again when it dies alone, and shares nothing with
 * another instance of the same program on the machine.
 */
@NullMarked
package org.codearena.services;

import org.jspecify.annotations.NullMarked;
